import type { Signature } from "../git/objects.ts";
import { rehearsal } from "../git/run.ts";
import { optionalString } from "../http/body.ts";
import { unprocessable } from "../http/error.ts";
import type { Json } from "../http/route.ts";

/** Who a request says it is, or the rehearsal. */
export function signature(person: Json | undefined): Signature {
  const given = person && optionalString(person, "date");
  const date = given === undefined ? new Date() : new Date(given);
  if (Number.isNaN(date.getTime()))
    throw unprocessable("Invalid request.\n\nFor 'properties/date', it is not a date.");
  return {
    name: (person && optionalString(person, "name")) ?? rehearsal.name,
    email: (person && optionalString(person, "email")) ?? rehearsal.email,
    date,
  };
}

/** The bytes that a request brings as text. */
export function fromBase64(text: string): Buffer {
  const packed = text.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 === 1) {
    throw unprocessable("content is not valid Base64");
  }
  return Buffer.from(packed, "base64");
}
