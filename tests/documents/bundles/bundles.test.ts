import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { taskDocuments, taskNames } from "../../../documents/bundles/bundles.ts";
import { bundleTask, taskNames as programs } from "../../../toolchain/write-tasks.ts";
import { prod } from "../fixture-plan.ts";

/** What modules of Node have that Node 20 lacks. */
const newer =
  /zstd|Disposable|^(partialDeepStrictEqual|argon2|randomUUIDv7|glob|globSync|registerHooks|findPackageJSON|stripTypeScriptTypes|diff|getCallSites|URLPattern|bytes)$|Disposable/i;

const folder = join(import.meta.dirname, "../../../documents/bundles");

describe("bundled tasks", () => {
  it("are all delivered", async () => {
    assert.deepEqual(await programs(), taskNames);
  });

  for (const name of taskNames) {
    it(`${name}: is what its sources make; write it anew by \`npm run tasks\``, async () => {
      assert.equal(await bundleTask(name), readFileSync(join(folder, `${name}.mjs`), "utf8"));
    }).timeout(60_000);
  }

  it("are readable files of 120 KB at most, which need nothing but Node", () => {
    for (const { path, content } of taskDocuments(prod)) {
      assert.match(path, /^\.github\/slipway\/tasks\/[a-z-]+\.mjs$/);
      assert.ok(Buffer.byteLength(content) <= 120_000, path);
      assert.ok(
        content.split("\n").every((line) => line.length < 600),
        path,
      );
      for (const [, module = ""] of content.matchAll(/^import .* from "(.*)";$/gm))
        assert.ok(module.startsWith("node:") && builtinModules.includes(module.slice(5)), module);
      for (const [, names = ""] of content.matchAll(/^import \{(.*)\} from "node:/gm))
        for (const name of names.split(",").map((one) => one.trim().split(" ")[0] ?? ""))
          assert.doesNotMatch(name, newer, `${path}: Node 20 would not start it`);
      assert.doesNotMatch(content, /\brequire\(|\bimport\(/);
    }
  });
});
