import assert from "node:assert/strict";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { MemoryCompute } from "../../../rehearsal/runners/memory/compute.ts";
import type { Around } from "../../../rehearsal/runners/memory/around.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { Ec2Compute } from "../../../runners/aws/ec2/ec2-compute.ts";
import type { Compute } from "../../../runners/ports/compute.ts";
import { type Account, openAccount } from "../aws/account.ts";
import { allocateHost, type Stock, templateOf } from "../aws/stock.ts";
import { settingsWith } from "../world/settings.ts";

/** Machines with a Linux pool and a mac pool that has one host, and ways to make things happen to them. */
interface Ground {
  readonly compute: Compute;
  readonly time: SimulatedTime;
  readonly host: string;
  /** How many instances EC2 has of each market from now on. */
  readonly lack: (capacity: (market: "spot" | "on-demand") => number) => void;
  readonly interrupt: (instance: string) => Promise<void>;
  readonly refuse: (host: string) => void;
  /** From now on launches are done and their answers lost; or no more. */
  readonly lose: (isLost: boolean) => void;
}

const minute = 60_000;

/** What all machines do; `fresh` makes some of a stack's own. */
function behavesAsCompute(fresh: () => Promise<Ground>): void {
  const spot = { pool: "arm64", count: 3, market: "spot" } as const;

  it("starts what is asked for, tagged with its launch, and lists it", async () => {
    const { compute } = await fresh();
    const { instances, shortfall } = await compute.launch({ ...spot, token: "a" });
    assert.equal(shortfall, null);
    const [first] = instances;
    assert.deepEqual(
      [instances.length, first?.market, first?.pool, first?.launch],
      [3, "spot", "arm64", "a"],
    );
    const listed = await compute.instances();
    assert.deepEqual(listed.map(({ id }) => id).sort(), instances.map(({ id }) => id).sort());
    assert.ok(listed.every(({ launch, pool }) => launch === "a" && pool === "arm64"));
  });

  it("starts once what is asked for twice with one token, at once too", async () => {
    const { compute } = await fresh();
    const [one, other] = await Promise.all([1, 2].map(() => compute.launch({ ...spot, token: "a" })));
    assert.deepEqual(one, other);
    assert.deepEqual((await compute.launch({ ...spot, token: "a" })).instances.length, 3);
    assert.equal((await compute.instances()).length, 3);
  });

  it("throws where it is not told what was started, and finds it when asked again", async () => {
    const { compute, lose, lack, host } = await fresh();
    lose(true);
    await assert.rejects(compute.launch({ ...spot, token: "a" }));
    await assert.rejects(compute.launchOn(host, { token: "b", pool: "mac" }));
    lose(false);
    // What EC2 has by now is none of an old launch's concern.
    lack(() => 0);
    const listed = (await compute.instances()).map(({ id }) => id);
    const { instances, shortfall } = await compute.launch({ ...spot, token: "a" });
    const onHost = await compute.launchOn(host, { token: "b", pool: "mac" });
    const found = [...instances, ...onHost.instances].map(({ id }) => id);
    assert.deepEqual([found.sort(), shortfall, onHost.shortfall], [listed.sort(), null, null]);
    assert.equal(found.length, 4);
  });

  it("refuses another wish with the same token, and starts nothing more", async () => {
    const { compute } = await fresh();
    await compute.launch({ ...spot, token: "a" });
    const { shortfall } = await compute.launch({ ...spot, count: 5, token: "a" });
    assert.equal(shortfall, "IdempotentParameterMismatch");
    assert.equal((await compute.instances()).length, 3);
  });

  it("starts on demand what spot lacks, under a token of its own", async () => {
    const { compute, lack } = await fresh();
    lack((market) => (market === "spot" ? 1 : 10));
    const { instances, shortfall } = await compute.launch({ ...spot, token: "a" });
    assert.deepEqual(instances.map(({ market }) => market).sort(), ["on-demand", "on-demand", "spot"]);
    assert.equal(shortfall, null);
  });

  it("tells what it lacks, and starts what there is", async () => {
    const { compute, lack } = await fresh();
    lack((market) => (market === "spot" ? 0 : 2));
    const { instances, shortfall } = await compute.launch({ ...spot, token: "a" });
    assert.deepEqual([instances.length, shortfall], [2, "InsufficientInstanceCapacity"]);
    lack(() => 0);
    const nothing = await compute.launch({ ...spot, token: "b" });
    assert.deepEqual(nothing, { instances: [], shortfall: "InsufficientInstanceCapacity" });
  });

  it("ends instances, also among those that are no more", async () => {
    const { compute } = await fresh();
    const { instances } = await compute.launch({ ...spot, token: "a" });
    const [one, ...others] = instances.map(({ id }) => id);
    await compute.end([one!, "i-0123456789abcdef0"]);
    await compute.end([one!]);
    assert.deepEqual((await live(compute)).sort(), others.sort());
    await compute.end([]);
  });

  it("tells which instances were taken back, and which just ended", async () => {
    const { compute, interrupt } = await fresh();
    const { instances } = await compute.launch({ ...spot, token: "a" });
    const [one, other, third] = instances.map(({ id }) => id);
    await interrupt(one!);
    await compute.end([other!]);
    assert.deepEqual(await compute.interrupted([one!, other!, third!, "i-0123456789abcdef0"]), [one]);
  });

  it("starts one instance on a host, and scrubs the host after it", async () => {
    const { compute, host, time } = await fresh();
    const { instances, shortfall } = await compute.launchOn(host, { token: "a", pool: "mac" });
    assert.deepEqual([instances.length, shortfall, instances[0]?.host], [1, null, host]);
    assert.equal((await compute.launchOn(host, { token: "b", pool: "mac" })).instances.length, 0);
    assert.equal((await compute.launchOn(host, { token: "a", pool: "mac" })).instances.length, 1);
    const told = { id: host, pool: "mac", type: "mac2.metal" };
    assert.deepEqual(await compute.hosts(), [{ ...told, state: "available", instance: instances[0]!.id }]);
    await compute.end([instances[0]!.id]);
    assert.deepEqual(await compute.hosts(), [{ ...told, state: "pending", instance: null }]);
    await time.passUntil(time.now() + 111 * minute);
    assert.deepEqual(await compute.hosts(), [{ ...told, state: "available", instance: null }]);
  });

  it("is refused by a host that says it is available", async () => {
    const { compute, host, refuse } = await fresh();
    refuse(host);
    const { instances, shortfall } = await compute.launchOn(host, { token: "a", pool: "mac" });
    assert.deepEqual([instances, shortfall], [[], "InsufficientHostCapacity"]);
  });

  it("gives a mac instance a fresh root volume", async () => {
    const { compute, host, time } = await fresh();
    const { instances } = await compute.launchOn(host, { token: "a", pool: "mac" });
    const task = await compute.replaceRoot(instances[0]!.id);
    assert.ok(task !== null);
    assert.equal(await compute.replacement(task), "under way");
    await time.passUntil(time.now() + 6 * minute);
    assert.equal(await compute.replacement(task), "succeeded");
    assert.equal(await compute.replaceRoot("i-0123456789abcdef0"), null);
  });
}

async function live(compute: Compute): Promise<string[]> {
  return (await compute.instances()).filter(({ state }) => state !== "ending").map(({ id }) => id);
}

describe("the machines of a control plane, in memory", () => {
  behavesAsCompute(async () => {
    const time = new SimulatedTime();
    let capacity: (market: "spot" | "on-demand") => number = () => Infinity;
    const refusing = new Set<string>();
    let isLost = false;
    const around: Around = async (call, effect) => {
      const answer = effect();
      if (isLost && call.startsWith("compute.launch")) throw new Error("the answer is lost");
      return answer;
    };
    const compute = new MemoryCompute(time, around, {
      capacity: (market) => capacity(market),
      refuses: (host) => refusing.has(host),
    });
    compute.addHost("h-1", "mac");
    return {
      ...{ compute, time, host: "h-1" },
      lack: (next) => (capacity = next),
      interrupt: async (instance) => compute.interrupt(instance),
      refuse: (host) => refusing.add(host),
      lose: (next) => (isLost = next),
    };
  });
});

describe("the machines of a control plane, on EC2", function () {
  this.timeout(120_000);
  const time = new SimulatedTime();
  let account: Account;
  let proxy: FaultProxy;
  let stacks = 0;
  let linux: Stock;

  before(async () => {
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, time)).url);
    linux = await templateOf(account);
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  behavesAsCompute(async () => {
    const stack = `stack-${++stacks}`;
    const { ec2 } = account.clients;
    const { pools } = settingsWith(linux, [{ ...mac, launchTemplate: linux.launchTemplate }]);
    const host = await allocateHost(account, stack);
    proxy.capacity = () => Infinity;
    // Tokens are the account's, not the stack's.
    const compute = renamed(new Ec2Compute({ client: ec2, stack, pools, clock: time }), stack);
    return {
      ...{ compute, time, host },
      lack: (capacity) => (proxy.capacity = capacity),
      interrupt: (instance) => proxy.interrupt(instance),
      refuse: (host) => proxy.hosts.refusing.add(host),
      lose: (isLost) => {
        proxy.faults.clear();
        if (!isLost) return;
        for (const action of ["CreateFleet", "RunInstances"]) proxy.faults.add({ action, fault: "lost" });
      },
    };
  });
});

const mac = { name: "mac", platform: "mac" } as const;

/** Tokens with the stack's name before them, answers with the token as it was. */
function renamed(compute: Ec2Compute, stack: string): Compute {
  const own = (token: string) => `${stack}-${token}`;
  const untagged = <T extends { readonly launch: string }>(one: T): T => ({
    ...one,
    launch: one.launch.slice(stack.length + 1),
  });
  const launched = ({ instances, shortfall }: Awaited<ReturnType<Compute["launch"]>>) => ({
    instances: instances.map(untagged),
    shortfall,
  });
  return {
    launch: async (request) => launched(await compute.launch({ ...request, token: own(request.token) })),
    launchOn: async (host, request) =>
      launched(await compute.launchOn(host, { ...request, token: own(request.token) })),
    instances: async () => (await compute.instances()).map(untagged),
    end: (instances) => compute.end(instances),
    interrupted: (instances) => compute.interrupted(instances),
    hosts: () => compute.hosts(),
    replaceRoot: (instance) => compute.replaceRoot(instance),
    replacement: (task) => compute.replacement(task),
  };
}
