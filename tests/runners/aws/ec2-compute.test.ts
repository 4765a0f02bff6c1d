import assert from "node:assert/strict";
import { EC2Client } from "@aws-sdk/client-ec2";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { Ec2Compute } from "../../../runners/aws/ec2/ec2-compute.ts";
import { settingsWith } from "../world/settings.ts";
import { type Account, openAccount, region } from "./account.ts";
import { allocateHost, type Stock, templateOf } from "./stock.ts";

const spot = { pool: "arm64", count: 3, market: "spot" } as const;
const unknown = "i-0123456789abcdef0";

describe("the machines of a control plane, as EC2 alone can trouble them", function () {
  this.timeout(120_000);
  let time: SimulatedTime;
  let account: Account;
  let proxy: FaultProxy;
  let linux: Stock;
  let stacks = 0;

  before(async () => {
    time = new SimulatedTime();
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, time)).url);
    linux = await templateOf(account);
  });
  beforeEach(() => {
    proxy.faults.clear();
    proxy.capacity = () => Infinity;
    proxy.instances.areEndedByTag = false;
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  function machines(client = account.clients.ec2, change: Partial<Stock> = {}): Ec2Compute {
    const mac = { name: "mac", platform: "mac", launchTemplate: linux.launchTemplate } as const;
    const { pools } = settingsWith({ ...linux, ...change }, [mac]);
    return new Ec2Compute({ client, stack: `stack-${++stacks}`, pools, clock: time });
  }

  /** How often each action was asked for meanwhile. */
  async function callsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = new Map(proxy.calls);
    await work();
    const counts = [...proxy.calls].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  it("starts a hundred instances by one call, and ends them by one", async () => {
    const compute = machines();
    let ids: string[] = [];
    const started = await callsOf(async () => {
      const { instances } = await compute.launch({ ...spot, count: 100, token: "hundred" });
      ids = instances.map(({ id }) => id);
    });
    assert.deepEqual([new Set(ids).size, started], [100, { "ec2.CreateFleet": 1 }]);
    assert.deepEqual(await callsOf(() => compute.end(ids)), { "ec2.TerminateInstances": 1 });
  });

  it("throws where EC2 is asked too often, and asks for nothing on demand instead", async () => {
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const hasty = new EC2Client({ endpoint: proxy.url, region, credentials, maxAttempts: 1 });
    const compute = machines(hasty);
    proxy.faults.add({ action: "CreateFleet", fault: "throttled" });
    const calls = await callsOf(() =>
      assert.rejects(compute.launch({ ...spot, token: "throttled" }), { name: "RequestLimitExceeded" }),
    );
    assert.deepEqual(calls, { "ec2.CreateFleet": 1 });
    proxy.faults.clear();
    assert.equal((await compute.launch({ ...spot, token: "throttled" })).instances.length, 3);
    assert.equal((await compute.instances()).length, 3);
  });

  it("asks again by itself where an answer is lost, and starts nothing twice", async () => {
    const compute = machines();
    proxy.faults.add({ action: "CreateFleet", fault: "lost", times: 2 });
    const { instances } = await compute.launch({ ...spot, token: "lost" });
    assert.deepEqual([instances.length, (await compute.instances()).length], [3, 3]);
  });

  it("tells a refusal by its code, and then asks on demand", async () => {
    const compute = machines();
    const message = "Max spot instance count exceeded";
    const fault = { code: "MaxSpotInstanceCountExceeded", message };
    proxy.faults.add({ action: "CreateFleet", times: 1, fault });
    const { instances, shortfall } = await compute.launch({ ...spot, token: "refused" });
    assert.deepEqual([instances.map(({ market }) => market), shortfall], [Array(3).fill("on-demand"), null]);
    proxy.faults.add({ action: "CreateFleet", fault: { code: "VcpuLimitExceeded", message } });
    const none = await compute.launch({ ...spot, token: "refused too" });
    assert.deepEqual(none, { instances: [], shortfall: "VcpuLimitExceeded" });
  });

  it("tells of no instance twice, and of no more than asked for, where spot has some only when asked again", async () => {
    const compute = machines();
    const message = "Max spot instance count exceeded";
    proxy.faults.add({
      ...{ action: "CreateFleet", times: 1 },
      fault: { code: "MaxSpotInstanceCountExceeded", message },
    });
    await compute.launch({ ...spot, token: "again" });
    proxy.capacity = () => 2;
    const { instances, shortfall } = await compute.launch({ ...spot, token: "again" });
    assert.deepEqual([new Set(instances.map(({ id }) => id)).size, shortfall], [3, null]);
    assert.equal(instances.length, 3);
  });

  it("finds what a launch started before the pool's settings changed", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, token: "settings" });
    stacks -= 1;
    const changed = machines(account.clients.ec2, { subnets: linux.subnets.slice(0, 1) });
    const again = await changed.launch({ ...spot, token: "settings" });
    const ids = again.instances.map(({ id }) => id);
    assert.deepEqual([ids.sort(), again.shortfall], [instances.map(({ id }) => id).sort(), null]);
  });

  it("starts in what types and subnets there are", async () => {
    const compute = machines();
    const [subnet] = linux.subnets;
    proxy.lacks = (one) => one.type !== "c7g.large" || one.subnet !== subnet;
    const { instances, shortfall } = await compute.launch({ ...spot, token: "one left" });
    proxy.lacks = () => false;
    assert.deepEqual([instances.map(({ type }) => type), shortfall], [Array(3).fill("c7g.large"), null]);
    const { instances: others } = await compute.launch({ ...spot, token: "all left" });
    assert.equal(new Set(others.map(({ type, zone }) => `${type} ${zone}`)).size, 3);
  });

  it("ends what lives among instances whose tags are gone, with which the permission went", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, token: "tags" });
    const [one, other, third] = instances.map(({ id }) => id);
    proxy.instances.areEndedByTag = true;
    await proxy.powerOff(one!);
    await compute.end([one!, other!, unknown]);
    assert.deepEqual(
      (await compute.instances()).map(({ id }) => id),
      [third],
    );
    await compute.end([one!, other!]);
  });

  it("throws where it may not end what lives", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, token: "denied" });
    const message = "You are not authorized to perform this operation.";
    const fault = { code: "UnauthorizedOperation", message, status: 403 };
    proxy.faults.add({ action: "TerminateInstances", fault });
    await assert.rejects(compute.end([instances[0]!.id]), { name: "UnauthorizedOperation" });
  });

  it("ends the others also where EC2 names one unknown instance at a time", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, token: "named" });
    const gone = [unknown, "i-0123456789abcdef1", "i-0123456789abcdef2"];
    for (const id of gone)
      proxy.faults.add({
        ...{ action: "TerminateInstances", times: 1 },
        when: ({ params }) => [...params.values()].includes(id),
        fault: { code: "InvalidInstanceID.NotFound", message: `The instance ID '${id}' does not exist` },
      });
    await compute.end([...gone, ...instances.map(({ id }) => id)]);
    assert.deepEqual(await compute.instances(), []);
  });

  it("tells what was taken back among more instances than a filter may name", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, token: "many" });
    await proxy.interrupt(instances[1]!.id);
    await proxy.powerOff(instances[2]!.id);
    const others = Array.from({ length: 450 }, (_, index) => `i-${index.toString(16).padStart(17, "0")}`);
    const calls = await callsOf(async () => {
      const told = await compute.interrupted([...others, ...instances.map(({ id }) => id)]);
      assert.deepEqual(told, [instances[1]!.id]);
    });
    assert.deepEqual(calls, { "ec2.DescribeInstances": 3 });
  });

  it("tells of an instance as EC2 lists it", async () => {
    const compute = machines();
    const { instances } = await compute.launch({ ...spot, count: 1, token: "listed" });
    const [listed] = await compute.instances();
    const { zone, ...same } = instances[0]!;
    assert.deepEqual(listed, { ...same, zone: listed!.zone, state: "running" });
    assert.deepEqual([listed.zone.startsWith("eu-west-1"), zone.startsWith("subnet-")], [true, true]);
  });

  it("is refused by a host whose launch was done before, and ended", async () => {
    const compute = machines();
    const host = await allocateHost(account, `stack-${stacks}`);
    const { instances } = await compute.launchOn(host, { token: "over", pool: "mac" });
    assert.equal(instances[0]?.launchedAt, time.now());
    await compute.end([instances[0].id]);
    const again = await compute.launchOn(host, { token: "over", pool: "mac" });
    assert.deepEqual(again, { instances: [], shortfall: "IdempotentInstanceTerminated" });
  });

  it("reads every page of a list", async () => {
    const pages = [
      { Reservations: [{ Instances: [{ InstanceId: "i-1" }] }], NextToken: "more" },
      { Reservations: [{ Instances: [{ InstanceId: "i-2" }, { InstanceId: "i-3" }] }] },
    ];
    const tokens: unknown[] = [];
    const send = async ({ input }: { input: { NextToken?: string } }) => {
      tokens.push(input.NextToken);
      return pages[tokens.length - 1];
    };
    const client = { send } as never;
    const compute = new Ec2Compute({ client, stack: "prod", pools: [], clock: time });
    assert.deepEqual(
      (await compute.instances()).map(({ id }) => id),
      ["i-1", "i-2", "i-3"],
    );
    assert.deepEqual(tokens, [undefined, "more"]);
  });
});
