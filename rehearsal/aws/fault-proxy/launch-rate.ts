import type { Clock } from "../../../runners/ports/clock.ts";
import type { AwsRequest } from "./request.ts";

/**
 * EC2's bucket of instances that may be started at once and again each second; a fleet's count too:
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export class LaunchRate {
  /** Instances that the bucket holds and gets back each second; null: it has no bottom. */
  limit: { readonly size: number; readonly perSecond: number } | null = null;
  readonly #clock: Clock;
  #left: { readonly instances: number; readonly at: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the request may start as many as it asks for; they are taken out then. */
  allows({ action, params }: AwsRequest): boolean {
    const count = counts[action];
    if (this.limit === null || count === undefined) return true;
    const { size, perSecond } = this.limit;
    const at = this.#clock.now();
    const { instances, at: before } = this.#left ?? { instances: size, at };
    const there = Math.min(size, instances + ((at - before) / 1000) * perSecond);
    const wanted = Number(params.get(count) ?? 1);
    const isEnough = wanted <= there;
    this.#left = { instances: isEnough ? there - wanted : there, at };
    return isEnough;
  }
}

const counts: Readonly<Partial<Record<string, string>>> = {
  CreateFleet: "TargetCapacitySpecification.TotalTargetCapacity",
  RunInstances: "MaxCount",
};
