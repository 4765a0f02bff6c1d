import type { Signature } from "../git/objects.ts";
import { rehearsal, type Person } from "../git/run.ts";
import { optionalString } from "../http/body.ts";
import { unprocessable } from "../http/error.ts";
import type { Call, Json } from "../http/route.ts";
import { findAccount } from "../store/find.ts";
import type { Records } from "../store/records.ts";

/** Who a request says it is, or the token's owner. */
export function signature({ records }: Call, person: Json | undefined): Signature {
  const given = person && optionalString(person, "date");
  const date = given === undefined ? new Date() : new Date(given);
  if (Number.isNaN(date.getTime()))
    throw unprocessable("Invalid request.\n\nFor 'properties/date', it is not a date.");
  const owner = viewer(records);
  return {
    name: (person && optionalString(person, "name")) ?? owner.name,
    email: (person && optionalString(person, "email")) ?? owner.email,
    date,
  };
}

/** Whose token it is, with the address that the service gives those who hide theirs. */
export function viewer(records: Records): Person {
  const found = records.viewer === null ? null : findAccount(records, records.viewer);
  if (!found) return rehearsal;
  return { name: found.key, email: `${found.record.id}+${found.key}@users.noreply.github.com` };
}

/** The bytes that a request brings as text. */
export function fromBase64(text: string): Buffer {
  const packed = text.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 === 1) {
    throw unprocessable("content is not valid Base64");
  }
  return Buffer.from(packed, "base64");
}
