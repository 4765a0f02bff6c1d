import type { ReleaseFile } from "../files/release-files.ts";
import type { Fault } from "../program/fault.ts";
import type { Held } from "./channel.ts";

/** What a channel makes of one file; `unknown`: it is there, with contents that can't be told. */
export interface FileStanding {
  readonly name: string;
  readonly state: "same" | "missing" | "other" | "unknown" | "surplus";
}

/** What a publishing job is to do, and why it may not. */
export interface Decision {
  readonly decision: "publish" | "skip" | "stop";
  /** Sorted by name. */
  readonly files: readonly FileStanding[];
  /** At least one exactly where the decision is to stop. */
  readonly faults: readonly Fault[];
}

/** What a channel's own rules make of a decision. */
export interface ChannelRules {
  readonly title: string;
  /** @see Channel.openDays */
  readonly openDays: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const day = 24 * 60 * 60 * 1000;

/** Compares a release's files with what a channel holds of the version: nothing is published twice or over another. */
export function decide(wanted: readonly ReleaseFile[], held: readonly Held[], rules: ChannelRules): Decision {
  const names = new Set(wanted.map(({ name }) => name));
  const surplus = held.filter(({ name }) => !names.has(name));
  const files = [
    ...wanted.map(
      ({ name, sha256 }) =>
        ({
          name,
          state: stateOf(
            sha256,
            held.filter((file) => file.name === name),
          ),
        }) as const,
    ),
    ...surplus.map(({ name }) => ({ name, state: "surplus" }) as const),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const missing = files.some(({ state }) => state === "missing");
  const closed = missing ? closedFault(held, rules) : null;
  const faults = [...files.flatMap((file) => faultsOf(file, rules)), ...(closed === null ? [] : [closed])];
  if (faults.length > 0) return { decision: "stop", files, faults };
  return { decision: missing ? "publish" : "skip", files, faults };
}

/** An index that lists a name twice may serve either: all of that name have to be the file. */
function stateOf(sha256: string, held: readonly Held[]): FileStanding["state"] {
  if (held.length === 0) return "missing";
  if (held.some((file) => file.sha256 !== null && file.sha256 !== sha256)) return "other";
  return held.every((file) => file.sha256 === sha256) ? "same" : "unknown";
}

function faultsOf({ name, state }: FileStanding, { title }: ChannelRules): readonly Fault[] {
  const place = `${title}, ${name}`;
  switch (state) {
    case "same":
    case "missing":
      return [];
    case "other":
      return [
        {
          place,
          fault: "is there with other contents",
          mend: "start the release anew at the same commit, so that it takes what is published; if that was built from something else, release a new version: a published file can't be replaced",
        },
      ];
    case "unknown":
      return [
        {
          place,
          fault: "is there, and its hash can't be told",
          mend: "compare it by hand; release a new version if it differs",
        },
      ];
    case "surplus":
      return [
        {
          place,
          fault: "is there, and this release has no such file",
          mend: "start the release anew at the same commit, so that it takes the file up, or delete it there",
        },
      ];
    default:
      return state satisfies never;
  }
}

/** By the first file's time. Where that is yet to come, the clock is off: the index itself then decides. */
function closedFault(held: readonly Held[], { title, openDays, now }: ChannelRules): Fault | null {
  const times = held.flatMap(({ uploaded }) => (uploaded === null ? [] : [uploaded]));
  if (openDays === null || times.length === 0) return null;
  const age = now - Math.min(...times);
  if (age <= openDays * day) return null;
  return {
    place: title,
    fault: `holds this version since ${Math.floor(age / day)} days, lacks files of it, and takes no new file after ${openDays}`,
    mend: "release a new version",
  };
}
