import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import { readReleaseFiles } from "../files/release-files.ts";
import { TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { lowestMinor } from "../python/minors.ts";
import { compareLocks } from "./compare.ts";
import { type Wanted, compileLock } from "./compile.ts";
import { builtVersion, lockedRequirement } from "./package.ts";
import { type Pin, readLock } from "./read.ts";

/** What is locked, and where it is written. */
export interface Locking {
  readonly declared: DeclaredPackage;
  /** Folder of the built files: of a wheel or of an sdist. */
  readonly files: string;
  /** Folder that tests.txt and runtime.txt are written to. */
  readonly out: string;
  readonly extras: readonly string[];
  /** Further requirements of the tests; need not be there. */
  readonly requirements: string;
  /** The repository's own lock; need not be there. */
  readonly committed: string;
  /** Days that a file must have been on the index to be locked anew. */
  readonly cooldown: number;
}

/** How a task tells what it does. */
type Call = Pick<TaskCall, "variables" | "say" | "tabulate" | "output">;

/** Writes both locks, and hands on the requirement that names the package itself. */
export async function lockTests(locking: Locking, call: Call): Promise<void> {
  const built = builtVersion(locking.files, locking.declared.distribution);
  mkdirSync(locking.out, { recursive: true });
  const [tests, runtime] = [join(locking.out, "tests.txt"), join(locking.out, "runtime.txt")];
  const common = {
    project: locking.declared.name,
    file: join(locking.files, built.file),
    python: lowestMinor(locking.declared.pythons),
  };
  const requirements = existsSync(locking.requirements) ? [locking.requirements] : [];
  const wanted = { ...common, extras: locking.extras, requirements };
  await (existsSync(locking.committed) ? useCommitted : resolveAnew)(wanted, { locking, tests, call });
  copyFileSync(tests, runtime);
  await compileLock({ ...common, extras: [], requirements: [] }, { out: runtime, before: null }, call);
  const names = ["tests.txt", "runtime.txt"] as const;
  const rows = names.map((name) => [name, String(pinsOf(join(locking.out, name)).length)]);
  call.tabulate({ title: "Locked dependencies", head: ["Lock", "Requirements"], rows });
  call.output({ requirement: lockedRequirement(built, readReleaseFiles(locking.files)) });
}

/** Where the lock of the tests goes. */
interface Target {
  readonly locking: Locking;
  readonly tests: string;
  readonly call: Call;
}

/** Resolved again with the committed versions preferred: what comes out otherwise, the lock does not meet. */
async function useCommitted(wanted: Wanted, { locking, tests, call }: Target): Promise<void> {
  const place = locking.committed;
  const committed = readLock(place, readFileSync(place, "utf8"));
  copyFileSync(place, tests);
  await compileLock(wanted, { out: tests, before: null }, call);
  const { faults, unneeded } = compareLocks(place, committed, pinsOf(tests));
  if (faults.length > 0) throw new TaskError(faults);
  copyFileSync(place, tests);
  call.say(`The committed lock ${place} fits.`);
  if (unneeded.length > 0) call.say(`Nothing needs these of it any more: ${unneeded.join(", ")}.`);
}

/** What was uploaded in the last days is left out, since a hijacked release is mostly found within them. */
async function resolveAnew(wanted: Wanted, { locking, tests, call }: Target): Promise<void> {
  const before = new Date(Date.now() - locking.cooldown * 86_400_000).toISOString().slice(0, 10);
  try {
    await compileLock(wanted, { out: tests, before }, call);
    call.say(`Resolved from what was uploaded before ${before}.`);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    rmSync(tests, { force: true });
    await compileLock(wanted, { out: tests, before: null }, call);
    tell(
      call,
      "warning",
      `The tests need what was uploaded since ${before}, and get it; commit a lock to decide.`,
    );
  }
  tell(
    call,
    "notice",
    `The tests' dependencies were resolved in this run. To keep them, commit tests.txt of the artifact locks as ${locking.committed}.`,
  );
}

/** An annotation on a runner, a line elsewhere. */
function tell(call: Call, kind: "notice" | "warning", line: string): void {
  call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::${kind}::${line}` : line);
}

function pinsOf(file: string): readonly Pin[] {
  return readLock(file, readFileSync(file, "utf8"));
}
