import type { Fault } from "../program/fault.ts";
import type { Claims } from "./claims.ts";

/** How far a clock may be off (seconds): signing and exchanges of tokens allow about as much. */
const tolerance = 300;

/**
 * Compares the local clock with the times of a token just issued; null where they agree.
 * @param now seconds since 1970, taken when the token came
 */
export function clockFault(
  { iat, nbf, exp }: Pick<Claims, "iat" | "nbf" | "exp">,
  now: number,
): Fault | null {
  const off = offBy({ iat, nbf, exp }, now);
  if (Math.abs(off) <= tolerance) return null;
  const minutes = Math.round(Math.abs(off) / 60);
  return {
    place: "clock",
    fault: `is ${minutes} min ${off > 0 ? "ahead of" : "behind"} GitHub's: files can't be signed, nor tokens exchanged`,
    mend: "run the job again on another runner; on one of your own, set its clock by NTP",
  };
}

/** By when it was issued, else by how far it is outside of the time that it is good for. */
function offBy({ iat, nbf, exp }: Pick<Claims, "iat" | "nbf" | "exp">, now: number): number {
  if (iat !== null) return now - iat;
  if (nbf !== null && now < nbf) return now - nbf;
  return exp !== null && now > exp ? now - exp : 0;
}
