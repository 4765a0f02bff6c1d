import { compareVersions, parseVersion } from "../../version/version.ts";
import type { Pin } from "../read.ts";
import type { Change } from "./report.ts";

/** What a lock pins of one package. */
interface Entry {
  /** Several where Pythons or platforms need different ones. */
  readonly versions: readonly string[];
  /** Versions, markers and hashes. */
  readonly all: string;
}

/** What differs between two states of a lock, sorted by name; ages are another's to tell. */
export function changesOf(lock: string, before: readonly Pin[], after: readonly Pin[]): readonly Change[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((what): readonly Change[] => {
    const [was, is] = [old.get(what), now.get(what)];
    if (was?.all === is?.all) return [];
    const [from, to] = [was, is].map((entry) => entry?.versions.join(" and ") ?? "");
    return [{ lock, what, from: from ?? "", to: to ?? "", age: null, note: noteOf(was, is) }];
  });
}

function entriesOf(pins: readonly Pin[]): ReadonlyMap<string, Entry> {
  const names = [...new Set(pins.map(({ name }) => name))];
  return new Map(
    names.map((name) => {
      const own = pins.filter((pin) => pin.name === name);
      const versions = [...new Set(own.map(({ version }) => version))].sort(compare);
      const all = own.map(({ version, marker, hashes }) => [version, marker, ...hashes.toSorted()].join(" "));
      return [name, { versions, all: all.sort().join("\n") }];
    }),
  );
}

function noteOf(was: Entry | undefined, is: Entry | undefined): string {
  if (was === undefined || is === undefined) return "";
  const [highest, newest] = [was.versions.at(-1) ?? "", is.versions.at(-1) ?? ""];
  if (compare(newest, highest) < 0) return "a downgrade: nothing newer was out long enough, or fits";
  return was.versions.join() === is.versions.join() ? "the same version, other files or markers" : "";
}

function compare(one: string, other: string): number {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left === null || right === null ? 0 : compareVersions(left, right);
}
