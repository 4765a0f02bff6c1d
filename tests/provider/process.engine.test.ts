import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import { ImmutableReleases, Provider } from "../../provider/sdk.ts";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import { startEmulatedGitHub, type EmulatedGitHub } from "../../rehearsal/github/server.ts";
import { keptBy, openStack, temporaryFolder } from "../rehearsal/providers/stack.ts";

const [owner, repository] = ["example-owner", "example-package"];
const executable = resolve("provider", "pulumi-resource-slipway");

describe("providers in processes of their own", function () {
  this.timeout(120_000);
  let folder: string;
  let github: EmulatedGitHub;

  beforeEach(async () => {
    folder = await temporaryFolder();
    await seedGitHub(folder, {
      repositories: [{ owner, name: repository, defaultBranch: "main", visibility: "public" }],
      users: [],
      teams: [],
    });
    github = await startEmulatedGitHub({ root: folder });
  });
  afterEach(async () => {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("serve a project that names the provider's folder", async () => {
    const project = await openStack(folder, { plugins: { slipway: resolve("provider") } });
    const operations = await project.up(() => {
      const provider = new Provider("slipway", { token: "planted-token-77", baseUrl: github.url, owner });
      new ImmutableReleases("releases", { repository }, { provider });
      return Promise.resolve();
    });
    assert.deepEqual(operations, { releases: "create" });
    for (const text of [project.output(), await keptBy(folder)]) {
      assert.ok(text.includes(`${owner}/${repository}`) && !text.includes("planted-token-77"));
    }
    await project.destroy();
  });

  it("stand in from the PATH", async () => {
    const project = await openStack(folder, {
      env: {
        PATH: [resolve("rehearsal", "providers", "bin"), process.env["PATH"] ?? ""].join(delimiter),
        GITHUB_BASE_URL: github.url,
      },
      config: { "github:owner": { value: owner } },
    });
    const operations = await project.up(() => {
      new RepositoryFile("file", { repository, file: "a.txt", content: "a\n" });
      const provider = new Provider("slipway", { owner });
      new ImmutableReleases("releases", { repository }, { provider });
      return Promise.resolve();
    });
    assert.deepEqual(operations, { file: "create", releases: "create" });
  });

  it("end when the engine that started them was killed", async () => {
    const parent = spawn("sh", ["-c", `"${executable}" 127.0.0.1:1 & echo $!; wait`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    const pid = Number((await lines.next()).value);
    assert.match(String((await lines.next()).value), /^\d+$/, "the provider printed no port");
    assert.ok(isAlive(pid));
    parent.kill("SIGKILL");
    await once(parent, "exit");
    while (isAlive(pid)) await wait(100);
  });

  it("say which Node they need, on a machine with an older one", async () => {
    const [project, bin] = [join(folder, "project"), join(folder, "bin")];
    await Promise.all([mkdir(project), mkdir(bin)]);
    await copyFile(executable, join(project, "pulumi-resource-slipway"));
    await writeFile(join(bin, "node"), "#!/bin/sh\necho v20.11.0\n", { mode: 0o755 });
    const child = spawn(join(project, "pulumi-resource-slipway"), [], {
      env: { PATH: [bin, "/usr/bin", "/bin"].join(delimiter) },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const [status] = (await once(child, "close")) as [number];
    assert.equal(status, 1);
    assert.match(said, /^provider slipway: needs Node 24 or newer, found v20.11.0; run `npm install`/);
    assert.equal(said.trimEnd().split("\n").length, 1);
  });
});

/** By its state: an orphan that ended stays listed as a zombie where nobody takes notice of its end. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}
