import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { emulate, listed, names, sdist, upload, wheel } from "./emulated.ts";

const json = "application/vnd.pypi.simple.v1+json";

describe("the emulated index shows files as PyPI does", () => {
  it("tells names, hashes, sizes and times in JSON (PEP 691, PEP 700)", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.10"));
    await upload(index, sdist("1.9"));
    const page = await fetch(`${index.simpleUrl}demo/`, { headers: { accept: json } });
    assert.equal(page.headers.get("content-type"), json);
    const { meta, versions, name } = (await page.json()) as Readonly<Record<string, unknown>>;
    assert.equal((meta as { readonly "api-version": string })["api-version"], "1.4");
    assert.deepEqual([name, versions], ["demo", ["1.9", "1.10"]]);
    const files = await listed(index);
    const { content } = wheel("1.10");
    const told = files.find(({ filename }) => filename === wheel("1.10").name)!;
    assert.deepEqual(told.hashes, { sha256: createHash("sha256").update(content).digest("hex") });
    assert.equal(told.size, content.length);
    assert.equal(told["upload-time"], "2026-01-15T12:00:00.000000Z");
    assert.equal(told["requires-python"], ">=3.8");
    assert.deepEqual([told.yanked, told.provenance], [false, null]);
    assert.ok(content.equals(Buffer.from(await (await fetch(told.url)).arrayBuffer())));
  });

  it("gives the form that the client likes best, and HTML to one without a wish", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    const html = "application/vnd.pypi.simple.v1+html";
    const wishes: Readonly<Record<string, string>> = {
      "": "text/html",
      "*/*": "text/html",
      [json]: json,
      [`${json}, ${html};q=0.2, text/html;q=0.01`]: json,
      [`${html}, ${json};q=0.5`]: html,
      [`text/html;q=0.5, application/*`]: html,
      "image/png": "text/html",
    };
    for (const [accept, type] of Object.entries(wishes)) {
      const answer = await fetch(`${index.simpleUrl}demo/`, { headers: { accept } });
      assert.equal(answer.headers.get("content-type")?.split(";")[0], type, accept);
    }
  });

  it("serves a wheel's metadata beside it (PEP 658)", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    const [file] = await listed(index);
    const metadata = await (await fetch(`${file!.url}.metadata`)).text();
    const sha256 = createHash("sha256").update(metadata).digest("hex");
    assert.deepEqual(file!["core-metadata"], { sha256 });
    assert.match(metadata, /^Metadata-Version: 2\.4\nName: demo\nVersion: 1\.0\n/);
  });

  it("leads every spelling of a name to one page, and has none for what it does not know", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0", "", "a_b"));
    for (const spelling of ["A.B/", "a_b/", "a-b", "a--B"]) {
      const answer = await fetch(`${index.simpleUrl}${spelling}`, { redirect: "manual" });
      assert.deepEqual([answer.status, answer.headers.get("location")], [301, "/simple/a-b/"], spelling);
    }
    assert.equal((await fetch(`${index.simpleUrl}other/`)).status, 404);
    assert.equal((await fetch(`${index.url}packages/00/00/0/demo-1.0.tar.gz`)).status, 404);
    assert.equal((await fetch(`${index.url}packages/%E0%A4%A`)).status, 404);
  });

  it("shows what is yanked, and why (PEP 592)", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    for (const [reason, yanked, mark] of [
      ['breaks "all"', 'breaks "all"', ' data-yanked="breaks &quot;all&quot;"'],
      ["", true, ' data-yanked=""'],
      [null, false, ""],
    ] as const) {
      await index.yank("Demo", "1.0", reason);
      assert.equal((await listed(index))[0]!.yanked, yanked);
      const html = await (await fetch(`${index.simpleUrl}demo/`)).text();
      assert.ok(html.includes(`${mark} >demo-1.0`) || html.includes(`"${mark}`), html);
      assert.equal(html.includes("data-yanked"), mark !== "");
    }
  });

  it("may lag: a new file shows after some requests or seconds, and is taken as there all the same", async () => {
    await using emulated = await emulate({ lag: { requests: 2, seconds: 30 } });
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    assert.deepEqual(await names(index), []);
    emulated.now += 30_000;
    assert.deepEqual([await names(index), await names(index)], [[], []]);
    assert.deepEqual(await names(index), [wheel("1.0").name]);
    assert.equal((await upload(index, wheel("1.0", "other"))).status, 400);
  });

  it("lets a test answer, break, halve and count requests", async () => {
    const faults = [
      { status: 429, headers: { "Retry-After": "1" } },
      "break before",
      "half, broken",
      "half, as if whole",
    ] as const;
    await using emulated = await emulate({
      intercept: ({ operation, count }) => {
        return operation === "GET /simple/{project}/" ? faults[count - 1] : undefined;
      },
    });
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    const page = () => fetch(`${index.simpleUrl}demo/`, { headers: { accept: json } });
    assert.equal((await page()).status, 429);
    await assert.rejects(page());
    await assert.rejects((await page()).text());
    const half = await (await page()).text();
    assert.throws(() => JSON.parse(half) as unknown);
    assert.ok((await (await page()).text()).startsWith(half));
    assert.deepEqual(index.requests(), { "POST /legacy/": 1, "GET /simple/{project}/": 5 });
  });
});
