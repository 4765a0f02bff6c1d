/** A stack's configuration as the engine hands it over. */
export interface RawConfig {
  /** Name of the stack: `prod`. */
  readonly stack: string;
  /** Every value by its full key, such as `slipway:package`; maps and lists as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys of the values that are encrypted in the stack file. */
  readonly secretKeys: ReadonlySet<string>;
}
