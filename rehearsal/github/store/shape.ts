import type { Fault } from "../../../config/fault.ts";

/** What a part of the records must look like: checks it and says what is wrong where. */
export interface Shape<T> {
  /** Adds a fault for each part of `value` that does not fit. */
  readonly check: (value: unknown, at: string, faults: Fault[]) => void;
  /** Never there at run time; carries the type alone. */
  readonly type?: T;
}

/** The type that a shape describes. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

/** A part that may be absent. */
interface Optional<T> extends Shape<T> {
  readonly optional: true;
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly optional: true } ? K : never;
}[keyof F];

/** The object that `fields` describe, with optional ones as such. */
export type ObjectOf<F extends Fields> = {
  -readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]>;
} & { -readonly [K in OptionalKeys<F>]?: Infer<F[K]> };

/** A string. */
export const string: Shape<string> = primitive("a string", (value) => typeof value === "string");
/** A whole number. */
export const integer: Shape<number> = primitive("a whole number", (value) => Number.isSafeInteger(value));
/** True or false. */
export const boolean: Shape<boolean> = primitive("true or false", (value) => typeof value === "boolean");
/** Any JSON object, kept as it is. */
export const json: Shape<Record<string, unknown>> = primitive("an object", isObject);

/** One of the given strings. */
export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  const wanted = values.map((value) => JSON.stringify(value)).join(" or ");
  return primitive(wanted, (value) => values.some((one) => one === value));
}

/** A list whose every element fits `element`. */
export function array<T>(element: Shape<T>): Shape<T[]> {
  return {
    check(value, at, faults) {
      if (!Array.isArray(value)) {
        faulty(faults, at, "a list");
        return;
      }
      value.forEach((one: unknown, index) => element.check(one, `${at}[${index}]`, faults));
    },
  };
}

/** An object with names of one's own choice, whose every value fits `value`. */
export function record<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return {
    check(value, at, faults) {
      if (!isObject(value)) {
        faulty(faults, at, "an object");
        return;
      }
      for (const [key, one] of Object.entries(value))
        shape.check(one, `${at}[${JSON.stringify(key)}]`, faults);
    },
  };
}

/** An object with the given fields; further ones are kept and not looked at. */
export function object<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  return {
    check(value, at, faults) {
      if (!isObject(value)) {
        faulty(faults, at, "an object");
        return;
      }
      for (const [key, shape] of Object.entries(fields)) {
        if (value[key] === undefined && "optional" in shape) continue;
        shape.check(value[key], at === "" ? key : `${at}.${key}`, faults);
      }
    },
  };
}

/** A part that may be null. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { check: (value, at, faults) => (value === null ? undefined : shape.check(value, at, faults)) };
}

/** A part that may be absent. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { ...shape, optional: true };
}

function primitive<T>(wanted: string, fits: (value: unknown) => boolean): Shape<T> {
  return { check: (value, at, faults) => (fits(value) ? undefined : faulty(faults, at, wanted)) };
}

function faulty(faults: Fault[], at: string, wanted: string): void {
  faults.push({ place: at, fault: `is not ${wanted}`, mend: `make it ${wanted}` });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
