import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { couldTake, installerOf } from "../../../rehearsal/index/mirror/installer.ts";
import { startIndexMirror } from "../../../rehearsal/index/mirror/mirror.ts";

const json = "application/vnd.pypi.simple.v1+json";
const sha256Of = (content: string) => createHash("sha256").update(content).digest("hex");

/** An index with one file, which counts what it is asked for; a login is asked for where one is given. */
async function index(
  options: { readonly login?: string; readonly sent?: string; readonly html?: boolean } = {},
) {
  const content = "the wheel";
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const expected = `Basic ${Buffer.from(options.login ?? "").toString("base64")}`;
    if (options.login !== undefined && request.headers.authorization !== expected) {
      response.writeHead(401).end();
    } else if (request.url === "/simple/example/" && options.html === true) {
      const link = `<a href="../../packages/example-1.0.whl#sha256=${sha256Of(content)}" data-requires-python="&gt;=3.9">example-1.0.whl</a>`;
      response.writeHead(200, { "content-type": "text/html" }).end(`<html><body>${link}</body></html>`);
    } else if (request.url === "/simple/example/") {
      const file = {
        filename: "example-1.0.whl",
        url: "../../packages/example-1.0.whl",
        hashes: { sha256: sha256Of(content) },
      };
      response
        .writeHead(200, { "content-type": json })
        .end(JSON.stringify({ name: "example", files: [file] }));
    } else if (request.url === "/packages/example-1.0.whl") response.end(options.sent ?? content);
    else if (request.url === "/packages/example-1.0.whl.metadata") response.end("Name: example");
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const login = options.login === undefined ? "" : `${options.login}@`;
  return {
    asked,
    url: `http://${login}127.0.0.1:${port}/simple/`,
    content,
    [Symbol.dispose]: () => void server.close(),
  };
}

describe("a mirror of the user's index", () => {
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(join(tmpdir(), "slipway-mirror-"))));
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  async function page(simpleUrl: string) {
    const answer = await fetch(`${simpleUrl}example/`, { headers: { accept: json } });
    return (await answer.json()) as { readonly files: readonly { readonly url: string }[] };
  }

  it("asks once for a page and a file, also in another one's start", async () => {
    using upstream = await index();
    for (let start = 0; start < 2; start += 1) {
      const mirror = await startIndexMirror({ upstream: upstream.url, cache });
      const url = (await page(mirror.simpleUrl)).files[0]?.url ?? "";
      const texts = await Promise.all([url, url].map(async (one) => (await fetch(one)).text()));
      assert.deepEqual(texts, [upstream.content, upstream.content]);
      assert.equal(await (await fetch(`${url}.metadata`)).text(), "Name: example");
      await mirror.close();
    }
    assert.deepEqual([...upstream.asked].sort(), [
      "/packages/example-1.0.whl",
      "/packages/example-1.0.whl.metadata",
      "/simple/example/",
    ]);
  });

  it("keeps and hands on no file that is not what its hash says", async () => {
    using upstream = await index({ sent: "something else" });
    const mirror = await startIndexMirror({ upstream: upstream.url, cache });
    const url = (await page(mirror.simpleUrl)).files[0]?.url ?? "";
    assert.equal((await fetch(url)).status, 404);
    assert.deepEqual(
      readdirSync(join(cache, "files"), { recursive: true }).filter((name) => /\w{64}/.test(String(name))),
      [],
    );
    await mirror.close();
  });

  for (const html of [false, true]) {
    it(`signs in at an index that wants it, and keeps the login nowhere${html ? "; its pages may be HTML alone" : ""}`, async () => {
      using upstream = await index({ login: "octocat:pass-word", html });
      const mirror = await startIndexMirror({ upstream: upstream.url, cache });
      const { files } = await page(mirror.simpleUrl);
      assert.equal(await (await fetch(files[0]?.url ?? "")).text(), upstream.content);
      await mirror.close();
      const kept = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
      assert.ok(kept.length > 0);
      for (const one of kept)
        assert.doesNotMatch(readFileSync(join(one.parentPath, one.name), "utf8"), /pass-word/);
    });
  }

  it("sends on who takes no JSON, and who asks for what is not there", async () => {
    using upstream = await index();
    const mirror = await startIndexMirror({ upstream: upstream.url, cache });
    const asHtml = await fetch(`${mirror.simpleUrl}example/`, {
      headers: { accept: "text/html" },
      redirect: "manual",
    });
    const missing = await fetch(`${mirror.simpleUrl}other/`, {
      headers: { accept: json },
      redirect: "manual",
    });
    assert.deepEqual(
      [asHtml.headers.get("location"), missing.headers.get("location")],
      [`${upstream.url}example/`, `${upstream.url}other/`],
    );
    await mirror.close();
  });

  it("told pip of all wheels for other machines, which it read for longer than it took to install", async () => {
    const linux = { minor: 13, system: "Linux", cpu: "x86_64" };
    const told = JSON.stringify({
      ...{ cpu: "x86_64", implementation: { name: "CPython" }, python: "3.13.0" },
      system: { name: "Linux" },
    });
    assert.deepEqual(installerOf(`pip/24.2 ${told}`), linux);
    assert.deepEqual(
      [installerOf("uv/0.13.9"), installerOf("pip/24.2 {"), installerOf("")],
      [null, null, null],
    );
    const platform = "manylinux_2_17_x86_64.manylinux2014_x86_64";
    const taken = [
      "a-1.tar.gz",
      "a-1-py3-none-any.whl",
      "a-1-py2.py3-none-any.whl",
      "a-1-py310-none-any.whl",
      `a-1-cp313-cp313-${platform}.whl`,
      `a-1-cp313-cp313t-${platform}.whl`,
      `a-1-cp39-abi3-${platform}.whl`,
      "a-1-cp313-none-musllinux_1_2_i686.whl",
      "whatever.whl",
    ];
    const left = [
      `a-1-cp312-cp312-${platform}.whl`,
      `a-1-cp37-cp37m-${platform}.whl`,
      `a-1-cp314-abi3-${platform}.whl`,
      `a-1-pp310-pypy310_pp73-${platform}.whl`,
      "a-1-cp313-cp313-win_amd64.whl",
      "a-1-cp39-abi3-macosx_11_0_arm64.whl",
      "a-1-py3-none-manylinux2014_aarch64.whl",
      "a-1-py2-none-any.whl",
    ];
    assert.deepEqual(
      [...taken, ...left].filter((file) => couldTake(file, linux)),
      taken,
    );
    const mac = { minor: 13, system: "Darwin", cpu: "arm64" };
    assert.ok(couldTake("a-1-cp313-cp313-macosx_10_13_universal2.whl", mac));
  });
});
