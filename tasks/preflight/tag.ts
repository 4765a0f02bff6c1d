import type { DeclaredRelease } from "../declaration/declaration.ts";
import type { Fault } from "../program/fault.ts";
import { canonicalOf, parseVersion } from "../version/version.ts";
import { type Finding, finding } from "./finding.ts";
import { type ReleaseRun, tagOf } from "./release-run.ts";

/** The version that a tag names, and whether that may be released. */
export interface TagFinding extends Finding {
  /** In the spelling of an index; null where the tag names none. */
  readonly version: string | null;
}

/** Checks that the run is on a tag whose name is the declared prefix and a version as an index spells it. */
export function checkTag(
  run: Pick<ReleaseRun, "ref">,
  { tagPrefix, workflow }: Pick<DeclaredRelease, "tagPrefix" | "workflow">,
): TagFinding {
  const tag = tagOf(run);
  const example = `${tagPrefix}1.2.0`;
  if (tag === null) {
    const mend = `push a tag such as ${example}, or start it on one: gh workflow run ${workflow} --ref ${example}`;
    return refused(run.ref, { place: run.ref, fault: "is no tag", mend });
  }
  const place = `tag ${tag}`;
  const rest = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : null;
  const version = parseVersion(rest ?? tag);
  const canonical = version === null ? null : canonicalOf({ ...version, local: [] });
  const mend =
    canonical === null ? `tag a version, such as ${example}` : `tag ${tagPrefix}${canonical} instead`;
  if (rest === null) return refused(tag, { place, fault: `does not begin with ${tagPrefix}`, mend });
  if (version === null || canonical === null) {
    return refused(tag, { place, fault: `names no version (PEP 440): "${rest}" is none`, mend });
  }
  if (version.local.length > 0)
    return refused(tag, { place, fault: "has a local part, which no index takes", mend });
  if (rest !== canonical) {
    return refused(tag, { place, fault: `does not spell its version as an index does, ${canonical}`, mend });
  }
  return { ...finding("Tag", `${tag} names version ${canonical}`), version: canonical };
}

function refused(found: string, fault: Fault): TagFinding {
  return { ...finding("Tag", found, { faults: [fault] }), version: null };
}
