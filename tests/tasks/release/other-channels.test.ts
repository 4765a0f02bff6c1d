import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import type { Channel, Held } from "../../../tasks/ledger/channel.ts";
import { imageChannel } from "../../../tasks/ledger/image-channel.ts";
import { ledgerName, readLedger } from "../../../tasks/ledger/release-ledger.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { contentOf } from "../../../tasks/release/content.ts";
import { type FinishPorts, finish } from "../../../tasks/release/finish.ts";
import { ensureSealed } from "../../../tasks/release/seal.ts";
import { MemoryRegistry } from "../image-release/memory-registry.ts";
import { Job } from "../image-release/programs.ts";
import { declarationWithImage, imagesOf, ociImage } from "../image-release/releases.ts";
import { clientOf, emulateRegistry } from "../registry/services.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { MemoryStore } from "./model/memory-store.ts";
import { draft, identity } from "./model/setting.ts";

const wheel = contentOf("demo-1.0-py3-none-any.whl", Buffer.from("wheel"));
const sdist = contentOf("demo-1.0.tar.gz", Buffer.from("sdist"));
const finishing = { files: [sdist, wheel], latest: true, decisions: { image: "publish" } as const };

async function release(registry: Registry, build = ""): Promise<void> {
  const images = imagesOf({ version: "1.0", file: wheel, build }).map(ociImage);
  const destination = { version: "1.0" };
  const { digest } = await publishImage(registry, { images, destination }, () => {});
  const image = (await readPushed(registry, digest))!;
  await tagRelease({ registry, say: () => {} }, { image, version: "1.0", latest: true });
}

/** A channel that holds this, or can't be asked. */
function follower(held: readonly Held[] | null): Channel {
  return {
    name: "conda-forge",
    title: "conda-forge",
    openDays: null,
    page: () => "https://github.example/",
    read: async () => {
      if (held !== null) return held;
      throw new TaskError([{ place: "conda-forge", fault: "answered 500", mend: "run the job again" }]);
    },
    fetch: () => Promise.reject(new Error("nothing is fetched there")),
  };
}

/** A sealed draft, and what is said. */
async function sealed(): Promise<{
  readonly store: MemoryStore;
  readonly said: string[];
  readonly ports: FinishPorts;
}> {
  const store = new MemoryStore();
  const said: string[] = [];
  let now = 0;
  const ports = {
    store: store.port(),
    indexes: [],
    bound: 10_000,
    now: () => now,
    sleep: async (milliseconds: number) => void (now += milliseconds),
    say: (line: string) => said.push(line),
  };
  const { files } = finishing;
  await ensureSealed(ports, identity, { files, extras: [], create: (port) => port.create(draft) });
  return { store, said, ports };
}

function ledgerOf(store: MemoryStore) {
  const assets = store.find(identity.tag)?.assets ?? [];
  return readLedger(assets.find(({ name }) => name === ledgerName)!.content);
}

const channelOf = (registry: Registry) =>
  imageChannel({ registry, kind: "slim", page: "https://github.example/pkgs" });

describe("what finishes a release beside the indexes", () => {
  it("keeps in the ledger which wheel the image is made of, and the manifests of its platforms", async () => {
    const registry = new MemoryRegistry();
    await release(registry.port());
    const { store, ports } = await sealed();
    await finish({ ...ports, registries: [channelOf(registry.port())] }, identity, finishing);
    const [channel] = ledgerOf(store).channels;
    assert.deepEqual(channel?.files, [
      { name: wheel.name, sha256: wheel.sha256, size: null, uploaded: null },
    ]);
    assert.equal(channel.decision, "publish");
    assert.equal(channel.image?.digest, registry.tags.get("1.0"));
    assert.deepEqual(
      channel.image?.platforms.map(({ platform }) => platform),
      ["linux/amd64", "linux/arm64"],
    );
  });

  it("waits for the image, and stops where it does not come", async () => {
    const registry = new MemoryRegistry();
    const { ports, said, store } = await sealed();
    const registries = [channelOf(registry.port())];
    await assert.rejects(finish({ ...ports, registries }, identity, finishing), {
      message: `ghcr.io/octocat/hello, ${wheel.name}: is not there; run this job again when it shows them; if it never does, run the publishing job again`,
    });
    assert.deepEqual(store.published, []);
    assert.match(said.join("\n"), /lacks demo-1\.0-py3-none-any\.whl; it is read again in 1 s/);
  });

  it("writes no new ledger where the same image stands behind another index", async () => {
    const registry = new MemoryRegistry();
    await release(registry.port());
    const { store, ports } = await sealed();
    const failing = { ...store.port(), publish: () => Promise.reject(new Error("ended here")) };
    const registries = [channelOf(registry.port())];
    await assert.rejects(finish({ ...ports, store: failing, registries }, identity, finishing), /ended here/);
    const before = store.hashes(identity.tag);
    const index = registry.manifest("1.0")!;
    const port = registry.port();
    await port.putManifest({ ...index, bytes: Buffer.concat([index.bytes, Buffer.from("\n")]) }, "1.0");
    await finish({ ...ports, registries }, identity, finishing);
    assert.deepEqual(store.hashes(identity.tag), before);
    assert.deepEqual(store.published, [identity.tag]);
  });

  it("tells what conda-forge has by then, and stops for nothing of it", async () => {
    for (const [held, names, told] of [
      [[], [], "conda-forge: has nothing of 1.0 yet, and follows by itself"],
      [
        null,
        [],
        "conda-forge: can't be read now, and nothing waits for it: conda-forge: answered 500; run the job again",
      ],
      [[{ name: sdist.name, sha256: sdist.sha256, size: null, uploaded: null }], ["conda-forge"], undefined],
    ] as const) {
      const { store, ports, said } = await sealed();
      await finish({ ...ports, followers: [follower(held)] }, identity, finishing);
      assert.deepEqual(
        ledgerOf(store).channels.map(({ name }) => name),
        names,
      );
      assert.deepEqual(store.published, [identity.tag]);
      assert.equal(
        said.find((line) => line.startsWith("conda-forge")),
        told,
      );
    }
  });
});

describe("the task that finishes a release with an image", function () {
  this.timeout(60_000);

  it("reads it without signing in, and tells where it is", async () => {
    await using service = await emulateRegistry({ visibility: "public" });
    using job = new Job(service.url, {
      VERSION: "1.0",
      GITHUB_REF: "refs/tags/v1.0",
      GITHUB_RUN_ID: "1",
      GITHUB_RUN_ATTEMPT: "1",
      LATEST: "true",
      DECISIONS: "image=publish",
      GH_TOKEN: "",
    });
    const declared = declarationWithImage();
    const rules = { ...declared.release, githubRelease: false };
    writeFileSync(join(job.folder, "release.json"), JSON.stringify({ ...declared, release: rules }));
    const dist = join(job.folder, "dist");
    mkdirSync(dist);
    writeFileSync(join(dist, wheel.name), wheel.read());
    const early = await job.task("publish-release", ["--files", dist, "--wait", "0"]);
    assert.equal(early.code, 1);
    await release(clientOf(service.url));
    const done = await job.task("publish-release", ["--files", dist, "--wait", "0"]);
    assert.equal(done.code, 0, done.told);
    assert.match(
      done.told,
      /^ghcr\.io\/octocat\/hello: https:\/\/github\.com\/octocat\/hello\/pkgs\/container\/hello$/m,
    );
    writeFileSync(join(dist, wheel.name), "another wheel");
    const other = await job.task("publish-release", ["--files", dist, "--wait", "0"]);
    assert.match(
      other.told,
      /^ghcr\.io\/octocat\/hello, demo-1\.0-py3-none-any\.whl: is there with other contents;/m,
    );
    assert.notEqual(sha256Of(Buffer.from("another wheel")), wheel.sha256);
  });
});
