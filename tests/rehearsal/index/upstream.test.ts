import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Interception } from "../../../rehearsal/index/http/traffic.ts";
import { readProjectFiles } from "../../../tasks/index/holdings.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { run } from "../../tasks/index/run.ts";
import { indexTools } from "../../tasks/index/tools.ts";
import { emulate, names, upload, wheel } from "./emulated.ts";

const publisher = { project: "demo", owner: "octo-org", repository: "demo", workflow: "release.yml" };
const base = wheel("1.0", "", "base_demo");

/** A page whose addresses start from its own, as other indexes write them. */
function relativePage(): Interception {
  const hash = sha256Of(base.content);
  const path = `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${base.name}`;
  const body = `<a href="../../packages/${path}#sha256=${hash}">${base.name}</a>`;
  return { status: 200, body, headers: { "Content-Type": "text/html" } };
}

describe("the emulated index before another one", () => {
  it("sends clients there for what was never uploaded here, under the project's own name", async () => {
    await using other = await emulate();
    await upload(other.index, base);
    await using here = await emulate({ upstream: other.index.simpleUrl.replace(/\/$/, "") });
    const sent = await fetch(`${here.index.simpleUrl}Base_Demo/`, { redirect: "manual" });
    const location = `${other.index.simpleUrl}base-demo/`;
    assert.deepEqual([sent.status, sent.headers.get("location")], [302, location]);
    assert.equal((await fetch(`${here.index.simpleUrl}unheard-of/`)).status, 404);
  });

  it("has of a project that is published here only what is here", async () => {
    await using other = await emulate();
    for (const version of ["1.0", "2.0"]) await upload(other.index, wheel(version));
    await using here = await emulate({ upstream: other.index.simpleUrl });
    assert.equal((await names(here.index)).length, 2);
    await upload(here.index, wheel("3.0"));
    assert.deepEqual(await names(here.index), [wheel("3.0").name]);
  });

  it("has nothing of a project with a publisher here before it publishes, whatever another index has", async () => {
    await using other = await emulate();
    await upload(other.index, wheel("1.0"));
    const publishers = [{ ...publisher, project: "Demo" }];
    await using here = await emulate({ upstream: other.index.simpleUrl, publishers });
    assert.equal((await fetch(`${here.index.simpleUrl}demo/`)).status, 404);
  });

  it("is followed by tasks, pip and uv, also where the other writes relative addresses", async function () {
    this.timeout(120_000);
    await using other = await emulate({
      intercept: ({ operation }) => (operation.startsWith("GET /simple/") ? relativePage() : undefined),
    });
    await upload(other.index, base);
    await using here = await emulate({ upstream: other.index.simpleUrl });
    const { simpleUrl } = here.index;
    const [file] = await readProjectFiles(simpleUrl, "base_demo", { place: "the index" });
    assert.ok(file?.url.startsWith(`${other.index.url}packages/`), file?.url);
    const bin = await indexTools();
    const folder = mkdtempSync(join(tmpdir(), "upstream-"));
    try {
      for (const installer of [
        ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install"],
        ["-m", "uv", "--no-cache", "--no-config", "pip", "install"],
      ]) {
        const where = ["--target", join(folder, String(installer[1])), "--index-url", simpleUrl];
        const { code, output } = await run(join(bin, "python"), [...installer, ...where, "base-demo"]);
        assert.equal(code, 0, output);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
