import assert from "node:assert/strict";
import type { Published } from "./published.ts";
import { World } from "./world.ts";

/** What was pushed in the life of a package, all of it long ago but for the last. */
interface History {
  readonly released: Published;
  readonly current: Published;
  /** What is about the release: under the tag of its referrers, and without. */
  readonly referrers: readonly string[];
  readonly drafted: Published;
  readonly recent: Published;
  /** What nothing leads to. */
  readonly old: readonly string[];
}

async function publish(world: World): Promise<History> {
  const { publisher } = world;
  world.age = 200;
  const first = await publisher.image("first", "main");
  const released = await publisher.image("released", "1.0", "1", "latest");
  const provenance = await publisher.referrer(released.index, "provenance");
  const sbom = await publisher.referrer(released.index, "bill of materials");
  const fallback = await publisher.fallback(released.index, [provenance, sbom]);
  const later = await publisher.referrer(released.index, "said later, without the tag");
  const drafted = await publisher.image("drafted");
  await world.release("v2.0", drafted.index, drafted.parts);
  const aborted = await publisher.image("aborted");
  const orphan = await publisher.referrer(aborted.index, "nobody asks");
  const second = await publisher.image("second", "main");
  world.age = 100;
  const current = await publisher.image("current", "main");
  world.age = 2;
  const recent = await publisher.image("recent");
  const old = [first, second, aborted].flatMap(({ index, parts }) => [index, ...parts]);
  const referrers = [provenance, sbom, fallback, later];
  return { released, current, referrers, drafted, recent, old: [...old, orphan] };
}

/** Everything that somebody may pull can be pulled, to the last blob. */
async function assertNothingLost({ publisher }: World, history: History): Promise<void> {
  const { released, current, referrers, drafted, recent } = history;
  for (const tag of ["1.0", "1", "latest", "main"]) assert.equal(await publisher.pull(tag), 5);
  assert.equal(await publisher.pull(released.index.replace(":", "-")), 3);
  for (const digest of referrers) await publisher.pull(digest);
  for (const { index, parts } of [released, current, drafted, recent])
    for (const digest of [index, ...parts]) await publisher.pull(digest);
}

describe("a clean-up of an image of two platforms with attestations, in a registry", function () {
  this.timeout(120_000);
  const calm = () => undefined;
  let world: World;
  beforeEach(async () => (world = await World.start()));
  afterEach(() => world[Symbol.asyncDispose]());

  it("leaves both platforms and every attestation to be pulled, and removes old images of a branch", async () => {
    const history = await publish(world);
    const before = world.versions();
    assert.ok(history.old.every((digest) => before.includes(digest)));
    const dry = await world.run(["--dry-run", "true"]);
    assert.equal(dry.code, 0, dry.output);
    assert.deepEqual(world.versions(), before);
    assert.match(dry.output, /ghcr\.io\/octocat\/hello: 16 would be removed, 24 kept\.\n$/);
    const real = await world.run(["--keep-days", "30"]);
    assert.equal(real.code, 0, real.output);
    await assertNothingLost(world, history);
    const removed = before.filter((digest) => !world.versions().includes(digest));
    assert.deepEqual(removed.toSorted(), history.old.toSorted());
    for (const said of [
      "kept: tag 1  1, 1.0, latest",
      "kept: behind tag main",
      "kept: release v2.0",
      "  removed",
    ])
      assert.ok(real.output.includes(said), said);
    assert.match(real.output, new RegExp(`${history.referrers[3]}  [0-9-]{10}  kept: about what tag 1`));
    assert.match(real.outputs, /removed<<.*\n16\n/);
    assert.match(real.summary, /### Clean-up of ghcr.io\/octocat\/hello\n\n\| Version \| Changed/);
    const again = await world.run([]);
    assert.match(again.output, /: 0 removed, 24 kept\.\n$/);
  });

  it("loses nothing where it is killed, and the next run ends it", async () => {
    const history = await publish(world);
    let kill: () => void = () => undefined;
    let deletions = 0;
    world.meddle = ({ operation }) => {
      if (!operation.startsWith("DELETE ")) return undefined;
      deletions += 1;
      if (deletions < 4) return undefined;
      kill();
      return "break after";
    };
    const killed = await world.run([], (end) => (kill = end));
    assert.equal(killed.code, null);
    world.meddle = calm;
    await assertNothingLost(world, history);
    assert.equal(history.old.filter((digest) => !world.versions().includes(digest)).length, 4);
    assert.equal((await world.run([])).code, 0);
    await assertNothingLost(world, history);
    assert.ok(history.old.every((digest) => !world.versions().includes(digest)));
  });

  it("loses nothing where every service is gone from any request on, and the next run ends it", async () => {
    world.age = 200;
    const { publisher } = world;
    const released = await publisher.image("released", "1.0");
    const provenance = await publisher.referrer(released.index, "provenance");
    await publisher.fallback(released.index, [provenance]);
    const kept = world.versions().toSorted();
    for (let last = 1, ended = false; !ended; last += 1) {
      const old = await publisher.image("old");
      world.requests = 0;
      world.meddle = ({ count }) => {
        if (count < last) return undefined;
        return count === last ? "break after" : "break before";
      };
      ended = await world.clean().then(
        () => world.requests < last,
        () => false,
      );
      world.meddle = calm;
      assert.equal(await publisher.pull("1.0"), 5);
      assert.equal(await publisher.pull(released.index.replace(":", "-")), 2);
      // What is left of an old image is whole: its index went first.
      if (world.versions().includes(old.index)) assert.equal(await publisher.pull(old.index), 5);
      await world.clean();
      assert.deepEqual(world.versions().toSorted(), kept, `cut off after ${last} requests`);
    }
    assert.equal(await publisher.pull("1.0"), 5);
  });

  it("ends as ever where the answer to any one request is lost", async () => {
    world.age = 200;
    const { publisher } = world;
    await publisher.image("released", "1.0");
    const kept = world.versions().toSorted();
    for (let lost = 1, ended = false; !ended; lost += 1) {
      await publisher.platform("old");
      world.requests = 0;
      world.meddle = ({ count }) => (count === lost ? "break after" : undefined);
      await world.clean();
      ended = world.requests < lost;
      world.meddle = calm;
      assert.deepEqual(world.versions().toSorted(), kept, `lost answer ${lost}`);
    }
    assert.equal(await publisher.pull("1.0"), 5);
  });
});
