import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredPackage } from "../../declaration/declaration.ts";
import { TaskError } from "../../program/fault.ts";
import type { TaskCall } from "../../program/task.ts";
import { lowestMinor } from "../../python/minors.ts";
import { compileLock } from "../compile.ts";
import { dayBefore } from "../settle.ts";
import { type BuildSystem, askBackend, readBuildSystem } from "./build-requires.ts";
import { type Renewing, renewLock } from "./renew.ts";
import type { Report } from "./report.ts";

/** Renews build.txt: all that a build of the package needs beside Python and pip. */
export async function renewBuildLock(
  declared: DeclaredPackage,
  renewing: Renewing,
  call: Pick<TaskCall, "variables">,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-build-"));
  try {
    const system = await readBuildSystem(declared.folder, call);
    const requirements = [join(folder, "requires.in")] as const;
    const wanted = {
      ...{ project: declared.name, file: null, extras: [], requirements },
      python: lowestMinor(declared.pythons),
    };
    const write = (lines: readonly string[]) =>
      writeFileSync(requirements[0], lines.map((line) => `${line}\n`).join(""));
    write(system.requires);
    const lock = join(folder, "lock.txt");
    const asked = await moreOf(system, declared.folder, async () => {
      await compileLock(wanted, { out: lock, before: dayBefore(renewing.cooldown) }, call);
      return { lock, call };
    });
    write([...system.requires, ...asked.requires]);
    const report = await renewLock("build.txt", wanted, { renewing, call });
    return { ...report, notices: [...report.notices, ...asked.notices] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A backend that does not say what more it needs is told of: the pull request's build shows what is missing. */
async function moreOf(
  system: BuildSystem,
  folder: string,
  prepare: () => Promise<{ readonly lock: string; readonly call: Pick<TaskCall, "variables"> }>,
): Promise<{ readonly requires: readonly string[]; readonly notices: readonly string[] }> {
  try {
    const { lock, call } = await prepare();
    return { requires: await askBackend(system, { folder, lock }, call), notices: [] };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const why = error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
    return { requires: [], notices: [`build.txt holds what pyproject.toml requires alone: ${why}`] };
  }
}
