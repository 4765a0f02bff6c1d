import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFor } from "../../../rehearsal/python/environment.ts";
import { findPythons, hasPython } from "../../../rehearsal/python/find.ts";

describe("the Pythons of this machine", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-python-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that answers as an interpreter does, and counts how often it was asked. */
  function pretend(bin: string, name: string, version: string): void {
    mkdirSync(bin, { recursive: true });
    const minor = version.split(".").slice(0, 2).join(".");
    const answer = JSON.stringify([version, minor, "/opt/include"]);
    writeFileSync(join(bin, name), `#!/bin/sh\necho asked >> "${folder}/asked"\necho '${answer}'\n`);
    chmodSync(join(bin, name), 0o755);
  }

  it("are those of the PATH, of pyenv and of uv, each once", () => {
    const bin = join(folder, "bin");
    const root = join(folder, "pyenv");
    pretend(bin, "python3.11", "3.11.2");
    symlinkSync("python3.11", join(bin, "python3"));
    writeFileSync(join(bin, "python3-config"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    writeFileSync(join(bin, "python"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    pretend(join(root, "versions", "3.12.4", "bin"), "python", "3.12.4");
    pretend(join(root, "shims"), "python3.9", "3.9.9");
    pretend(join(folder, "uv", "cpython-3.14.1-linux-x86_64-gnu", "bin"), "python3", "3.14.1");
    const search = {
      env: {
        PYENV_ROOT: root,
        PATH: `${join(root, "shims")}:${bin}`,
        UV_PYTHON_INSTALL_DIR: join(folder, "uv"),
      },
      cache: join(folder, "cache"),
    };
    const found = findPythons(search);
    assert.deepEqual(
      found.map(({ version, file }) => [version, file.replace(folder, "")]),
      [
        ["3.14.1", "/uv/cpython-3.14.1-linux-x86_64-gnu/bin/python3"],
        ["3.12.4", "/pyenv/versions/3.12.4/bin/python"],
        ["3.11.2", "/bin/python3.11"],
      ],
    );
    assert.equal(hasPython("3.14", found), true);
    assert.equal(hasPython("3.14t", found), false);
    rmSync(join(folder, "asked"));
    assert.deepEqual(findPythons(search), found);
    assert.equal(existsSync(join(folder, "asked")), false, "they were started again");
  });

  it("are found by the shims of a pyenv on the PATH, also where HOME is another one", () => {
    const root = join(folder, "pyenv");
    pretend(join(root, "versions", "3.12.4", "bin"), "python", "3.12.4");
    pretend(join(root, "shims"), "python3.9", "3.9.9");
    const env = { HOME: join(folder, "home"), PATH: join(root, "shims") };
    const found = findPythons({ env, cache: join(folder, "cache") });
    assert.deepEqual(
      found.map(({ version }) => version),
      ["3.12.4"],
    );
  });

  it("make an environment that holds pip and nothing else, and can take nothing from others", async function () {
    this.timeout(60_000);
    const [newest] = findPythons();
    assert.ok(newest !== undefined, "no CPython with venv and pip is on this machine");
    const made = await environmentFor(newest.minor, join(folder, "job"));
    const run = (file: string, ...args: readonly string[]) =>
      spawnSync(file, args, { encoding: "utf8" }).stdout;
    assert.equal(run(made.file, "-c", "import sys; print(sys.prefix)").trim(), join(folder, "job"));
    const listed = JSON.parse(run(join(made.bin, "pip"), "list", "--format=json")) as { name: string }[];
    assert.ok(listed.length > 0 && listed.every(({ name }) => ["pip", "setuptools"].includes(name)));
    assert.match(run(join(made.bin, "pip"), "uninstall", "--yes", "pip"), /outside environment/);
    assert.match(run(join(made.bin, "pip"), "--version"), /^pip \d/);
  });

  it("are told where the one that is asked for is not among them", async () => {
    const pythons = [{ version: "3.12.4", minor: "3.12", file: "/opt/python", headers: "/opt" }];
    await assert.rejects(environmentFor("3.14t", join(folder, "none"), { pythons }), {
      message:
        "CPython 3.14t: is not on this machine, which has 3.12.4; " +
        "install one (uv python install 3.14t, pyenv install 3.14t), with venv and pip",
    });
  });
});
