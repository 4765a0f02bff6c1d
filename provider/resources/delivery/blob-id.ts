import { createHash } from "node:crypto";

/** The id that git gives a file of this text: what `git hash-object` prints (40 hexadecimal digits). */
export function blobId(text: string): string {
  const content = Buffer.from(text, "utf8");
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
