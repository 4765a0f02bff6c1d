import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { findEngine } from "../../../cli/engine/find.ts";

describe("finding the engine", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-engine-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const engine = (script: string) => {
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "pulumi"), 0o755);
  };
  const search = () => findEngine({ folders: [join(folder, "none"), folder], least: "3.256.0" });
  const refusal = async () => {
    const error: unknown = await search().catch((thrown: unknown) => thrown);
    assert.ok(error instanceof FaultsError);
    return error.message;
  };

  it("says where it looked when there is none", async () => {
    assert.match(await refusal(), /^engine: there is no `pulumi` on PATH; run `npm start`/);
  });

  it("refuses one that is too old, and names both versions", async () => {
    engine("echo v3.100.0");
    assert.match(await refusal(), /is 3\.100\.0, and this needs 3\.256\.0 or newer/);
  });

  it("refuses the next major version", async () => {
    engine("echo v4.0.0");
    assert.match(await refusal(), /is 4\.0\.0/);
  });

  it("refuses one that does not tell its version", async () => {
    engine("exit 3");
    assert.match(await refusal(), /does not tell its version/);
  });

  it("waited for ever for one that tells nothing and never ends", async () => {
    engine("sleep 20");
    const given = { folders: [folder], least: "3.256.0", patience: 100 };
    await assert.rejects(findEngine(given), /does not tell its version within 0\.1 seconds; run `npm start`/);
  }).timeout(10_000);

  it("went on looking after Ctrl-C", async () => {
    engine("sleep 20");
    const asked = new AbortController();
    const found = findEngine({ folders: [folder], least: "3.256.0", signal: asked.signal });
    asked.abort();
    await assert.rejects(found, { name: "AbortError" });
  }).timeout(10_000);

  it("takes one that is new enough", async () => {
    engine("echo v3.300.1");
    assert.deepEqual(await search(), { file: join(folder, "pulumi"), version: "3.300.1" });
  });
});
