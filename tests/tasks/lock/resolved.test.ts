import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Ended, run } from "../index/run.ts";
import { indexTools } from "../index/tools.ts";
import { declarationOf } from "../verify/declared.ts";
import { type Published, type Uploaded, lockOf, publish, write } from "../verify/published.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";

const program = join(import.meta.dirname, "../../../tasks/lock-tests.ts");

function wheel(project: string, uploaded = 0): Uploaded {
  const name = `${project}-py3-none-any`;
  return { name: `${name}.whl`, content: wheelOf({ name, requiresPython: ">=3.8" }), uploaded };
}

const [old, fresh, runner] = [wheel("dep-1.0"), wheel("dep-2.0", Date.now()), wheel("runner-1.0")];

function metadataOf(bound: string): string {
  return [
    "Metadata-Version: 2.4",
    "Name: demo",
    "Version: 1.0",
    "Dynamic: Requires-Dist",
    `Requires-Dist: ${bound}`,
    'Requires-Dist: runner; extra == "test" and sys_platform == "win32"',
    "Provides-Extra: test",
    "\n",
  ].join("\n");
}

/** Runs the task with uv itself on what was built: a wheel, or an sdist that leaves its dependencies open. */
async function lock(
  { folder, index }: Published,
  { bound, kind }: { readonly bound: string; readonly kind: "wheel" | "sdist" },
  ...args: readonly string[]
): Promise<Ended> {
  const dist = join(folder, "dist");
  mkdirSync(dist, { recursive: true });
  const metadata = metadataOf(bound);
  const name = "demo-1.0-py3-none-any";
  if (kind === "sdist") writeFileSync(join(dist, "demo-1.0.tar.gz"), sdistOf("demo-1.0", { metadata }));
  else writeFileSync(join(dist, `${name}.whl`), wheelOf({ name, metadata }));
  const declaration = write(folder, "release.json", JSON.stringify(declarationOf({})));
  const where = ["--files", dist, "--out", join(folder, "locks"), "--declaration", declaration];
  return run(process.execPath, [program, ...where, "--extras", "test", ...args], {
    PATH: `${await indexTools()}${delimiter}${process.env["PATH"] ?? ""}`,
    UV_DEFAULT_INDEX: index.simpleUrl,
    UV_NO_CACHE: "1",
  });
}

describe("lock-tests with uv on an index", function () {
  this.timeout(120_000);

  for (const kind of ["wheel", "sdist"] as const) {
    it(`locks what a ${kind} needs everywhere, passes over what is too new, and names no index`, async () => {
      await using published = await publish([old, fresh, runner]);
      const { code, output } = await lock(published, { bound: "dep>=1", kind });
      assert.equal(code, 0, output);
      const tests = readFileSync(join(published.folder, "locks", "tests.txt"), "utf8");
      assert.match(tests, /^dep==1\.0 \\\n +--hash=sha256:[0-9a-f]{64}$/m);
      assert.match(tests, /^runner==1\.0 ; sys_platform == 'win32' \\$/m);
      assert.doesNotMatch(tests, /127\.0\.0\.1|index|^demo/m);
      const runtime = readFileSync(join(published.folder, "locks", "runtime.txt"), "utf8");
      assert.match(runtime, /^dep==1\.0 /m);
      assert.doesNotMatch(runtime, /runner/);
    });
  }

  it("takes what is too new where nothing else fits, with a warning", async () => {
    await using published = await publish([old, fresh, runner]);
    const { code, output } = await lock(published, { bound: "dep>=2", kind: "wheel" });
    assert.equal(code, 0, output);
    assert.match(output, /needs what was uploaded since/);
    assert.match(readFileSync(join(published.folder, "locks", "runtime.txt"), "utf8"), /^dep==2\.0 /m);
  });

  it("keeps the versions of a committed lock while they fit, and stops once they do not", async () => {
    await using published = await publish([old, fresh, runner]);
    const committed = write(published.folder, "ours.txt", lockOf([old, runner]));
    const fits = await lock(published, { bound: "dep>=1", kind: "wheel" }, "--committed", committed);
    assert.equal(fits.code, 0, fits.output);
    const { code, output } = await lock(
      published,
      { bound: "dep>=2", kind: "wheel" },
      "--committed",
      committed,
    );
    assert.equal(code, 1);
    assert.match(output, /ours\.txt: locks dep 1\.0, which no longer fits \(2\.0 does\); /);
  });

  it("passes on what uv says where nothing fits", async () => {
    await using published = await publish([old, runner]);
    const { code, output } = await lock(published, { bound: "dep>=3", kind: "wheel" });
    assert.equal(code, 1);
    assert.match(
      output,
      /^dependencies of demo: can't be resolved: .*dep.*; loosen a bound, or commit a lock$/m,
    );
  });
});
