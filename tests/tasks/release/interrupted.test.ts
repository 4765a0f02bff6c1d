import assert from "node:assert/strict";
import * as fc from "fast-check";
import { TaskError } from "../../../tasks/program/fault.ts";
import { isDistribution } from "../../../tasks/files/release-files.ts";
import { ledgerName, readLedger } from "../../../tasks/ledger/release-ledger.ts";
import { readIndex } from "../../../tasks/registry/manifest.ts";
import type { MemoryRegistry } from "../image-release/memory-registry.ts";
import { Interrupted, Interruption, LateArrivals, calm, type Hazard } from "./model/hazard.ts";
import { imageWheel, names, newWorld } from "./model/setting.ts";
import { Run, runJobs, type World } from "./model/workflow.ts";

/** `done`, `interrupted`, or the fault that ended it. */
async function outcome(world: World, run: Run, hazard: Hazard): Promise<string> {
  try {
    await runJobs(world, run, hazard);
    return "done";
  } catch (error) {
    if (error instanceof Interrupted) return "interrupted";
    if (error instanceof TaskError) return error.message;
    throw error;
  }
}

/** Everything is published, once, and equal everywhere. */
function assertPublished(world: World): void {
  const [hashes] = world.indexes.map((index) => index.hashes());
  assert.deepEqual(Object.keys(hashes ?? {}), names.toSorted());
  assertImage(world);
  if (world.registry !== null) assert.deepEqual([...world.registry.tags.keys()].sort(), ["1.0", "latest"]);
  for (const index of world.indexes) {
    assert.deepEqual(index.hashes(), hashes);
    assert.equal(index.created.length, names.length);
  }
  if (world.store === null) return;
  assert.deepEqual(world.store.published, ["v1.0"]);
  const { [ledgerName]: sealed, ...assets } = world.store.hashes("v1.0");
  assert.ok(sealed);
  assert.deepEqual(
    Object.keys(assets).filter((name) => !isDistribution(name)),
    ["SHA256SUMS", "sbom.cdx.json"],
  );
  const released = Object.entries(assets).filter(([name]) => isDistribution(name));
  assert.deepEqual(Object.fromEntries(released), hashes);
  const assetsThere = world.store.find("v1.0")?.assets ?? [];
  assert.ok(assetsThere.every(({ complete }) => complete));
  const ledger = readLedger(assetsThere.find(({ name }) => name === ledgerName)!.content);
  assert.notEqual(ledger.finished, null);
  assert.deepEqual(Object.fromEntries(ledger.files.map(({ name, sha256 }) => [name, sha256])), hashes);
  const [image, ...others] = ledger.channels.filter((channel) => channel.image !== null);
  assert.deepEqual([image === undefined, others.length], [world.registry === null, 0]);
  for (const channel of ledger.channels) {
    const wanted = channel.image === null ? hashes : { [imageWheel]: hashes?.[imageWheel] };
    assert.deepEqual(Object.fromEntries(channel.files.map(({ name, sha256 }) => [name, sha256])), wanted);
  }
  if (image?.image == null || world.registry === null) return;
  const manifests = image.image.platforms.map(({ digest }) => digest);
  for (const tag of ["1.0", "latest"])
    assert.deepEqual(
      platformsOf(world.registry, tag).map(({ digest }) => digest),
      manifests,
      tag,
    );
}

/** What the index that a tag stands for names; everything of it was attested. */
function platformsOf(registry: MemoryRegistry, tag: string) {
  return readIndex(registry.manifest(tag)!.bytes);
}

/** A version's tag stands for one image, which was attested before it was tagged. */
function assertImage({ registry, attestedImages }: World): void {
  if (registry === null) return;
  for (const digest of registry.tags.values()) assert.ok(attestedImages.has(digest));
  assert.ok(registry.tags.has("1.0") || registry.tags.size === 0, "the version is tagged first");
}

/** What an index holds is on the release too, and the same on all of them. */
function assertNothingLost(world: World): void {
  for (const index of world.indexes) {
    if (world.store === null) continue;
    const assets = world.store.hashes("v1.0");
    for (const [name, sha256] of Object.entries(index.hashes())) assert.equal(assets[name], sha256);
  }
}

const surroundings = fc.record({
  attestations: fc.boolean(),
  githubRelease: fc.constant(true),
  lag: fc.nat(3),
  seed: fc.nat(),
  image: fc.boolean(),
});
const interruptions = fc.array(
  fc.record({
    after: fc.nat(200),
    arrives: fc.option(fc.nat(30)),
    next: fc.constantFrom("failed jobs again", "anew", "an older run's failed jobs again"),
  }),
  { minLength: 1, maxLength: 6 },
);

describe("a release that is interrupted at any step, whose every build differs", () => {
  it("ends with everything published once and equal everywhere, 1,000 times", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(surroundings, interruptions, async (around, interrupted) => {
      const world = newWorld(around);
      const runs = [new Run()];
      const late = new LateArrivals();
      for (const { after, arrives, next } of interrupted) {
        await outcome(world, runs.at(-1)!, new Interruption(after, arrives, late));
        assertNothingLost(world);
        assertImage(world);
        if (next === "anew") runs.push(new Run());
        else if (next !== "failed jobs again") runs.push(runs[0]!);
      }
      const last = await outcome(world, new Run(), calm);
      // What a dead run had on its way may settle the files after a new one has looked: that one then says so.
      if (interrupted.some(({ arrives }) => arrives !== null) && last !== "done") {
        assert.match(last, /was settled .*; start the release anew at the same commit/);
        assert.equal(await outcome(world, new Run(), calm), "done");
      } else assert.equal(last, "done");
      const moves = world.registry?.history.filter(([tag]) => tag === "1.0") ?? [];
      // What a dead run had on its way is of the same wheel and commit, and attested.
      if (!interrupted.some(({ arrives }) => arrives !== null))
        assert.ok(moves.length <= 1, "the version's tag was moved");
      assertPublished(world);
      assert.ok(world.indexes.every(({ refused }) => refused === 0));
      assert.equal(await outcome(world, new Run(), calm), "done");
      assertPublished(world);
    });
    await fc.assert(property, { numRuns: 1000 });
  });

  it("ends so without a GitHub release too, where one more run may be needed to see what is published", async function () {
    this.timeout(60_000);
    const indexAlone = surroundings.map((around) => ({ ...around, githubRelease: false }));
    const property = fc.asyncProperty(indexAlone, interruptions, async (around, interrupted) => {
      const world = newWorld(around);
      let run = new Run();
      for (const { after, arrives, next } of interrupted) {
        await outcome(world, run, new Interruption(after, arrives, new LateArrivals()));
        if (next === "anew") run = new Run();
      }
      let last = "";
      for (let more = 0; more < 8 && last !== "done"; more += 1) last = await outcome(world, new Run(), calm);
      assert.equal(last, "done");
      assertPublished(world);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("publishes no other contents where two runs are at it at once; each ends well or says why not", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(surroundings, fc.scheduler(), async (around, scheduler) => {
      const world = newWorld(around);
      const turns = { step: () => scheduler.schedule(Promise.resolve()) };
      const both = Promise.all([outcome(world, new Run(), turns), outcome(world, new Run(), turns)]);
      const ends = await scheduler.waitFor(both);
      for (const index of world.indexes) assert.equal(new Set(index.created).size, index.created.length);
      for (const end of ends.filter((one) => one !== "done")) assert.match(end, /^[^;:]+: [^;]+; [^;]+/);
      assert.equal(await outcome(world, new Run(), calm), "done");
      assertPublished(world);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
