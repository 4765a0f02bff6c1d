import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { sectionOf, versionsNamed } from "../changelog/changelog.ts";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import { type Finding, finding } from "./finding.ts";

/** Checks that the changelog, where one is kept, names the version. */
export function checkChangelog(
  root: string,
  { folder, changelog }: Pick<DeclaredPackage, "folder" | "changelog">,
  version: string,
): Finding {
  if (changelog === null) return finding("Changelog", "none is declared");
  const place = posix.join(folder, changelog);
  const text = readText(posix.join(root, place));
  if (text === null) {
    const mend = "add it, or take it off the stack's package.changelog";
    return finding("Changelog", place, { faults: [{ place, fault: "is not there", mend }] });
  }
  const section = sectionOf(text, version);
  if (section !== null) {
    const notices = section === "" ? [`${place} says nothing about ${version}`] : [];
    return finding("Changelog", `${place} names ${version}`, { notices });
  }
  const [newest] = versionsNamed(text);
  const fault = `has no heading that names ${version}${newest === undefined ? "" : `; its first is ${newest}`}`;
  const mend = `add one, such as "## ${version}", merge that, and tag the merged commit anew, or as the next version where tags can't be deleted`;
  return finding("Changelog", place, { faults: [{ place, fault, mend }] });
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
