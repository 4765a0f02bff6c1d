import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { run } from "../../tasks/index/run.ts";
import { type EmulatedService, startIndex } from "../../tasks/index/services.ts";
import { indexTools } from "../../tasks/index/tools.ts";
import { wheelOf } from "../../tasks/wheel/wheels.ts";

const dependency = wheelOf({ name: "base_demo-1.0-py3-none-any", files: { "base_demo.py": "two = 2\n" } });
const demo = wheelOf({
  name: "demo-1.0-py3-none-any",
  files: { "demo.py": "from base_demo import two\n" },
  requires: ["base-demo>=1"],
});

describe("from the emulated index, what twine uploaded", function () {
  this.timeout(120_000);
  let folder: string;
  let bin: string;
  let service: EmulatedService;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "installers-"));
    bin = await indexTools();
    service = await startIndex();
    const files = { "base_demo-1.0-py3-none-any.whl": dependency, "demo-1.0-py3-none-any.whl": demo };
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
    const { code, output } = await service.upload(paths);
    assert.equal(code, 0, output);
  });
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function requirements(name: string, hash: string): string {
    const file = join(folder, name);
    const lines = [`demo==1.0 --hash=sha256:${hash}`, `base-demo==1.0 --hash=sha256:${sha256Of(dependency)}`];
    writeFileSync(file, `${lines.join("\n")}\n`);
    return file;
  }

  for (const [title, installer] of [
    ["pip", ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install"]],
    ["uv", ["-m", "uv", "--no-cache", "--no-config", "pip", "install"]],
  ] as const) {
    it(`is installed by ${title}: with its dependency by name, by hash, and by no other hash`, async () => {
      const install = (target: string, what: readonly string[]) => {
        const where = ["--target", join(folder, title, target), "--index-url", service.simpleUrl];
        return run(join(bin, "python"), [...installer, ...where, ...what]);
      };
      const byName = await install("name", ["demo"]);
      assert.equal(byName.code, 0, byName.output);
      const sound = requirements(`${title}.txt`, sha256Of(demo));
      const byHash = await install("hash", ["--require-hashes", "-r", sound]);
      assert.equal(byHash.code, 0, byHash.output);
      const path = join(folder, title, "hash");
      const imported = await run(join(bin, "python"), ["-c", "import demo; print(demo.two)"], {
        PYTHONPATH: path,
      });
      assert.equal(imported.output.trim(), "2");
      const wrong = requirements(`${title}-wrong.txt`, "0".repeat(64));
      const refused = await install("wrong", ["--require-hashes", "-r", wrong]);
      assert.notEqual(refused.code, 0);
      assert.match(refused.output, /hash/i);
    });
  }

  it("is resolved by the metadata beside it", async () => {
    const metadata = () => service.index.requests()["GET /packages/{file}.metadata"] ?? 0;
    const before = metadata();
    const args = ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install", "--dry-run"];
    const { code, output } = await run(join(bin, "python"), [
      ...args,
      "--ignore-installed",
      "--index-url",
      service.simpleUrl,
      "demo",
    ]);
    assert.equal(code, 0, output);
    assert.match(output, /Would install base[-_]demo-1\.0 demo-1\.0/);
    assert.equal(metadata() - before, 2);
  });
});
