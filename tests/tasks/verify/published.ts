import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provenanceBundle } from "../../../rehearsal/github/attestation/provenance.ts";
import {
  type EmulatedIndex,
  type EmulatedIndexOptions,
  startEmulatedIndex,
} from "../../../rehearsal/index/server.ts";
import type { FileRecord, Provenance } from "../../../rehearsal/index/store/records.ts";
import { Store } from "../../../rehearsal/index/store/store.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { type Emulated, emulate } from "../../rehearsal/github/emulated.ts";

export const repository = "octocat/hello";
export const commit = "c".repeat(40);
export const ref = "refs/tags/v1.0";

/** A file that is uploaded. */
export interface Uploaded {
  readonly name: string;
  readonly content: Buffer;
  /** @default none */
  readonly provenance?: Provenance;
  /** Milliseconds since 1970. @default 0 */
  readonly uploaded?: number;
}

/** What the index keeps of an attestation by a workflow of the repository; signatures are the tool's to look at. */
export function attestedBy(workflow: string, attestation: object = {}): Provenance {
  const publisher = { kind: "GitHub", repository, workflow, environment: null };
  return { version: 1, attestation_bundles: [{ publisher, attestations: [attestation] }] };
}

/** An index that holds files, a GitHub that attests, and a folder for what a task reads. */
export interface Published extends AsyncDisposable {
  readonly folder: string;
  readonly index: EmulatedIndex;
  readonly github: Emulated;
  /** Records on GitHub that the release's workflow built files. */
  attest(files: readonly Uploaded[]): Promise<void>;
}

/** Starts them, with files that were uploaded without further ado. */
export async function publish(
  uploads: readonly Uploaded[],
  options: Partial<EmulatedIndexOptions> = {},
): Promise<Published> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-published-"));
  const root = join(folder, "index");
  await fill(new Store(root), uploads);
  const index = await startEmulatedIndex({ ...options, root });
  const github = await emulate();
  mkdirSync(join(folder, "locks"));
  return {
    folder,
    index,
    github,
    async attest(files) {
      const subjects = files.map(({ name, content }) => ({ name, sha256: sha256Of(content) }));
      const bundle = provenanceBundle(repository, { subjects, workflow: "release.yml", commit, ref });
      const answer = await fetch(`${github.url}repos/${repository}/attestations`, {
        method: "POST",
        headers: { authorization: "token any" },
        body: JSON.stringify({ bundle }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async [Symbol.asyncDispose]() {
      await index.close();
      await github[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `lines` of SUMS. */
export function sumsOf(files: readonly Uploaded[]): string {
  return files.map(({ name, content }) => `${sha256Of(content)}  ${name}\n`).join("");
}

/** Requirements that lock wheels. */
export function lockOf(wheels: readonly Uploaded[]): string {
  const lines = wheels.map(({ name, content }) => {
    const [project, version] = name.split("-");
    return `${project ?? ""}==${version ?? ""} --hash=sha256:${sha256Of(content)}\n`;
  });
  return lines.join("");
}

export function write(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function fill(store: Store, uploads: readonly Uploaded[]): Promise<void> {
  for (const { content } of uploads) await store.keep(sha256Of(content), content);
  await store.change((records) => {
    for (const upload of uploads) {
      const [project = "", version = ""] = upload.name.replace(/\.tar\.gz$/, "").split("-");
      const name = project.replaceAll("_", "-");
      const held = (records.projects[name] ??= { name, releases: [], files: [] });
      if (!held.releases.some((release) => release.version === version)) {
        held.releases.push({ version, created: 0, yanked: false });
      }
      held.files.push(recordOf(upload, version));
    }
  });
}

function recordOf({ name, content, provenance, uploaded = 0 }: Uploaded, version: string): FileRecord {
  return {
    name,
    version,
    filetype: name.endsWith(".whl") ? "bdist_wheel" : "sdist",
    sha256: sha256Of(content),
    size: content.length,
    uploaded,
    requiresPython: null,
    metadataSha256: null,
    provenance: provenance ?? null,
  };
}
