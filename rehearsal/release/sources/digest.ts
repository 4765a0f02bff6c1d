import { createHash } from "node:crypto";
import { readFolder } from "./folder.ts";

/** SHA-256 of all that a folder holds of sources: another one, once any of them was changed. Throws a FaultsError. */
export async function sourceDigest(path: string, shown = path): Promise<string> {
  const { files } = await readFolder({ path, shown });
  const hash = createHash("sha256");
  for (const [name, { mode, content }] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${mode} ${content.length} ${name}\0`).update(content);
  }
  return hash.digest("hex");
}
