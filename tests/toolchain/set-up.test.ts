import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FreshClone } from "./fresh-clone.ts";
import { blockedNpm, go, npm, pulumi, python } from "./stand-ins.ts";

describe("set-up of a fresh clone", () => {
  it("names all that is missing, and how to get each, in one error", async () => {
    using machine = new FreshClone();
    const { code, out, err } = await machine.run(["test"]);
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.match(err, /Not ready: 5 things are missing/);
    assert.match(err, /^git: no git on PATH; install it/m);
    assert.match(err, /^packages: no npm on PATH; install npm/m);
    assert.match(err, /^engine: no pulumi on PATH; no download .*; no go on PATH/m);
    for (const way of ["install Pulumi 3.256.0 or newer", "get.pulumi.com", "install Go 1.26"]) {
      assert.match(err, new RegExp(`^ {2}- .*${way}`, "m"));
    }
    assert.match(err, /^actionlint: no go on PATH/m);
    assert.match(err, /^python: no python3 on PATH; install Python 3.11 or newer/m);
  });

  it("makes ready, says so on standard error alone, and hands over", async () => {
    using machine = ready();
    const { code, out, err } = await machine.run(["rehearse", "preview", "--json"]);
    assert.equal(out, '["rehearse","preview","--json"]\n');
    assert.equal(code, 0);
    assert.match(err, /packages +installed in/);
    assert.match(err, /node +v24\..* installed in/);
    assert.match(err, /engine +built in/);
    assert.match(err, /^Ready after/m);
  });

  it("does and says nothing the second time", async () => {
    using machine = ready();
    await machine.run(["start"]);
    const { err, out } = await machine.run(["start"]);
    assert.equal(err, "");
    assert.equal(out, '["start"]\n');
    assert.equal(machine.calls("npm").length, 1);
    assert.equal(machine.calls("go").length, 1);
  });

  it("leaves out the development packages, but keeps those that are there", async () => {
    using machine = ready();
    await machine.run(["start"]);
    assert.match(machine.calls("npm")[0] ?? "", /--omit=dev/);
    await machine.run(["bench"]);
    assert.match(machine.calls("npm")[1] ?? "", /--include=dev/);
    const lock = join(machine.clone, "package-lock.json");
    writeFileSync(lock, readFileSync(lock, "utf8").replace("24.0.0", "24.0.1"));
    await machine.run(["start"]);
    assert.match(machine.calls("npm")[2] ?? "", /--include=dev/);
  });

  it("runs no install script that a package brings", async () => {
    using machine = ready();
    await machine.run(["start"]);
    assert.match(machine.calls("npm")[0] ?? "", /--ignore-scripts/);
  });

  it("installs anew while its own Node 24, which goes with the old packages, runs it", async () => {
    using machine = ready();
    await machine.run(["start"]);
    machine.nodeFromPackages = true;
    const { code, err } = await machine.run(["bench"]);
    assert.match(err, /node +v24\..* installed in/);
    assert.equal(code, 0, err);
  });

  it("takes the user's own Node where it is new enough and the npm package's does not run", async () => {
    using machine = ready();
    machine.install("npm", npm.replaceAll("process.execPath", '"/nowhere"'));
    const { code, err } = await machine.run(["start"]);
    assert.match(err, /node +its npm package does not work here; using .*machine\/node, v24/);
    assert.equal(code, 0, err);
  });

  it("tells what npm said when it is blocked, and makes the rest ready all the same", async () => {
    using machine = ready();
    machine.install("npm", blockedNpm);
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /^packages: npm ci failed; let npm .* reach a package registry.*\n {2}It said:\n {4}npm error 403 Forbidden/m,
    );
    assert.match(err, /Not ready: one thing is missing/);
    assert.ok(existsSync(join(machine.clone, ".slipway", "bin", "pulumi")));
  });

  it("installs the Python tools from pinned hashes, outside of the clone", async () => {
    using machine = ready();
    machine.install("python3", python);
    await machine.run(["test", "--", "tests/none.test.ts"]);
    assert.ok(existsSync(join(machine.clone, ".slipway", "bin", "zizmor")));
    assert.ok(existsSync(join(machine.clone, ".slipway", "bin", "actionlint")));
    const pip = machine.calls("python3").find((line) => line.includes("pip install")) ?? "";
    assert.match(pip, /--require-hashes .*--only-binary :all:/);
  });

  it("refuses a Python that the tools do not support", async () => {
    using machine = ready();
    machine.install("python3", `console.log("3.9.2");`);
    const { err } = await machine.run(["test"]);
    assert.match(err, /^python: .*python3 is 3\.9\.2, but Python 3\.11 or newer is needed/m);
  });

  it("uses an engine on PATH without building one", async () => {
    using machine = ready();
    machine.install("pulumi", pulumi("3.300.1"));
    const { err } = await machine.run(["start"]);
    assert.match(err, /using .*pulumi from PATH \(3\.300\.1\)/);
    assert.equal(machine.calls("go").length, 0);
  });

  it("names the commands there are", async () => {
    using machine = new FreshClone();
    const { code, err } = await machine.run(["stat"]);
    assert.equal(code, 2);
    assert.match(err, /stat: is no command; use one of start, init, rehearse/);
  });
});

/** A machine with git, npm and Go. */
function ready(): FreshClone {
  const machine = new FreshClone();
  machine.install("git", "");
  machine.install("npm", npm);
  machine.install("go", go);
  return machine;
}
