import {
  CreateFleetCommand,
  CreateReplaceRootVolumeTaskCommand,
  DescribeHostsCommand,
  DescribeReplaceRootVolumeTasksCommand,
  type EC2Client,
  type Host,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { Clock } from "../../ports/clock.ts";
import type {
  Compute,
  Instance,
  Launched,
  LaunchRequest,
  MacHost,
  Replacement,
} from "../../ports/compute.ts";
import type { Pool } from "../../settings/pool.ts";
import { endInstances } from "./ending.ts";
import { fleetRequest, type LinuxPool, reasonsOf, startedBy } from "./fleet.ts";
import { instanceOf, instancesOfLaunch, interruptedOf, liveInstances } from "./instances.ts";
import { refusalCode } from "./refusal.ts";
import { tagNames, tagsOf, tagValue } from "./tags.ts";

export interface Ec2Options {
  readonly client: EC2Client;
  readonly stack: string;
  readonly pools: readonly Pool[];
  readonly clock: Clock;
}

/** The machines on EC2. */
export class Ec2Compute implements Compute {
  readonly #options: Ec2Options;
  readonly #client: EC2Client;

  constructor(options: Ec2Options) {
    this.#options = options;
    this.#client = options.client;
  }

  async launch(request: LaunchRequest): Promise<Launched> {
    const first = await this.#fleet(request);
    const lacking = request.count - first.instances.length;
    // Whatever the token started before is all that may be started by it.
    const isDone = lacking <= 0 || request.market === "on-demand" || first.shortfall === mismatch;
    if (isDone) return first;
    const rest = await this.#fleet({ ...request, count: lacking, market: "on-demand" });
    return together(first, rest, request.count);
  }

  async launchOn(host: string, request: Pick<LaunchRequest, "token" | "pool">): Promise<Launched> {
    const { token } = request;
    const { launchTemplate } = this.#pool(request.pool, "mac");
    return await this.#unlessRefused({ token, count: 1 }, async () => {
      const { Instances = [] } = await this.#client.send(
        new RunInstancesCommand({
          ...{ ClientToken: token, MinCount: 1, MaxCount: 1 },
          LaunchTemplate: { LaunchTemplateId: launchTemplate, Version: "$Default" },
          Placement: { HostId: host, Tenancy: "host" },
          TagSpecifications: [{ ResourceType: "instance", Tags: tagsOf(this.#options.stack, request) }],
        }),
      );
      // EC2 may leave tags and host out of its answer.
      const told = { pool: request.pool, launch: token, host };
      return { instances: Instances.map((one) => ({ ...instanceOf(one), ...told })), shortfall: null };
    });
  }

  instances(): Promise<readonly Instance[]> {
    return liveInstances(this.#client, this.#options.stack);
  }

  end(instances: readonly string[]): Promise<void> {
    return endInstances(this.#client, instances);
  }

  interrupted(instances: readonly string[]): Promise<readonly string[]> {
    return interruptedOf(this.#client, instances);
  }

  async hosts(): Promise<readonly MacHost[]> {
    const Filter = [{ Name: `tag:${tagNames.stack}`, Values: [this.#options.stack] }];
    const found: MacHost[] = [];
    let next: string | undefined;
    do {
      const { Hosts = [], NextToken } = await this.#client.send(
        new DescribeHostsCommand({ Filter, NextToken: next }),
      );
      found.push(...Hosts.flatMap(hostOf));
      next = NextToken === "" ? undefined : NextToken;
    } while (next !== undefined);
    return found;
  }

  async replaceRoot(instance: string): Promise<string | null> {
    try {
      const request = new CreateReplaceRootVolumeTaskCommand({
        ...{ InstanceId: instance, DeleteReplacedRootVolume: true },
      });
      const { ReplaceRootVolumeTask } = await this.#client.send(request);
      return ReplaceRootVolumeTask?.ReplaceRootVolumeTaskId ?? null;
    } catch (error) {
      if (refusalCode(error) === null) throw error;
      return null;
    }
  }

  async replacement(task: string): Promise<Replacement> {
    const request = new DescribeReplaceRootVolumeTasksCommand({ ReplaceRootVolumeTaskIds: [task] });
    const { ReplaceRootVolumeTasks } = await this.#client.send(request);
    const state = ReplaceRootVolumeTasks?.[0]?.TaskState;
    if (state === "succeeded") return "succeeded";
    return state === "pending" || state === "in-progress" ? "under way" : "failed";
  }

  async #fleet(request: LaunchRequest): Promise<Launched> {
    const pool = this.#pool(request.pool, "linux");
    const fleet = new CreateFleetCommand(fleetRequest(pool, this.#options.stack, request));
    return await this.#unlessRefused(request, async () => {
      const answer = await this.#client.send(fleet);
      const instances = startedBy(answer, request, this.#options.clock.now());
      const shortfall = reasonsOf(answer) ?? "InsufficientInstanceCapacity";
      return { instances, shortfall: instances.length < request.count ? shortfall : null };
    });
  }

  /** A refusal is a shortfall. What the token started before, though EC2 refuses to say so again, is found by its tag. */
  async #unlessRefused(
    { token, count }: Pick<LaunchRequest, "token" | "count">,
    launch: () => Promise<Launched>,
  ): Promise<Launched> {
    try {
      return await launch();
    } catch (error) {
      const shortfall = refusalCode(error);
      if (shortfall === null) throw error;
      if (shortfall !== mismatch) return { instances: [], shortfall };
      const instances = await instancesOfLaunch(this.#client, token);
      return { instances, shortfall: instances.length < count ? shortfall : null };
    }
  }

  #pool(name: string, platform: "linux"): LinuxPool;
  #pool(name: string, platform: "mac"): Exclude<Pool, LinuxPool>;
  #pool(name: string, platform: Pool["platform"]): Pool {
    const pool = this.#options.pools.find((one) => one.name === name && one.platform === platform);
    if (pool === undefined) throw new Error(`${name}: is no ${platform} pool of the stack`);
    return pool;
  }
}

/** EC2's code for a token that was used with another wish. */
const mismatch = "IdempotentParameterMismatch";

/**
 * What both markets started, no more than asked for: where spot was refused at first and has some when asked again, there
 * may be more of the launch, which nobody is told of and which end as unknown ones.
 */
function together(first: Launched, rest: Launched, count: number): Launched {
  const all = new Map([...first.instances, ...rest.instances].map((one) => [one.id, one]));
  const instances = [...all.values()].slice(0, count);
  return { instances, shortfall: instances.length < count ? rest.shortfall : null };
}

function hostOf({ HostId, State, HostProperties, Instances, Tags }: Host): MacHost[] {
  if (HostId === undefined || State === "released") return [];
  const state = State === "available" || State === "pending" ? State : "other";
  const [instance] = Instances ?? [];
  return [
    {
      ...{ id: HostId, pool: tagValue(Tags, tagNames.pool), type: HostProperties?.InstanceType ?? "" },
      ...{ state, instance: instance?.InstanceId ?? null },
    },
  ];
}
