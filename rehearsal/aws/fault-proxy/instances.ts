import type { Clock } from "../../../runners/ports/clock.ts";
import { type Answer, errorAnswer } from "./answer.ts";
import { type AwsRequest, listOf } from "./request.ts";
import { childOf, type Element, leaf, readXml, withChild, writeXml } from "./xml.ts";

interface Life {
  /** ms since 1970. */
  readonly startedAt: number;
  endedAt: number | null;
  /** EC2's code for why it ended, where it was not by a request. */
  reason: string | null;
}

/** An ended instance is told of for about an hour: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html */
const remembered = 60 * 60_000;

/** Codes of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html */
export type EndReason = "Server.SpotInstanceTermination" | "Client.InstanceInitiatedShutdown";

/** What EC2 tells of instances and moto does not: when they started by this clock, how late that shows, why they ended. */
export class Instances {
  /** How long `DescribeInstances` does not tell of an instance that was started (ms). */
  lag = 0;
  /**
   * Whether IAM lets them be ended by their tag alone: then what has no tags any more, since it ended, can't be, and EC2
   * says that this is not authorized.
   */
  areEndedByTag = false;
  readonly #clock: Clock;
  readonly #lives = new Map<string, Life>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer of a launch as EC2 gives it. */
  started(answer: Answer): Answer {
    const startedAt = this.#clock.now();
    for (const instance of startedIn(answer))
      this.#lives.set(instance, { startedAt, endedAt: null, reason: null });
    const at = `<launchTime>${new Date(startedAt).toISOString()}<`;
    return { ...answer, body: answer.body.replace(/<launchTime>[^<]*</g, at) };
  }

  ended(instances: readonly string[], reason: EndReason | null): void {
    for (const life of instances.map((instance) => this.#lives.get(instance)))
      if (life?.endedAt === null) Object.assign(life, { endedAt: this.#clock.now(), reason });
  }

  /** Whether all that an answer started has ended by now. */
  areEnded(answer: Answer): boolean {
    const instances = startedIn(answer);
    return instances.length > 0 && instances.every((one) => (this.#lives.get(one)?.endedAt ?? null) !== null);
  }

  /** Why `TerminateInstances` is refused as a whole; null: it is not. */
  refusal(request: AwsRequest): Answer | null {
    const named = listOf(request.params, "InstanceId");
    if (this.areEndedByTag && named.some((one) => this.#lives.get(one)?.endedAt !== null)) {
      const message = "You are not authorized to perform this operation.";
      return errorAnswer(request, { code: "UnauthorizedOperation", message, status: 403 });
    }
    const unknown = named.filter((one) => this.#isForgotten(one));
    if (unknown.length === 0) return null;
    const are = unknown.length === 1 ? "ID" : "IDs";
    const message = `The instance ${are} '${unknown.join(", ")}' ${unknown.length === 1 ? "does" : "do"} not exist`;
    return errorAnswer(request, { code: "InvalidInstanceID.NotFound", message });
  }

  /** The answer of `DescribeInstances` as EC2 gives it. */
  told(answer: Answer): Answer {
    const root = readXml(answer.body);
    const reservations = childOf(root, "reservationSet");
    if (answer.status !== 200 || reservations === undefined) return answer;
    const content = reservations.content.flatMap((reservation) => {
      const left = (childOf(reservation, "instancesSet")?.content ?? []).flatMap((one) => this.#told(one));
      const set = { name: "instancesSet", content: left, text: "" };
      return left.length === 0 ? [] : [withChild(reservation, set)];
    });
    return { ...answer, body: writeXml(withChild(root, { ...reservations, content })) };
  }

  #told(instance: Element): Element[] {
    const id = childOf(instance, "instanceId")?.text ?? "";
    const life = this.#lives.get(id);
    if (life === undefined) return [instance];
    if (this.#isForgotten(id) || this.#clock.now() - life.startedAt < this.lag) return [];
    const at = leaf("launchTime", new Date(life.startedAt).toISOString());
    if (life.reason === null) return [withChild(instance, at)];
    const code = leaf("code", life.reason);
    const message = leaf("message", `${life.reason}: told by EC2`);
    return [withChild(withChild(instance, at), { name: "stateReason", content: [code, message], text: "" })];
  }

  #isForgotten(instance: string): boolean {
    const endedAt = this.#lives.get(instance)?.endedAt;
    return endedAt != null && this.#clock.now() - endedAt >= remembered;
  }
}

/** Instances that a fleet or `RunInstances` started. */
function startedIn({ status, body }: Answer): readonly string[] {
  if (status !== 200) return [];
  return [...new Set([...body.matchAll(/>(i-[0-9a-f]+)</g)].flatMap(([, id]) => id ?? []))];
}
