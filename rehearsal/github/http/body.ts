import { ApiError, missing, unprocessable } from "./error.ts";
import type { Json } from "./route.ts";

/** The object that a request brings; an empty one where it brings nothing. Null: it was too long. */
export function parseBody(body: Buffer | null): Json {
  if (body === null) throw new ApiError(413, "Payload too large");
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
  if (value === null) return {};
  if (!isJson(value)) throw new ApiError(400, "Body should be a JSON object");
  return value;
}

/** The string that a request must bring under `key`. */
export function requireString(body: Json, key: string): string {
  const value = optionalString(body, key);
  if (value === undefined) throw missing(key);
  return value;
}

/** The string that a request may bring under `key`. */
export function optionalString(body: Json, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrongType(key, value, "string");
  return value;
}

/** The boolean that a request may bring under `key`. */
export function optionalBoolean(body: Json, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw wrongType(key, value, "boolean");
  return value;
}

/** The whole number that a request may bring under `key`. */
export function optionalInteger(body: Json, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw wrongType(key, value, "integer");
  return value;
}

/** The object that a request may bring under `key`; null counts as none. */
export function optionalObject(body: Json, key: string): Json | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!isJson(value)) throw wrongType(key, value, "object");
  return value;
}

/** The list that a request may bring under `key`; null counts as none. */
export function optionalList(body: Json, key: string): readonly unknown[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(key, value, "array");
  return value as readonly unknown[];
}

/** The objects of a list that a request may bring under `key`. */
export function optionalObjects(body: Json, key: string): readonly Json[] | undefined {
  return optionalList(body, key)?.map((value) => {
    if (!isJson(value)) throw wrongType(key, value, "object");
    return value;
  });
}

/** One of the words that a request may bring under `key`. */
export function optionalWord<const T extends string>(
  body: Json,
  key: string,
  words: readonly T[],
): T | undefined {
  const value = optionalString(body, key);
  const word = words.find((one) => one === value);
  if (value !== undefined && word === undefined) {
    const list = words.map((one) => `"${one}"`).join(", ");
    throw unprocessable(`Invalid request.\n\n${JSON.stringify(value)} is not a member of [${list}].`);
  }
  return word;
}

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Shows what is neither text nor structure; those may hold a secret. */
function wrongType(key: string, value: unknown, type: string): Error {
  const shown =
    typeof value === "string" || typeof value === "object" ? `the ${typeof value}` : JSON.stringify(value);
  const article = type === "integer" || type === "object" || type === "array" ? "an" : "a";
  return unprocessable(`Invalid request.\n\nFor 'properties/${key}', ${shown} is not ${article} ${type}.`);
}
