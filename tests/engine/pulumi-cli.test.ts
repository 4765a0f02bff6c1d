import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../rehearsal/github/server.ts";
import type { EmulatedGitHub } from "../../rehearsal/github/server.ts";
import { cloneProgram, pathWithPlugins } from "./clone.ts";
import type { Clone } from "./clone.ts";

/** `pulumi` as its users run it: the CLI, a language host, plugins from PATH, `Pulumi.yaml`. */
describe("pulumi up --stack prod", function () {
  this.timeout(120_000);
  let root: string;
  let github: EmulatedGitHub;
  let clone: Clone;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "slipway-github-"));
    await seedGitHub(root, {
      repositories: [{ owner: "TheLustriVA", name: "PyVenice", defaultBranch: "main", visibility: "public" }],
      users: ["TheLustriVA"],
      teams: [],
    });
    github = await startEmulatedGitHub({ root });
    clone = await cloneProgram(github.url);
    assert.equal((await clone.pulumi(["stack", "init", "prod"])).code, 0);
  });
  after(async () => {
    await clone[Symbol.asyncDispose]();
    await github.close();
    await rm(root, { recursive: true });
  });

  it("provisions the pipeline, and an unchanged one stays as it is", async () => {
    const up = await clone.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.output);
    const repository = join(root, "repository", "TheLustriVA", "PyVenice");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", repository, ...args], { encoding: "utf8" });
    const release = git("show", "slipway/prod:.github/workflows/release.yml");
    assert.match(release, /^# Delivered by the Pulumi project slipway, stack prod\./);
    assert.match(up.output, /status *: "waiting"/);
    git("merge", "--quiet", "slipway/prod");
    const merged = await clone.pulumi(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.equal(merged.code, 0, merged.output);
    assert.match(merged.output, /status *: "(waiting" => ")?delivered"/);
    const again = await clone.pulumi(["preview", "--expect-no-changes"]);
    assert.equal(again.code, 0, again.output);
  });

  it("shows every fault of the configuration at once, without a stack trace", async () => {
    const file = join(clone.folder, "Pulumi.prod.yaml");
    const right = await readFile(file, "utf8");
    await writeFile(file, right.replace("kind: pure", "kind: pur").replace("pythons:", "pythns:"));
    const { code, output } = await clone.pulumi(["preview"]);
    await writeFile(file, right);
    assert.notEqual(code, 0);
    assert.match(
      output,
      /slipway:package\.kind: is "pur", which is not one of its values; did you mean "pure"\?/,
    );
    assert.match(output, /slipway:package\.pythns: is not a known setting; did you mean "pythons"\?/);
    assert.match(output, /slipway:package\.pythons: is missing; /);
    assert.doesNotMatch(output, /\n\s+at .*\.ts:\d+/);
  });

  it("says what to do under an older Node", async () => {
    const bin = join(clone.folder, ".slipway", "old-node");
    await mkdir(bin, { recursive: true });
    // The SDK reads its version from the running process, so that an older one can be told apart here.
    const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`;
    await writeFile(join(bin, "old.cjs"), old);
    const script = `#!/bin/sh\nexec "${process.execPath}" --require "${join(bin, "old.cjs")}" "$@"\n`;
    await writeFile(join(bin, "node"), script, { mode: 0o755 });
    const { code, output } = await clone.pulumi(["preview"], { PATH: pathWithPlugins(bin) });
    assert.notEqual(code, 0);
    assert.match(output, /error: node: is 20\.20\.2, and the program needs 24 or newer; install Node 24/);
  });
});
