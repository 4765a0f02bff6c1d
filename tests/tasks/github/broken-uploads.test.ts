import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { createDraft, downloadAsset, findRelease, uploadAsset } from "../../../tasks/github/releases.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { emulate, seed, temporaryFolder } from "../../rehearsal/github/emulated.ts";
import { breakingProxy } from "./breaking-proxy.ts";
import { clientOf } from "./clients.ts";

/** Bytes that look like nothing, the same for the same number. */
function contentOf(length: number): Buffer {
  return createHash("shake256", { outputLength: length }).update(String(length)).digest();
}

const cut = fc.record({
  of: fc.constantFrom("request" as const, "answer" as const),
  after: fc.oneof(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 300_000 })),
});

describe("an upload whose connection breaks anywhere", () => {
  it("ends, run again, with one whole file of the right digest", async () => {
    await using github = await emulate();
    await using proxy = await breakingProxy(github.url);
    let releases = 0;
    const property = fc.asyncProperty(
      fc.array(cut, { maxLength: 8 }),
      fc.integer({ min: 1, max: 200_000 }),
      async (cuts, length) => {
        const tag = `v${(releases += 1)}`;
        const content = contentOf(length);
        const draft = { tag, title: tag, prerelease: false, notes: "" };
        const release = await createDraft(clientOf(github.url), draft);
        // Each connection that a request makes anew takes the next cut.
        proxy.cuts.splice(0, Infinity, ...cuts);
        const uploadUrl = release.uploadUrl.replace(github.url, proxy.url);
        const asset = await untilDone(() =>
          uploadAsset(clientOf(proxy.url), { ...release, uploadUrl }, { name: "a.whl", content }),
        );
        assert.equal(asset.sha256, sha256Of(content));
        const found = await findRelease(clientOf(github.url), tag);
        assert.deepEqual(found?.assets, [asset]);
        assert.deepEqual(await downloadAsset(clientOf(github.url), asset), content);
      },
    );
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  }).timeout(60_000);

  it("leaves a file that is not complete, and takes the name until that is deleted", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const draft = { tag: "v1", title: "One", prerelease: false, notes: "" };
    const release = await createDraft(client, draft);
    await breakOff(github.url, `/api/uploads/repos/octocat/hello/releases/${release.id}/assets?name=a.whl`);
    const [left] = (await findRelease(client, "v1"))?.assets ?? [];
    assert.deepEqual([left?.name, left?.complete, left?.sha256], ["a.whl", false, null]);
    const again = { name: "a.whl", content: contentOf(70_000) };
    assert.equal((await uploadAsset(client, release, again)).complete, true);
  });

  it("is told of as not complete after the server was killed meanwhile, and keeps no half of the file", async () => {
    const root = temporaryFolder();
    await seedGitHub(root, seed);
    const module = new URL("../../../rehearsal/github/server.ts", import.meta.url).href;
    const program = `const { startEmulatedGitHub } = await import(${JSON.stringify(module)});
      console.log((await startEmulatedGitHub({ root: process.argv[1] })).url);`;
    const start = async () => {
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program, root]);
      const [url] = (await once(createInterface(child.stdout), "line")) as [string];
      return { child, url };
    };
    const first = await start();
    const draft = { tag: "v1", title: "One", prerelease: false, notes: "" };
    const release = await createDraft(clientOf(first.url), draft);
    const path = `/api/uploads/repos/octocat/hello/releases/${release.id}/assets?name=a.whl`;
    const held = await breakOff(first.url, path, () => first.child.kill("SIGKILL"));
    assert.equal(held, true);
    const second = await start();
    const client = clientOf(second.url);
    const found = await findRelease(client, "v1");
    assert.deepEqual(
      found?.assets.map(({ name, complete }) => [name, complete]),
      [["a.whl", false]],
    );
    const content = contentOf(70_000);
    const asset = await uploadAsset(client, found, { name: "a.whl", content });
    assert.deepEqual(await downloadAsset(client, asset), content);
    second.child.kill("SIGKILL");
    await once(second.child, "exit");
    rmSync(root, { recursive: true });
  }).timeout(30_000);
});

/** Every run of a job gives up one day; the next begins where it ended. Nothing breaks oftener than ten times. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let run = 1; ; run += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TaskError) || run > 10) throw error;
    }
  }
}

/** Sends half of a file, waits until the server knows of it, then breaks off or does what is to be done instead. */
async function breakOff(url: string, path: string, instead?: () => void): Promise<boolean> {
  const { port, host } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  const closed = once(socket, "close");
  socket.on("error", () => undefined);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Authorization: Bearer x",
    "Content-Length: 100000",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(contentOf(50_000));
  const names = async () => (await findRelease(clientOf(url), "v1"))?.assets.map(({ name }) => name) ?? [];
  while (!(await names()).includes("a.whl"));
  if (instead) instead();
  else socket.destroy();
  await closed;
  return true;
}
