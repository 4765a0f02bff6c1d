import assert from "node:assert/strict";
import type { Around } from "../../../rehearsal/runners/memory/around.ts";
import type { ModelJob } from "../../../rehearsal/runners/github-model.ts";
import { noFaults } from "../../../rehearsal/runners/world/faults.ts";
import { MemoryGround } from "../../../rehearsal/runners/world/memory-ground.ts";
import { World, type WorldOptions } from "../../../rehearsal/runners/world/world.ts";
import { settingsWith } from "./settings.ts";

const minute = 60_000;

function worldOf(more: Partial<WorldOptions> = {}): World {
  return new World({ settings: settingsWith({ maximum: 200, monthly: 500 }), seed: 1, ...more });
}

/** So many jobs, each of a run of its own, all at once. */
function queue({ github }: World, count: number): ModelJob[] {
  const repository = "octo-org/example";
  return Array.from({ length: count }, () => {
    const run = github.beginRun({ repository, isPublic: true, event: "push", headRepository: repository });
    return github.queueJob(run, { name: "build", labels: ["self-hosted", "linux", "arm64"] });
  });
}

/** Lets time pass until nothing is left; answers how many instances were started. */
async function playOut(world: World, jobs: readonly ModelJob[]): Promise<number> {
  const end = world.time.now() + 3 * 60 * minute;
  assert.ok(await world.passUntil(async () => world.isAtRest(), end), "something is left");
  for (const { id, runner } of jobs) assert.notEqual(runner, null, `job ${id} had no runner`);
  return world.launched;
}

describe("cases in which other control planes lose jobs or start runners too many", () => {
  it("the same message twice for 50 jobs", async () => {
    const world = worldOf();
    const jobs = queue(world, 50);
    for (let at = 0; at < 100; at++)
      world.time.after(at * 40, () => void world.services.hints.send("arm64", `${at}`));
    assert.equal(await playOut(world, jobs), 50);
  });

  it("wrong answers to the question whether a job is queued, for 100 jobs", async () => {
    // Without capacity at first the jobs wait, and are asked for.
    const start = worldOf().time.now();
    const world = worldOf({
      rates: { ...noFaults, wrong: 0.5 },
      capacity: (now) => (now < start + 15 * minute ? 0 : Infinity),
    });
    assert.equal(await playOut(world, queue(world, 100)), 100);
    assert.ok((world.calls.get("github.job") ?? 0) > 50, "no job was asked for");
  });

  it("an answer lost after the runner was registered", async () => {
    let lost = 0;
    const world = worldOf({
      ground: (given) => {
        const around: Around = async (call, effect) => {
          const answer = await given.around(call, effect);
          if (call === "github.register" && ++lost <= 5) throw new Error("connection broken");
          return answer;
        };
        return new MemoryGround({ ...given, around });
      },
    });
    // Those five are made up for by another five, and no registration stays.
    assert.equal(await playOut(world, queue(world, 20)), 25);
    assert.equal(world.github.runners.size, 0);
  });

  it("cancelled and failing jobs in one batch", async () => {
    const world = worldOf({
      work: (job) => ({ ms: minute, conclusion: job.id % 2 === 0 ? "failure" : "success" }),
    });
    const jobs = queue(world, 7);
    const cancelled = jobs.slice(0, 2);
    cancelled.forEach(({ id }) => world.time.after(3000, () => world.github.finish(id, "cancelled")));
    await playOut(world, jobs.slice(2));
    assert.deepEqual(
      cancelled.map(({ conclusion }) => conclusion),
      ["cancelled", "cancelled"],
    );
  });

  it("100 jobs in one batch, each with a configured runner within 30 s", async () => {
    const world = worldOf({
      bootTime: () => 5 * minute,
      latency: (call) => (call === "github.register" ? 300 : 20),
    });
    queue(world, 100);
    await world.time.passUntil(world.time.now() + 30_000);
    const { configurations, instances } = await world.ground.left();
    assert.deepEqual([configurations.length, instances.length], [100, 100]);
  });
});
