import { sha256Of } from "../../../tasks/files/release-files.ts";
import type { GitHub } from "../../../tasks/github/client.ts";
import { findRelease } from "../../../tasks/github/releases.ts";
import { readLedger, ledgerName } from "../../../tasks/ledger/release-ledger.ts";
import { readSums } from "../../../tasks/ledger/sums.ts";
import { subjectsOfLines } from "./read-attested.ts";
import type { NamedHash, ReleasedFiles } from "./released.ts";

/** Downloads each file of a tag's published release, and hashes it; adds what can't be read to `faults`. */
export async function readRelease(
  github: GitHub,
  tag: string,
  faults: string[],
): Promise<ReleasedFiles | "missing"> {
  const release = await findRelease(github, tag);
  if (release === null || release.draft) return "missing";
  const contents = new Map<string, Buffer>();
  for (const { id, name } of release.assets) {
    contents.set(name, await github.download(`/repos/${github.repository}/releases/assets/${id}`));
  }
  const part = <T>(name: string, read: (content: Buffer) => T): T | null => {
    const content = contents.get(name);
    if (content === undefined) return null;
    try {
      return read(content);
    } catch (error) {
      faults.push(`${name}: can't be read: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  };
  return {
    assets: [...contents].map(([name, content]) => ({ name, sha256: sha256Of(content) })),
    sums: part("SHA256SUMS", sumsOf),
    provenance: part("provenance.jsonl", subjectsOfLines),
    ledger: part(ledgerName, readLedger),
  };
}

function sumsOf(content: Buffer): readonly NamedHash[] {
  return [...readSums(content.toString("utf8"))].map(([name, sha256]) => ({ name, sha256 }));
}
