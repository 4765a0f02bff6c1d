import assert from "node:assert/strict";
import { inTurns } from "./machine/in-turns.ts";
import { configuration, type EndedMachine, type MachineOptions, runMachine } from "./machine/machine.ts";
import { skipWithoutMachines } from "./machine/skip-without.ts";

const done = "#!/bin/bash\ndate +%s%3N >/results/job\n";

/** Lines that were shipped: each once, since one may be shipped again where the program that does is ended meanwhile. */
function linesOf({ calls }: EndedMachine, stream: string): string[] {
  const shipped = calls.filter(
    ({ target, asked }) => target.endsWith("PutLogEvents") && String(asked["logStreamName"]).endsWith(stream),
  );
  return [
    ...new Set(
      shipped.flatMap(({ asked }) =>
        (asked["logEvents"] as { message: string }[]).map(({ message }) => message),
      ),
    ),
  ];
}

const whenDeleted = ({ calls }: EndedMachine) =>
  calls.findLast(({ target, status }) => target === "AmazonSSM.DeleteParameter" && status === 200)?.at;

describe("the life of a machine on Linux, from its user data to its end", function () {
  this.timeout(200_000);
  let start: (options: MachineOptions) => () => Promise<EndedMachine>;
  const machines: Record<string, () => Promise<EndedMachine>> = {};
  const machine = (name: string) => machines[name]!();

  before(function () {
    skipWithoutMachines(this);
    const turn = inTurns(3);
    start = (options) => turn(() => runMachine(options));
    for (const [name, options] of Object.entries(stories)) machines[name] = start(options);
  });

  it("runs the one job as a user without rights, and turns the power off", async () => {
    const ended = await machine("one job");
    assert.ok(ended.isPoweredOff, ended.output);
    const told = await ended.file("/var/log/slipway/runner.log");
    assert.match(told, /^user 1900$/m);
    assert.match(told, /^NoNewPrivs:\s1$/m);
    assert.match(told, /^home \/home\/runner, masked 0022, in \/opt\/actions-runner$/m);
    assert.match(await ended.file("/var/log/slipway/boot.log"), /the runner ended with 0\n.*ending: success/);
  });

  it("deletes the configuration before the runner starts", async () => {
    const ended = await machine("one job");
    const [started = 0] = (await ended.file("/results/job")).split("\n").map(Number);
    const deleted = whenDeleted(ended);
    assert.ok(deleted !== undefined && deleted <= started, `${String(deleted)} ${started}`);
  });

  it("gives the runner its configuration, and nobody else a secret, be it in an argument, a variable or a file", async () => {
    const ended = await machine("one job");
    assert.match(
      await ended.file("/var/log/slipway/runner.log"),
      /^the configuration is whole, arguments: 0$/m,
    );
    assert.ok(ended.sightings.some(({ name, user }) => name === "run.sh" && user === 1900));
    const others = ended.sightings.filter(
      ({ where, name, user }) => where !== "environ" || (user !== 1900 && name !== "setpriv"),
    );
    assert.deepEqual(others, []);
    assert.equal(ended.leaks, "");
  });

  it("keeps the metadata from the job", async () => {
    assert.match(await (await machine("one job")).file("/var/log/slipway/runner.log"), /^reachable: 3$/m);
  });

  it("ends what a job left running", async () => {
    assert.doesNotMatch(await (await machine("one job")).file("/results/job"), /still here/);
  });

  it("ships what it said itself, what the runner said and the runner's diagnostics", async () => {
    const ended = await machine("one job");
    const expected = (text: string) => text.split("\n").filter((line) => line.trim() !== "");
    const runner = await ended.file("/var/log/slipway/runner.log");
    assert.deepEqual(linesOf(ended, "/runner.log"), expected(runner));
    assert.deepEqual(linesOf(ended, "/boot.log"), expected(await ended.file("/var/log/slipway/boot.log")));
    assert.deepEqual(linesOf(ended, "/Runner_1.log"), ["listening", "no end of line"]);
    const groups = ended.calls
      .filter(({ target }) => target.startsWith("Logs"))
      .map(({ asked }) => asked["logGroupName"]);
    assert.deepEqual([...new Set(groups)], ["/slipway/test"]);
  });

  it("signs as curl does", async () => {
    const { calls, output } = await machine("signed by curl");
    assert.deepEqual(
      calls.map(({ target, status }) => [target, status]),
      [["AmazonSSM.GetParameter", 200]],
      output,
    );
  });

  it("ships no secret that a job's output holds, nor a file that the job may not read", async () => {
    const ended = await machine("leaking job");
    const shipped = JSON.stringify(ended.calls);
    assert.deepEqual(linesOf(ended, "/runner.log"), ["one *** here", "two ***", "three *** x"]);
    assert.doesNotMatch(shipped, /kept from jobs/);
    assert.ok(!shipped.includes(configuration.jitConfig.slice(200, 260)));
    assert.ok(ended.isPoweredOff);
  });

  it("ships whatever a job writes, in parts that the service takes", async () => {
    const ended = await machine("talkative job");
    const lines = linesOf(ended, "/runner.log");
    const counted = lines.filter((line) => line.startsWith("line "));
    assert.deepEqual(
      counted,
      Array.from({ length: 12_000 }, (_, index) => `line ${index + 1}`),
    );
    assert.equal(lines.at(-1), "the last line");
    const refused = ended.calls.filter(
      ({ status, word }) => status !== 200 && !/NotFound|AlreadyExists/.test(word),
    );
    assert.deepEqual(refused, []);
  });

  it("waits for a configuration that comes late", async () => {
    const ended = await machine("late");
    assert.ok(ended.isPoweredOff);
    assert.notEqual(await ended.file("/results/job"), "");
    assert.equal(ended.calls.filter(({ word }) => word.endsWith("ParameterNotFound")).length, 2);
  });

  it("takes a configuration for deleted whose deletion got no answer", async () => {
    const ended = await machine("answer lost");
    assert.ok(ended.isPoweredOff);
    assert.notEqual(await ended.file("/results/job"), "");
  });

  it("ends itself where a job runs for longer than it lives", async () => {
    const ended = await machine("hanging job");
    assert.ok(ended.isPoweredOff);
    assert.match(await ended.file("/var/log/slipway/boot.log"), /ending: its lifetime is over/);
    assert.ok(linesOf(ended, "/boot.log").some((line) => line.includes("its lifetime is over")));
  });

  it("ends itself where the boot program is killed, with all that it started", async () => {
    const ended = await machine("boot program killed");
    assert.ok(ended.isPoweredOff);
    assert.match(await ended.file("/var/log/slipway/boot.log"), /ending: signal, killed KILL/);
    assert.ok(linesOf(ended, "/boot.log").some((line) => line.includes("ending: signal")));
  });

  it("ends itself as soon as a job could reach the metadata", async () => {
    const ended = await machine("door opened");
    assert.ok(ended.isPoweredOff);
    assert.match(await ended.file("/var/log/slipway/boot.log"), /ending: the job could reach the metadata/);
  });

  it("says that EC2 takes it back, once", async () => {
    const ended = await machine("interrupted");
    assert.equal(
      (await ended.file("/var/log/slipway/boot.log")).match(/EC2 takes this machine back/g)?.length,
      1,
    );
    assert.ok(ended.isPoweredOff);
  });

  it("turns the power off where its user data can't be carried out", async () => {
    assert.ok((await machine("spoilt user data")).isPoweredOff);
  });

  for (const name of ["failing job", "killed runner"]) {
    it(`turns the power off after a ${name}`, async () => {
      const ended = await machine(name);
      assert.ok(ended.isPoweredOff);
      assert.match(await ended.file("/var/log/slipway/boot.log"), /the runner ended with (7|137)\n/);
    });
  }

  const refusals: Readonly<Record<string, RegExp>> = {
    "no configuration": /no configuration came in time/,
    "not deleted": /the configuration can't be deleted: AccessDeniedException/,
    "odd configuration": /the configuration is none of a runner/,
    "no JSON": /the configuration could not be read: JSONDecodeError/,
    "door can't be closed": /the metadata can't be hidden from the job/,
    "door does not close": /the job could reach the metadata \(the probe answered 0\)/,
    "no runner": /there is no runner in \/opt\/actions-runner; install actions\/runner in the image/,
    "docker group": /the user runner is in the group docker/,
    sudo: /the user runner may use sudo/,
  };

  for (const [name, reason] of Object.entries(refusals)) {
    it(`runs no job, says why and turns the power off: ${name}`, async () => {
      const ended = await machine(name);
      assert.ok(ended.isPoweredOff, ended.output);
      assert.match(await ended.file("/var/log/slipway/boot.log"), reason);
      assert.ok(
        linesOf(ended, "/boot.log").some((line) => reason.test(line)),
        "it was not shipped",
      );
      assert.equal(await ended.file("/results/job"), "");
      assert.equal(ended.leaks, "");
      assert.deepEqual(ended.sightings, []);
    });
  }
});

const oneJob = `#!/bin/bash
date +%s%3N >/results/job
echo "user $(id -u)"
grep NoNewPrivs /proc/self/status
echo "home $HOME, masked $(umask), in $PWD"
[ "$ACTIONS_RUNNER_INPUT_JITCONFIG" = "$(rev </spy/backwards | head -1)" ] && echo "the configuration is whole, arguments: $#"
python3 -I /opt/slipway/reachable.py
echo "reachable: $?"
printf 'listening\\nno end of line' >_diag/Runner_1.log
unset ACTIONS_RUNNER_INPUT_JITCONFIG
(trap '' TERM HUP; exec setsid bash -c 'sleep 2.5; echo still here >>/results/job') &
until grep -q run.sh /results/sightings.jsonl; do sleep 0.05; done
`;

const leakingJob = `#!/bin/bash
echo "one $ACTIONS_RUNNER_INPUT_JITCONFIG here"
echo "two ghs_0123456789abcdefABCDEF"
echo "three eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl x"
ln -s /root-only _diag/Worker_1.log
`;

const talkativeJob = `#!/bin/bash
seq -f 'line %g' 12000
head -c 600000 /dev/zero | tr '\\0' '\\377'
echo
echo "the last line"
`;

const curlScript = `#!/bin/bash
curl --silent --show-error --fail --aws-sigv4 aws:amz:eu-central-1:ssm --data-binary '{"Name":"/slipway/test/runners/i-0123456789abcdef0"}' \\
  --config - https://ssm.eu-central-1.amazonaws.com/ <<END
user = "ASIAEXAMPLE:$(rev </spy/backwards | sed -n 2p)"
header = "content-type: application/x-amz-json-1.1"
header = "x-amz-target: AmazonSSM.GetParameter"
header = "x-amz-security-token: $(rev </spy/backwards | sed -n 3p)"
END
`;

const once = (condition: string, command: string) =>
  `#!/bin/bash\nuntil ${condition}; do sleep 0.1; done\n${command}\n`;

const stories: Readonly<Record<string, MachineOptions>> = {
  "one job": { runner: oneJob },
  "hanging job": { runner: `${done}sleep 1000\n`, settings: { lifetime_seconds: 4 } },
  "leaking job": {
    runner: leakingJob,
    files: { "/root-only": "kept from jobs\n", "/extra.sh": "#!/bin/bash\nchmod 0600 /root-only\n" },
  },
  "signed by curl": { files: { "/curl.sh": curlScript }, first: ["/curl.sh"] },
  late: { runner: done, scenario: { parameter: { value: JSON.stringify(configuration), after: 2 } } },
  "answer lost": { runner: done, scenario: { isDeleteAnswerLost: true } },
  "failing job": { runner: "#!/bin/bash\nexit 7\n" },
  "killed runner": { runner: "#!/bin/bash\nkill -9 $$\n" },
  "boot program killed": {
    runner: `${done}sleep 1000\n`,
    files: {
      "/extra.sh": once(
        "[ -s /results/job ]",
        "kill -9 $(systemctl show --property MainPID --value slipway-runner)",
      ),
    },
  },
  "door opened": {
    runner: `${done}sleep 1000\n`,
    files: { "/extra.sh": once("[ -s /results/job ]", "ip rule del priority 11") },
  },
  interrupted: {
    runner: `${done}until [ -e /results/told ]; do sleep 0.1; done; sleep 2\n`,
    scenario: { isInterrupted: true },
    files: {
      "/extra.sh": once("grep -q 'takes this machine' /var/log/slipway/boot.log", "touch /results/told"),
    },
  },
  "talkative job": { runner: talkativeJob },
  "spoilt user data": { runner: done, spoil: (text) => text.replace(/^(eN.{20})....../m, "$1______") },
  "no configuration": {
    runner: done,
    settings: { wait_seconds: 2 },
    scenario: { parameter: { value: "", after: null } },
  },
  "not deleted": { runner: done, scenario: { isDeleteRefused: true } },
  "odd configuration": {
    runner: done,
    scenario: {
      parameter: { value: JSON.stringify({ ...configuration, repositories: ["no name"] }), after: 0 },
    },
  },
  "no JSON": { runner: done, scenario: { parameter: { value: configuration.jitConfig, after: 0 } } },
  "door can't be closed": { runner: done, files: { "/usr/sbin/ip": "#!/bin/bash\nexit 2\n" } },
  "door does not close": { runner: done, files: { "/usr/sbin/ip": "#!/bin/bash\nexit 0\n" } },
  "no runner": { runner: null },
  "docker group": { runner: done, groups: "docker:x:1901:runner\n" },
  sudo: {
    runner: done,
    files: { "/usr/bin/sudo": "#!/bin/bash\necho 'User runner may run the following commands:'\n" },
  },
};
