import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../../../config/fault.ts";
import { startEmulatedGitHub } from "../../../../rehearsal/github/server.ts";
import { Store } from "../../../../rehearsal/github/store/store.ts";
import { CheckedClient } from "../checked-client.ts";
import { base64, changeRecords, emulate, temporaryFolder } from "../emulated.ts";
import { files, git, workTree } from "../on-disk.ts";

/** The faults that a start reports; nothing on disk may have changed by then. */
async function faultsOfStart(root: string): Promise<readonly string[]> {
  const file = join(root, "github.json");
  const before = readFileSync(file, "utf8");
  try {
    await (await startEmulatedGitHub({ root })).close();
    return [];
  } catch (error) {
    assert.ok(error instanceof FaultsError, String(error));
    assert.equal(readFileSync(file, "utf8"), before);
    return error.faults.map(
      ({ place, fault, mend }) =>
        `${place.replace(root, ".slipway")}: ${fault}; ${mend.replaceAll(root, ".slipway")}`,
    );
  }
}

describe("the records of the emulated GitHub", () => {
  it("are the owner's alone to read, and leave nothing else behind", async () => {
    await using github = await emulate();
    await github.client.put("/repos/octocat/hello/environments/pypi", {});
    assert.equal(statSync(join(github.root, "github.json")).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(github.root).toSorted(), ["github.json", "repository"]);
  });

  it("are read again when a person has changed them", async () => {
    await using github = await emulate();
    changeRecords(github.root, (records) => {
      const repository = records.repositories["octocat/hello"];
      if (repository) repository.actions.default_workflow_permissions = "write";
    });
    const { body } = await github.client.get("/repos/octocat/hello/actions/permissions/workflow");
    assert.equal(body["default_workflow_permissions"], "write");
  });

  it("name the line where they are no JSON, and stay as they are", async () => {
    await using github = await emulate();
    const file = join(github.root, "github.json");
    for (const broken of ['{\n  "version": 1,\n  oops\n}\n', '{\n  "version": 1,\n']) {
      writeFileSync(file, broken);
      assert.deepEqual(await faultsOfStart(github.root), [
        ".slipway/github.json:3: is not JSON; restore .slipway/github.json, or remove the folder it is in and run up again",
      ]);
    }
  });

  it("name every part of a wrong shape at once", async () => {
    await using github = await emulate();
    changeRecords(github.root, (records) => {
      const repository = records.repositories["octocat/hello"];
      Object.assign(repository ?? {}, { visibility: "secret", rulesets: {} });
      Object.assign(repository?.actions ?? {}, { enabled: "yes" });
    });
    const places = (await faultsOfStart(github.root)).map((fault) => fault.split(";")[0]);
    const at = '.slipway/github.json: repositories["octocat/hello"]';
    assert.deepEqual(places, [
      `${at}.visibility: is not "public" or "private"`,
      `${at}.actions.enabled: is not true or false`,
      `${at}.rulesets: is not a list`,
    ]);
  });

  it("say when they are of another version, and when a git repository is missing", async () => {
    await using github = await emulate();
    rmSync(workTree(github.root, "octocat/hello"), { recursive: true });
    const [missing] = await faultsOfStart(github.root);
    assert.match(
      missing ?? "",
      /repository\/octocat\/hello: is missing, or no longer a git repository; restore it, or remove/,
    );
    changeRecords(github.root, (records) => (records.version = 2));
    assert.match(
      (await faultsOfStart(github.root))[0] ?? "",
      /version: is 2, and this program knows 1 alone/,
    );
  });

  it("answer requests with the fault when they break while it runs, and are not written over", async () => {
    await using github = await emulate();
    const file = join(github.root, "github.json");
    writeFileSync(file, "{");
    const url = `${github.url}repos/octocat/hello/environments/pypi`;
    const response = await fetch(url, { method: "PUT", headers: { Authorization: "Bearer token" } });
    assert.equal(response.status, 500);
    assert.match(await response.text(), /github\.json:1: is not JSON; restore/);
    assert.equal(readFileSync(file, "utf8"), "{");
  });

  it("regression: two processes that write at once lose nothing", async () => {
    const root = temporaryFolder();
    const program = `
      import { Store } from ${JSON.stringify(new URL("../../../../rehearsal/github/store/store.ts", import.meta.url).href)};
      const store = new Store(process.argv[1]);
      for (let count = 0; count < 25; count++) await store.change((records) => { records.next_id += 1; });
    `;
    const writers = [1, 2, 3].map(() =>
      spawn(process.execPath, ["--input-type=module", "--eval", program, root], { stdio: "inherit" }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, "exit"))[0] as number));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(new Store(root).read().next_id, 1000 + 75);
    rmSync(root, { recursive: true });
  }).timeout(30_000);

  it("regression: two servers on one folder lose no file", async () => {
    await using github = await emulate();
    const other = await startEmulatedGitHub({ root: github.root });
    const second = new CheckedClient(other.url);
    const names = ["a", "b", "c", "d", "e", "f"];
    const answers = await Promise.all(
      names.map((name, index) => {
        const client = index % 2 === 0 ? github.client : second;
        return client.put(`/repos/octocat/hello/contents/${name}`, { message: name, content: base64(name) });
      }),
    );
    await other.close();
    assert.deepEqual(
      answers.map(({ status }) => status),
      names.map(() => 201),
    );
    const folder = workTree(github.root, "octocat/hello");
    assert.deepEqual([...files(folder).keys()].toSorted(), ["README.md", ...names]);
    assert.equal(git(folder, "status", "--porcelain"), "");
    assert.equal(git(folder, "rev-list", "--count", "HEAD"), "7");
  });

  it("take over the lock of a process that is gone, however many wait for it", async () => {
    const root = temporaryFolder();
    const gone = spawn(process.execPath, ["--eval", ""]);
    await once(gone, "exit");
    writeFileSync(join(root, "github.json.lock"), `${gone.pid}\n`);
    const stores = [new Store(root), new Store(root), new Store(root)];
    await Promise.all(stores.map((store) => store.change((records) => void (records.next_id += 1))));
    assert.equal(new Store(root).read().next_id, 1003);
    assert.deepEqual(readdirSync(root), ["github.json"]);
    rmSync(root, { recursive: true });
  });

  it("keep nothing of a change that fails", async () => {
    const root = temporaryFolder();
    const store = new Store(root);
    const failing = store.change((records) => {
      records.next_id = 7;
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
    assert.equal(store.read().next_id, 1000);
    await store.change((records) => void (records.next_id += 1));
    assert.equal(new Store(root).read().next_id, 1001);
    rmSync(root, { recursive: true });
  });
});
