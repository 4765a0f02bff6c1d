import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Intercepted, Interception } from "../../../rehearsal/github/http/intercept.ts";
import { findRepository } from "../../../rehearsal/github/store/find.ts";
import { Store } from "../../../rehearsal/github/store/store.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { type Proposal, propose } from "../../../tasks/propose/propose.ts";
import { type Emulated, emulate } from "../../rehearsal/github/emulated.ts";
import { git, workTree } from "../../rehearsal/github/on-disk.ts";
import { run as runProgram } from "../index/run.ts";
import { clientOf, token } from "../github/clients.ts";
import { declarationOf } from "../verify/declared.ts";

const hello = "octocat/hello";
const lock = ".github/slipway/locks/tests.txt";

/** What becomes of the nth request of a run; all that follow it break, as if the job had ended there. */
interface End {
  readonly at: number;
  readonly how: "break before" | "break after";
}

describe("propose", function () {
  this.timeout(60_000);
  let github: Emulated;
  let end: End | null = null;
  let asked: Intercepted[] = [];
  const intercept = (request: Intercepted): Interception | undefined => {
    asked.push(request);
    if (end === null || asked.length < end.at) return undefined;
    return asked.length === end.at ? end.how : "break before";
  };
  async function start(): Promise<void> {
    end = null;
    github = await emulate({}, { intercept });
    commitOnMain({ ".github/workflows/build.yml": "on: [push, workflow_dispatch]\n", [lock]: "old\n" });
  }
  beforeEach(start);
  afterEach(() => github[Symbol.asyncDispose]());

  /** Somebody's commit; answers its name. */
  function commitOnMain(files: Readonly<Record<string, string>>): string {
    const folder = workTree(github.root, hello);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "By hand");
    return git(folder, "rev-parse", "HEAD");
  }

  async function run(text: string) {
    asked = [];
    const { repository, release } = declarationOf({});
    const proposal: Proposal = {
      branch: "slipway/locks",
      title: "Refresh the locks",
      body: `Locks: ${text}`,
      files: [{ path: lock, text }],
      server: "https://github.com",
      declaration: { repository, release },
    };
    return propose(clientOf(github.url), proposal, () => undefined);
  }

  const records = () => findRepository(new Store(github.root).read(), "octocat", "hello")!.record;
  const open = () =>
    records().pulls.filter(({ state, head }) => state === "open" && head === "slipway/locks");
  const runs = () => (records().runs ?? []).filter((one) => one.head_branch === "slipway/locks");
  const show = (what: string) => git(workTree(github.root, hello), "show", what);
  const head = () => git(workTree(github.root, hello), "rev-parse", "slipway/locks");

  it("opens one pull request of one commit, touches nothing else, and starts the build once", async () => {
    const { pull } = await run("new\n");
    const [one, ...others] = open();
    assert.deepEqual([one?.title, one?.body, others], ["Refresh the locks", "Locks: new\n", []]);
    assert.equal(pull?.url, `https://github.com/octocat/hello/pull/${one?.number}`);
    const changed = git(workTree(github.root, hello), "diff", "--name-status", "main", "slipway/locks");
    assert.equal(changed, `M\t${lock}`);
    assert.equal(git(workTree(github.root, hello), "rev-list", "--count", "main..slipway/locks"), "1");
    assert.deepEqual(
      runs().map(({ event, workflow, head_sha }) => [event, workflow, head_sha]),
      [["workflow_dispatch", "build.yml", head()]],
    );
    await run("new\n");
    assert.deepEqual([open().length, runs().length], [1, 1]);
    assert.deepEqual(
      asked.filter(({ method }) => method !== "GET").map(({ operation }) => operation),
      ["POST /repos/{owner}/{repo}/git/trees"],
    );
  });

  it("brings the open one up to date: newer locks, a newer default branch, another text", async () => {
    await run("new\n");
    const moved = commitOnMain({ "README.md": "changed\n" });
    await run("newer\n");
    assert.deepEqual([open().length, open()[0]?.body], [1, "Locks: newer\n"]);
    assert.equal(git(workTree(github.root, hello), "rev-parse", "slipway/locks~1"), moved);
    assert.equal(show(`slipway/locks:${lock}`), "newer");
    assert.equal(runs().length, 2);
  });

  it("proposes nothing that the default branch holds, and closes what has become obsolete", async () => {
    assert.equal((await run("old\n")).pull, null);
    assert.deepEqual([open(), runs()], [[], []]);
    await run("new\n");
    const { number } = open()[0]!;
    commitOnMain({ [lock]: "new\n" });
    assert.equal((await run("new\n")).pull, null);
    const closed = records().pulls.find((pull) => pull.number === number);
    assert.equal(closed?.state, "closed");
    assert.match(closed.body ?? "", /^Obsolete: main holds all of it by now\.\n\nLocks: new/);
    await run("newer\n");
    assert.deepEqual(
      open().map((pull) => pull.number > number),
      [true],
    );
  });

  for (const [what, change] of [
    ["a commit of somebody else", ["commit", "--quiet", "--allow-empty", "--message", "Mine"]],
    [
      "a commit that somebody amended, message and all",
      ["commit", "--quiet", "--amend", "--no-edit", "--all"],
    ],
  ] as const) {
    it(`refuses a branch that holds ${what}, and leaves it`, async () => {
      await run("new\n");
      const folder = workTree(github.root, hello);
      git(folder, "checkout", "--quiet", "slipway/locks");
      writeFileSync(join(folder, lock), "by hand\n");
      git(folder, ...change);
      const theirs = git(folder, "rev-parse", "HEAD");
      git(folder, "checkout", "--quiet", "--force", "main");
      await assert.rejects(
        run("newer\n"),
        /branch slipway\/locks: holds commits of somebody else, .*; merge its/,
      );
      assert.equal(head(), theirs);
      commitOnMain({ [lock]: "newer\n" });
      await run("newer\n");
      assert.equal(open().length, 1);
    });
  }

  it("says where the setting is that lets Actions open pull requests; the branch is there and is built", async () => {
    await github[Symbol.asyncDispose]();
    github = await emulate({ jobs: [token] }, { intercept });
    commitOnMain({ ".github/workflows/build.yml": "on: workflow_dispatch\n", [lock]: "old\n" });
    await assert.rejects(run("new\n"), (error) => {
      assert.ok(error instanceof TaskError);
      assert.match(error.message, /^pull request of slipway\/locks: may not be opened: /);
      assert.match(error.message, /tick "Allow GitHub Actions to create and approve pull requests" on /);
      assert.match(
        error.message,
        /octocat\/hello\/settings\/actions .*octocat\/hello\/compare\/main\.\.\.slipway\/locks\?/,
      );
      return true;
    });
    assert.equal(runs().length, 1);
    const allowed = { default_workflow_permissions: "read", can_approve_pull_request_reviews: true };
    await github.client.put(`/repos/${hello}/actions/permissions/workflow`, allowed);
    await run("new\n");
    assert.deepEqual([open().length, runs().length], [1, 1]);
  });

  for (const [what, texts] of [
    ["opened", ["new\n"]],
    ["brought up to date", ["before\n", "new\n"]],
  ] as const) {
    it(`comes to one pull request and one build, wherever it is interrupted while it is ${what}`, async () => {
      for (const text of texts) await run(text);
      // A question's lost answer is as good as none; and between two changes all moments are one.
      const ends = asked.flatMap(({ method }, index): readonly End[] => {
        const before: End = { at: index + 1, how: "break before" };
        if (method !== "GET") return [before, { ...before, how: "break after" }];
        return texts.length === 1 ? [before] : [];
      });
      assert.ok(ends.length > 6, `${ends.length} interruptions`);
      for (const one of ends) {
        await github[Symbol.asyncDispose]();
        await start();
        for (const text of texts.slice(0, -1)) await run(text);
        end = one;
        await assert.rejects(run("new\n"));
        end = null;
        await run("new\n");
        assert.equal(open().length, 1, `${one.how} request ${one.at}`);
        assert.equal(show(`slipway/locks:${lock}`), "new");
        assert.equal(git(workTree(github.root, hello), "rev-list", "--count", "main..slipway/locks"), "1");
        const built = runs().map(({ head_sha }) => head_sha);
        assert.deepEqual(built.slice(texts.length - 1), [head()]);
      }
    }).timeout(120_000);
  }

  describe("as a program", () => {
    const program = join(import.meta.dirname, "../../../tasks/propose.ts");
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "slipway-propose-"));
      mkdirSync(join(folder, "new"));
      writeFileSync(join(folder, "new", "tests.txt"), "new\n");
      writeFileSync(join(folder, "body.md"), "What changed\n");
      writeFileSync(join(folder, "release.json"), JSON.stringify(declarationOf({})));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function call(options: Readonly<Record<string, string>> = {}) {
      const [body, declaration] = [join(folder, "body.md"), join(folder, "release.json")];
      const given = { branch: "slipway/locks", title: "Refresh the locks", "body-file": body, declaration };
      const all = { ...given, from: join(folder, "new"), to: ".github/slipway/locks", ...options };
      const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
      return runProgram(process.execPath, [program, ...args], {
        ...{ GITHUB_API_URL: github.url.replace(/\/$/, ""), GITHUB_REPOSITORY: hello, GH_TOKEN: token },
        GITHUB_OUTPUT: join(folder, "output"),
      });
    }

    it("proposes what lies in a folder, and hands on the pull request's address", async () => {
      const { code, output } = await call();
      assert.equal(code, 0, output);
      assert.equal(show(`slipway/locks:${lock}`), "new");
      assert.match(readFileSync(join(folder, "output"), "utf8"), /octocat\/hello\/pull\/\d+/);
      assert.doesNotMatch(output, new RegExp(token));
    });

    it("refuses what is nobody's to propose", async () => {
      for (const options of [{ branch: "main" }, { to: "../elsewhere" }, { title: "" }])
        assert.equal((await call(options)).code, 2);
      assert.match((await call({ to: ".github/workflows" })).output, /tests\.txt: would change a workflow; /);
      symlinkSync("/etc/hostname", join(folder, "new", "link"));
      assert.match((await call()).output, /link: is no file of text; /);
      assert.match((await call({ from: "none" })).output, /none: can't be read \(ENOENT\); /);
    });
  });
});
