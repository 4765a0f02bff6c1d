import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { JobGrant } from "../../../../rehearsal/github/server.ts";
import { emulate, type Emulated } from "../emulated.ts";
import { bearer, openJob } from "../jobs/job.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly digest: string;
}

function ask({ url }: Emulated, { runtimeToken }: JobGrant, path: string): Promise<Response> {
  return fetch(`${url}_artifacts/${path}`, { headers: bearer(runtimeToken) });
}

async function put(
  github: Emulated,
  job: JobGrant,
  [path, content]: readonly [string, string],
): Promise<string> {
  const sent = { method: "PUT", body: content, headers: bearer(job.runtimeToken) };
  const answer = await fetch(`${github.url}_artifacts/${path}`, sent);
  const { id } = (await answer.json()) as { readonly id?: string };
  return answer.status === 201 ? (id ?? "") : String(answer.status);
}

async function list(github: Emulated, job: JobGrant): Promise<readonly Listed[]> {
  const answer = await ask(github, job, "");
  return ((await answer.json()) as { readonly artifacts: readonly Listed[] }).artifacts;
}

async function read(github: Emulated, job: JobGrant, path: string): Promise<string> {
  const answer = await ask(github, job, path);
  return answer.ok ? answer.text() : String(answer.status);
}

describe("artifacts at the emulated GitHub", () => {
  it("are read by name and by id in any job of the run, whatever it may do", async () => {
    await using github = await emulate();
    const [one, other] = [openJob(github, {}), openJob(github, { contents: "write" })];
    const id = await put(github, one, ["dist-pure", "files"]);
    const digest = `sha256:${createHash("sha256").update("files").digest("hex")}`;
    assert.deepEqual(await list(github, other), [{ id, name: "dist-pure", size: 5, digest }]);
    assert.equal(await read(github, other, "dist-pure"), "files");
    assert.equal(await read(github, other, `by-id/${id}`), "files");
    assert.equal(await read(github, other, "dist"), "404");
    assert.equal(await read(github, other, "by-id/1"), "404");
  });

  it("are not seen in another run, nor by whoever has no token of one", async () => {
    await using github = await emulate();
    const [job, other] = [openJob(github, {}), openJob(github, {}, { run: 8 })];
    const id = await put(github, job, ["dist", "files"]);
    assert.deepEqual(await list(github, other), []);
    assert.equal(await read(github, other, `by-id/${id}`), "404");
    assert.equal((await fetch(`${github.url}_artifacts/`)).status, 401);
    assert.equal((await fetch(`${github.url}_artifacts/`, { headers: bearer(job.token) })).status, 401);
    github.server.closeJob(job);
    assert.equal(await put(github, job, ["late", "files"]), "401");
  });

  it("keep their name until it is given anew, and then have another id", async () => {
    await using github = await emulate();
    const job = openJob(github, {});
    const first = await put(github, job, ["dist?overwrite=false", "one"]);
    assert.equal(await put(github, job, ["dist?overwrite=false", "two"]), "409");
    assert.equal(await read(github, job, "dist"), "one");
    const second = await put(github, job, ["dist?overwrite=true", "two"]);
    assert.notEqual(second, first);
    assert.equal(await read(github, job, "dist"), "two");
    assert.equal(await read(github, job, `by-id/${first}`), "404");
    assert.equal((await list(github, job)).length, 1);
    const folder = join(github.root, "artifacts", "7");
    assert.deepEqual(readdirSync(folder).sort(), [second, "artifacts.json"].sort());
  });

  it("of legs that come at once are all kept, and one of those with one name", async () => {
    await using github = await emulate();
    const job = openJob(github, {});
    const legs = Array.from({ length: 8 }, (_, leg) => `dist-${leg}`);
    await Promise.all(legs.map((leg) => put(github, job, [leg, leg])));
    const named = (await list(github, job)).map(({ name }) => name).sort();
    assert.deepEqual(named, legs);
    const same = await Promise.all(["a", "b", "c"].map((content) => put(github, job, ["same", content])));
    assert.equal(same.filter((answer) => answer !== "409").length, 1);
  });

  it("stay from attempt to attempt, also where the server ended between", async () => {
    await using github = await emulate();
    const id = await put(github, openJob(github, {}), ["held", "files"]);
    await github.restart();
    const again = openJob(github, {}, { attempt: 2 });
    assert.equal(await read(github, again, `by-id/${id}`), "files");
  });

  it("that break off on their way are as good as never sent", async () => {
    await using github = await emulate();
    const job = openJob(github, {});
    await put(github, job, ["dist", "whole"]);
    const sending = request(`${github.url}_artifacts/dist?overwrite=true`, {
      method: "PUT",
      headers: { ...bearer(job.runtimeToken), "content-length": 1000 },
    });
    sending.on("error", () => undefined);
    sending.write("half");
    const folder = join(github.root, "artifacts", "7");
    while (readdirSync(folder).length < 3) await sleep(5);
    sending.destroy();
    while (readdirSync(folder).length > 2) await sleep(5);
    assert.equal(await read(github, job, "dist"), "whole");
  });

  it("have names that a file system takes", async () => {
    await using github = await emulate();
    const job = openJob(github, {});
    for (const name of ["..%2F..%2Fx", "a%5Cb", "a%3Ab", "a%22b", "%0A", "a%", "%FF"])
      assert.equal(await put(github, job, [name, "x"]), "400", name);
    assert.notEqual(await put(github, job, ["a%20b", "x"]), "400");
    assert.equal(await read(github, job, "a%20b"), "x");
  });
});
