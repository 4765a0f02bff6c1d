import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { DeclaredImage } from "../../../tasks/declaration/declaration.ts";
import { declaredImage } from "../declared-image.ts";
import { type Ended, run } from "../index/run.ts";
import { indexTools } from "../index/tools.ts";
import { declarationOf } from "../verify/declared.ts";
import { type Published, type Uploaded, lockOf, publish, write } from "../verify/published.ts";
import { wheelOf } from "../wheel/wheels.ts";

const program = join(import.meta.dirname, "../../../tasks/lock-image.ts");

function wheel(project: string, uploaded = 0): Uploaded {
  const name = `${project}-py3-none-any`;
  return { name: `${name}.whl`, content: wheelOf({ name, requiresPython: ">=3.8" }), uploaded };
}

const [old, fresh, runner] = [wheel("dep-1.0"), wheel("dep-2.0", Date.now()), wheel("runner-1.0")];
/** Runs the task with uv itself on a wheel that needs `dep`, and more for its tests and on older Pythons. */
async function lock(
  { folder, index }: Published,
  {
    bound = "dep>=1",
    declared = declaredImage,
  }: { readonly bound?: string; readonly declared?: DeclaredImage | null },
  ...args: readonly string[]
): Promise<Ended> {
  const dist = join(folder, "dist");
  mkdirSync(dist, { recursive: true });
  const name = "demo-1.0-py3-none-any";
  const requires = [bound, 'runner; extra == "test"', 'runner; python_version < "3.14"'];
  writeFileSync(join(dist, `${name}.whl`), wheelOf({ name, requires }));
  const declaration = write(
    folder,
    "release.json",
    JSON.stringify({ ...declarationOf({}), image: declared }),
  );
  const where = ["--files", dist, "--out", join(folder, "locks"), "--declaration", declaration];
  const committed = args.includes("--committed") ? [] : ["--committed", join(folder, "none.txt")];
  return run(process.execPath, [program, ...where, ...committed, ...args], {
    PATH: `${await indexTools()}${delimiter}${process.env["PATH"] ?? ""}`,
    UV_DEFAULT_INDEX: index.simpleUrl,
    UV_NO_CACHE: "1",
  });
}

describe("lock-image", function () {
  this.timeout(120_000);
  let published: Published;
  before(async () => {
    published = await publish([old, fresh, runner]);
  });
  after(() => published[Symbol.asyncDispose]());

  const image_txt = () => readFileSync(join(published.folder, "locks", "image.txt"), "utf8");

  it("locks what the image's Python needs, without extras, the package itself, and what is too new", async () => {
    const { code, output } = await lock(published, {});
    assert.equal(code, 0, output);
    assert.match(output, /What the image installs was resolved in this run\. To keep it, commit image\.txt /);
    assert.match(image_txt(), /^dep==1\.0 \\\n +--hash=sha256:[0-9a-f]{64}$/m);
    assert.doesNotMatch(image_txt(), /runner|demo|127\.0\.0\.1/);
  });

  it("takes a committed lock to the byte while it fits, in a release too", async () => {
    const text = `# by hand\n${lockOf([fresh])}`;
    const committed = write(published.folder, "ours.txt", text);
    const { code, output } = await lock(published, {}, "--committed", committed, "--anew", "never");
    assert.equal(code, 0, output);
    assert.equal(image_txt(), text);
  });

  for (const [what, text, fault] of [
    [
      "no longer fits",
      lockOf([old]),
      /ours\.txt: locks dep 1\.0, which no longer fits \(2\.0 does\); gh workflow run upkeep\.yml/,
    ],
    ["lacks a hash", "dep==2.0\n", /ours\.txt: has no hash of dep; /],
    [
      "names an index",
      `--index-url https://example.org\n${lockOf([fresh])}`,
      /ours\.txt: has the option --index-url; /,
    ],
    [
      "locks the package itself, by which an index's file would take the place of the built one",
      `${lockOf([fresh])}Demo==0.9 --hash=sha256:${"b".repeat(64)}\n`,
      /ours\.txt: locks demo itself; /,
    ],
  ] as const) {
    it(`stops at a committed lock that ${what}`, async () => {
      const committed = write(published.folder, "ours.txt", text);
      const { code, output } = await lock(published, { bound: "dep>=2" }, "--committed", committed);
      assert.equal(code, 1);
      assert.match(output, fault);
    });
  }

  it("resolves nothing anew in a release: a missing lock stops it", async () => {
    const { code, output } = await lock(published, {}, "--anew", "never");
    assert.equal(code, 1);
    assert.match(output, /none\.txt: is not there; gh workflow run upkeep\.yml, and merge the pull request/);
  });

  it("says where no image is declared", async () => {
    const { code, output } = await lock(published, { declared: null });
    assert.equal(code, 1);
    assert.match(output, /release\.json: declares no image; /);
  });
});
