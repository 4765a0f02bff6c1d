/** A setting of a stack file, and what is said of it. */
export interface Entry {
  readonly key: string;
  readonly value: Value;
  /** Comments above it. */
  readonly says: readonly string[];
  /** Whether it is written as a comment, for the operator to decide. @default false */
  readonly off?: boolean;
}

type Value = Plain | readonly Entry[] | readonly Item[];
/** Plain data: a text, a boolean, a list of texts, or a map of these. */
export type Plain = string | boolean | readonly string[] | { readonly [key: string]: Plain };

/** One of a list whose items have comments of their own. */
export interface Item {
  readonly item: string;
  readonly says: readonly string[];
  readonly off: boolean;
}

/** A setting as programs read it. */
export interface Row {
  /** `slipway:package.kind`. */
  readonly setting: string;
  readonly value: unknown;
  readonly says: readonly string[];
  /** Whether it stands in the file, rather than in a comment of it. */
  readonly set: boolean;
}

export function isEntries(value: Value): value is readonly Entry[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object" && "key" in one)
  );
}

export function isItems(value: Value): value is readonly Item[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object" && "item" in one)
  );
}

/** Whether nothing of it is set, so that it has to be a comment as a whole. */
export function isOff({ value, off }: Entry): boolean {
  if (off === true) return true;
  if (isEntries(value)) return value.every(isOff);
  return isItems(value) && value.every((item) => item.off);
}

/** Every setting with a value of its own. */
export function rowsOf(entries: readonly Entry[], prefix = "", off = false): readonly Row[] {
  return entries.flatMap((entry) => {
    const setting = prefix === "" ? entry.key : `${prefix}.${entry.key}`;
    const { value, says } = entry;
    const set = !off && !isOff(entry);
    if (isEntries(value)) return rowsOf(value, setting, !set);
    if (!isItems(value)) return [{ setting, value, says, set }];
    return value.map((item) => ({ setting, value: item.item, says: item.says, set: !item.off }));
  });
}
