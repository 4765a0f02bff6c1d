import assert from "node:assert/strict";
import * as fc from "fast-check";
import { TaskError } from "../../../tasks/program/fault.ts";
import { isDistribution } from "../../../tasks/files/release-files.ts";
import { ledgerName, readLedger } from "../../../tasks/ledger/release-ledger.ts";
import { Interrupted, Interruption, LateArrivals, calm, type Hazard } from "./model/hazard.ts";
import { MemoryIndex } from "./model/memory-index.ts";
import { MemoryStore } from "./model/memory-store.ts";
import { Run, runJobs, type World } from "./model/workflow.ts";

const identity = {
  package: "demo",
  version: "1.0",
  tag: "v1.0",
  commit: "c".repeat(40),
  workflow: "release.yml",
  run: { id: 1, attempt: 1 },
};
const names = [
  "demo-1.0.tar.gz",
  "demo-1.0-cp312-linux.whl",
  "demo-1.0-cp312-macos.whl",
  "demo-1.0-cp312-win.whl",
];

interface Surroundings {
  readonly attestations: boolean;
  readonly githubRelease: boolean;
  /** How many readings do not show a file after its upload. */
  readonly lag: number;
  readonly seed: number;
}

function newWorld({ attestations, githubRelease, lag, seed }: Surroundings): World {
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return {
    identity,
    indexes: [new MemoryIndex("testpypi", "TestPyPI", lag), new MemoryIndex("pypi", "PyPI", lag)],
    store: githubRelease ? new MemoryStore() : null,
    attested: attestations ? new Set() : null,
    names,
    builds: 0,
    now: 1_000_000,
    shuffle: (list) =>
      list
        .map((one) => [random(), one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one),
  };
}

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
  for (const channel of ledger.channels)
    assert.deepEqual(Object.fromEntries(channel.files.map(({ name, sha256 }) => [name, sha256])), hashes);
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
});
const interruptions = fc.array(
  fc.record({
    after: fc.nat(130),
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
        if (next === "anew") runs.push(new Run());
        else if (next !== "failed jobs again") runs.push(runs[0]!);
      }
      const last = await outcome(world, new Run(), calm);
      // What a dead run had on its way may settle the files after a new one has looked: that one then says so.
      if (interrupted.some(({ arrives }) => arrives !== null) && last !== "done") {
        assert.match(last, /was settled .*; start the release anew at the same commit/);
        assert.equal(await outcome(world, new Run(), calm), "done");
      } else assert.equal(last, "done");
      assertPublished(world);
      assert.ok(world.indexes.every(({ refused }) => refused === 0));
      assert.equal(await outcome(world, new Run(), calm), "done");
      assertPublished(world);
    });
    await fc.assert(property, { numRuns: 1000 });
  });
});
