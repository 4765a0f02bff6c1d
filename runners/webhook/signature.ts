import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether GitHub signed the body, as it came over the wire, with one of the secrets: two while one takes the other's
 * place. Takes as long for a wrong signature as for a right one.
 */
export function isSigned(body: Uint8Array, header: string | undefined, secrets: readonly string[]): boolean {
  const told = /^sha256=([0-9a-f]{64})$/.exec(header ?? "")?.[1];
  if (told === undefined) return false;
  const signature = Buffer.from(told, "hex");
  const matches = secrets
    .filter((secret) => secret !== "")
    .map((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), signature));
  return matches.includes(true);
}
