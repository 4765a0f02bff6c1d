import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { standInPython } from "../python/stand-in.ts";
import { declarationOf } from "../verify/declared.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";

const program = join(import.meta.dirname, "../../../tasks/sbom.ts");

/** Answers as venv, pip, cyclonedx-py and its validator do; keeps what each was called with. */
const python = `
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const args = process.argv.slice(2);
const after = (name) => args[args.indexOf(name) + 1];
appendFileSync(join(__dirname, "calls.jsonl"), JSON.stringify(args) + "\\n");
if (args.includes("--report")) {
  const entry = { download_info: { archive_info: { hashes: { sha256: "d".repeat(64) } } }, metadata: { name: "dep", version: "2" } };
  writeFileSync(after("--report"), JSON.stringify({ install: [entry] }));
}
if (args[1] === "cyclonedx_py") {
  const project = readFileSync(after("--pyproject"), "utf8");
  const name = /name = "(.*)"/.exec(project)[1];
  const version = /version = "(.*)"/.exec(project)[1];
  process.stdout.write(JSON.stringify({ metadata: { component: { name, version } }, components: [{ name: "dep", version: "2" }] }));
}
if (args[0] === "-c" && process.env.INVALID) { process.stderr.write("'type' is a required property\\n"); process.exit(1); }
`;

describe("sbom", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-sbom-"));
    standInPython(join(folder, "bin"), python);
    mkdirSync(join(folder, "dist"));
    writeFileSync(
      join(folder, "dist", "demo-1.0-py3-none-any.whl"),
      wheelOf({ name: "demo-1.0-py3-none-any" }),
    );
    writeFileSync(join(folder, "dist", "demo-1.0.tar.gz"), sdistOf("demo-1.0"));
    writeFileSync(join(folder, "runtime.txt"), "");
    writeFileSync(join(folder, "release.json"), JSON.stringify(declarationOf({})));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(env: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
    const path = `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`;
    const options = ["--declaration", "release.json", "--lock", "runtime.txt", ...args];
    return spawnSync(process.execPath, [program, ...options], {
      encoding: "utf8",
      env: { PATH: path, ...env },
      cwd: folder,
    });
  }

  it("lists the locked dependencies without pip, with all files of the package by hash", () => {
    const { status, stderr, stdout } = run();
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /1 components beside the package/);
    const text = readFileSync(join(folder, "sbom.cdx.json"), "utf8");
    assert.match(text, new RegExp(`"content": "${"d".repeat(64)}"`));
    for (const name of ["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"]) assert.ok(text.includes(name));
    const calls = readFileSync(join(folder, "bin", "calls.jsonl"), "utf8");
    assert.match(calls, /"venv","--without-pip"/);
    assert.match(calls, /"--require-hashes","--no-deps","--only-binary",":all:"/);
    assert.match(calls, /"--output-reproducible"/);
  });

  it("does not let a list pass that its schema refuses", () => {
    const { status, stderr } = run({ INVALID: "1" });
    assert.equal(status, 1);
    assert.match(stderr, /^sbom\.cdx\.json: failed: 'type' is a required property; /m);
  });

  it("names what is missing: the lock, the sdist", () => {
    assert.match(run({}, "--lock", "nowhere.txt").stderr, /^nowhere\.txt: is not there; .*lock-tests/m);
    rmSync(join(folder, "dist", "demo-1.0.tar.gz"));
    assert.match(run().stderr, /^dist: holds no sdist; /m);
  });
});
