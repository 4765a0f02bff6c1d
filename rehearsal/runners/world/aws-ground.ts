import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { DeleteParameterCommand, GetParameterCommand, ParameterNotFound } from "@aws-sdk/client-ssm";
import type { AwsClients } from "../../../runners/aws/clients.ts";
import { Ec2Compute } from "../../../runners/aws/ec2/ec2-compute.ts";
import { SqsHints } from "../../../runners/aws/sqs-hints.ts";
import { SsmSecrets } from "../../../runners/aws/ssm-secrets.ts";
import { DynamoDbTable } from "../../../runners/aws/table/dynamodb-table.ts";
import type { Compute, Instance, Launched } from "../../../runners/ports/compute.ts";
import type { GitHub, ListedJob } from "../../../runners/ports/github.ts";
import type { Hints } from "../../../runners/ports/hints.ts";
import type { RunnerConfiguration, RunnerSecrets } from "../../../runners/ports/secrets.ts";
import type { Table } from "../../../runners/ports/table.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";
import type { FaultProxy } from "../../aws/fault-proxy/proxy.ts";
import type { Around } from "../memory/around.ts";
import type { SimulatedTime } from "../simulated-time.ts";
import type { Batch, Ground } from "./ground.ts";
import type { MemoryGroundOptions } from "./memory-ground.ts";

/** The services of an account, behind a proxy that makes them fail, and a GitHub. */
export interface AwsServices {
  readonly settings: RunnerSettings;
  readonly clients: AwsClients;
  readonly proxy: FaultProxy;
  readonly github: GitHub;
}

/** The real adapters on local services. Time stands still while one is asked. */
export class AwsGround implements Ground {
  readonly table: Table;
  readonly hints: Hints;
  readonly secrets: RunnerSecrets;
  readonly compute: Compute;
  readonly github: GitHub;
  readonly #given: MemoryGroundOptions;
  readonly #services: AwsServices;
  readonly #raw: { readonly compute: Compute; readonly secrets: RunnerSecrets; readonly table: Table };
  readonly #booted = new Set<string>();
  /** Whether the queue may have something: it is not asked each second for nothing. */
  #isHinted = false;

  constructor(given: MemoryGroundOptions, services: AwsServices) {
    const { time, around, told } = given;
    const { settings, clients, proxy, github } = services;
    const { aws, pools, stack } = settings;
    this.#given = given;
    this.#services = services;
    const compute = new Ec2Compute({ client: clients.ec2, stack, pools, clock: time });
    const secrets = new SsmSecrets(clients.ssm, { path: aws.parameters, key: aws.key });
    const table = new DynamoDbTable(clients.dynamodb, aws.table, time);
    this.#raw = { compute, secrets, table };
    const within = { time, around };
    this.table = disturbedPort("table", table, within);
    const queue = new SqsHints(clients.sqs, aws.queue);
    const send = (pool: string, id: string) => {
      this.#isHinted = true;
      return queue.send(pool, id);
    };
    this.hints = disturbedPort<Hints>("hints", { send }, within);
    this.secrets = disturbedPort("secrets", secrets, within);
    this.compute = disturbedPort("compute", this.#observed(compute), within);
    this.github = disturbedPort("github", misreading(github, told), within);
    proxy.capacity = given.capacity;
  }

  async takeHints(): Promise<Batch | null> {
    const { clients, settings } = this.#services;
    const QueueUrl = settings.aws.queue;
    if (!this.#isHinted) return null;
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
    );
    const [first] = Messages;
    if (first?.Body === undefined) {
      // Those of a pool whose hints are out are not told of: that they are done with is another occasion.
      this.#isHinted = false;
      return null;
    }
    const { time, visibility } = this.#given;
    // A batch may hold hints of several pools: those of others come again at once.
    const own = Messages.filter(({ Body }) => Body === first.Body);
    const others = Messages.filter(({ Body }) => Body !== first.Body);
    const giveBack = async (messages: typeof Messages) => {
      for (const { ReceiptHandle } of messages)
        await clients.sqs.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
        );
    };
    await giveBack(others);
    const done = async () => {
      for (const { ReceiptHandle } of own)
        await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    };
    return {
      pool: first.Body,
      end: (isDone) => {
        const look = async (work: Promise<void>) => {
          await work;
          this.#isHinted = true;
        };
        if (isDone) void time.hold(look(done()));
        else time.after(visibility, () => void time.hold(look(giveBack(own))));
      },
    };
  }

  async fetch(instance: string): Promise<RunnerConfiguration | null> {
    const { clients, settings } = this.#services;
    const Name = `${settings.aws.parameters}/${instance}`;
    try {
      const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      await clients.ssm.send(new DeleteParameterCommand({ Name }));
      return JSON.parse(Parameter?.Value ?? "null") as RunnerConfiguration | null;
    } catch (error) {
      if (error instanceof ParameterNotFound) return null;
      throw error;
    }
  }

  async stop(instance: string): Promise<void> {
    await this.#services.proxy.powerOff(instance);
    this.#given.events.ended(instance);
  }

  async interrupt(instance: string): Promise<void> {
    await this.#services.proxy.interrupt(instance);
    this.#given.events.ended(instance);
  }

  view(pool: string, month = "2026-11") {
    return this.#raw.table.pool(pool, month);
  }

  async left() {
    const instances = (await this.#raw.compute.instances()).filter(({ state }) => state !== "ending");
    return { instances, configurations: await this.#raw.secrets.list() };
  }

  /** What is launched boots, what ends stops: moto's instances do nothing by themselves. */
  #observed(compute: Compute): Compute {
    const { events } = this.#given;
    const boot = (instances: readonly Instance[]) => {
      for (const instance of instances.filter(({ id }) => !this.#booted.has(id))) {
        this.#booted.add(instance.id);
        events.booted(instance);
      }
    };
    const launched = async (launch: Promise<Launched>) => {
      const answer = await launch;
      boot(answer.instances);
      return answer;
    };
    const tasks = new Map<string, string>();
    return {
      launch: (request) => launched(compute.launch(request)),
      launchOn: (host, request) => launched(compute.launchOn(host, request)),
      instances: () => compute.instances(),
      end: async (instances) => {
        await compute.end(instances);
        instances.forEach((instance) => events.ended(instance));
      },
      interrupted: (instances) => compute.interrupted(instances),
      hosts: () => compute.hosts(),
      replaceRoot: async (instance) => {
        const task = await compute.replaceRoot(instance);
        if (task !== null) tasks.set(task, instance);
        return task;
      },
      replacement: async (task) => {
        const stands = await compute.replacement(task);
        const instance = tasks.get(task);
        if (stands !== "succeeded" || instance === undefined) return stands;
        tasks.delete(task);
        (await compute.instances()).filter(({ id }) => id === instance).forEach((one) => events.booted(one));
        return stands;
      },
    };
  }
}

/** The port with faults around each call, during which time stands still. */
function disturbedPort<T extends object>(
  name: string,
  port: T,
  { time, around }: { readonly time: SimulatedTime; readonly around: Around },
): T {
  return new Proxy(port, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key, target);
      if (typeof method !== "function" || key === "remaining")
        return typeof method === "function" ? (method.bind(target) as unknown) : method;
      return (...args: readonly unknown[]) =>
        around(`${name}.${String(key)}`, () =>
          time.hold(Promise.resolve(Reflect.apply(method, target, args) as Promise<unknown>)),
        );
    },
  });
}

function misreading(github: GitHub, told: (job: ListedJob) => ListedJob | null): GitHub {
  return new Proxy(github, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key, target);
      if (typeof method !== "function") return method;
      if (key !== "job") return method.bind(target) as unknown;
      return async (repository: string, id: number) => {
        const job = await target.job(repository, id);
        return job === null ? null : told(job);
      };
    },
  });
}
