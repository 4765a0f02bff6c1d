import assert from "node:assert/strict";
import { slipway, slipwayJson } from "./command-line.ts";
import { projectForSuite } from "./rehearsal-project.ts";

const crash = "data:text/javascript,setTimeout(() => { throw new TypeError('out of the blue') }, 100)";

describe("a crash that nobody catches", function () {
  this.timeout(60_000);
  const project = projectForSuite();

  const surroundings = () => ({ cwd: project().folder, env: { NODE_OPTIONS: `--import "${crash}"` } });
  const preview = ["rehearse", "preview", "--stack", "test"];

  it("was a stack trace, and is a fault", async () => {
    const { code, stderr } = await slipway(preview, surroundings());
    assert.equal(code, 1);
    assert.match(stderr, /^error: slipway: out of the blue; this is a fault of Slipway.*\n$/);
  });

  it("is one JSON object with --json", async () => {
    const { code, command, faults } = await slipwayJson(preview, surroundings());
    assert.deepEqual([code, command, faults.length], [1, "preview", 1]);
  });
});
