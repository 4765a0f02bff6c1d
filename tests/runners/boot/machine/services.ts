import { createHash, createHmac } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Call, Scenario } from "./scenario.ts";

/**
 * EC2's metadata (version 2 alone), Systems Manager's parameters and CloudWatch Logs, as one machine sees them. Started by
 * machine.sh within the network of one machine: `services.ts FOLDER`.
 */
const folder = process.argv[2] ?? "";
const scenario = JSON.parse(readFileSync(join(folder, "scenario.json"), "utf8")) as Scenario;
const credentials = {
  AccessKeyId: "ASIAEXAMPLE",
  SecretAccessKey: scenario.secrets.secretKey,
  Token: scenario.secrets.sessionToken,
  Expiration: "2036-01-01T00:00:00Z",
};
let isDeleted = false;
let asked = 0;
const streams = new Set<string>();

const metadata: Readonly<Record<string, string>> = {
  "/latest/meta-data/instance-id": scenario.instance,
  "/latest/meta-data/placement/region": "eu-central-1",
  "/latest/meta-data/services/domain": "amazonaws.com",
  "/latest/meta-data/iam/security-credentials/": "machines",
  "/latest/meta-data/iam/security-credentials/machines": JSON.stringify(credentials, null, 2),
};

function note(call: Omit<Call, "at">): void {
  appendFileSync(join(folder, "calls.jsonl"), `${JSON.stringify({ ...call, at: Date.now() })}\n`);
}

function answerMetadata(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "";
  const reply = (status: number, text: string) => response.writeHead(status).end(text);
  if (request.method === "PUT" && path === "/latest/api/token") {
    reply(
      request.headers["x-aws-ec2-metadata-token-ttl-seconds"] === undefined ? 400 : 200,
      "metadata-token",
    );
  } else if (request.headers["x-aws-ec2-metadata-token"] !== "metadata-token") {
    reply(401, "");
  } else if (path === "/latest/meta-data/spot/instance-action" && scenario.isInterrupted) {
    reply(200, '{"action": "terminate", "time": "2026-11-23T12:00:00Z"}');
  } else {
    const text = metadata[path];
    reply(text === undefined ? 404 : 200, text ?? "");
  }
}

/** Checks Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
function isSigned(request: IncomingMessage, service: string, body: Buffer): boolean {
  const { authorization = "", "x-amz-date": stamp = "" } = request.headers;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (parts === null || typeof stamp !== "string") return false;
  const [, key, scope = "", names = "", signature] = parts;
  const lines = names.split(";").map((name) => `${name}:${String(request.headers[name])}\n`);
  const digest = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
  const canonical = `POST\n/\n\n${lines.join("")}\n${names}\n${digest(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${digest(canonical)}`;
  const derived = [...scope.split("/"), toSign].reduce<Buffer>(
    (last, part) => createHmac("sha256", last).update(part).digest(),
    Buffer.from(`AWS4${credentials.SecretAccessKey}`),
  );
  return (
    key === credentials.AccessKeyId &&
    scope === `${stamp.slice(0, 8)}/eu-central-1/${service}/aws4_request` &&
    names === "content-type;host;x-amz-date;x-amz-security-token;x-amz-target" &&
    request.headers["x-amz-security-token"] === credentials.Token &&
    derived.toString("hex") === signature
  );
}

type Reply = readonly [status: number, body: Record<string, unknown>];
const refused = (kind: string): Reply => [400, { __type: `com.amazonaws#${kind}`, message: "refused" }];

function getParameter(name: unknown): Reply {
  const { parameter, instance } = scenario;
  if (name !== `/slipway/test/runners/${instance}`) return refused("AccessDeniedException");
  asked += 1;
  const isThere = parameter.after !== null && asked > parameter.after;
  if (!isThere || isDeleted) return refused("ParameterNotFound");
  return [200, { Parameter: { Name: name, Type: "SecureString", Value: parameter.value, Version: 1 } }];
}

function deleteParameter(): Reply {
  if (scenario.isDeleteRefused) return refused("AccessDeniedException");
  if (isDeleted) return refused("ParameterNotFound");
  isDeleted = true;
  return scenario.isDeleteAnswerLost ? [500, { __type: "InternalServerError" }] : [200, {}];
}

function createStream(name: string): Reply {
  if (streams.has(name)) return refused("ResourceAlreadyExistsException");
  streams.add(name);
  return [200, {}];
}

function putEvents(stream: string, events: readonly { readonly message: string }[]): Reply {
  if (!streams.has(stream)) return refused("ResourceNotFoundException");
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  const isTaken = events.length > 0 && events.length <= 10_000 && bytes <= 1_048_576;
  const isWhole = events.every(({ message }) => message !== "");
  return isTaken && isWhole ? [200, {}] : refused("InvalidParameterException");
}

function answerService(target: string, sent: Record<string, unknown>): Reply {
  switch (target) {
    case "AmazonSSM.GetParameter":
      return getParameter(sent["Name"]);
    case "AmazonSSM.DeleteParameter":
      return deleteParameter();
    case "Logs_20140328.CreateLogStream":
      return createStream(String(sent["logStreamName"]));
    case "Logs_20140328.PutLogEvents":
      return putEvents(String(sent["logStreamName"]), sent["logEvents"] as { message: string }[]);
    default:
      return refused("UnknownOperationException");
  }
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const service = (request.headers.host ?? "").split(".")[0] ?? "";
  const target = String(request.headers["x-amz-target"]);
  const sent = JSON.parse(body.toString()) as Record<string, unknown>;
  const [status, answer] = isSigned(request, service, body)
    ? answerService(target, sent)
    : refused("InvalidSignatureException");
  note({ target, asked: sent, status, word: typeof answer["__type"] === "string" ? answer["__type"] : "" });
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
}

const listening = ["169.254.169.254", "fd00:ec2::254"].map(
  (host) => new Promise<void>((done) => createHttp(answerMetadata).listen(80, host, done)),
);
const pem = (name: string) => readFileSync(join(folder, name));
const tls = createHttps(
  { key: pem("key.pem"), cert: pem("certificate.pem") },
  (...both) => void serve(...both),
);
await Promise.all([...listening, new Promise<void>((done) => tls.listen(443, "10.0.0.1", done))]);
writeFileSync(join(folder, "services-ready"), "");
