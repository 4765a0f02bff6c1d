import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Declaration } from "../../declaration/declaration.ts";
import { TaskError } from "../../program/fault.ts";
import type { TaskCall } from "../../program/task.ts";
import { lowestMinor } from "../../python/minors.ts";
import { builtVersion } from "../package.ts";
import { renewBuildLock } from "./build-lock.ts";
import { renewImages } from "./images.ts";
import { type Renewing, renewLock } from "./renew.ts";
import { type Report, joined } from "./report.ts";

/** What is renewed. */
export interface Refreshing extends Renewing {
  readonly declaration: Declaration;
  /** Folder of the built files: of a wheel or of an sdist. */
  readonly files: string;
  /** Extras that the tests need. */
  readonly extras: readonly string[];
  /** Further requirements of the tests; need not be there. */
  readonly requirements: string;
}

/** Writes every lock anew; one that can't be had now stays as it is, and is told. */
export async function refreshLocks(
  refreshing: Refreshing,
  call: Pick<TaskCall, "variables" | "say">,
): Promise<Report> {
  const { package: declared, image } = refreshing.declaration;
  mkdirSync(refreshing.out, { recursive: true });
  const own = image === null ? "tests.txt" : "tests.txt and image.txt";
  return joined([
    // Without a built file these stay; the build's own lock may be why there is none.
    await told(own, packageLocks(refreshing, call)),
    ...(image === null ? [] : [await renewImages([image.from, image.buildkit], refreshing, call)]),
    await told("build.txt", renewBuildLock(declared, refreshing, call)),
  ]);
}

async function packageLocks(
  refreshing: Refreshing,
  call: Pick<TaskCall, "variables" | "say">,
): Promise<Report> {
  const { package: declared, image } = refreshing.declaration;
  const built = builtVersion(refreshing.files, declared.distribution);
  const common = { project: declared.name, file: join(refreshing.files, built.file) };
  const requirements = existsSync(refreshing.requirements) ? [refreshing.requirements] : [];
  const where = { renewing: refreshing, call };
  const tests = { ...common, extras: refreshing.extras, requirements, python: lowestMinor(declared.pythons) };
  const report = await renewLock("tests.txt", tests, where);
  if (image === null) return report;
  const wanted = { ...common, extras: [], requirements: [], python: image.python };
  return joined([report, await renewLock("image.txt", wanted, where)]);
}

async function told(name: string, renewed: Promise<Report>): Promise<Report> {
  try {
    return await renewed;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const why = error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
    return { changes: [], notices: [`${name}: as before, since ${why}`] };
  }
}
