import { generateKeyPairSync } from "node:crypto";
import type { PublicKeyRecord } from "./records.ts";

/** Bytes before the key itself in its standard encoding (RFC 8410). */
const headerLength = 12;

/**
 * A key that libsodium seals with (X25519). The half that would open is dropped at once:
 * a secret given to the emulated GitHub can be replaced, never read.
 */
export function newPublicKey(): PublicKeyRecord {
  const { publicKey } = generateKeyPairSync("x25519");
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(headerLength);
  const key = raw.toString("base64");
  return { key_id: BigInt(`0x${raw.toString("hex").slice(0, 15)}`).toString(), key };
}
