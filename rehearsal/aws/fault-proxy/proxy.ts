import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Clock } from "../../../runners/ports/clock.ts";
import { type Answer, errorAnswer } from "./answer.ts";
import { type Capacity, createFleet } from "./fleets.ts";
import { Interruptions } from "./interruptions.ts";
import { MacHosts } from "./mac-hosts.ts";
import { type AwsRequest, awsRequest, listOf } from "./request.ts";
import { FaultPlan, throttlingCode } from "./rules.ts";
import { ClientTokens } from "./tokens.ts";

/** AWS with what moto lacks: faults, client tokens, capacity, interruptions, mac hosts. */
export interface FaultProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly faults: FaultPlan;
  readonly hosts: MacHosts;
  readonly interruptions: Interruptions;
  /** Requests that came, by `service.Action`, those that failed too. */
  readonly calls: ReadonlyMap<string, number>;
  capacity: Capacity;
  close(): Promise<void>;
}

/** Starts it in front of a moto. */
export async function startFaultProxy(moto: string, clock: Clock): Promise<FaultProxy> {
  const proxy = new Proxying(moto, clock);
  const server = createServer((request, response) => void proxy.serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy got no port");
  return Object.assign(proxy.face, {
    url: `http://127.0.0.1:${address.port}`,
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
  readonly #tokens = new ClientTokens();
  readonly #calls = new Map<string, number>();
  /** DynamoDB's transactions are isolated, moto's are not: it gets one request of it at a time. */
  #dynamodb: Promise<unknown> = Promise.resolve();

  constructor(moto: string, clock: Clock) {
    this.#moto = moto;
    this.face = {
      ...{ faults: new FaultPlan(), hosts: new MacHosts(clock), interruptions: new Interruptions() },
      ...{ calls: this.#calls as ReadonlyMap<string, number>, capacity: (() => Infinity) as Capacity },
    };
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const request = awsRequest(incoming.headers, body);
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
    if (fault === "unavailable")
      return errorAnswer(request, { code: "InternalError", message: "An internal error", status: 500 });
    if (fault === "throttled")
      return errorAnswer(request, { ...throttlingCode(request.service), message: "Rate exceeded" });
    const answer = await this.#answer(request, pass);
    if (fault === "lost") return null;
    if (fault !== null) await new Promise((resolve) => setTimeout(resolve, fault.slow));
    return answer;
  }

  async #answer(request: AwsRequest, pass: (body: Buffer) => Promise<Answer>): Promise<Answer> {
    const { service, action, body, params } = request;
    if (service === "dynamodb") return await this.#inTurn(() => pass(body));
    if (service !== "ec2") return await pass(body);
    const { hosts, interruptions } = this.face;
    return await this.#tokens.once(request, async () => {
      if (action === "CreateFleet") return await createFleet(request, this.face.capacity, pass);
      const ofHosts = hosts.answer(request, () => pass(body));
      if (ofHosts !== null) return await ofHosts;
      const answer = await pass(body);
      if (action === "TerminateInstances" && answer.status === 200) hosts.ended(listOf(params, "InstanceId"));
      return action === "DescribeInstances" ? interruptions.told(answer) : answer;
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
    const answer = await fetch(new URL(url, this.#moto), {
      method,
      headers: passed,
      body: new Uint8Array(body),
    });
    const contentType = answer.headers.get("content-type") ?? "text/xml";
    return { status: answer.status, contentType, body: await answer.text() };
  }
}
