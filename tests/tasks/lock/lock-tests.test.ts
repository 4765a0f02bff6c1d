import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { declarationOf } from "../verify/declared.ts";
import { standInPython } from "../python/stand-in.ts";
import { archive, raw } from "../tar/archives.ts";

const program = join(import.meta.dirname, "../../../tasks/lock-tests.ts");
const hash = `--hash=sha256:${"a".repeat(64)}`;

/** Resolves what the file `answers.json` beside it says, by which extras are asked for; keeps what it was called with. */
const uv = `
const { readFileSync, writeFileSync, appendFileSync } = require("node:fs");
const { join } = require("node:path");
const args = process.argv.slice(2);
const after = (name) => args[args.indexOf(name) + 1];
const input = args.slice(args.indexOf("--output-file") + 2);
const asked = input.filter((file) => !file.startsWith("--") && /[.](in|toml)$/.test(file)).map((file) => readFileSync(file, "utf8")).join("");
appendFileSync(join(__dirname, "calls.jsonl"), JSON.stringify({ args, asked }) + "\\n");
const { newest, tests, runtime, warning } = JSON.parse(readFileSync(join(__dirname, "answers.json"), "utf8"));
if (newest && args.includes("--exclude-newer")) { process.stderr.write("No solution found\\n"); process.exit(1); }
if (warning) process.stderr.write(warning);
const withExtras = /\\[test\\] @/.test(asked) || args.includes("--extra");
writeFileSync(after("--output-file"), withExtras ? tests : runtime);
`;

describe("lock-tests", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-lock-tests-"));
    standInPython(join(folder, "bin"), uv);
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "demo-1.0-py3-none-any.whl"), "wheel");
    writeFileSync(
      join(folder, "release.json"),
      JSON.stringify(declarationOf({ pythons: ["3.13t", "3.12"] })),
    );
    answer({ tests: `dep==1 ${hash}\npytest==9 ${hash}\n`, runtime: `dep==1 ${hash}\n` });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function answer(answers: Readonly<Record<string, string | boolean>>): void {
    writeFileSync(join(folder, "bin", "answers.json"), JSON.stringify(answers));
  }

  function run(...args: readonly string[]) {
    const env = {
      PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
      GITHUB_OUTPUT: join(folder, "output"),
    };
    const options = ["--declaration", "release.json", "--extras", "test", ...args];
    return spawnSync(process.execPath, [program, ...options], { encoding: "utf8", env, cwd: folder });
  }

  const calls = () =>
    readFileSync(join(folder, "bin", "calls.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly args: readonly string[]; readonly asked: string });
  const lock = (name: string) => readFileSync(join(folder, "locks", name), "utf8");

  it("locks the tests and the runtime apart, for the lowest Python, and hands on the package by hash", () => {
    writeFileSync(join(folder, "dist", "demo-1.0.tar.gz"), "sdist: nothing is to be installed from it");
    const { status, stdout, stderr } = run();
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /commit tests\.txt/);
    assert.match(lock("tests.txt"), /pytest/);
    assert.doesNotMatch(lock("runtime.txt"), /pytest/);
    const [first, second] = calls();
    assert.match(first?.asked ?? "", /^demo\[test\] @ file:.*demo-1\.0-py3-none-any\.whl$/m);
    assert.match(second?.asked ?? "", /^demo @ file:/m);
    assert.equal(first?.args[first.args.indexOf("--python-version") + 1], "3.12");
    assert.ok(first);
    assert.equal(first.args[first.args.indexOf("--python-version") + 1], "3.12");
    assert.match(readFileSync(join(folder, "output"), "utf8"), /^demo==1\.0 --hash=sha256:[0-9a-f]{64}$/m);
  });

  it("takes what is newer where nothing else will do, and says so", () => {
    answer({ newest: true, tests: `dep==1 ${hash}\n`, runtime: "" });
    const { status, stdout } = run();
    assert.equal(status, 0);
    assert.match(stdout, /needs what was uploaded since/);
    assert.equal(lock("runtime.txt"), "");
  });

  it("takes a committed lock to the byte where it fits", () => {
    const committed = `# ours\npytest==9 ${hash}\ndep==1 ${hash}\n`;
    writeFileSync(join(folder, "ours.txt"), committed);
    const { status, stdout } = run("--committed", "ours.txt");
    assert.equal(status, 0);
    assert.match(stdout, /ours\.txt fits/);
    assert.equal(lock("tests.txt"), committed);
    assert.ok(calls().every(({ args }) => !args.includes("--exclude-newer")));
  });

  it("stops at a committed lock that no longer fits, and names what it lacks", () => {
    writeFileSync(join(folder, "ours.txt"), `dep==0.9 ${hash}\n`);
    const { status, stderr } = run("--committed", "ours.txt");
    assert.equal(status, 1);
    assert.match(stderr, /^ours\.txt: lacks pytest, needed by now; /m);
    assert.match(stderr, /^ours\.txt: locks dep 0\.9, which no longer fits \(1 does\); /m);
  });

  it("reads an sdist's metadata itself, also where it leaves dependencies open", () => {
    rmSync(join(folder, "dist", "demo-1.0-py3-none-any.whl"));
    const info =
      'Metadata-Version: 2.4\nName: demo\nVersion: 1.0\nDynamic: Requires-Dist\nRequires-Dist: dep>=1;\n  python_version < "4"\nRequires-Dist: pytest; extra == "test"\nProvides-Extra: test\n\nRequires-Dist: nothing\n';
    writeFileSync(
      join(folder, "dist", "demo-1.0.tar.gz"),
      gzipSync(archive(raw({ name: "demo-1.0/PKG-INFO" }, info))),
    );
    assert.equal(run().stderr, "");
    assert.match(
      calls()[0]?.asked ?? "",
      /dependencies = \["dep>=1; python_version < \\"4\\"", "pytest; extra == \\"test\\""\]/,
    );
    assert.ok(calls()[0]?.args.includes("--extra"));
  });

  it("names an extra that the package lacks", () => {
    answer({
      tests: "",
      runtime: "",
      warning: "warning: The package `x` does not have an extra named `test`\n",
    });
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /^demo: has no extra test; /m);
  });

  it("refuses two versions in one folder before anything is resolved", () => {
    writeFileSync(join(folder, "dist", "demo-1.1-py3-none-any.whl"), "wheel");
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /^dist: holds 1\.0 and 1\.1; /m);
    assert.ok(!existsSync(join(folder, "bin", "calls.jsonl")));
  });
});
