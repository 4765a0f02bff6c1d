import { type Answer, ec2Answer, escaped, xmlItems } from "./answer.ts";
import type { AwsRequest } from "./request.ts";

/** How many instances of a market EC2 has now. */
export type Capacity = (market: "spot" | "on-demand") => number;

const total = "TargetCapacitySpecification.TotalTargetCapacity";

/** A fleet of which there is not enough: it starts what there is, and names why it is not more. */
export async function createFleet(
  request: AwsRequest,
  capacity: Capacity,
  pass: (body: Buffer) => Promise<Answer>,
): Promise<Answer> {
  const params = new URLSearchParams(request.params);
  const isSpot = params.get("TargetCapacitySpecification.DefaultTargetCapacityType") === "spot";
  const wanted = Number(params.get(total));
  const there = Math.max(0, Math.min(wanted, capacity(isSpot ? "spot" : "on-demand")));
  if (there === wanted) return await pass(request.body);
  const errors = lacking(params, isSpot);
  const fleet = "<fleetId>fleet-00000000-0000-4000-8000-000000000000</fleetId>";
  if (there === 0)
    return ec2Answer("CreateFleet", `${fleet}<errorSet>${errors}</errorSet><fleetInstanceSet/>`);
  params.set(total, String(there));
  params.set(`TargetCapacitySpecification.${isSpot ? "Spot" : "OnDemand"}TargetCapacity`, String(there));
  const answer = await pass(Buffer.from(params.toString()));
  const body = answer.body.replace(
    "</CreateFleetResponse>",
    `<errorSet>${errors}</errorSet></CreateFleetResponse>`,
  );
  return { ...answer, body };
}

function lacking(params: URLSearchParams, isSpot: boolean): string {
  const type = params.get("LaunchTemplateConfigs.1.Overrides.1.InstanceType") ?? "";
  const message = `We currently do not have sufficient ${type} capacity in the Availability Zone you requested.`;
  return xmlItems([
    `<errorCode>InsufficientInstanceCapacity</errorCode><errorMessage>${escaped(message)}</errorMessage><lifecycle>${isSpot ? "spot" : "on-demand"}</lifecycle>`,
  ]);
}
