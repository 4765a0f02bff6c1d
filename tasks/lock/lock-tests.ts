import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import { readReleaseFiles } from "../files/release-files.ts";
import type { TaskCall } from "../program/task.ts";
import { lowestMinor } from "../python/minors.ts";
import { compileLock } from "./compile.ts";
import { builtVersion, lockedRequirement } from "./package.ts";
import { pinsOf, settleLock } from "./settle.ts";

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
  const { committed, cooldown } = locking;
  const wanted = { ...common, extras: locking.extras, requirements };
  await settleLock({ wanted, what: "What the tests install", out: tests, committed, cooldown }, call);
  copyFileSync(tests, runtime);
  await compileLock({ ...common, extras: [], requirements: [] }, { out: runtime, before: null }, call);
  const names = ["tests.txt", "runtime.txt"] as const;
  const rows = names.map((name) => [name, String(pinsOf(join(locking.out, name)).length)]);
  call.tabulate({ title: "Locked dependencies", head: ["Lock", "Requirements"], rows });
  call.output({ requirement: lockedRequirement(built, readReleaseFiles(locking.files)) });
}
