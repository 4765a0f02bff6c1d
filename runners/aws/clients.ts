import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";

/** The clients of all services that the control plane uses. */
export interface AwsClients {
  readonly dynamodb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
}

/** Where the services are, if not where the SDK finds them by itself: for tests. */
export interface AwsPlace {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Clients that give up in time: a function has seconds, and what was asked with a token is asked again later. The SDK
 * tries throttled and broken requests again, with the same token.
 */
export function awsClients(place: AwsPlace = {}): AwsClients {
  const common = {
    ...place,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 15_000 },
  };
  return {
    dynamodb: new DynamoDBClient(common),
    ec2: new EC2Client(common),
    sqs: new SQSClient(common),
    ssm: new SSMClient(common),
  };
}
