import assert from "node:assert/strict";
import * as fc from "fast-check";
import { labelOf } from "../../../tasks/image-release/labels.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagBranch, tagRelease } from "../../../tasks/image-release/tagging.ts";
import { minorTag, versionTag } from "../../../tasks/image-release/tags.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { compareVersions, isPrerelease, parseVersion, sameVersion } from "../../../tasks/version/version.ts";
import { type Hazard, Interrupted, Interruption, LateArrivals, calm } from "../release/model/hazard.ts";
import { MemoryRegistry } from "./memory-registry.ts";
import { type Made, imagesOf, ociImage, wheelOf } from "./releases.ts";

const say = () => {};

/** One run of a release's jobs for its image; each builds it anew. */
async function release(registry: MemoryRegistry, made: Made, hazard: Hazard = calm): Promise<string> {
  const port = registry.port(hazard);
  const { version } = made;
  try {
    const images = imagesOf(made).map(ociImage);
    const { digest } = await publishImage(port, { images, destination: { version } }, say);
    const image = (await readPushed(port, digest))!;
    await tagRelease({ registry: port, say }, { image, version, latest: true });
    return "done";
  } catch (error) {
    if (error instanceof Interrupted) return "interrupted";
    if (error instanceof TaskError) return error.message;
    throw error;
  }
}

/** What a tag stands for: the version that its image tells, on both platforms. */
async function standsFor(registry: MemoryRegistry, tag: string): Promise<string | null> {
  const pushed = await readPushed(registry.port(), tag);
  if (pushed === null) return null;
  const versions = new Set(pushed.platforms.map(({ config }) => labelOf(config, "version")));
  assert.equal(pushed.platforms.length, 2);
  assert.equal(versions.size, 1);
  return [...versions][0]!;
}

const newest = (versions: readonly string[]) =>
  versions
    .filter((version) => !isPrerelease(parseVersion(version)!))
    .toSorted((a, b) => compareVersions(parseVersion(b)!, parseVersion(a)!))[0] ?? null;

/** Every version has its tag, and what moves stands for the newest. */
async function assertTagged(registry: MemoryRegistry, versions: readonly string[]): Promise<void> {
  for (const version of versions) assert.equal(await standsFor(registry, versionTag(version)), version);
  assert.equal(await standsFor(registry, "latest"), newest(versions));
  for (const minor of new Set(versions.flatMap((version) => minorTag(parseVersion(version)!) ?? []))) {
    const of = versions.filter((version) => minorTag(parseVersion(version)!) === minor);
    const own = of.find((version) => versionTag(version) === minor);
    assert.equal(await standsFor(registry, minor), own ?? newest(of), minor);
  }
}

/** At any moment: a version's tag stands for one image, ever, and what moves for a version that has its own tag. */
async function assertNoLie(registry: MemoryRegistry, versions: readonly string[]): Promise<void> {
  const tags = new Set(versions.map(versionTag));
  for (const tag of registry.tags.keys()) {
    const version = await standsFor(registry, tag);
    assert.ok(version !== null);
    if (tags.has(tag) && version === tag) continue;
    const own = registry.tags.get(versionTag(version));
    assert.equal(registry.tags.get(tag), own, `${tag} stands for ${version}, which has no tag of its own`);
  }
}

const stable = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(3)).map((release) => release.join("."));
const other = fc.constantFrom("1.1", "1.1.0rc1", "1.2.0.dev1", "0.9.post1", "1!0.1.0", "2.0.0rc1");
const orders = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: stable }, other), {
  minLength: 1,
  maxLength: 6,
  comparator: sameVersion,
});
const interruptions = fc.array(
  fc.record({ which: fc.nat(5), after: fc.nat(40), arrives: fc.option(fc.nat(10)) }),
  { maxLength: 6 },
);

describe("the tags of an image", () => {
  it("stand for the newest whatever the order of releases, wherever each was interrupted, 300 times", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(orders, interruptions, async (versions, interrupted) => {
      const registry = new MemoryRegistry();
      let builds = 0;
      const run = (version: string, hazard: Hazard) =>
        release(registry, { version, build: `${(builds += 1)}` }, hazard);
      for (const { which, after } of interrupted) {
        await run(versions[which % versions.length]!, new Interruption(after, null, new LateArrivals()));
        await assertNoLie(registry, versions);
      }
      for (const version of versions) {
        assert.equal(await run(version, calm), "done");
        await assertNoLie(registry, versions);
      }
      // One whose last attempt was interrupted before it looked again is run again in the end.
      for (const version of versions) assert.equal(await run(version, calm), "done");
      await assertTagged(registry, versions);
      const digests = new Map<string, string>();
      for (const [tag, digest] of registry.history.filter(([tag]) =>
        versions.some((one) => versionTag(one) === tag),
      )) {
        // Before its own version comes out, it may be that of the newest patch.
        if (/^\d+\.\d+$/.test(tag)) continue;
        assert.equal(digests.get(tag) ?? digest, digest, `${tag} was moved`);
        digests.set(tag, digest);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("stand for the newest where releases run at once", async function () {
    this.timeout(60_000);
    // No registry sets a tag only if nobody else does: 1.1 and its own patch 1.1.1, released at once, are a person's to order.
    const ordered = orders.map((versions) => versions.filter((version) => version !== "1.1"));
    const property = fc.asyncProperty(ordered, fc.scheduler(), async (versions, scheduler) => {
      const registry = new MemoryRegistry();
      const turns = { step: () => scheduler.schedule(Promise.resolve()) };
      const ends = Promise.all(versions.map((version) => release(registry, { version }, turns)));
      assert.deepEqual(
        await scheduler.waitFor(ends),
        versions.map(() => "done"),
      );
      await assertTagged(registry, versions);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it("are those of the image that a version's tag stands for, where a later run built another of the same wheel", async () => {
    const registry = new MemoryRegistry();
    assert.equal(await release(registry, { version: "1.0.0", build: "one" }), "done");
    const before = new Map(registry.tags);
    assert.equal(await release(registry, { version: "1.0.0", build: "two" }), "done");
    assert.deepEqual(registry.tags, before);
    assert.deepEqual([...registry.tags.keys()], ["1.0.0", "1.0", "latest"]);
  });

  it("are not set where a version's tag stands for another wheel or commit; nothing is pushed then", async () => {
    const registry = new MemoryRegistry();
    await release(registry, { version: "1.0.0" });
    const { count } = registry;
    const wheels = [
      wheelOf({ version: "1.0.0" }).sha256,
      wheelOf({ version: "1.0.0", wheel: "other" }).sha256,
    ];
    const fault = (what: string) =>
      ["amd64", "arm64"]
        .map(
          (one) =>
            `ghcr.io/octocat/hello:1.0.0: was made for linux/${one} of ${what}; release a new version: the tag of a version is never moved`,
        )
        .join("\n");
    assert.equal(
      await release(registry, { version: "1.0.0", wheel: "other" }),
      fault(`wheel ${wheels[0]!}, not ${wheels[1]!}`),
    );
    const other = "e".repeat(40);
    assert.equal(
      await release(registry, { version: "1.0.0", commit: other }),
      fault(`commit ${"c".repeat(40)}, not ${other}`),
    );
    assert.equal(registry.count, count);
  });

  it("are left to a version of two numbers, which is called as the newest of its patches would be", async () => {
    const registry = new MemoryRegistry();
    for (const version of ["1.2.1", "1.2", "1.2.2"])
      assert.equal(await release(registry, { version }), "done");
    assert.deepEqual(
      await Promise.all(["1.2", "1.2.1", "1.2.2", "latest"].map((tag) => standsFor(registry, tag))),
      ["1.2", "1.2.1", "1.2.2", "1.2.2"],
    );
  });
});

describe("the tag of a branch", () => {
  it("moves on with its commits, and not back to an earlier one whose run came late", async () => {
    const registry = new MemoryRegistry();
    const port = registry.port();
    const push = async (made: Made) => {
      const images = imagesOf(made).map(ociImage);
      const published = await publishImage(port, { images, destination: { branch: "main" } }, say);
      const image = (await readPushed(port, published.digest))!;
      return [published.decision, ...(await tagBranch({ registry: port, say }, image, "main")).tags];
    };
    const first = { version: "1.0.dev1", created: "2026-11-20T10:00:00Z" };
    const second = { version: "1.0.dev2", commit: "d".repeat(40), created: "2026-11-20T11:00:00Z" };
    assert.deepEqual(await push(first), ["publish", "main"]);
    assert.deepEqual(await push(second), ["publish", "main"]);
    assert.deepEqual(await push(first), ["publish"]);
    assert.deepEqual(await push({ ...second, build: "again" }), ["skip", "main"]);
    assert.equal(await standsFor(registry, "main"), "1.0.dev2");
  });
});
