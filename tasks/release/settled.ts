import type { ReleaseFile } from "../files/release-files.ts";
import type { Fault } from "../program/fault.ts";
import type { Settled } from "./standing.ts";

/** Where the files of this run are not those that an earlier one settled. */
export function settledFaults(
  { state, release, ledger }: Settled,
  files: readonly ReleaseFile[],
): readonly Fault[] {
  const settled = new Map(ledger.files.map(({ name, sha256 }) => [name, sha256]));
  const built = new Set(files.map(({ name }) => name));
  const place = (name: string) => `GitHub release ${release.tag}, ${name}`;
  const mend =
    "start the release anew at the same commit, so that it takes the settled files" +
    (state === "sealed" ? "; or delete the draft, where nothing of it is published yet" : "");
  const differing = files
    .filter(({ name, sha256 }) => settled.get(name) !== sha256)
    .map(({ name }) => {
      const fault = settled.has(name)
        ? "was settled with other contents than this run's"
        : "was settled without this file";
      return { place: place(name), fault, mend };
    });
  const missing = ledger.files
    .filter(({ name }) => !built.has(name))
    .map(({ name }) => ({ place: place(name), fault: "was settled, and this run does not have it", mend }));
  return [...differing, ...missing];
}
