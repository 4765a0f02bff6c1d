import type { Clock } from "../../../runners/ports/clock.ts";
import { type Answer, ec2Answer, errorAnswer, escaped, xmlItems } from "./answer.ts";
import { type AwsRequest, listOf } from "./request.ts";

interface Host {
  readonly id: string;
  readonly type: string;
  readonly zone: string;
  readonly tags: readonly (readonly [name: string, value: string])[];
  readonly allocatedAt: number;
  /** Until then it is scrubbed (ms since 1970). */
  pendingUntil: number;
  instance: string | null;
}

interface Task {
  readonly id: string;
  readonly instance: string;
  readonly doneAt: number;
}

const minute = 60_000;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-mac-instances.html */
const leastAllocation = 24 * 60 * minute;
const scrubbing = 110 * minute;
const replacing = 5 * minute;

/**
 * Dedicated hosts for mac instances by EC2's rules, which moto does not have: one instance a host, scrubbed after it,
 * released no sooner than after a day; and replacements of root volumes.
 */
export class MacHosts {
  /** Hosts that say they are available, and refuse a launch. */
  readonly refusing = new Set<string>();
  /** Whether root volumes can be replaced. */
  replacesRoot = true;
  readonly #clock: Clock;
  readonly #hosts = new Map<string, Host>();
  readonly #tasks = new Map<string, Task>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: none of its concern. */
  answer(request: AwsRequest, pass: () => Promise<Answer>): Promise<Answer> | Answer | null {
    switch (request.action) {
      case "AllocateHosts":
        return this.#allocate(request.params);
      case "DescribeHosts":
        return this.#describe(request.params);
      case "ReleaseHosts":
        return this.#release(request.params);
      case "RunInstances":
        return this.#run(request, pass);
      case "CreateReplaceRootVolumeTask":
        return this.#replace(request);
      case "DescribeReplaceRootVolumeTasks":
        return this.#tasksOf(request.params);
      default:
        return null;
    }
  }

  /** Instances that were ended, by whatever way. */
  ended(instances: readonly string[]): void {
    for (const host of this.#hosts.values())
      if (host.instance !== null && instances.includes(host.instance)) {
        host.instance = null;
        host.pendingUntil = this.#clock.now() + scrubbing;
      }
  }

  #allocate(params: URLSearchParams): Answer {
    const quantity = Number(params.get("Quantity") ?? 1);
    const keys = [...params].filter(([name]) => /^TagSpecification\.1\.Tag\.\d+\.Key$/.test(name));
    const tags = keys.map(([name, key]) => [key, params.get(name.replace(/Key$/, "Value")) ?? ""] as const);
    const ids = Array.from({ length: quantity }, () => {
      const id = `h-${(this.#hosts.size + 1).toString(16).padStart(17, "0")}`;
      this.#hosts.set(id, {
        ...{ id, tags, type: params.get("InstanceType") ?? "", zone: params.get("AvailabilityZone") ?? "" },
        ...{ allocatedAt: this.#clock.now(), pendingUntil: 0, instance: null },
      });
      return id;
    });
    return ec2Answer("AllocateHosts", `<hostIdSet>${xmlItems(ids)}</hostIdSet>`);
  }

  #describe(params: URLSearchParams): Answer {
    const filters = [...params]
      .filter(([name]) => /^Filter\.\d+\.Name$/.test(name))
      .map(
        ([name, tag]) => [tag.replace(/^tag:/, ""), params.get(name.replace(/Name$/, "Value.1"))] as const,
      );
    const fitting = [...this.#hosts.values()].filter(({ tags }) =>
      filters.every(([tag, value]) => tags.some(([name, one]) => name === tag && one === value)),
    );
    return ec2Answer(
      "DescribeHosts",
      `<hostSet>${xmlItems(fitting.map((host) => this.#told(host)))}</hostSet>`,
    );
  }

  #told({ id, type, zone, tags, pendingUntil, instance }: Host): string {
    const state = this.#clock.now() < pendingUntil ? "pending" : "available";
    const on =
      instance === null
        ? ""
        : `<item><instanceId>${instance}</instanceId><instanceType>${type}</instanceType></item>`;
    const tagSet = tags.map(([name, value]) => `<key>${escaped(name)}</key><value>${escaped(value)}</value>`);
    return [
      `<hostId>${id}</hostId><state>${state}</state><availabilityZone>${zone}</availabilityZone>`,
      `<hostProperties><instanceType>${type}</instanceType></hostProperties>`,
      `<instances>${on}</instances><tagSet>${xmlItems(tagSet)}</tagSet>`,
    ].join("");
  }

  #release(params: URLSearchParams): Answer {
    const gone: string[] = [];
    const kept: string[] = [];
    for (const id of listOf(params, "HostId")) {
      const fault = this.#heldBy(id);
      if (fault === null) this.#hosts.delete(id);
      if (fault === null) gone.push(id);
      else kept.push(`<resourceId>${id}</resourceId><error>${fault}</error>`);
    }
    return ec2Answer(
      "ReleaseHosts",
      `<successful>${xmlItems(gone)}</successful><unsuccessful>${xmlItems(kept)}</unsuccessful>`,
    );
  }

  /** Why a host can't be released, as EC2 words it; null: it can. */
  #heldBy(id: string): string | null {
    const host = this.#hosts.get(id);
    const now = this.#clock.now();
    const told = (code: string, message: string) => `<code>${code}</code><message>${message}</message>`;
    if (host === undefined) return told("Client.InvalidHostID.NotFound", `${id} could not be found`);
    if (host.instance !== null || now < host.pendingUntil)
      return told(
        "Client.InvalidHost.Occupied",
        `Dedicated host '${id}' cannot be released as it is occupied.`,
      );
    const free = host.allocatedAt + leastAllocation;
    if (now >= free) return null;
    const least = `${host.type} hosts must be allocated to your AWS account for at least 24 hour(s).`;
    const from = `You can release this host any time after ${new Date(free).toISOString()}.`;
    return told(
      "Client.HostMinAllocationPeriodUnexpired",
      `Unable to release Dedicated Host ${id}. ${least} ${from}`,
    );
  }

  async #run(request: AwsRequest, pass: () => Promise<Answer>): Promise<Answer> {
    const id = request.params.get("Placement.HostId");
    if (id === null) return await pass();
    const host = this.#hosts.get(id);
    const isFree = host?.instance === null && this.#clock.now() >= host.pendingUntil;
    const message = `There is not enough capacity on the Dedicated Host ${id}.`;
    if (!isFree) return errorAnswer(request, { code: "InsufficientCapacityOnHost", message });
    // A server's error, though nothing was started.
    if (this.refusing.has(id))
      return errorAnswer(request, { code: "InsufficientHostCapacity", message, status: 500 });
    // Taken before moto answers: another one may ask meanwhile.
    host.instance = "starting";
    const answer = await pass();
    host.instance = /<instanceId>(i-[0-9a-f]+)<\/instanceId>/.exec(answer.body)?.[1] ?? null;
    return answer;
  }

  #replace(request: AwsRequest): Answer {
    const instance = request.params.get("InstanceId") ?? "";
    if (!this.replacesRoot || ![...this.#hosts.values()].some((host) => host.instance === instance))
      return errorAnswer(request, {
        code: "UnsupportedOperation",
        message: "The instance's root volume can't be replaced",
      });
    const id = `replacevol-${(this.#tasks.size + 1).toString(16).padStart(17, "0")}`;
    const task = { id, instance, doneAt: this.#clock.now() + replacing };
    this.#tasks.set(id, task);
    return ec2Answer(
      request.action,
      `<replaceRootVolumeTask>${this.#taskTold(task)}</replaceRootVolumeTask>`,
    );
  }

  #tasksOf(params: URLSearchParams): Answer {
    const wanted = listOf(params, "ReplaceRootVolumeTaskId");
    const tasks = [...this.#tasks.values()].filter(({ id }) => wanted.includes(id));
    const items = xmlItems(tasks.map((task) => this.#taskTold(task)));
    return ec2Answer(
      "DescribeReplaceRootVolumeTasks",
      `<replaceRootVolumeTaskSet>${items}</replaceRootVolumeTaskSet>`,
    );
  }

  #taskTold({ id, instance, doneAt }: Task): string {
    const isThere = [...this.#hosts.values()].some((host) => host.instance === instance);
    const state = this.#clock.now() >= doneAt ? "succeeded" : isThere ? "in-progress" : "failed";
    return `<replaceRootVolumeTaskId>${id}</replaceRootVolumeTaskId><instanceId>${instance}</instanceId><taskState>${state}</taskState>`;
  }
}
