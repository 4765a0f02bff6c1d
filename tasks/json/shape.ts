/** Reads a value of unknown form; throws a ShapeError that names the place within the whole. */
export type Shape<T> = (value: unknown, place: string) => T;

/** What a value is not, and where: `release.tagPrefix is no text`. */
export class ShapeError extends Error {
  constructor(place: string, expected: string) {
    super(`${place || "the whole"} is not ${expected}`);
    this.name = "ShapeError";
  }
}

/** What the shape of an object reads. */
export type Shaped<S> = { readonly [K in keyof S]: S[K] extends Shape<infer T> ? T : never };

export const text: Shape<string> = (value, place) => {
  if (typeof value === "string") return value;
  throw new ShapeError(place, "a text");
};

export const flag: Shape<boolean> = (value, place) => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(place, "true or false");
};

/** A whole number that is not negative. */
export const count: Shape<number> = (value, place) => {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new ShapeError(place, "a whole number");
};

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value, place) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw new ShapeError(place, `one of ${words.join(", ")}`);
  };
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry, index) => shape(entry, `${place}[${index}]`));
  };
}

/** An object with entries of one shape, under any names. */
export function mapOf<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry]) => [key, shape(entry, `${place}.${key}`)]);
    return Object.fromEntries(entries) as Readonly<Record<string, T>>;
  };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, place) => (value === null ? null : shape(value, place));
}

/** Absent, or null, is null. */
export function optional<T>(shape: Shape<T>): Shape<T | null> {
  return (value, place) => (value === undefined || value === null ? null : shape(value, place));
}

/** An object with at least these entries; others are left out. */
export function objectOf<S extends Readonly<Record<string, Shape<unknown>>>>(shapes: S): Shape<Shaped<S>> {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape]) => {
      const inner = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      return [key, shape(inner, place === "" ? key : `${place}.${key}`)];
    });
    return Object.fromEntries(entries) as Shaped<S>;
  };
}

/** Reads JSON of that shape; throws a ShapeError where it is none. */
export function parseJson<T>(source: string | Uint8Array, shape: Shape<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(typeof source === "string" ? source : Buffer.from(source).toString("utf8"));
  } catch {
    throw new ShapeError("", "JSON");
  }
  return shape(value, "");
}
