import type { CreateFleetCommandOutput, CreateFleetRequest } from "@aws-sdk/client-ec2";
import type { Instance, LaunchRequest, Market } from "../../ports/compute.ts";
import type { Pool } from "../../settings/pool.ts";
import { tagsOf } from "./tags.ts";

export type LinuxPool = Extract<Pool, { platform: "linux" }>;

/**
 * A fleet that starts once and at once: every type in every subnet, spot where it is least likely to be taken back, on
 * demand where it is cheapest.
 */
export function fleetRequest(
  pool: LinuxPool,
  stack: string,
  { token, count, market }: LaunchRequest,
): CreateFleetRequest {
  const isSpot = market === "spot";
  return {
    // The same token with another market is refused: each has its own.
    ClientToken: tokenOf(token, market),
    Type: "instant",
    TargetCapacitySpecification: {
      TotalTargetCapacity: count,
      DefaultTargetCapacityType: market,
      ...(isSpot ? { SpotTargetCapacity: count } : { OnDemandTargetCapacity: count }),
    },
    ...(isSpot
      ? {
          SpotOptions: {
            AllocationStrategy: "price-capacity-optimized",
            InstanceInterruptionBehavior: "terminate",
          },
        }
      : { OnDemandOptions: { AllocationStrategy: "lowest-price" } }),
    LaunchTemplateConfigs: [
      {
        LaunchTemplateSpecification: { LaunchTemplateId: pool.launchTemplate, Version: "$Default" },
        Overrides: pool.types.flatMap(({ type }) =>
          pool.subnets.map((SubnetId) => ({ InstanceType: type as never, SubnetId })),
        ),
      },
    ],
    TagSpecifications: [{ ResourceType: "instance", Tags: tagsOf(stack, { pool: pool.name, token }) }],
  };
}

/** The token of one market's fleet. */
function tokenOf(token: string, market: LaunchRequest["market"]): string {
  return `${token}-${market === "spot" ? "s" : "d"}`;
}

/** What a fleet started; `now`: when it was answered (ms since 1970). */
export function startedBy(
  { Instances = [] }: CreateFleetCommandOutput,
  { pool, token, market }: LaunchRequest,
  now: number,
): readonly Instance[] {
  return Instances.flatMap(({ InstanceIds = [], InstanceType, Lifecycle, LaunchTemplateAndOverrides }) => {
    const { AvailabilityZone, SubnetId } = LaunchTemplateAndOverrides?.Overrides ?? {};
    return InstanceIds.map((id) => ({
      ...{ id, pool, launch: token, type: InstanceType ?? "", zone: AvailabilityZone ?? SubnetId ?? "" },
      ...{
        market: Lifecycle === undefined ? market : marketOf(Lifecycle),
        launchedAt: now,
        state: "pending" as const,
        host: null,
      },
    }));
  });
}

function marketOf(lifecycle: string): Market {
  return lifecycle === "spot" ? "spot" : "on-demand";
}

/** Why a fleet started fewer than asked for, each reason once; null: EC2 names none. */
export function reasonsOf({ Errors = [] }: CreateFleetCommandOutput): string | null {
  const codes = [...new Set(Errors.map(({ ErrorCode }) => ErrorCode ?? "unknown"))];
  return codes.length === 0 ? null : codes.join(", ");
}
