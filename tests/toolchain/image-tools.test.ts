import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FreshClone } from "./fresh-clone.ts";
import { go, npm, pulumi, python } from "./stand-ins.ts";

/** apt-get of a machine whose lists are old: what it installs appears on the PATH, and what it downloads in its folder. */
const aptGet = `
const fs = require("node:fs");
const args = process.argv.slice(2);
const updated = __dirname + "/updated";
if (args.includes("update")) fs.writeFileSync(updated, "");
else if (args.includes("download")) fs.writeFileSync("docker-registry_2.8.2_amd64.deb", "");
else if (!fs.existsSync(updated)) process.exit(100);
else for (const name of ["buildah", "mmdebstrap"]) fs.writeFileSync(__dirname + "/" + name, "", { mode: 0o755 });`;

const dpkgDeb = `
const fs = require("node:fs");
const root = process.argv.at(-1);
fs.mkdirSync(root + "/usr/bin", { recursive: true });
fs.writeFileSync(root + "/usr/bin/docker-registry", "", { mode: 0o755 });`;

function machineWith(programs: Readonly<Record<string, string>>): FreshClone {
  const machine = new FreshClone();
  const all = { git: "", npm, go, pulumi: pulumi("3.256.0"), python3: python, sudo: "", ...programs };
  for (const [name, does] of Object.entries(all)) machine.install(name, does);
  return machine;
}

describe("what tests of images run", () => {
  it("is installed from Debian's packages, the lists fetched anew where they are old, and no registry as a service", async () => {
    const sudo = `require("node:child_process").execFileSync(process.argv[3], process.argv.slice(4));`;
    using machine = machineWith({ "apt-get": aptGet, "dpkg-deb": dpkgDeb, sudo, true: "" });
    const { err } = await machine.run(["test"]);
    assert.match(err, /image tools +installing buildah, mmdebstrap\n/);
    const calls = machine
      .calls("apt-get")
      .map((line) => /(install|update|download) .*$/.exec(line)?.[0] ?? "");
    assert.deepEqual(
      calls.map((line) => line.split(" ")[0]),
      ["install", "update", "install", "download"],
    );
    assert.ok(!calls[0]?.includes("docker-registry"), "its package would start a service");
    const bin = join(machine.clone, ".slipway", "bin");
    assert.ok(existsSync(join(bin, "docker-registry")));
    assert.match(readFileSync(join(bin, "tools.json"), "utf8"), /docker-registry/);
    const again = await machine.run(["test"]);
    assert.doesNotMatch(again.err, /image tools/);
  });

  it("is told to be missing where it can't be had, and the other tests run all the same", async () => {
    using machine = machineWith({});
    assert.match(
      (await machine.run(["test"])).err,
      /image tools +no apt-get here; tests of images need buildah/,
    );
  });
});
