import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failureLines, isFine } from "../../../bench/crashes.ts";
import { moments, nameOf } from "../../../bench/crashes/moment.ts";
import { runReference, runTrial } from "../../../bench/crashes/trial.ts";
import type { Reference, Trials } from "../../../bench/crashes/trial.ts";
import { layOutWorld } from "../../../bench/crashes/world.ts";

const program = fileURLToPath(new URL("../programs/everything.ts", import.meta.url));

/** `npm run bench -- crashes` has a hundred of them. */
describe("an update that was killed, run again", function () {
  this.timeout(300_000);
  let folder: string;
  let trials: Trials;
  let reference: Reference;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "slipway-crashes-"));
    trials = { way: "slipway", layout: join(folder, "layout"), folder, program: ["--program", program] };
    await layOutWorld(trials.layout);
    reference = await runReference(trials);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  // In the thick of it; an engine that is told to stop ends in order, and needs no recovery.
  const chosen = moments(24)
    .slice(8, 16)
    .filter(({ target, signal }) => !(target.startsWith("engine") && signal === "SIGINT"));
  for (const moment of chosen) {
    it(`ends as if nothing had happened after ${nameOf(moment)}`, async () => {
      const result = await runTrial(trials, reference, moment);
      assert.ok(result.struck, "nothing was killed");
      assert.ok(isFine(result), failureLines(result).join("\n"));
    });
  }
});
