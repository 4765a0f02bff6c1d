import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { type EmulatedService, startIndex } from "../index/services.ts";
import { declarationOf } from "../wheel/declared-package.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";
import { uploadFile } from "./services/upload-file.ts";

const tasks = join(import.meta.dirname, "../../../tasks");
const sdist = { name: "my_pkg-1.0.tar.gz", content: sdistOf("my_pkg-1.0") };
const wheel = { name: "my_pkg-1.0-py3-none-any.whl", content: wheelOf({ name: "my_pkg-1.0-py3-none-any" }) };
const release = {
  VERSION: "1.0",
  GITHUB_REF: "refs/tags/v1.0",
  GITHUB_SHA: "c".repeat(40),
  GITHUB_RUN_ID: "7",
  GITHUB_RUN_ATTEMPT: "1",
};

/** Declared without GitHub release and attestations: an index alone. */
describe("the tasks of a release on an index alone", function () {
  this.timeout(60_000);
  let index: EmulatedService;
  let folder: string;
  before(async () => {
    index = await startIndex();
  });
  after(() => index.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "release-tasks-"));
    const declared = declarationOf();
    const title = { name: "pypi", title: "PyPI", simpleUrl: null, uploadUrl: null } as const;
    const indexes = [{ ...title, trustedPublishing: true, environment: null }];
    const rules = { ...declared.release, attestations: false, githubRelease: false };
    writeFileSync(join(folder, "release.json"), JSON.stringify({ ...declared, release: rules, indexes }));
    mkdirSync(join(folder, "dist"));
    for (const { name, content } of [sdist, wheel]) writeFileSync(join(folder, "dist", name), content);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a task from its sources, without blocking: the index is in this process. */
  function run(task: string, args: readonly string[], more: Readonly<Record<string, string>> = release) {
    const path = join(tasks, `${task}.ts`);
    const files = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
    const env = { PYPI_SIMPLE_URL: index.simpleUrl, NO_PROXY: "127.0.0.1", ...files, ...more };
    const given = args.length === 1 ? args : ["--declaration", "release.json", ...args];
    const child = spawn(process.execPath, [path, ...given], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return new Promise<{ readonly code: number | null; readonly told: string }>((resolve) => {
      child.once("close", (code) => resolve({ code, told: Buffer.concat(chunks).toString("utf8") }));
    });
  }

  function outputs(): Readonly<Record<string, string>> {
    const entries = readFileSync(join(folder, "output"), "utf8").matchAll(
      /^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm,
    );
    return Object.fromEntries([...entries].map((entry) => [entry[1] ?? "", entry[3] ?? ""]));
  }

  const ledger = ["--index", "pypi", "--files", "dist", "--stage", "stage"];

  it("publish what is missing and no more, hold what is there, and compare it in the end", async () => {
    assert.equal((await run("resume", ["--into", "held"])).code, 0);
    assert.deepEqual(outputs(), { sealed: "false", held: "0", sdist: "" });
    assert.deepEqual(readdirSync(join(folder, "held")), ["held.json"]);
    assert.equal(await uploadFile(index, sdist.name, sdist.content), 200);
    assert.equal((await run("ledger", ledger)).code, 0);
    assert.equal(outputs()["decision"], "publish");
    assert.deepEqual(readdirSync(join(folder, "stage")), [wheel.name]);
    const early = await run("publish-release", ["--files", "dist", "--wait", "0"], {
      ...release,
      LATEST: "true",
    });
    assert.equal(early.code, 1);
    assert.match(
      early.told,
      /^PyPI, my_pkg-1\.0-py3-none-any\.whl: is not there; run this job again when it shows/m,
    );
    assert.equal(await uploadFile(index, wheel.name, wheel.content), 200);
    assert.equal((await run("ledger", ledger)).code, 0);
    assert.equal(outputs()["decision"], "skip");
    assert.deepEqual(readdirSync(join(folder, "stage")), []);
    assert.equal((await run("resume", ["--into", "held"])).code, 0);
    assert.deepEqual(outputs(), { decision: "skip", sealed: "false", held: "2", sdist: sdist.name });
    assert.deepEqual(readFileSync(join(folder, "held", wheel.name)), wheel.content);
    const end = await run("publish-release", ["--files", "dist", "--wait", "0"], {
      ...release,
      LATEST: "true",
    });
    assert.equal(end.code, 0, end.told);
    assert.match(readFileSync(join(folder, "summary.md"), "utf8"), new RegExp(sha256Of(wheel.content)));
  });

  it("stop where the index holds other contents, and stage nothing", async () => {
    const version = "1.0.1";
    const name = `my_pkg-${version}-py3-none-any`;
    const [one, other] = ["a", "b"].map((text) => wheelOf({ name, files: { "my_pkg/__init__.py": text } }));
    assert.equal(await uploadFile(index, `${name}.whl`, one!), 200);
    for (const old of [sdist, wheel]) rmSync(join(folder, "dist", old.name));
    writeFileSync(join(folder, "dist", `${name}.whl`), other!);
    const { code, told } = await run("ledger", ledger, { ...release, VERSION: version });
    assert.equal(code, 1);
    assert.match(
      told,
      /^PyPI, my_pkg-1\.0\.1-py3-none-any\.whl: is there with other contents; start the release anew/m,
    );
    assert.deepEqual(readdirSync(folder).includes("stage"), false);
  });

  it("say what they were not given", async () => {
    const misused = [
      ["resume", ["--into", ""], release, /^--into: is missing; name a folder/m],
      [
        "resume",
        ["--into", "held"],
        { ...release, GITHUB_REF: "refs/heads/main" },
        /^GITHUB_REF: is none that/m,
      ],
      [
        "ledger",
        ledger.with(1, "testpypi"),
        release,
        /^--index: names testpypi, which is not declared; name one of pypi/m,
      ],
      [
        "draft-release",
        ["--files", "dist"],
        { ...release, PRERELEASE: "false" },
        /declares no GitHub release/m,
      ],
      ["draft-release", ["--files", "dist"], release, /^PRERELEASE: is not set; set it to true or false/m],
      [
        "publish-release",
        ["--files", "dist", "--wait", "x"],
        release,
        /^--wait: is not a number of minutes/m,
      ],
    ] as const;
    const ends = await Promise.all(misused.map(([task, args, variables]) => run(task, args, variables)));
    for (const [position, { code, told }] of ends.entries()) {
      assert.equal(code, 2, told);
      assert.match(told, misused[position]![3]);
    }
  });

  it("say how they are used", async () => {
    for (const task of ["resume", "draft-release", "ledger", "publish-release"]) {
      const { code, told } = await run(task, ["--help"], {});
      assert.equal(code, 0);
      assert.match(told, new RegExp(`Usage: node ${task}.mjs[\\s\\S]*VERSION[\\s\\S]*PYPI_SIMPLE_URL`));
    }
  });
});
