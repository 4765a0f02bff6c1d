import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Install, findAct } from "../../../rehearsal/runner/act.ts";

describe("act on this machine", () => {
  const names = ["PATH", "SLIPWAY_CACHE"] as const;
  let before: readonly (string | undefined)[];
  let folder: string;

  beforeEach(() => {
    before = names.map((name) => process.env[name]);
    folder = mkdtempSync(join(tmpdir(), "act-"));
    process.env["SLIPWAY_CACHE"] = join(folder, "cache");
    process.env["PATH"] = [join(folder, "bin"), "/usr/bin", "/bin"].join(":");
  });
  afterEach(() => {
    for (const [at, name] of names.entries()) {
      const value = before[at];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const program = (file: string, version: string) => {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho act version ${version}\n`);
    chmodSync(file, 0o755);
  };
  const never: Install = async () => assert.fail("nothing is to be installed");

  it("is the one on PATH where it is of the locked version", async () => {
    program(join(folder, "bin", "act"), "0.2.89");
    assert.equal(await findAct(() => {}, never), join(folder, "bin", "act"));
  });

  it("is installed once where PATH has another version, also by two at once", async () => {
    program(join(folder, "bin", "act"), "0.2.80");
    let installs = 0;
    const install: Install = async (_, into) => {
      installs += 1;
      program(join(into, "bin", "act"), "0.2.89");
      return null;
    };
    const said: string[] = [];
    const found = await Promise.all([0, 1].map(() => findAct((text) => said.push(text), install)));
    assert.equal(installs, 1);
    assert.equal(found[0], found[1]);
    assert.ok(found[0]?.startsWith(join(folder, "cache")));
    assert.ok(said.includes("installing act 0.2.89 by hash"));
    assert.equal(await findAct(() => {}, never), found[0]);
  });

  it("is a fault with its mend where it can't be installed, and nothing is left", async () => {
    await assert.rejects(
      findAct(
        () => {},
        async () => "no route to the index",
      ),
      /^FaultsError: act: 0\.2\.89 could not be installed: no route to the index; let pip of python3 reach/,
    );
    await assert.rejects(
      findAct(
        () => {},
        async () => null,
      ),
      /the package holds no program act/,
    );
    assert.deepEqual(readdirSync(join(folder, "cache", "act")), []);
  });
});
