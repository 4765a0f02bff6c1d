import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Clock } from "../../../runners/ports/clock.ts";
import { type Answer, errorAnswer } from "./answer.ts";
import { type Capacity, createFleet, type Override } from "./fleets.ts";
import { type EndReason, Instances } from "./instances.ts";
import { LaunchRate } from "./launch-rate.ts";
import { MacHosts } from "./mac-hosts.ts";
import { type AwsRequest, awsRequest, listOf } from "./request.ts";
import { FaultPlan, throttlingCode } from "./rules.ts";
import { ClientTokens } from "./tokens.ts";

/** AWS with what moto lacks: faults, client tokens, capacity, limits, interruptions, mac hosts. */
export interface FaultProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly faults: FaultPlan;
  readonly hosts: MacHosts;
  readonly instances: Instances;
  readonly launchRate: LaunchRate;
  /** Requests that came, by `service.Action`, those that failed too. */
  readonly calls: ReadonlyMap<string, number>;
  capacity: Capacity;
  /** Whether EC2 has none of a type in a subnet now. */
  lacks: (override: Override) => boolean;
  /** EC2 takes a spot instance back. */
  interrupt(instance: string): Promise<void>;
  /** An instance powers itself off, which ends it. */
  powerOff(instance: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts it in front of a moto. */
export async function startFaultProxy(moto: string, clock: Clock): Promise<FaultProxy> {
  const proxy = new Proxying(moto, clock);
  const server = createServer((request, response) => {
    // Without an answer of moto's there is none.
    proxy.serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy got no port");
  return Object.assign(proxy.face, {
    url: `http://127.0.0.1:${address.port}`,
    interrupt: (instance: string) => proxy.end(instance, "Server.SpotInstanceTermination"),
    powerOff: (instance: string) => proxy.end(instance, "Client.InstanceInitiatedShutdown"),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
}

class Proxying {
  readonly face;
  readonly #moto: string;
  readonly #tokens: ClientTokens;
  readonly #calls = new Map<string, number>();
  /** The last signature of a request of EC2. */
  #scope = "";
  /** DynamoDB's transactions are isolated, moto's are not: it gets one request of it at a time. */
  #dynamodb: Promise<unknown> = Promise.resolve();

  constructor(moto: string, clock: Clock) {
    this.#moto = moto;
    const instances = new Instances(clock);
    this.#tokens = new ClientTokens((answer) => instances.areEnded(answer));
    this.face = {
      ...{
        instances,
        faults: new FaultPlan(),
        hosts: new MacHosts(clock),
        launchRate: new LaunchRate(clock),
      },
      ...{ calls: this.#calls as ReadonlyMap<string, number>, capacity: (() => Infinity) as Capacity },
      lacks: (() => false) as FaultProxy["lacks"],
    };
  }

  /** It ends without a request of the control plane's. */
  async end(instance: string, reason: EndReason): Promise<void> {
    const body = `Action=TerminateInstances&Version=2016-11-15&InstanceId.1=${instance}`;
    // moto goes by the scope of a signature alone.
    const headers = { authorization: this.#scope, "content-type": "application/x-www-form-urlencoded" };
    const { status } = await this.#ask("/", { method: "POST", headers, body });
    if (status !== 200) throw new Error(`${instance}: moto does not know it`);
    this.#ended([instance], reason);
  }

  #ended(instances: readonly string[], reason: EndReason | null): void {
    this.face.instances.ended(instances, reason);
    this.face.hosts.ended(instances);
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const request = awsRequest(incoming.headers, body);
    if (request.service === "ec2") this.#scope = incoming.headers.authorization ?? "";
    const name = `${request.service}.${request.action}`;
    this.#calls.set(name, (this.#calls.get(name) ?? 0) + 1);
    const fault = this.face.faults.take(request);
    const answer = await this.#faulty(request, fault, (changed) => this.#pass(incoming, changed));
    if (answer === null) {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
  }

  /** Null: the connection breaks. */
  async #faulty(
    request: AwsRequest,
    fault: ReturnType<FaultPlan["take"]>,
    pass: (body: Buffer) => Promise<Answer>,
  ): Promise<Answer | null> {
    if (fault === "unheard") return null;
    if (fault === "unavailable")
      return errorAnswer(request, { code: "InternalError", message: "An internal error", status: 500 });
    const throttled = { ...throttlingCode(request.service), message: "Rate exceeded" };
    if (fault === "throttled") return errorAnswer(request, throttled);
    if (fault !== null && typeof fault === "object" && "code" in fault) return errorAnswer(request, fault);
    const isAllowed = request.service !== "ec2" || this.face.launchRate.allows(request);
    const answer = isAllowed ? await this.#answer(request, pass) : errorAnswer(request, throttled);
    if (fault === "lost") return null;
    if (fault !== null) await new Promise((resolve) => setTimeout(resolve, fault.slow));
    return answer;
  }

  async #answer(request: AwsRequest, pass: (body: Buffer) => Promise<Answer>): Promise<Answer> {
    const { service, action, body, params } = request;
    if (service === "dynamodb") return await this.#inTurn(() => pass(body));
    if (service !== "ec2") return await pass(body);
    const { hosts, instances } = this.face;
    if (action === "TerminateInstances") {
      const answer = instances.refusal(request) ?? (await pass(body));
      if (answer.status === 200) this.#ended(listOf(params, "InstanceId"), null);
      return answer;
    }
    return await this.#tokens.once(request, async () => {
      if (action === "CreateFleet") return instances.started(await createFleet(request, this.face, pass));
      const ofHosts = hosts.answer(request, () => pass(body));
      const answer = await (ofHosts ?? pass(body));
      if (action === "RunInstances") return instances.started(answer);
      return action === "DescribeInstances" ? instances.told(answer) : answer;
    });
  }

  #inTurn(act: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#dynamodb.then(act, act);
    this.#dynamodb = turn.catch(() => undefined);
    return turn;
  }

  async #pass({ url = "/", method = "POST", headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const kept = ["authorization", "content-type", "x-amz-target", "x-amz-date"];
    const passed = kept.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value] as [string, string]] : [];
    });
    return await this.#ask(url, { method, headers: passed, body: new Uint8Array(body) });
  }

  async #ask(url: string, request: RequestInit): Promise<Answer> {
    const answer = await fetch(new URL(url, this.#moto), request);
    const contentType = answer.headers.get("content-type") ?? "text/xml";
    return { status: answer.status, contentType, body: await answer.text() };
  }
}
