import assert from "node:assert/strict";
import {
  CreateFleetCommand,
  type CreateFleetCommandInput,
  CreateReplaceRootVolumeTaskCommand,
  DescribeHostsCommand,
  DescribeInstancesCommand,
  DescribeReplaceRootVolumeTasksCommand,
  EC2Client,
  ReleaseHostsCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type FaultProxy, startFaultProxy } from "../../../../rehearsal/aws/fault-proxy/proxy.ts";
import { SimulatedTime } from "../../../../rehearsal/runners/simulated-time.ts";
import { type Account, openAccount } from "../../../runners/aws/account.ts";
import { allocateHost, type Stock, templateOf } from "../../../runners/aws/stock.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("EC2 with what moto lacks, read by the SDK", function () {
  this.timeout(120_000);
  let time: SimulatedTime;
  let account: Account;
  let proxy: FaultProxy;
  let ec2: EC2Client;
  let stock: Stock;
  let tokens = 0;

  before(async () => {
    time = new SimulatedTime();
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, time)).url);
    ({ ec2 } = account.clients);
    stock = await templateOf(account);
  });
  beforeEach(() => {
    proxy.faults.clear();
    proxy.capacity = () => Infinity;
    proxy.lacks = () => false;
    proxy.launchRate.limit = null;
    proxy.instances.lag = 0;
    tokens += 1;
  });
  after(async () => {
    await account.close();
    await proxy.close();
  });

  const types = ["m7g.large", "c7g.large"] as const;

  function fleet(count: number, change: Partial<CreateFleetCommandInput> = {}) {
    return new CreateFleetCommand({
      ...{ ClientToken: `token-${tokens}`, Type: "instant" },
      TargetCapacitySpecification: {
        ...{ TotalTargetCapacity: count, DefaultTargetCapacityType: "spot", SpotTargetCapacity: count },
      },
      SpotOptions: { AllocationStrategy: "price-capacity-optimized" },
      LaunchTemplateConfigs: [
        {
          LaunchTemplateSpecification: { LaunchTemplateId: stock.launchTemplate, Version: "$Default" },
          Overrides: types.map((InstanceType) => ({ InstanceType, SubnetId: stock.subnets[0] })),
        },
      ],
      ...change,
    });
  }

  function onHost(host: string, token = `token-${tokens}`) {
    return new RunInstancesCommand({
      ...{ ClientToken: token, MinCount: 1, MaxCount: 1 },
      LaunchTemplate: { LaunchTemplateId: stock.launchTemplate, Version: "$Default" },
      Placement: { HostId: host, Tenancy: "host" },
    });
  }

  async function started(count: number): Promise<string[]> {
    const { Instances = [] } = await ec2.send(fleet(count));
    return Instances.flatMap(({ InstanceIds = [] }) => InstanceIds);
  }

  async function described(instances: string[]) {
    const Filters = [{ Name: "instance-id", Values: instances }];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances);
  }

  const end = (instances: string[]) => ec2.send(new TerminateInstancesCommand({ InstanceIds: instances }));

  describe("client tokens", () => {
    it("answers the same request with the same fleet, also while the first is under way", async () => {
      const answers = await Promise.all([fleet(2), fleet(2), fleet(2)].map((one) => ec2.send(one)));
      const again = await ec2.send(fleet(2));
      const ids = [...answers, again].map(({ FleetId }) => FleetId);
      assert.equal(new Set(ids).size, 1);
      assert.deepEqual(again.Instances, answers[0]?.Instances);
    });

    it("refuses another request with the same token", async () => {
      await ec2.send(fleet(2));
      await assert.rejects(ec2.send(fleet(3)), { name: "IdempotentParameterMismatch", $fault: "client" });
      const TargetCapacitySpecification = {
        ...{ TotalTargetCapacity: 2, DefaultTargetCapacityType: "on-demand" as const },
      };
      await assert.rejects(ec2.send(fleet(2, { TargetCapacitySpecification })), {
        name: "IdempotentParameterMismatch",
      });
    });

    it("takes a token again whose request was refused", async () => {
      const message = "You have requested more vCPU capacity than your current limit";
      proxy.faults.add({ times: 1, fault: { code: "VcpuLimitExceeded", message } });
      await assert.rejects(ec2.send(fleet(2)), { name: "VcpuLimitExceeded", message });
      assert.equal((await started(2)).length, 2);
    });

    it("refuses the token of an instance that has ended", async () => {
      const host = await allocateHost(account, "ended");
      const { Instances } = await ec2.send(onHost(host));
      const again = await ec2.send(onHost(host));
      assert.deepEqual(again.Instances?.[0]?.InstanceId, Instances?.[0]?.InstanceId);
      await end([Instances![0]!.InstanceId!]);
      await assert.rejects(ec2.send(onHost(host)), { name: "IdempotentInstanceTerminated" });
    });
  });

  describe("fleets", () => {
    it("names instances of one type in one subnet together", async () => {
      const { Instances = [], Errors = [] } = await ec2.send(fleet(5));
      const told = Instances.map(({ InstanceType, Lifecycle, InstanceIds = [] }) => [
        ...[InstanceType, Lifecycle, InstanceIds.length],
      ]);
      assert.deepEqual(told.sort(), [
        ["c7g.large", "spot", 2],
        ["m7g.large", "spot", 3],
      ]);
      assert.deepEqual(Errors, []);
      const overrides = Instances.map((one) => one.LaunchTemplateAndOverrides?.Overrides);
      assert.ok(overrides.every((one) => one?.SubnetId === stock.subnets[0]));
    });

    it("starts what there is, and tells of each type in each subnet why it is not more", async () => {
      proxy.capacity = (market) => (market === "spot" ? 2 : 0);
      const { Instances = [], Errors = [] } = await ec2.send(fleet(5));
      assert.equal(Instances.flatMap(({ InstanceIds = [] }) => InstanceIds).length, 2);
      assert.deepEqual(
        Errors.map(({ ErrorCode, Lifecycle, LaunchTemplateAndOverrides }) => [
          ...[ErrorCode, Lifecycle, LaunchTemplateAndOverrides?.Overrides?.InstanceType],
        ]),
        types.map((type) => ["InsufficientInstanceCapacity", "spot", type]),
      );
    });

    it("answers without an error of its own where there is nothing at all", async () => {
      proxy.capacity = () => 0;
      const { Instances = [], Errors = [], FleetId } = await ec2.send(fleet(5));
      assert.deepEqual([Instances, Errors.length, FleetId?.startsWith("fleet-")], [[], 2, true]);
    });

    it("starts in what is left where a type is lacking, and tells of that", async () => {
      proxy.lacks = ({ type, market }) => type === "m7g.large" && market === "spot";
      const { Instances = [], Errors = [] } = await ec2.send(fleet(4));
      const [group, ...others] = Instances;
      assert.deepEqual([group?.InstanceType, group?.InstanceIds?.length, others], ["c7g.large", 4, []]);
      assert.deepEqual(
        Errors.map((one) => one.LaunchTemplateAndOverrides?.Overrides?.InstanceType),
        ["m7g.large"],
      );
    });

    it("takes instances out of a bucket that is refilled each second", async () => {
      proxy.launchRate.limit = { size: 4, perSecond: 2 };
      await ec2.send(fleet(4));
      tokens += 1;
      const { endpoint, region, credentials } = ec2.config;
      const hasty = new EC2Client({ endpoint: endpoint!, region, credentials, maxAttempts: 1 });
      const refusal = { name: "RequestLimitExceeded", message: "Rate exceeded" };
      await assert.rejects(hasty.send(fleet(3)), refusal);
      await time.passUntil(time.now() + 1400);
      await assert.rejects(hasty.send(fleet(3)), refusal);
      await time.passUntil(time.now() + 100);
      assert.equal((await started(3)).length, 3);
    });
  });

  describe("instances", () => {
    it("are listed some time after their start, with that time", async () => {
      proxy.instances.lag = 30_000;
      const at = time.now();
      const ids = await started(2);
      assert.deepEqual(await described(ids), []);
      await time.passUntil(at + 30_000);
      const listed = await described(ids);
      assert.deepEqual(
        listed.map(({ LaunchTime }) => LaunchTime?.getTime()),
        [at, at],
      );
    });

    it("tell why they ended, and are forgotten after an hour", async () => {
      const ids = await started(4);
      const [taken, off, ended, running] = ids;
      await proxy.interrupt(taken!);
      await proxy.powerOff(off!);
      await end([ended!]);
      const told = new Map((await described(ids)).map((one) => [one.InstanceId, one]));
      assert.deepEqual(
        ids.map((id) => [told.get(id)?.State?.Name, told.get(id)?.StateReason?.Code]),
        [
          ["terminated", "Server.SpotInstanceTermination"],
          ["terminated", "Client.InstanceInitiatedShutdown"],
          ["terminated", "Client.UserInitiatedShutdown"],
          ["running", ""],
        ],
      );
      await time.passUntil(time.now() + hour);
      assert.deepEqual(
        (await described(ids)).map(({ InstanceId }) => InstanceId),
        [running],
      );
      await assert.rejects(end([ended!, running!]), {
        ...{ name: "InvalidInstanceID.NotFound", message: `The instance ID '${ended}' does not exist` },
      });
      assert.equal((await described([running!]))[0]?.State?.Name, "running");
    });
  });

  describe("dedicated hosts of macs", () => {
    const hosts = async (id: string) =>
      (await ec2.send(new DescribeHostsCommand({ Filter: [] }))).Hosts!.find(({ HostId }) => HostId === id);

    it("take one instance, and are scrubbed for up to 110 minutes after it, by whatever it ended", async () => {
      const host = await allocateHost(account, "scrubbed");
      const { Instances } = await ec2.send(onHost(host));
      const instance = Instances![0]!.InstanceId!;
      const on = await hosts(host);
      assert.deepEqual([on?.State, on?.Instances?.map((one) => one.InstanceId)], ["available", [instance]]);
      await assert.rejects(ec2.send(onHost(host, "another")), { name: "InsufficientCapacityOnHost" });
      await proxy.powerOff(instance);
      await time.passUntil(time.now() + 110 * minute - 1);
      const scrubbed = await hosts(host);
      assert.deepEqual([scrubbed?.State, scrubbed?.Instances ?? []], ["pending", []]);
      await assert.rejects(ec2.send(onHost(host, "another")), { name: "InsufficientCapacityOnHost" });
      await time.passUntil(time.now() + 1);
      assert.equal((await hosts(host))?.State, "available");
      assert.equal((await ec2.send(onHost(host, "another"))).Instances?.length, 1);
    });

    it("take one of two launches at once", async () => {
      const host = await allocateHost(account, "at once");
      const both = await Promise.allSettled(["one", "other"].map((token) => ec2.send(onHost(host, token))));
      assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    });

    it("may say that they are available, and refuse a launch", async () => {
      const host = await allocateHost(account, "refusing");
      proxy.hosts.refusing.add(host);
      assert.equal((await hosts(host))?.State, "available");
      await assert.rejects(ec2.send(onHost(host)), { name: "InsufficientHostCapacity" });
    });

    it("are released no sooner than after a day, and never while they are occupied or scrubbed", async () => {
      const host = await allocateHost(account, "released");
      const release = async () => {
        const { Successful, Unsuccessful } = await ec2.send(new ReleaseHostsCommand({ HostIds: [host] }));
        return Successful?.[0] ?? Unsuccessful?.[0]?.Error?.Code;
      };
      assert.equal(await release(), "Client.HostMinAllocationPeriodUnexpired");
      const { Instances } = await ec2.send(onHost(host));
      await time.passUntil(time.now() + 24 * hour);
      assert.equal(await release(), "Client.InvalidHost.Occupied");
      await end([Instances![0]!.InstanceId!]);
      assert.equal(await release(), "Client.InvalidHost.Occupied");
      await time.passUntil(time.now() + 110 * minute);
      assert.equal(await release(), host);
      assert.equal(await release(), "Client.InvalidHostID.NotFound");
    });

    it("keep their instance while its root volume is replaced, which fails when it ends", async () => {
      const host = await allocateHost(account, "replaced");
      const { Instances } = await ec2.send(onHost(host));
      const InstanceId = Instances![0]!.InstanceId!;
      const replace = () => ec2.send(new CreateReplaceRootVolumeTaskCommand({ InstanceId }));
      const stateOf = async (task: string) => {
        const ReplaceRootVolumeTaskIds = [task];
        const answer = await ec2.send(
          new DescribeReplaceRootVolumeTasksCommand({ ReplaceRootVolumeTaskIds }),
        );
        return answer.ReplaceRootVolumeTasks?.[0]?.TaskState;
      };
      const { ReplaceRootVolumeTask: first } = await replace();
      assert.deepEqual([first?.InstanceId, first?.TaskState], [InstanceId, "in-progress"]);
      await time.passUntil(time.now() + 5 * minute);
      const { ReplaceRootVolumeTask: second } = await replace();
      await end([InstanceId]);
      assert.equal(await stateOf(first!.ReplaceRootVolumeTaskId!), "succeeded");
      assert.equal(await stateOf(second!.ReplaceRootVolumeTaskId!), "failed");
      await assert.rejects(replace(), { name: "UnsupportedOperation" });
    });
  });
});
