import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexFile } from "../index/holdings.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Asked, Check, Host } from "./asked.ts";
import { type Fetched, fetchFiles, verifyBuilt } from "./attested.ts";
import { installRelease } from "./install.ts";
import { pep740Wanted, verifyPublished } from "./pep740.ts";
import { useRelease } from "./use.ts";
import { waitForFiles } from "./wait.ts";

/** What was found: what was looked at, and all faults. */
export interface Verdict {
  readonly checks: readonly Check[];
  readonly faults: readonly Fault[];
}

/** Verifies a release on an index as a consumer would, in a folder of its own that is gone afterwards. */
export async function verifyRelease(asked: Asked, host: Host): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-verify-"));
  try {
    return await verifyIn(folder, asked, host);
  } finally {
    // On Windows a program that just ended may still hold its files.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function verifyIn(folder: string, asked: Asked, host: Host): Promise<Verdict> {
  const findings = new Findings();
  const files = await findings.of("files and hashes", () => waitForFiles(asked, host));
  if (files === null) return findings;
  findings.add({ what: `${files.length} files by hash`, verdict: "as in the ledger" });
  const installation = await findings.of("install", () => installRelease(folder, asked, host));
  if (installation !== null) {
    const wheel = files.find(({ name }) => asked.sums.get(name) === installation.sha256);
    findings.add({ what: `install of ${wheel?.name ?? "the wheel"}`, verdict: "works" });
    await findings.all("use", () => useRelease(installation, { ...asked, folder }, host));
  }
  const own = filesOf(files, installation?.sha256 ?? null, asked);
  const downloads = join(folder, "files");
  mkdirSync(downloads);
  const fetched = await findings.of("download", () => fetchFiles(own, { ...asked, folder: downloads }, host));
  if (fetched !== null) await verifyAttestations(fetched, { findings, folder, asked }, host);
  return findings;
}

async function verifyAttestations(
  fetched: readonly Fetched[],
  {
    findings,
    folder,
    asked,
  }: { readonly findings: Findings; readonly folder: string; readonly asked: Asked },
  host: Host,
): Promise<void> {
  await findings.all("provenance on GitHub", () => verifyBuilt(fetched, asked, host));
  const wanted = pep740Wanted(asked);
  const what = `attestations on ${asked.index.title}`;
  if (wanted !== true) findings.add({ what, verdict: wanted });
  else await findings.all(what, () => verifyPublished(fetched, { ...asked, folder }, host));
}

/** What this platform got, and the sdist; the other wheels are verified where they are installed. */
function filesOf(
  files: readonly IndexFile[],
  installed: string | null,
  { sums, sdist }: Asked,
): readonly IndexFile[] {
  return files.filter(({ name }) => {
    if (name.endsWith(".whl")) return installed === null || sums.get(name) === installed;
    return sdist;
  });
}

/** Goes on after a fault, so that all are told at once. */
class Findings implements Verdict {
  readonly checks: Check[] = [];
  readonly faults: Fault[] = [];

  add(...checks: readonly Check[]): void {
    this.checks.push(...checks);
  }

  /** Null where it failed. */
  async of<T>(what: string, act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      this.faults.push(...error.faults);
      this.add({ what, verdict: "failed" });
      return null;
    }
  }

  async all(what: string, act: () => Promise<readonly Check[]>): Promise<void> {
    this.add(...((await this.of(what, act)) ?? []));
  }
}
