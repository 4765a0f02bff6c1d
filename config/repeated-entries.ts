import type { Draft } from "./draft.ts";
import type { Fault } from "./fault.ts";

/** What is listed twice; GitHub and the index compare names without regard to case. */
export function repeatedEntries(draft: Draft): Fault[] {
  const environments = Object.entries(draft.environments ?? {});
  return [
    ...repeated("slipway:package.pythons", draft.package?.pythons),
    ...repeated("slipway:package.buildRequires", draft.package?.buildRequires),
    ...repeated("slipway:package.platforms", draft.package?.platforms),
    ...repeated("slipway:environments", Object.keys(draft.environments ?? {})),
    ...environments.flatMap(([name, environment]) => [
      ...repeated(`slipway:environments.${name}.reviewers`, environment?.reviewers),
      ...repeated(`slipway:environments.${name}.tags`, environment?.tags),
    ]),
  ];
}

function repeated(place: string, entries: readonly (string | undefined)[] = []): Fault[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const key = entry?.toLowerCase();
    if (entry === undefined || key === undefined) return [];
    if (seen.has(key)) return [{ place, fault: `lists ${entry} twice`, mend: "list it once" }];
    seen.add(key);
    return [];
  });
}
