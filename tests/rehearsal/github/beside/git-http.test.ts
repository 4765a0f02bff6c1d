import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { emulate, type Emulated } from "../emulated.ts";
import { openJob } from "../jobs/job.ts";
import { git, workTree } from "../on-disk.ts";

const run = promisify(execFile);

interface Ended {
  readonly ok: boolean;
  readonly said: string;
}

/** Runs git as a job does, with its token in a header. */
async function ask(folder: string, token: string | null, args: readonly string[]): Promise<Ended> {
  const login = Buffer.from(`x-access-token:${token ?? ""}`).toString("base64");
  const header = token === null ? [] : ["-c", `http.extraHeader=Authorization: Basic ${login}`];
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "true",
  };
  try {
    const { stdout, stderr } = await run("git", [...header, ...args], { cwd: folder, env });
    return { ok: true, said: stdout + stderr };
  } catch (error) {
    return { ok: false, said: String((error as { readonly stderr?: string }).stderr) };
  }
}

function commit(github: Emulated, path: string, content: string | Buffer): string {
  const folder = workTree(github.root, "octocat/hello");
  writeFileSync(join(folder, path), content);
  git(folder, "add", path);
  git(folder, "commit", "--quiet", "-m", path);
  return git(folder, "rev-parse", "HEAD");
}

/** Processes of git's server that this process started. */
function servers(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const parent = / \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\)/, ""))?.[1];
      return (
        parent === String(process.pid) &&
        readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("http-backend")
      );
    } catch {
      return false;
    }
  });
}

describe("git over HTTP at the emulated GitHub", () => {
  it("gives a job with contents: read branches, tags, and any commit by its name, deep or shallow", async () => {
    await using github = await emulate();
    const { root, url } = github;
    const sha = commit(github, "a", "a");
    commit(github, "b", "b");
    git(workTree(root, "octocat/hello"), "tag", "v1", sha);
    const { token } = openJob(github, { contents: "read" });
    const from = `${url}octocat/hello.git`;
    const cloned = await ask(root, token, ["clone", "--quiet", from, "whole"]);
    assert.equal(cloned.said, "");
    assert.equal(git(join(root, "whole"), "rev-list", "--count", "HEAD"), "3");
    assert.equal(git(join(root, "whole"), "rev-parse", "v1"), sha);
    git(root, "init", "--quiet", "shallow");
    const fetched = await ask(join(root, "shallow"), token, ["fetch", "--quiet", "--depth=1", from, sha]);
    assert.equal(fetched.said, "");
    assert.equal(git(join(root, "shallow"), "rev-list", "--count", "FETCH_HEAD"), "1");
  });

  it("refuses a job without contents: read, of a public repository too, and says which permission it lacks", async () => {
    await using github = await emulate();
    const from = `${github.url}octocat/hello.git`;
    const { token } = openJob(github, { "id-token": "write", packages: "write" });
    const refused = await ask(github.root, token, ["ls-remote", from]);
    assert.equal(refused.ok, false);
    assert.match(refused.said, /remote: Write access to repository not granted: .*contents: read/);
    const job = openJob(github, { contents: "write" });
    assert.equal((await ask(github.root, job.token, ["ls-remote", from])).ok, true);
    github.server.closeJob(job);
    assert.match((await ask(github.root, job.token, ["ls-remote", from])).said, /Authentication failed/);
  });

  it("shows a private repository to those alone who may see it", async () => {
    await using github = await emulate();
    const secret = `${github.url}acme/secret.git`;
    const { token } = openJob(github, { contents: "read" });
    assert.match((await ask(github.root, token, ["ls-remote", secret])).said, /Repository not found/);
    assert.equal((await ask(github.root, null, ["ls-remote", secret])).ok, false);
    assert.equal((await ask(github.root, "of-a-person", ["ls-remote", secret])).ok, true);
    assert.equal((await ask(github.root, null, ["ls-remote", `${github.url}octocat/hello.git`])).ok, true);
  });

  it("takes no push, whose refs no ruleset would hold, and leaves the refs where they are", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    const before = git(folder, "for-each-ref");
    const { token } = openJob(github, { contents: "write" });
    for (const one of [token, "of-a-person"]) {
      const pushed = await ask(folder, one, ["push", `${github.url}octocat/hello.git`, "HEAD:refs/tags/v1"]);
      assert.equal(pushed.ok, false);
      assert.match(pushed.said, /remote: Nothing is pushed to the emulated GitHub by git/);
    }
    const sent = await fetch(`${github.url}octocat/hello.git/git-receive-pack`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-git-receive-pack-request" },
      body: "0000",
    });
    assert.equal(sent.status, 403);
    assert.equal(git(folder, "for-each-ref"), before);
  });

  it("is found under a name that the repository had before, and takes up what was changed by hand", async () => {
    await using github = await emulate();
    const { client, root, url } = github;
    writeFileSync(join(workTree(root, "octocat/hello"), "by-hand"), "changed\n");
    await client.patch("/repos/octocat/hello", { name: "renamed" });
    const cloned = await ask(root, null, ["clone", "--quiet", `${url}octocat/hello.git`, "clone"]);
    assert.equal(cloned.ok, true, cloned.said);
    assert.equal(git(join(root, "clone"), "show", "HEAD:by-hand"), "changed");
  });

  it("leaves no process behind a client that goes, or a server that ends", async function () {
    if (process.platform !== "linux") this.skip();
    await using github = await emulate();
    const sha = commit(github, "large", randomBytes(24 * 2 ** 20));
    const line = `want ${sha} ofs-delta\n`;
    const want = `${(line.length + 4).toString(16).padStart(4, "0")}${line}00000009done\n`;
    const start = async () => {
      const leaving = new AbortController();
      const answer = await fetch(`${github.url}octocat/hello.git/git-upload-pack`, {
        method: "POST",
        headers: { "content-type": "application/x-git-upload-pack-request" },
        body: want,
        signal: leaving.signal,
      });
      assert.equal(answer.status, 200);
      assert.equal(servers().length, 1);
      return leaving;
    };
    (await start()).abort();
    while (servers().length > 0) await sleep(5);
    await start();
    await github.restart();
    while (servers().length > 0) await sleep(5);
  });
});
