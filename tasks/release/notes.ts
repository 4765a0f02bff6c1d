import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "../changelog/changelog.ts";
import type { Declaration } from "../declaration/declaration.ts";
import { type GitHub, readAnswer } from "../github/client.ts";
import { objectOf, text } from "../json/shape.ts";
import type { ReleaseIdentity } from "./identity.ts";

/** A release's notes: what the changelog says of the version, else what GitHub makes of what was merged. */
export async function notesOf(
  { package: declared }: Declaration,
  identity: ReleaseIdentity,
  github: GitHub,
): Promise<string> {
  const section = declared.changelog && written(join(declared.folder, declared.changelog), identity.version);
  if (section) return section;
  const path = `/repos/${github.repository}/releases/generate-notes`;
  const body = { tag_name: identity.tag };
  const answer = await github.call({ method: "POST", path, body });
  return readAnswer(answer, objectOf({ body: text }), path).body;
}

/** Whether there has to be one is the gate's to say: here it is only told. */
function written(file: string, version: string): string | null {
  try {
    return sectionOf(readFileSync(file, "utf8"), version);
  } catch {
    return null;
  }
}
