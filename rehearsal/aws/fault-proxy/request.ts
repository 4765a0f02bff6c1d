import type { IncomingHttpHeaders } from "node:http";

/** A request of an AWS SDK, as far as it is understood. */
export interface AwsRequest {
  /** `ec2`, `dynamodb`, `sqs`, `ssm`: of the signature's scope. */
  readonly service: string;
  /** `CreateFleet`, `PutItem` */
  readonly action: string;
  /** Parameters of EC2's query protocol: `InstanceId.1`. */
  readonly params: URLSearchParams;
  readonly body: Buffer;
}

/** Understands a request by its signature, target and form. */
export function awsRequest(headers: IncomingHttpHeaders, body: Buffer): AwsRequest {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
  const target =
    String(headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) ?? "";
  const params = new URLSearchParams(service === "ec2" ? body.toString() : "");
  return { service, action: params.get("Action") ?? target, params, body };
}

/** Values of a list in EC2's query protocol: those of `InstanceId.1`, `InstanceId.2`, ... */
export function listOf(params: URLSearchParams, name: string): readonly string[] {
  return [...params].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);
}
