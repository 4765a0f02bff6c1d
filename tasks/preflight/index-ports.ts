import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredIndex, Declaration } from "../declaration/declaration.ts";
import { type Verification, verifyAttestation } from "../github/attestations.ts";
import type { HttpOptions } from "../http/request.ts";
import { indexAddress } from "../index/address.ts";
import { type IndexFile, downloadIndexFile, readIndexFiles } from "../index/holdings.ts";
import type { TaskCall } from "../program/task.ts";
import type { HoldingPorts } from "./holdings.ts";
import type { ReleaseRun } from "./release-run.ts";

/** What an index's files are asked with. */
interface Asker extends Pick<TaskCall, "say" | "variables"> {
  readonly declaration: Declaration;
  readonly run: ReleaseRun;
}

/** Looks at what an index holds of a version over its own API, and has `gh` verify the files. */
export async function indexPorts(asker: Asker, index: DeclaredIndex, version: string): Promise<HoldingPorts> {
  const { declaration, run, variables, say } = asker;
  const { name: project, distribution } = declaration.package;
  const address = await indexAddress(index, variables);
  const options: HttpOptions = { place: index.title, say };
  const { workflow } = declaration.release;
  const by = { repository: run.repository, workflow, commit: run.commit, ref: run.ref };
  return {
    files: () => readIndexFiles(address, { project, distribution, version }, options),
    attested: (file) => fetched(file, options, (path) => verifyAttestation(path, by, { variables })),
    now: () => Date.now(),
  };
}

/** Verifies a file in a folder of its own, which is gone afterwards. */
async function fetched(
  file: IndexFile,
  options: HttpOptions,
  verify: (path: string) => Promise<Verification>,
): Promise<Verification> {
  const content = await downloadIndexFile(file, options);
  const folder = mkdtempSync(join(tmpdir(), "preflight-"));
  try {
    const path = join(folder, "file");
    writeFileSync(path, content);
    return await verify(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
