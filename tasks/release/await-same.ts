import type { ReleaseFile } from "../files/release-files.ts";
import type { Channel, Held } from "../ledger/channel.ts";
import { decide } from "../ledger/decide.ts";
import { TaskError } from "../program/fault.ts";

/** How long an index may lag behind what was uploaded. */
export interface Patience {
  /** Milliseconds. */
  readonly bound: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/** A channel as it was read last. */
export interface Reading {
  readonly channel: Channel;
  readonly held: readonly Held[];
  /** Milliseconds since 1970. */
  readonly read: number;
}

/** Pauses grow to this (milliseconds). */
const longest = 30_000;

/**
 * Reads a channel until it holds a version's files, all that it carries and the same. Throws a TaskError where it holds something else,
 * or still lacks one when the time is over.
 */
export async function awaitSame(
  channel: Channel,
  { version, files }: { readonly version: string; readonly files: readonly ReleaseFile[] },
  patience: Patience,
): Promise<Reading> {
  const begun = patience.now();
  for (let pause = 1000; ; pause = Math.min(2 * pause, longest)) {
    const held = await channel.read(version);
    const read = patience.now();
    const {
      decision,
      faults,
      files: standings,
    } = decide(channel.part?.(files, held) ?? files, held, {
      title: channel.title,
      openDays: null,
      now: read,
    });
    if (decision === "stop") throw new TaskError(faults);
    if (decision === "skip") return { channel, held, read };
    const missing = standings.filter(({ state }) => state === "missing").map(({ name }) => name);
    if (read - begun + pause > patience.bound) throw absent(channel, missing);
    patience.say(`${channel.title} lacks ${missing.join(", ")}; it is read again in ${pause / 1000} s`);
    await patience.sleep(pause);
  }
}

function absent({ title }: Channel, missing: readonly string[]): TaskError {
  const mend = "run this job again when it shows them; if it never does, run the publishing job again";
  return new TaskError(missing.map((name) => ({ place: `${title}, ${name}`, fault: "is not there", mend })));
}
