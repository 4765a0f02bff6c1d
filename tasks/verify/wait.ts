import { sha256Of } from "../files/release-files.ts";
import { type IndexFile, downloadIndexFile, readIndexFiles } from "../index/holdings.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Asked, Host } from "./asked.ts";

/** Pauses between two looks (milliseconds): an index is mostly whole within a minute. */
const pauses = { first: 3000, longest: 30_000 };

/** Until when is waited, in the host's time. */
export function deadlineOf({ minutes }: Asked, host: Host): number {
  return host.now() + minutes * 60_000;
}

/**
 * Looks until the index shows all files of the release, each with its hash, and answers them. Throws a TaskError where it
 * shows other contents or further files, at once; and where some are still missing when the time is over.
 */
export async function waitForFiles(asked: Asked, host: Host): Promise<readonly IndexFile[]> {
  const deadline = deadlineOf(asked, host);
  for (let pause = pauses.first; ; pause = Math.min(pause * 2, pauses.longest)) {
    const seen = await look(asked, host);
    if (!(seen instanceof TaskError)) {
      const lasting = await wrongFiles(asked, seen, host);
      if (lasting.length > 0) throw new TaskError(lasting);
    }
    const missing = seen instanceof TaskError ? [...seen.faults] : missingFiles(asked, seen);
    if (missing.length === 0 && !(seen instanceof TaskError)) return seen;
    if (host.now() + pause > deadline) throw new TaskError(missing);
    const count =
      seen instanceof TaskError ? "does not answer" : `lacks ${missing.length} of ${asked.sums.size}`;
    host.say(`${asked.index.title} ${count}; looking again in ${pause / 1000} s.`);
    await host.sleep(pause);
  }
}

/** An index that is out of order for a while is waited for as one that lags. */
async function look(asked: Asked, host: Host): Promise<readonly IndexFile[] | TaskError> {
  const { name: project, distribution } = asked.declaration.package;
  const options = { place: asked.index.title, say: (line: string) => host.say(line), attempts: 2 };
  try {
    return await readIndexFiles(asked.simpleUrl, { project, distribution, version: asked.version }, options);
  } catch (error) {
    if (error instanceof TaskError) return error;
    throw error;
  }
}

function missingFiles({ index, sums, minutes }: Asked, seen: readonly IndexFile[]): readonly Fault[] {
  const shown = new Set(seen.map(({ name }) => name));
  return [...sums.keys()]
    .filter((name) => !shown.has(name))
    .map((name) => ({
      place: `${index.title}, ${name}`,
      fault: `does not show after ${minutes} minutes`,
      mend: "run this job again, or the release, which publishes what is missing",
    }));
}

/** What waiting does not mend. */
async function wrongFiles(asked: Asked, seen: readonly IndexFile[], host: Host): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const file of seen) {
    const place = `${asked.index.title}, ${file.name}`;
    const wanted = asked.sums.get(file.name);
    if (wanted === undefined) {
      const mend = "find out who uploaded it, yank the version there, and release a new one";
      faults.push({ place, fault: "is none of this release's files", mend });
    } else if ((await hashOf(file, asked, host)) !== wanted) {
      const mend = "install nothing of it, yank the version there, and release a new one";
      faults.push({ place, fault: "has other contents than the release's file", mend });
    }
  }
  return faults;
}

async function hashOf(file: IndexFile, { index }: Asked, host: Host): Promise<string> {
  if (file.sha256 !== null) return file.sha256;
  const options = { place: index.title, say: (line: string) => host.say(line) };
  return sha256Of(await downloadIndexFile(file, options));
}
