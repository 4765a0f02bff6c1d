import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FaultsError } from "../../../../config/fault.ts";
import { fetchSdist } from "../../../../rehearsal/release/sources/fetch-sdist.ts";
import { unpackSdist } from "../../../../rehearsal/release/sources/sdist.ts";
import { sha256Of } from "../../../../tasks/files/release-files.ts";
import type { TarEntry } from "../../../../tasks/tar/entry.ts";
import { writeTar } from "../../../../tasks/tar/write.ts";

function fileOf(path: string, text: string): TarEntry {
  return { kind: "file", path: `example-1.0/${path}`, executable: false, content: Buffer.from(text) };
}

const archive = gzipSync(
  writeTar(
    [
      fileOf("PKG-INFO", "Metadata-Version: 2.1\nName: example\nVersion: 1.0\n"),
      fileOf("example.egg-info/PKG-INFO", "Metadata-Version: 2.1\n"),
      fileOf(
        "pyproject.toml",
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
      ),
      fileOf("setup.cfg", "[egg_info]\ntag_build = \ntag_date = 0\n\n"),
      fileOf("setup.py", 'raise SystemExit("code of the package has run")\n'),
      fileOf("tests/data/old.egg-info/PKG-INFO", "a fixture\n"),
    ],
    0,
  ),
);
const sdist = { name: "example", version: "1.0", sha256: sha256Of(archive) };

describe("an sdist that a release is rehearsed with", function () {
  this.timeout(60_000);
  const cache = mkdtempSync(join(tmpdir(), "slipway-sdist-"));
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (request.url === "/simple/example/") {
      response.setHeader("content-type", "text/html");
      const link = `<a href="/example-1.0.tar.gz" data-requires-python="&gt;=3.99">example-1.0.tar.gz</a>`;
      response.end(`<!DOCTYPE html><html><body>${link}</body></html>`);
    } else if (request.url === "/example-1.0.tar.gz") response.end(archive);
    else response.writeHead(404).end();
  });
  let variables: NodeJS.ProcessEnv = {};
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    variables = {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NO_PROXY: "127.0.0.1",
      PIP_CONFIG_FILE: "/dev/null",
      PIP_INDEX_URL: `http://127.0.0.1:${port}/simple/`,
    };
  });
  after(() => {
    server.close();
    rmSync(cache, { recursive: true, force: true });
  });
  const fetching = () => ({ cache, variables, say: () => undefined });

  async function faultOf(work: () => Promise<unknown>): Promise<string> {
    try {
      await work();
    } catch (error) {
      if (error instanceof FaultsError) return error.message;
      throw error;
    }
    return assert.fail("nothing was wrong");
  }

  it("comes from pip's own index, without running its code, and is kept for the next time", async () => {
    assert.deepEqual(await fetchSdist(sdist, fetching()), archive);
    const before = requests;
    assert.deepEqual(await fetchSdist(sdist, fetching()), archive);
    assert.equal(requests, before);
    assert.deepEqual(readdirSync(join(cache, "sdists")), [`${sdist.sha256}.tar.gz`]);
  });

  it("is fetched anew where what was kept is broken", async () => {
    writeFileSync(join(cache, "sdists", `${sdist.sha256}.tar.gz`), "half of it");
    assert.deepEqual(await fetchSdist(sdist, fetching()), archive);
  });

  it("is refused where the index holds another one", async () => {
    const fault = await faultOf(() => fetchSdist({ ...sdist, sha256: "0".repeat(64) }, fetching()));
    assert.match(fault, /^example-1\.0\.tar\.gz: could not be fetched: .+; let pip on this machine/);
    assert.match(fault, /hash/i);
    assert.deepEqual(readdirSync(join(cache, "sdists")), [`${sdist.sha256}.tar.gz`]);
  });

  it("leaves behind what building it has put in it", () => {
    const files = unpackSdist("example-1.0.tar.gz", archive);
    assert.deepEqual([...files.keys()], ["pyproject.toml", "setup.py", "tests/data/old.egg-info/PKG-INFO"]);
  });

  it("is refused where it is damaged", async () => {
    const fault = await faultOf(async () => unpackSdist("example-1.0.tar.gz", Buffer.from("nothing")));
    assert.match(fault, /^example-1\.0\.tar\.gz: is not compressed by gzip/);
  });
});
