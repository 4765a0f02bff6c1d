import type { z } from "zod";

/** Node's own; its types lack what a value was written as. */
const parse = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * The JSON of an answer; null where it has none. Whole numbers that JavaScript would round come as text: deliveries have
 * such ids. Throws an error that says nothing of the text.
 */
export function readJson(request: string, text: string): unknown {
  if (text === "") return null;
  try {
    return parse(text, (_key, value, { source = "" }) =>
      typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value,
    );
  } catch {
    throw new Error(`${request}: the answer is no JSON`);
  }
}

/** What a schema makes of an answer. Throws an error that names what is not as described, and no value. */
export function parsed<T>(request: string, schema: z.ZodType<T>, data: unknown): T {
  const { success, data: value, error } = schema.safeParse(data);
  if (success) return value;
  const places = error.issues.slice(0, 5).map(({ path }) => path.join(".") || "the whole");
  throw new Error(`${request}: the answer is not as GitHub describes it: ${places.join(", ")}`);
}
