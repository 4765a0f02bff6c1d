import type { Fault } from "../program/fault.ts";
import type { SourceVersions } from "../version/sources.ts";
import type { StatedVersion } from "../version/stated.ts";
import { canonicalOf, parseVersion } from "../version/version.ts";
import { type Finding, finding } from "./finding.ts";

/** Checks that all that the sources state is the tag's version. */
export function checkSources({ stated, computed, faults }: SourceVersions, version: string): Finding {
  const others = stated.flatMap((one) => faultOf(one, version) ?? []);
  const places = stated.map(({ file, line }) => `${file}:${line}`).join(", ");
  const found = stated.length === 0 ? "the sources state no version as text" : `stated in ${places}`;
  const notices = computed === null ? [] : [`${computed} computes the version: the built metadata will tell`];
  return finding("Sources", found, { faults: [...faults, ...others], notices });
}

function faultOf({ file, line, version: stated }: StatedVersion, version: string): Fault | null {
  const place = `${file}:${line}`;
  const parsed = parseVersion(stated);
  if (parsed === null)
    return { place, fault: `states ${stated}, which is no version (PEP 440)`, mend: `state ${version}` };
  if (canonicalOf(parsed) === version) return null;
  return {
    place,
    fault: `states version ${stated}, the tag ${version}`,
    mend: `state ${version} there, merge that, and tag the merged commit anew, or as the next version where tags can't be deleted`,
  };
}
