import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildDocuments } from "../../documents/documents.ts";
import { fixtures } from "./fixture-plan.ts";

const folder = join(import.meta.dirname, "golden");

/** `GOLDEN=write` writes the files anew, for a look at the difference in git. */
const writes = process.env["GOLDEN"] === "write";

describe("delivered files, whole", () => {
  for (const [name, plan] of Object.entries(fixtures)) {
    for (const { path, content } of buildDocuments(plan).documents) {
      // Locks and bundled tasks are data copied as they are: comparing them with themselves proves nothing.
      if (
        ["build.txt", "backend.txt", "sbom.txt", "attestations.txt", "conda.txt"].includes(basename(path)) ||
        path.endsWith(".mjs")
      )
        continue;
      it(`${name}: ${path}`, () => {
        const file = join(folder, name, basename(path));
        if (writes) {
          mkdirSync(join(folder, name), { recursive: true });
          writeFileSync(file, content);
        }
        assert.equal(content, readFileSync(file, "utf8"));
      });
    }
  }
});
