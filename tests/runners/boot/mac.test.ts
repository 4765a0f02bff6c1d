import assert from "node:assert/strict";
import { inTurns } from "./machine/in-turns.ts";
import { type EndedMachine, type MachineOptions, runMachine } from "./machine/machine.ts";
import { skipWithoutMachines } from "./machine/skip-without.ts";
import { macPrograms, macStart } from "./machine/mac.ts";

const job = `#!/bin/bash
echo "user $(id -u), home $HOME, path $PATH, hook $ACTIONS_RUNNER_HOOK_JOB_STARTED"
[ "$ACTIONS_RUNNER_INPUT_JITCONFIG" = "$(rev </spy/backwards | head -1)" ] && echo "the configuration is whole, arguments: $#"
python3 -I /opt/slipway/reachable.py
echo "reachable: $?"
unset ACTIONS_RUNNER_INPUT_JITCONFIG
setsid sleep 1000 &
if pgrep -f spy.py >/dev/null; then until grep -q run.sh /results/sightings.jsonl; do sleep 0.05; done; fi
echo done >/results/job
`;

const watchdog = "/opt/slipway/watchdog.sh";
const stays = "until_file /var/run/slipway/stays";

/** A machine without systemd, on which what is macOS's own is a stand-in. */
const mac = (then: string, options: MachineOptions = {}): MachineOptions => ({
  platform: "mac",
  first: ["/first.sh"],
  runner: job,
  ...options,
  files: { ...macPrograms, ...macStart(then), ...options.files },
});

const stories = {
  "one job": mac(`/usr/bin/python3 -I /spy/spy.py &
${stays}
${watchdog}
echo "after the job: $(ps -A -o stat=,user=,args= | grep -v '^Z' | grep -c -e ' [r]unner ' -e '[w]atch.py') processes" >>/results/mac
echo 0 >/run/booted
${watchdog}`),
  "one job, then the end": mac("", { settings: { after_job: "end" } }),
  "boot program killed": mac(
    `until_said started
${watchdog}
echo "watched" >>/results/mac
kill -9 -- "-$(cat /run/slipway.runner.pid)"
sleep 0.2
${watchdog}`,
    { runner: "#!/bin/bash\necho started >/results/job\nsleep 1000\n" },
  ),
  "no runner": mac("", { runner: null }),
  "open metadata": mac("", { files: { "/usr/sbin/pfctl": "#!/bin/bash\nexit 0\n" } }),
} as const;

describe("the life of a machine on macOS, whose own programs are stand-ins", function () {
  this.timeout(200_000);
  const machines = {} as Record<keyof typeof stories, () => Promise<EndedMachine>>;

  before(function () {
    skipWithoutMachines(this);
    const turn = inTurns(3);
    for (const [name, options] of Object.entries(stories))
      machines[name as keyof typeof stories] = turn(() => runMachine(options));
  });

  it("runs the one job, stays clean for a fresh volume, and ends when its lifetime is over", async () => {
    const ended = await machines["one job"]();
    const limit = ["shutdown -h +361", "shutdown -h +360"];
    assert.deepEqual((await ended.file("/results/mac")).trim().split("\n"), [
      ...limit,
      "after the job: 0 processes",
      "shutdown -h now",
    ]);
    assert.match(
      await ended.file("/var/log/slipway/boot.log"),
      /waiting for a fresh volume\n.*its lifetime is over/,
    );
  });

  it("hands the job its configuration, and no rights", async () => {
    const ended = await machines["one job"]();
    const told = (await ended.file("/var/log/slipway/runner.log")).trim().split("\n");
    const path = "/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    assert.deepEqual(told, [
      `user 1900, home /home/runner, path ${path}, hook /opt/slipway/job-started.sh`,
      "the configuration is whole, arguments: 0",
      "reachable: 3",
    ]);
  });

  it("shows nobody else a secret", async () => {
    const ended = await machines["one job"]();
    assert.ok(ended.sightings.some(({ user }) => user === 1900));
    const others = ended.sightings.filter(
      ({ where, name, user }) =>
        where !== "environ" || (user !== 1900 && !["sudo", "setpriv"].includes(name)),
    );
    assert.deepEqual(others, []);
    assert.equal(ended.leaks, "");
  });

  it("ends after the job where it is told to", async () => {
    const ended = await machines["one job, then the end"]();
    assert.match(await ended.file("/results/mac"), /shutdown -h now/);
    assert.match(await ended.file("/results/job"), /done/);
  });

  it("ends where the boot program is killed, and not before", async () => {
    const ended = await machines["boot program killed"]();
    assert.match(await ended.file("/results/mac"), /watched\nshutdown -h now\n$/);
    assert.match(await ended.file("/var/log/slipway/boot.log"), /ending: the boot program was killed/);
  });

  for (const name of ["no runner", "open metadata"] as const) {
    it(`runs no job and ends: ${name}`, async () => {
      const ended = await machines[name]();
      assert.match(await ended.file("/results/mac"), /shutdown -h now\n$/);
      assert.equal(await ended.file("/results/job"), "");
      assert.match(await ended.file("/var/log/slipway/boot.log"), /ending: the boot program failed/);
    });
  }
});
