import assert from "node:assert/strict";
import { recordRun } from "../../../rehearsal/github/runs.ts";
import type { RunJob } from "../../../tasks/github/runs.ts";
import type { ReleaseLedger } from "../../../tasks/ledger/release-ledger.ts";
import { readTested, testsOf } from "../../../tasks/release/tested.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { declarationOf, pypi } from "../verify/declared.ts";

function job(name: string, conclusion = "success"): RunJob {
  const times = { createdAt: null, startedAt: null, completedAt: null, url: null };
  return { id: 1, name, status: "completed", conclusion, ...times };
}

const file = (name: string) => ({ name, sha256: "ab".repeat(32), size: 1 });
const declared = (pythons: readonly string[]) =>
  declarationOf({ pythons }, [{ ...pypi, name: "testpypi", title: "TestPyPI" }, pypi]);

describe("what a release has tested", () => {
  it("is told by the jobs that passed: tests, installations from each index, and the image", () => {
    const jobs = [
      job("Test on linux-x86_64, Python 3.12"),
      job("Test on linux-x86_64, Python 3.13", "failure"),
      job("Verify PyPI on macos-arm64"),
      job("Verify TestPyPI on macos-arm64"),
      job("Verify the image for arm64"),
      job("Verify elsewhere on macos-arm64"),
      job("Build the sdist and the wheel"),
    ];
    assert.deepEqual(testsOf(jobs, declared(["3.12", "3.13"]), { files: [] }), [
      { what: "test", platform: "linux-x86_64", python: "3.12" },
      { what: "PyPI", platform: "macos-arm64", python: null },
      { what: "TestPyPI", platform: "macos-arm64", python: null },
      { what: "image", platform: "linux-aarch64", python: null },
    ]);
  });

  it("is of a native package what its wheels were built for", () => {
    const files = [
      file("demo-1.0.tar.gz"),
      file("demo-1.0-cp312-cp312-manylinux_2_28_x86_64.whl"),
      file("demo-1.0-cp313-abi3-win_amd64.whl"),
      file("demo-1.0-cp314-cp314t-win_amd64.whl"),
    ];
    const tests = (name: string) =>
      testsOf([job(name)], declared(["3.12", "3.13", "3.14", "3.14t"]), { files }).map(
        ({ python }) => python,
      );
    assert.deepEqual(tests("Build wheels for linux-x86_64"), ["3.12"]);
    assert.deepEqual(tests("Build wheels for windows-amd64"), ["3.13", "3.14", "3.14t"]);
    assert.deepEqual(tests("Build wheels for macos-arm64"), []);
    assert.deepEqual(tests("Build wheels for linux-x86_64 again and compare"), []);
  });

  it("is what the run tested that settled the files, in whichever attempt, and this one", async () => {
    await using github = await emulate();
    const { body } = await github.client.get("/repos/octocat/hello/git/ref/heads/main");
    const commit = String(body["object"]?.["sha"]);
    const run = { workflow: "release.yml", event: "push", branch: "v1.0", commit };
    const passed = { status: "completed", conclusion: "success" } as const;
    const record = (name: string, more: { readonly id?: number; readonly attempt?: number } = {}) =>
      recordRun(github.root, "octocat/hello", { ...run, ...passed, ...more, jobs: [{ name, ...passed }] });
    const settling = await record("Test on linux-x86_64, Python 3.12");
    await record("Test on windows-amd64, Python 3.12", { id: settling, attempt: 2 });
    await record("Test on macos-arm64, Python 3.12");
    const last = await record("Verify PyPI on linux-x86_64");
    const ledger = { run: { id: settling, attempt: 2 }, files: [] } as unknown as ReleaseLedger;
    const said: string[] = [];
    const read = (id: number, url = github.url) => {
      const variables = { GITHUB_API_URL: url, GITHUB_REPOSITORY: "octocat/hello", GH_TOKEN: "token" };
      const call = { variables, say: (line: string) => said.push(line) };
      return readTested(declarationOf({}), { ledger, run: id }, call);
    };
    const found = (await read(last)).map(({ what, platform }) => `${what} on ${platform}`);
    assert.deepEqual(found, ["test on linux-x86_64", "test on windows-amd64", "PyPI on linux-x86_64"]);
    assert.deepEqual(await read(1), []);
    assert.match(said.join("\n"), /^What was tested where can't be told: GitHub GET .*\/runs\/1\/jobs/);
  });
});
