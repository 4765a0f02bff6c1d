import { assertAtRest, play } from "./play.ts";

/** `RUNS` plays more of them; `SEED` one. */
const runs = Number(process.env["RUNS"] ?? 300);
const only = process.env["SEED"];

describe("the control plane of runners, in memory, under every fault", function () {
  this.timeout(1_200_000);

  it("ends each job, and leaves no instance, registration, configuration or host in use", async () => {
    const seeds = only === undefined ? Array.from({ length: runs }, (_, index) => index + 1) : [Number(only)];
    for (const seed of seeds) {
      try {
        await assertAtRest(await play(seed));
      } catch (fault) {
        throw new Error(`seed ${seed}: ${fault instanceof Error ? fault.message : String(fault)}`, {
          cause: fault,
        });
      }
    }
  });
});
