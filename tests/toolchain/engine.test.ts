import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { isSupported } from "../../toolchain/engine.js";
import { ending, FreshClone, said } from "./fresh-clone.ts";
import { go, hangingGo, npm, pulumi } from "./stand-ins.ts";

describe("the engine", () => {
  it("is supported from the pinned version on, below the next major one", () => {
    const supported = ["3.256.0", "3.256.1", "3.300.0", "v3.257.0-alpha.1"];
    const unsupported = ["3.255.9", "3.99.0", "2.300.0", "4.0.0", "v4.1.0"];
    assert.deepEqual(
      [...supported, ...unsupported].filter((version) => isSupported(version, "v3.256.0")),
      supported,
    );
  });

  it("on PATH that is too old is told, and another one is built", async () => {
    using machine = withGo();
    machine.install("pulumi", pulumi("3.200.0"));
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 0);
    assert.match(err, /pulumi is 3\.200\.0, but this program needs 3\.256\.0 or newer, below 4/);
    assert.match(realpathSync(join(machine.clone, ".slipway", "bin", "pulumi")), /v3\.256\.0/);
  });

  it("on PATH that is too old is part of the error where no other can be had", async () => {
    using machine = withGo();
    machine.remove("go");
    machine.install("pulumi", pulumi("3.200.0"));
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /^engine: .*is 3\.200\.0, but this program needs 3\.256\.0 or newer.*no download.*no go/m,
    );
  });

  it("is built once for two clones", async () => {
    using machine = withGo();
    const another = machine.another();
    await machine.run(["start"]);
    const { err } = await machine.run(["start"], another);
    assert.match(err, /v3\.256\.0 is in the cache/);
    assert.equal(machine.calls("go").length, 1);
  });

  it("is built once by two set-ups at the same time", async () => {
    using machine = withGo();
    const another = machine.another();
    const endings = await Promise.all([machine.run(["start"]), machine.run(["start"], another)]);
    assert.deepEqual(
      endings.map(({ code }) => code),
      [0, 0],
    );
    assert.equal(machine.calls("go").length, 1);
  });

  it("is built anew after a build was killed", async () => {
    using machine = withGo();
    machine.install("go", hangingGo);
    const killed = machine.start(["start"]);
    const ended = ending(killed);
    await said(killed, "building v3.256.0");
    await until(() => machine.calls("go").length === 1);
    killed.kill("SIGTERM");
    assert.equal((await ended).code, null);
    machine.install("go", go);
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 0, err);
    const versions = join(machine.cache, "pulumi", "v3.256.0");
    assert.deepEqual(
      readdirSync(versions).filter((name) => name.includes("partial") || name.endsWith(".lock")),
      [],
    );
  });

  it("is built anew after the process that held the lock died without a word", async () => {
    using machine = withGo();
    machine.install("go", hangingGo);
    const killed = machine.start(["start"]);
    const ended = ending(killed);
    await said(killed, "building v3.256.0");
    await until(() => machine.calls("go").length === 1);
    killed.kill("SIGKILL");
    machine.install("go", go);
    await ended;
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 0, err);
    assert.doesNotMatch(readFileSync(join(machine.clone, ".slipway", "bin", "pulumi"), "utf8"), /half/);
  });

  it("is downloaded with its language hosts, its checksum verified", async () => {
    using machine = withGo();
    await using mirror = await serveRelease(machine);
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 0, err);
    assert.match(err, /checksum verified/);
    assert.equal(machine.calls("go").length, 0);
    const tools = readdirSync(join(machine.clone, ".slipway", "bin"));
    assert.ok(tools.includes("pulumi-language-nodejs"), tools.join());
    assert.ok(mirror.asked.some((path) => path.endsWith("checksums.txt")));
  });

  it("whose checksum is not the published one is refused", async () => {
    using machine = withGo();
    machine.remove("go");
    await using mirror = await serveRelease(machine);
    mirror.checksum = "0".repeat(64);
    const { code, err } = await machine.run(["start"]);
    assert.equal(code, 1);
    assert.match(err, /refused what .* serves: its SHA-256 is [0-9a-f]{64}, the published one 0{64}/);
    assert.deepEqual(readdirSync(join(machine.cache, "pulumi", "v3.256.0")), []);
  });
});

function withGo(): FreshClone {
  const machine = new FreshClone();
  machine.install("git", "");
  machine.install("npm", npm);
  machine.install("go", go);
  return machine;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

interface Mirror extends AsyncDisposable {
  checksum: string;
  readonly asked: string[];
}

/** Serves a release as the vendor lays it out. */
async function serveRelease(machine: FreshClone): Promise<Mirror> {
  machine.borrow("tar", "gzip");
  const release = join(machine.folder, "release", "pulumi");
  mkdirSync(release, { recursive: true });
  for (const name of ["pulumi", "pulumi-language-nodejs"]) {
    writeFileSync(join(release, name), "#!/bin/sh\n", { mode: 0o755 });
  }
  const archive = execFileSync("tar", ["-cz", "-C", join(release, ".."), "pulumi"]);
  const name = `pulumi-v3.256.0-${process.platform}-${process.arch}.tar.gz`;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === `/${name}`) response.end(archive);
    else response.end(`${mirror.checksum}  ${name}\n`);
  });
  const mirror: Mirror = {
    checksum: createHash("sha256").update(archive).digest("hex"),
    asked,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  machine.env["SLIPWAY_ENGINE_MIRROR"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return mirror;
}
