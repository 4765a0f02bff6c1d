import assert from "node:assert/strict";
import { bootFiles } from "../../../runners/boot/files.ts";
import { installer } from "../../../runners/boot/user-data.ts";
import { runMachine } from "./machine/machine.ts";
import { skipWithoutMachines } from "./machine/skip-without.ts";

/** Asks for the metadata as root, as the job's user, as another user and from a container behind a bridge. */
const probes = `#!/bin/bash
. /opt/slipway/common.sh
probe() {
  local who=$1 answer=0
  shift
  "$@" /usr/bin/python3 -I /probe.py "$version" || answer=$?
  echo "$stage, IPv$version: $who $answer" >>/results/job
}
mkdir -p /run/netns
ip netns add container
ip link add bridge0 type veth peer name inside
ip link set inside netns container
ip address add 172.17.0.1/24 dev bridge0
ip -6 address add fd00:17::1/64 dev bridge0 nodad
ip link set bridge0 up
ip -n container address add 172.17.0.2/24 dev inside
ip -n container -6 address add fd00:17::2/64 dev inside nodad
ip -n container link set inside up
ip -n container route add default via 172.17.0.1
ip -n container -6 route add default via fd00:17::1
echo 1 >/proc/sys/net/ipv4/ip_forward
echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
for stage in before after; do
  for version in 4 6; do
    probe root env
    probe runner as_runner
    probe "another user" setpriv --reuid=4000 --regid=4000 --clear-groups
    probe "a container" ip netns exec container
  done
  hide_metadata
done
`;

const probe = `
import socket, sys
try:
    socket.create_connection(({"4": "169.254.169.254", "6": "fd00:ec2::254"}[sys.argv[1]], 80), timeout=5).close()
except OSError:
    sys.exit(3)
`;

const settings = [
  "platform",
  ...["parameters", "log_group", "after_job", "log_seconds", "wait_seconds", "lifetime_seconds"],
];
const files = {
  "/install.sh": installer(bootFiles("linux")),
  "/opt/slipway/settings": settings
    .map((name) => `${name}=${name === "platform" ? "linux" : "1"}\n`)
    .join(""),
  "/probes.sh": probes,
  "/probe.py": probe,
};

describe("the metadata of a machine", function () {
  this.timeout(200_000);

  it("answers root alone once it is hidden, be it asked by IPv4, by IPv6 or from a container", async function () {
    skipWithoutMachines(this);
    const ended = await runMachine({ files, first: ["/bin/bash", "-c", "/install.sh && /probes.sh"] });
    const told = (await ended.file("/results/job")).trim().split("\n");
    const line = (stage: string, version: number) => (who: string) =>
      `${stage}, IPv${version}: ${who} ${stage === "before" || who === "root" ? 0 : 3}`;
    const whos = ["root", "runner", "another user", "a container"];
    const expected = ["before", "after"].flatMap((stage) =>
      [4, 6].flatMap((version) => whos.map(line(stage, version))),
    );
    assert.deepEqual(told, expected, ended.output);
  });
});
