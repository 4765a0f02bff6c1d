import type { Channel, Held } from "../ledger/channel.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** A file that an index holds already, and which. */
export interface PublishedFile {
  readonly held: Held & { readonly sha256: string };
  /** The first that holds it. */
  readonly channel: Channel;
  /** Names of all that hold it. */
  readonly on: readonly string[];
}

/** What all indexes hold of a version, by name; throws a TaskError where two hold different contents. */
export async function publishedFiles(
  channels: readonly Channel[],
  version: string,
): Promise<ReadonlyMap<string, PublishedFile>> {
  const found = new Map<string, PublishedFile>();
  const faults: Fault[] = [];
  for (const channel of channels) {
    for (const held of await channel.read(version)) {
      const known = found.get(held.name);
      const fault = faultOf(held, channel, known);
      if (fault !== null) faults.push(fault);
      else if (known !== undefined) found.set(held.name, { ...known, on: [...known.on, channel.name] });
      else if (held.sha256 !== null) {
        found.set(held.name, { held: { ...held, sha256: held.sha256 }, channel, on: [channel.name] });
      }
    }
  }
  if (faults.length > 0) throw new TaskError(faults);
  return found;
}

function faultOf({ name, sha256 }: Held, { title }: Channel, known: PublishedFile | undefined): Fault | null {
  if (sha256 === null) {
    const mend = "compare it by hand, and release a new version if it differs";
    return { place: `${title}, ${name}`, fault: "is there, and its hash can't be told", mend };
  }
  if (known === undefined || known.held.sha256 === sha256) return null;
  return contradiction(name, `${title} (${sha256})`, `${known.channel.title} (${known.held.sha256})`);
}

/** Two places that hold one name with different contents. */
export function contradiction(name: string, one: string, other: string): Fault {
  return {
    place: name,
    fault: `has other contents on ${one} than on ${other}`,
    mend: "release a new version; where only a draft differs from what is published, delete the draft and start the release anew",
  };
}
