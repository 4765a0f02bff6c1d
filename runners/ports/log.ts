/** Where the control plane says what it does: a line an event, fields of plain values, none of them secret. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  /** `cause` is told by its name and message alone. */
  warn(event: string, fields?: LogFields, cause?: unknown): void;
  /** Figures of a pool, counted each minute. */
  measure(pool: string, figures: Readonly<Record<string, number>>): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
