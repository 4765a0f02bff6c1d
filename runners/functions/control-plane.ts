import { randomUUID } from "node:crypto";
import { awsClients } from "../aws/clients.ts";
import { Ec2Compute } from "../aws/ec2/ec2-compute.ts";
import { KeptValue } from "../aws/kept-value.ts";
import { SqsHints } from "../aws/sqs-hints.ts";
import { SsmSecrets } from "../aws/ssm-secrets.ts";
import { DynamoDbTable } from "../aws/table/dynamodb-table.ts";
import { HttpGitHub } from "../github/http-github.ts";
import { type GitHubRole, tokenPermissions } from "../github/permissions.ts";
import { Requests } from "../github/requests.ts";
import type { Services } from "../ports/services.ts";
import type { FunctionEnvironment } from "./environment.ts";

/** GitHub's own API publishes the runner; others may have no copy of it. */
const publisher = "https://api.github.com";

/**
 * All services on AWS and GitHub, with tokens of GitHub that may do what the role needs and no more. `SLIPWAY_APP_KEY`
 * names the parameter that holds the App's private key.
 */
export function controlPlane(role: GitHubRole, environment: FunctionEnvironment): Services {
  const { settings, log, clock, variable } = environment;
  const { dynamodb, ec2, sqs, ssm } = awsClients();
  const { aws, github, pools, stack } = settings;
  const key = new KeptValue(ssm, variable("SLIPWAY_APP_KEY"), clock.now);
  const { api, appId, installationId } = github;
  const requests = new Requests({
    ...{ api, appId, installationId, clock, publisher, privateKey: () => key.get() },
    permissions: tokenPermissions(role, github),
  });
  return {
    ...{ settings, log, clock },
    table: new DynamoDbTable(dynamodb, aws.table, clock),
    hints: new SqsHints(sqs, aws.queue),
    secrets: new SsmSecrets(ssm, { path: aws.parameters, key: aws.key }),
    compute: new Ec2Compute({ client: ec2, stack, pools, clock }),
    github: new HttpGitHub(requests, github),
    newToken: randomUUID,
  };
}
