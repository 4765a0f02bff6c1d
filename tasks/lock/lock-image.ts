import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredImage, DeclaredPackage } from "../declaration/declaration.ts";
import type { TaskCall } from "../program/task.ts";
import { builtVersion } from "./package.ts";
import { pinsOf, settleLock, useCommitted } from "./settle.ts";

/** What the image installs beside the package, and where that is written. */
export interface ImageLocking {
  readonly declared: DeclaredPackage;
  readonly image: DeclaredImage;
  /** Folder of the built files: of a wheel or of an sdist. */
  readonly files: string;
  /** Folder that image.txt is written to. */
  readonly out: string;
  /** The repository's own lock. */
  readonly committed: string;
  /** Whether it has to be there and fit; else the lock is resolved anew where there is none. */
  readonly committedOnly: boolean;
  /** Days that a file must have been on the index to be locked anew. */
  readonly cooldown: number;
}

/** Writes image.txt: what the built package needs at run time, for the image's Python and up, on all platforms. */
export async function lockImage(
  locking: ImageLocking,
  call: Pick<TaskCall, "variables" | "say" | "tabulate">,
): Promise<void> {
  const { declared, image, files, committed, cooldown } = locking;
  const built = builtVersion(files, declared.distribution);
  mkdirSync(locking.out, { recursive: true });
  const out = join(locking.out, "image.txt");
  const wanted = {
    project: declared.name,
    file: join(files, built.file),
    extras: [],
    requirements: [],
    python: image.python,
  };
  const settling = { wanted, what: "What the image installs", out, committed, cooldown };
  await (locking.committedOnly ? useCommitted : settleLock)(settling, call);
  const rows = pinsOf(out).map(({ name, version, marker }) => [name, version, marker]);
  call.tabulate({
    title: "What the image installs beside the package",
    head: ["Package", "Version", "Where"],
    rows,
  });
}
