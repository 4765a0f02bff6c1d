import { mkdirSync } from "node:fs";
import { existsSync } from "node:fs";
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
  const { declaration, files, out } = refreshing;
  const { package: declared, image } = declaration;
  mkdirSync(out, { recursive: true });
  const built = builtVersion(files, declared.distribution);
  const common = { project: declared.name, file: join(files, built.file) };
  const requirements = existsSync(refreshing.requirements) ? [refreshing.requirements] : [];
  const where = { renewing: refreshing, call };
  const tests = {
    ...common,
    ...{ extras: refreshing.extras, requirements, python: lowestMinor(declared.pythons) },
  };
  const reports = [await renewLock("tests.txt", tests, where)];
  if (image !== null) {
    const wanted = { ...common, extras: [], requirements: [], python: image.python };
    reports.push(await renewLock("image.txt", wanted, where));
    reports.push(await renewImages([image.from, image.buildkit], refreshing, call));
  }
  reports.push(await told("build.txt", renewBuildLock(declared, refreshing, call)));
  return joined(reports);
}

async function told(name: string, renewed: Promise<Report>): Promise<Report> {
  try {
    return await renewed;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const why = error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
    return { changes: [], notices: [`${name} stays as it is: ${why}`] };
  }
}
