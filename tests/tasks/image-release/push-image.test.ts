import assert from "node:assert/strict";
import type { EmulatedRegistry, Intercepted, Interception } from "../../../rehearsal/registry/server.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { breakingProxy } from "../github/breaking-proxy.ts";
import { clientOf, emulateRegistry, imageName, password } from "../registry/services.ts";
import { Interrupted } from "../release/model/hazard.ts";
import { Job } from "./programs.ts";
import { type Made, commit, imagesOf, ociImage, wheelOf } from "./releases.ts";

const sumsOf = (made: Made) => `${wheelOf(made).sha256}  ${wheelOf(made).name}`;

describe("an image that is pushed", function () {
  this.timeout(120_000);
  let service: EmulatedRegistry;
  let intercept: (request: Intercepted) => Interception | undefined = () => undefined;
  before(async () => {
    service = await emulateRegistry({ intercept: (request) => intercept(request) });
  });
  after(() => service[Symbol.asyncDispose]());
  beforeEach(() => {
    intercept = () => undefined;
  });

  const versions = () => service.packages.versions(imageName);
  it("is pushed by digest, with one index for both platforms, then tagged, and left as it is from then on", async () => {
    using job = new Job(service.url);
    const made = { version: "1.2.0" };
    job.archive(imagesOf(made));
    const variables = { VERSION: "1.2.0", SUMS: sumsOf(made) };
    const args = ["--archives", job.archives];
    const pushed = await job.task("push-image", args, variables);
    assert.equal(pushed.code, 0, pushed.told);
    const { decision, digest = "", image } = pushed.outputs;
    assert.deepEqual([decision, image], ["publish", "ghcr.io/octocat/hello"]);
    assert.deepEqual(
      versions().flatMap(({ tags }) => tags),
      [],
    );
    const tagged = await job.task("tag-image", ["--digest", digest, "--latest", "true"], variables);
    assert.equal(tagged.code, 0, tagged.told);
    assert.deepEqual(tagged.outputs, { digest, tags: "1.2.0\n1.2\nlatest" });
    const held = (await readPushed(clientOf(service.url), "1.2.0"))!;
    assert.deepEqual(
      held.platforms.map(({ platform }) => platform),
      ["linux/amd64", "linux/arm64"],
    );
    const { annotations } = JSON.parse(held.top.bytes.toString("utf8")) as { readonly annotations: object };
    assert.deepEqual(annotations, {
      "org.opencontainers.image.created": "2026-11-20T10:00:00Z",
      "org.opencontainers.image.revision": commit,
      "org.opencontainers.image.source": "https://github.com/octocat/hello",
      "org.opencontainers.image.title": "my-pkg",
      "org.opencontainers.image.version": "1.2.0",
    });
    const before = versions();
    job.archive(imagesOf({ ...made, build: "another day" }));
    const again = await job.task("push-image", args, variables);
    assert.deepEqual(
      [again.code, again.outputs["decision"], again.outputs["digest"]],
      [0, "skip", digest],
      again.told,
    );
    assert.deepEqual(versions(), before);
  });

  it("stops at once where the version's tag stands for another wheel", async () => {
    using job = new Job(service.url);
    job.archive(imagesOf({ version: "1.2.0", wheel: "other" }));
    const { code, told } = await job.task("push-image", ["--archives", job.archives], { VERSION: "1.2.0" });
    assert.equal(code, 1);
    assert.match(
      told,
      /^ghcr\.io\/octocat\/hello:1\.2\.0: was made for linux\/amd64 of wheel [0-9a-f]{64}, not [0-9a-f]{64}; release a new version/m,
    );
  });

  it("ends with one index and its tags, equal, wherever each of its requests ended the job", async () => {
    const counting = await emulateRegistry();
    await releaseOn(clientOf(counting.url), { version: "3.0.0" });
    const total = Object.values(counting.requests()).reduce((sum, count) => sum + count, 0);
    await counting[Symbol.asyncDispose]();
    assert.ok(total > 25);
    for (let at = 1; at <= total; at += 1) {
      const how = (["break before", "break midway", "break after"] as const)[at % 3]!;
      let count = 0;
      intercept = () => ((count += 1) === at ? how : undefined);
      const name = `octocat/at-${at}`;
      const ending = () => Promise.reject(new Interrupted());
      const first = clientOf(service.url, { name, sleep: ending });
      await assert.rejects(releaseOn(first, { version: "3.0.0" }), Interrupted, `request ${at}`);
      intercept = () => undefined;
      const registry = clientOf(service.url, { name });
      const tags = await releaseOn(registry, { version: "3.0.0" });
      assert.deepEqual(tags, ["3.0.0", "3.0", "latest"]);
      const held = (await readPushed(registry, "3.0.0"))!;
      assert.equal(held.platforms.length, 2);
      for (const { layers } of held.platforms) for (const layer of layers) await registry.readBlob(layer);
      const all = service.packages.versions(name);
      assert.deepEqual(
        all.filter(({ tags: of }) => of.length > 0).map(({ tags: of }) => of),
        [["3.0", "3.0.0", "latest"]],
      );
      assert.equal(all.length, 3, `request ${at}: two platforms and one index, nothing else`);
    }
  });

  it("is pushed whole through connections that break in the midst of its layers", async () => {
    await using proxy = await breakingProxy(service.url);
    const name = "octocat/through";
    for (const after of [1500, 4000, 6000, 9000])
      proxy.cuts.push({ of: after % 1000 === 0 ? "request" : "answer", after });
    const tags = await releaseOn(clientOf(proxy.url.replace(/\/$/, ""), { name }), { version: "1.0.0" });
    assert.deepEqual(tags, ["1.0.0", "1.0", "latest"]);
    assert.deepEqual(proxy.cuts, []);
    const held = (await readPushed(clientOf(service.url, { name }), "1.0.0"))!;
    assert.equal(held.platforms.length, 2);
  });

  it("is the one that its jobs built of the release's wheel, for both platforms, or is not pushed; all is said at once", async () => {
    using job = new Job(service.url);
    const made = { version: "9.0.0" };
    const [amd64, arm64] = imagesOf(made);
    const variables = {
      VERSION: "9.0.1",
      GITHUB_SHA: "e".repeat(40),
      SUMS: `${"0".repeat(64)}  ${wheelOf(made).name}`,
    };
    const args = ["--archives", job.archives];
    job.archive([amd64!, arm64!]);
    const wrong = await job.task("push-image", args, {
      ...variables,
      DIGESTS: `linux/amd64=${arm64!.manifest.digest}\nlinux/arm64=${arm64!.manifest.digest}\n`,
    });
    assert.equal(wrong.code, 1);
    const faults = wrong.told
      .trim()
      .split("\n")
      .map((line) => line.split(";")[0]);
    assert.deepEqual(faults, [
      "the image for linux/amd64: calls itself version 9.0.0, and 9.0.1 is released",
      `the image for linux/amd64: was made of commit ${commit}, and this run is of ${"e".repeat(40)}`,
      `the image for linux/amd64: holds ${wheelOf(made).name} of hash ${wheelOf(made).sha256}, which is none of the release's files`,
      `the image for linux/amd64: is ${amd64!.manifest.digest}, and its job told another`,
      "the image for linux/arm64: calls itself version 9.0.0, and 9.0.1 is released",
      `the image for linux/arm64: was made of commit ${commit}, and this run is of ${"e".repeat(40)}`,
      `the image for linux/arm64: holds ${wheelOf(made).name} of hash ${wheelOf(made).sha256}, which is none of the release's files`,
    ]);
    job.archive([amd64!]);
    const half = await job.task("push-image", args, { ...variables, VERSION: "9.0.0" });
    assert.match(half.told, /archives: holds no image for linux\/arm64; fetch the archives of all platforms/);
    assert.equal(await clientOf(service.url).readManifest(amd64!.manifest.digest), null);
  });

  it("is tagged only where it is there and this release's", async () => {
    using job = new Job(service.url);
    const absent = `sha256:${"1".repeat(64)}`;
    const gone = await job.task("tag-image", ["--digest", absent], { VERSION: "1.2.0" });
    assert.match(
      gone.told,
      /^ghcr\.io\/octocat\/hello@sha256:1+: is not there; run the job again that pushes it/m,
    );
    const there = await clientOf(service.url).headManifest("1.2.0");
    const other = await job.task("tag-image", ["--digest", there!.digest], { VERSION: "1.3.0" });
    assert.match(
      other.told,
      /: is of another version or commit for linux\/amd64; hand on the output digest of push-image/,
    );
    const none = await job.task("tag-image", [], { VERSION: "1.2.0" });
    assert.deepEqual([none.code, /^--digest: is missing; hand on/m.test(none.told)], [2, true]);
  });

  it("follows a branch under its name", async () => {
    using job = new Job(service.url);
    job.archive(imagesOf({ version: "2.0.dev1" }));
    const pushed = await job.task("push-image", ["--archives", job.archives, "--branch", "main"]);
    assert.equal(pushed.code, 0, pushed.told);
    const digest = pushed.outputs["digest"] ?? "";
    const tagged = await job.task("tag-image", ["--digest", digest, "--branch", "main"]);
    assert.deepEqual(tagged.outputs, { digest, tags: "main" }, tagged.told);
  });

  it("begins a package where a registry denies what it does not know", async () => {
    const name = "octocat/first";
    intercept = ({ operation, name: asked }) =>
      asked === name &&
      /^(GET|HEAD) \/v2/.test(operation) &&
      service.packages.packages().every((one) => one.name !== name)
        ? { status: 403 }
        : undefined;
    assert.deepEqual(await releaseOn(clientOf(service.url, { name }), { version: "1.0.0" }), [
      "1.0.0",
      "1.0",
      "latest",
    ]);
  });

  it("is not pushed by a token that may not, which says what it lacks and never what it is", async () => {
    await using reader = await emulateRegistry({ accounts: [{ password, may: "pull" }] });
    using job = new Job(reader.url);
    job.archive(imagesOf({ version: "1.0.0" }));
    const { code, told } = await job.task("push-image", ["--archives", job.archives], { VERSION: "1.0.0" });
    assert.equal(code, 1);
    assert.match(
      told,
      /denies the push \(403, DENIED: permission_denied: write_package\); give the job the permission packages: write; .* Manage Actions access/,
    );
    assert.ok(!told.includes(password));
  });
});

/** Pushes and tags a release's image, built the same each time; answers its tags. */
async function releaseOn(registry: Registry, made: Made): Promise<readonly string[]> {
  const images = imagesOf(made).map(ociImage);
  const { digest } = await publishImage(registry, { images, destination: made }, () => {});
  const image = (await readPushed(registry, digest))!;
  const { tags } = await tagRelease(
    { registry, say: () => {} },
    { image, version: made.version, latest: true },
  );
  return tags;
}
