import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type AwsPlace, clientOptions } from "./client-options.ts";

/** The clients of all services that the control plane uses. */
export interface AwsClients {
  readonly dynamodb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
}

/** All clients, for a program that needs them all: one that needs some makes these alone, and loads in half the time. */
export function awsClients(place: AwsPlace = {}): AwsClients {
  return {
    dynamodb: new DynamoDBClient(clientOptions("dynamodb", place)),
    ec2: new EC2Client(clientOptions("ec2", place)),
    sqs: new SQSClient(clientOptions("sqs", place)),
    ssm: new SSMClient(clientOptions("ssm", place)),
  };
}
