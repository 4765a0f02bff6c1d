import type { Missing } from "./cells.ts";

/** What uv says where nothing can be resolved, by how it says it; what comes first here tells most. */
const sayings: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [
    /hint: Wheels are available for `([^`]+)` \((v[^)]*)\) on the following platforms?: (.*)/,
    ([, , version = "", on = ""]) => forAlone(version, on),
  ],
  [
    /but we only found wheels for `([^`]+)` \((v[^)]*)\) with the following Python (?:ABI|implementation) tags?: (.*)/,
    ([, , version = "", on = ""]) => forAlone(version, on),
  ],
  [/hint: Wheels are required for `([^`]+)`/, () => "it has no wheels that could be used, only sources"],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? has no (?:usable )?wheels/,
    () => "it has no wheel for this Python and platform",
  ],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? was not found in the (?:package registry|provided package locations)/,
    () => "it is not on the index",
  ],
  [
    /there (?:are|is) no versions? of ([A-Za-z0-9][A-Za-z0-9._-]*)/,
    () => "no version of it has a wheel that fits",
  ],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? (?:requires|depends on) Python ?(\S+)/,
    ([, , bound = ""]) => `it requires Python ${bound}`,
  ],
];

function forAlone(version: string, tags: string): string {
  return `its wheels (${version}) are for ${tags.replaceAll("`", "").trim()} alone`;
}

/** The first package without a wheel, and why, from what uv wrote; `itself` where uv names none. */
export function explain(written: string, itself: string): Missing {
  const text = written.replaceAll(/\s+/g, " ").replaceAll(" hint: ", "\nhint: ");
  for (const [pattern, why] of sayings) {
    const found = pattern.exec(text);
    if (found?.[1] !== undefined) return { package: found[1], why: why([...found]) };
  }
  const cause = /cause: (.*)/.exec(text)?.[1] ?? "no solution was found";
  return { package: itself, why: cause.length > 200 ? `${cause.slice(0, 200)}…` : cause };
}
