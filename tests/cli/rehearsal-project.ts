import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A project of its own in a temporary folder, with a stack file that a test can change. */
export interface RehearsalProject {
  readonly folder: string;
  /** The git repository of the emulated GitHub. */
  readonly repository: string;
  writeStack(text: string): void;
  /** What the emulated GitHub keeps, to be changed as by hand. */
  editRecords(edit: (repository: Record<string, unknown>) => void): void;
  remove(): void;
}

/** A stack file of a small package; `more` is added to its configuration, indented by two. */
export function stackFile(more = ""): string {
  return `config:
  github:owner: octo
  slipway:package:
    name: pkg
    repository: octo/pkg
    kind: pure
    pythons: ["3.13"]
  slipway:index:
    name: testpypi
${more}`;
}

/** A project for the tests of a suite: made before the first, removed after the last. */
export function projectForSuite(stack = stackFile()): () => RehearsalProject {
  let project: RehearsalProject | undefined;
  before(() => {
    project = createProject();
    project.writeStack(stack);
  });
  after(() => project?.remove());
  return () => {
    assert.ok(project);
    return project;
  };
}

export function createProject(): RehearsalProject {
  const folder = mkdtempSync(join(tmpdir(), "slipway-rehearsal-"));
  const records = join(folder, ".slipway", "github.json");
  writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway\nruntime: nodejs\n");
  return {
    folder,
    repository: join(folder, ".slipway", "repository", "octo", "pkg"),
    writeStack: (text) => writeFileSync(join(folder, "Pulumi.test.yaml"), text),
    editRecords(edit) {
      const all = JSON.parse(readFileSync(records, "utf8")) as {
        readonly repositories: Record<string, Record<string, unknown>>;
      };
      edit(all.repositories["octo/pkg"] ?? {});
      writeFileSync(records, `${JSON.stringify(all, null, 2)}\n`);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
