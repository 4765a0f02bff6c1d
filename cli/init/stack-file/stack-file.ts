import type { Fault } from "../../../config/fault.ts";
import { formatFault } from "../../../config/fault.ts";
import type { Findings } from "../findings/findings.ts";
import type { Entry } from "./entry.ts";
import { isEntries } from "./entry.ts";
import { commentLines, renderEntries } from "./render.ts";

/** The text of a stack file: each setting with where it comes from, and above it what has to be looked at. */
export function stackFileText(entries: readonly Entry[], findings: Findings, source: string): string {
  const settled = new Set<Fault>();
  const told = entries.map((entry) => withFaults(entry, { prefix: "", faults: findings.faults, settled }));
  const rest = findings.faults.filter((fault) => !settled.has(fault));
  const title = findings.name?.value ?? "a package";
  return [
    ...commentLines(
      [
        `Releases of ${title}: the settings of its release pipeline, made by \`npm run init\` from ${source}.`,
      ],
      0,
    ),
    ...commentLines(
      ["Each comment says where a value was found; LOOK says what could not be told, and what to do."],
      0,
    ),
    ...commentLines(
      rest.map((fault) => `LOOK ${formatFault(fault)}`),
      0,
    ),
    "config:",
    ...renderEntries(told, 1),
    "",
  ].join("\n");
}

interface Telling {
  readonly prefix: string;
  readonly faults: readonly Fault[];
  readonly settled: Set<Fault>;
}

/** The setting with the faults that name it in its comments. */
function withFaults(entry: Entry, telling: Telling): Entry {
  const place = telling.prefix === "" ? entry.key : `${telling.prefix}.${entry.key}`;
  const inner = isEntries(entry.value)
    ? entry.value.map((one) => withFaults(one, { ...telling, prefix: place }))
    : entry.value;
  const own = telling.faults.filter((fault) => fault.place === place);
  for (const fault of own) telling.settled.add(fault);
  const says = [...entry.says, ...own.map(({ fault, mend }) => `LOOK ${fault}; ${mend}`)];
  return { ...entry, value: inner, says };
}
