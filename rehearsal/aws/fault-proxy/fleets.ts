import { type Answer, ec2Answer, escaped, xmlItems } from "./answer.ts";
import type { AwsRequest } from "./request.ts";
import { childOf, type Element, readXml, withChild, writeXml } from "./xml.ts";

/** How many instances of a market EC2 has now. */
export type Capacity = (market: "spot" | "on-demand") => number;

/** A type in a subnet: EC2 has some of each, or none. */
export interface Override {
  readonly market: "spot" | "on-demand";
  readonly type: string;
  readonly subnet: string;
}

/** What EC2 has. */
export interface Stock {
  readonly capacity: Capacity;
  readonly lacks: (override: Override) => boolean;
}

const target = "TargetCapacitySpecification";
const overrides = "LaunchTemplateConfigs.1.Overrides";

/** A fleet of which there may not be enough: it starts what there is, and names why it is not more. */
export async function createFleet(
  request: AwsRequest,
  { capacity, lacks }: Stock,
  pass: (body: Buffer) => Promise<Answer>,
): Promise<Answer> {
  const params = new URLSearchParams(request.params);
  const market = params.get(`${target}.DefaultTargetCapacityType`) === "spot" ? "spot" : "on-demand";
  const wanted = Number(params.get(`${target}.TotalTargetCapacity`));
  const all = overridesOf(params, market);
  const there = all.filter((override) => !lacks(override));
  const count = there.length === 0 && all.length > 0 ? 0 : Math.max(0, Math.min(wanted, capacity(market)));
  // EC2 tells of all that it tried in vain, also where others made up for it.
  const lacking = count < wanted ? all : all.filter(lacks);
  const errors = `<errorSet>${xmlItems(lacking.map((one) => lackOf(one, params)))}</errorSet>`;
  if (count === 0)
    return ec2Answer("CreateFleet", `<fleetId>${nothing}</fleetId>${errors}<fleetInstanceSet/>`);
  params.set(`${target}.TotalTargetCapacity`, String(count));
  params.set(`${target}.${market === "spot" ? "Spot" : "OnDemand"}TargetCapacity`, String(count));
  // By its own strategy moto starts all of them of one type in one subnet.
  params.set("SpotOptions.AllocationStrategy", "diversified");
  keepOverrides(params, there);
  const answer = await pass(Buffer.from(params.toString()));
  return answer.status === 200 ? { ...answer, body: grouped(answer.body, errors) } : answer;
}

const nothing = "fleet-00000000-0000-4000-8000-000000000000";

function overridesOf(params: URLSearchParams, market: Override["market"]): readonly Override[] {
  const found: Override[] = [];
  for (let index = 1; params.has(`${overrides}.${index}.InstanceType`); index++) {
    const type = params.get(`${overrides}.${index}.InstanceType`) ?? "";
    found.push({ market, type, subnet: params.get(`${overrides}.${index}.SubnetId`) ?? "" });
  }
  return found;
}

function keepOverrides(params: URLSearchParams, kept: readonly Override[]): void {
  for (const name of [...params.keys()]) if (name.startsWith(overrides)) params.delete(name);
  kept.forEach(({ type, subnet }, index) => {
    params.set(`${overrides}.${index + 1}.InstanceType`, type);
    params.set(`${overrides}.${index + 1}.SubnetId`, subnet);
  });
}

function lackOf({ market, type, subnet }: Override, params: URLSearchParams): string {
  const template = params.get("LaunchTemplateConfigs.1.LaunchTemplateSpecification.LaunchTemplateId") ?? "";
  const message = `We currently do not have sufficient ${type} capacity in the Availability Zone you requested.`;
  return [
    "<launchTemplateAndOverrides>",
    `<launchTemplateSpecification><launchTemplateId>${template}</launchTemplateId></launchTemplateSpecification>`,
    `<overrides><instanceType>${type}</instanceType><subnetId>${subnet}</subnetId></overrides>`,
    `</launchTemplateAndOverrides><lifecycle>${market}</lifecycle>`,
    `<errorCode>InsufficientInstanceCapacity</errorCode><errorMessage>${escaped(message)}</errorMessage>`,
  ].join("");
}

/** EC2 names the instances of one type in one subnet together, moto each for itself. */
function grouped(body: string, errors: string): string {
  const answer = readXml(body);
  const groups = new Map<string, Element>();
  for (const item of childOf(answer, "fleetInstanceSet")?.content ?? []) {
    const key = item.content
      .filter(({ name }) => name !== "instanceIds")
      .map(writeXml)
      .join("");
    const before = childOf(groups.get(key), "instanceIds")?.content ?? [];
    const content = [...before, ...(childOf(item, "instanceIds")?.content ?? [])];
    groups.set(key, withChild(item, { name: "instanceIds", content, text: "" }));
  }
  const set = { name: "fleetInstanceSet", content: [...groups.values()], text: "" };
  return writeXml(withChild(withChild(answer, set), readXml(errors)));
}
