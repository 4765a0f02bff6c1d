import {
  DescribeInstancesCommand,
  type EC2Client,
  type Filter,
  type Instance as Ec2Instance,
} from "@aws-sdk/client-ec2";
import type { Instance } from "../../ports/compute.ts";
import { tagNames, tagValue } from "./tags.ts";

/** States in which there is something to pay for or to end. */
const liveStates = ["pending", "running", "stopping", "stopped", "shutting-down"];

/** Codes by which EC2 says that it took a spot instance back. */
const interruptionCodes = ["Server.SpotInstanceTermination", "Server.SpotInstanceShutdown"];

/** All live instances of a stack, page by page. */
export async function liveInstances(client: EC2Client, stack: string): Promise<readonly Instance[]> {
  const filters = [
    { Name: `tag:${tagNames.stack}`, Values: [stack] },
    { Name: "instance-state-name", Values: liveStates },
  ];
  return (await described(client, filters)).map(instanceOf);
}

/** Live instances that a launch started. */
export async function instancesOfLaunch(client: EC2Client, token: string): Promise<readonly Instance[]> {
  const filters = [
    { Name: `tag:${tagNames.launch}`, Values: [token] },
    { Name: "instance-state-name", Values: liveStates },
  ];
  return (await described(client, filters)).map(instanceOf);
}

/** Those of them that have not ended. */
export async function liveAmong(client: EC2Client, ids: readonly string[]): Promise<readonly string[]> {
  const live = { Name: "instance-state-name", Values: liveStates };
  const found = await byId(client, ids, [live]);
  return found.flatMap(({ InstanceId }) => InstanceId ?? []);
}

/** Those of them that EC2 took back; it tells of ended instances for about an hour. */
export async function interruptedOf(client: EC2Client, ids: readonly string[]): Promise<readonly string[]> {
  const found = await byId(client, ids, []);
  return found.flatMap(({ InstanceId, StateReason }) =>
    InstanceId !== undefined && interruptionCodes.includes(StateReason?.Code ?? "") ? InstanceId : [],
  );
}

/** A filter names at most 200, and unlike a list of ids it may name what EC2 does not know. */
const mostNamed = 200;

async function byId(client: EC2Client, ids: readonly string[], filters: Filter[]): Promise<Ec2Instance[]> {
  const found: Ec2Instance[] = [];
  for (let from = 0; from < ids.length; from += mostNamed) {
    const named = { Name: "instance-id", Values: ids.slice(from, from + mostNamed) };
    found.push(...(await described(client, [named, ...filters])));
  }
  return found;
}

async function described(client: EC2Client, Filters: Filter[]): Promise<readonly Ec2Instance[]> {
  const found: Ec2Instance[] = [];
  let next: string | undefined;
  do {
    const { Reservations = [], NextToken } = await client.send(
      new DescribeInstancesCommand({ Filters, NextToken: next, MaxResults: 1000 }),
    );
    found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
    next = NextToken === "" ? undefined : NextToken;
  } while (next !== undefined);
  return found;
}

/** An instance as EC2 describes it. */
export function instanceOf(told: Ec2Instance): Instance {
  const { InstanceId = "", InstanceType = "", InstanceLifecycle, LaunchTime, Placement, State, Tags } = told;
  const state = State?.Name;
  return {
    id: InstanceId,
    pool: tagValue(Tags, tagNames.pool),
    launch: tagValue(Tags, tagNames.launch),
    type: InstanceType,
    zone: Placement?.AvailabilityZone ?? "",
    market: InstanceLifecycle === "spot" ? "spot" : "on-demand",
    launchedAt: LaunchTime?.getTime() ?? 0,
    state: state === "pending" || state === "running" ? state : "ending",
    host: Placement?.HostId ?? null,
  };
}
