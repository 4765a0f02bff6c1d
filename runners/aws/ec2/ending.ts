import { type EC2Client, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { liveAmong } from "./instances.ts";
import { refusalCode, unknownInstances } from "./refusal.ts";

/** EC2 takes up to a thousand; it is quicker with fewer. */
const mostAtOnce = 100;

/** Ends instances. EC2 ends none of those of one request when it refuses one of them: it is asked again without that. */
export async function endInstances(client: EC2Client, instances: readonly string[]): Promise<void> {
  const left = [...new Set(instances)];
  while (left.length > 0) await endTogether(client, left.splice(0, mostAtOnce));
}

async function endTogether(client: EC2Client, instances: readonly string[]): Promise<void> {
  let left = instances;
  while (left.length > 0) {
    try {
      await client.send(new TerminateInstancesCommand({ InstanceIds: [...left] }));
      return;
    } catch (error) {
      const rest = await leftToEnd(client, left, error);
      if (rest.length === left.length) throw error;
      left = rest;
    }
  }
}

/** Those of them that are not known to have ended, after that refusal. */
async function leftToEnd(
  client: EC2Client,
  instances: readonly string[],
  error: unknown,
): Promise<readonly string[]> {
  const unknown = unknownInstances(error);
  if (unknown.length > 0) return instances.filter((id) => !unknown.includes(id));
  // An ended instance loses its tags before EC2 forgets it, and with them the permission to end it.
  if (refusalCode(error) !== "UnauthorizedOperation") return instances;
  const live = await liveAmong(client, instances);
  return instances.filter((id) => live.includes(id));
}
