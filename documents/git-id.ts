import { createHash } from "node:crypto";
import { standsFor } from "./stand-in.ts";

/** The id that git gives a file of this text: what `git hash-object` prints (40 hexadecimal digits). */
export function blobId(text: string): string {
  const content = Buffer.from(text, "utf8");
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

/** The same of the text that is meant, where one stands in for it. */
export function gitIdOf(text: string): string {
  return standsFor(text)?.id ?? blobId(text);
}
