import assert from "node:assert/strict";
import { inTurns } from "./machine/in-turns.ts";
import { type EndedMachine, runMachine } from "./machine/machine.ts";
import { skipWithoutMachines } from "./machine/skip-without.ts";

/** Does what the runner does with a job, as far as its hook goes: a process for the job, whose steps follow the hook. */
const runner = (repository: string, worker: string) => `#!/bin/bash
export GITHUB_REPOSITORY=${repository} GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=$PWD/event.json
echo '{"repository": {"private": true}}' >"$GITHUB_EVENT_PATH"
cat >${worker} <<'END'
#!/bin/bash
bash -e "$ACTIONS_RUNNER_HOOK_JOB_STARTED"
echo "the hook answered $?" >>/results/job
echo "a step with always()" >>/results/job
END
chmod +x ${worker}
./${worker}
echo "the job's process ended with $?" >>/results/job
`;

const stories = {
  allowed: runner("octo-org/octo-package", "Runner.Worker"),
  refused: runner("octo-org/other", "Runner.Worker"),
  "refused in an unknown process": runner("octo-org/other", "other"),
} as const;

describe("a job that begins on a machine", function () {
  this.timeout(200_000);
  const machines = {} as Record<keyof typeof stories, () => Promise<EndedMachine>>;

  before(function () {
    skipWithoutMachines(this);
    const turn = inTurns(3);
    for (const [name, text] of Object.entries(stories))
      machines[name as keyof typeof stories] = turn(() => runMachine({ runner: text }));
  });

  it("runs where its repository may use the pool", async () => {
    const ended = await machines.allowed();
    const told = ["the hook answered 0", "a step with always()", "the job's process ended with 0", ""];
    assert.equal(await ended.file("/results/job"), told.join("\n"));
  });

  it("ends before any step where it may not, and the runner lives on to tell", async () => {
    const ended = await machines.refused();
    assert.equal(await ended.file("/results/job"), "the job's process ended with 137\n");
    assert.match(
      await ended.file("/var/log/slipway/runner.log"),
      /::error title=This runner refuses the job::octo-org\/other may not use the pool/,
    );
    assert.ok(ended.isPoweredOff);
  });

  it("ends with the runner where the process of the job can't be told", async () => {
    const ended = await machines["refused in an unknown process"]();
    assert.equal(await ended.file("/results/job"), "");
    assert.match(await ended.file("/var/log/slipway/boot.log"), /the runner ended with 137/);
    assert.ok(ended.isPoweredOff);
  });
});
