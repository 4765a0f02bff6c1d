import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import type { RunnerConfiguration, RunnerSecrets } from "../ports/secrets.ts";

/** Tag of a parameter that says whose it is. */
export const instanceTag = "slipway:instance";

/**
 * The condition of the statement that lets the role of instances read and delete parameters of the path: each its own, as
 * the tag says, and no other. EC2's key goes with the requests of an instance to any service; of the two keys for a
 * parameter's tag it is this one that is listed for reading and for deleting
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html).
 */
export const ownParameterCondition = {
  ArnLike: { "ec2:SourceInstanceARN": `arn:*:ec2:*:*:instance/\${aws:ResourceTag/${instanceTag}}` },
} as const;

/** Configurations in Parameter Store, encrypted by the stack's own key, one for each instance. */
export class SsmSecrets implements RunnerSecrets {
  readonly #client: SSMClient;
  readonly #path: string;
  readonly #key: string;

  /** `path`: without a slash at its end; `key`: id or alias of the key. */
  constructor(client: SSMClient, { path, key }: { readonly path: string; readonly key: string }) {
    this.#client = client;
    this.#path = path;
    this.#key = key;
  }

  async put(instance: string, configuration: RunnerConfiguration): Promise<"kept" | "exists"> {
    try {
      await this.#client.send(
        new PutParameterCommand({
          ...{ Name: this.#name(instance), Value: JSON.stringify(configuration) },
          ...{ Type: "SecureString", KeyId: this.#key, Overwrite: false },
          // A JIT configuration has some 4,000 characters: more than the standard tier takes together with the rest.
          Tier: "Intelligent-Tiering",
          Tags: [{ Key: instanceTag, Value: instance }],
        }),
      );
      return "kept";
    } catch (error) {
      if (error instanceof ParameterAlreadyExists) return "exists";
      throw error;
    }
  }

  async remove(instance: string): Promise<void> {
    try {
      await this.#client.send(new DeleteParameterCommand({ Name: this.#name(instance) }));
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error;
    }
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const { Parameters = [], NextToken } = await this.#client.send(
        new DescribeParametersCommand({
          ParameterFilters: [{ Key: "Path", Option: "OneLevel", Values: [this.#path] }],
          ...{ MaxResults: 50, NextToken: next },
        }),
      );
      found.push(...Parameters.map(({ Name = "" }) => Name.slice(this.#path.length + 1)));
      next = NextToken;
    } while (next !== undefined);
    return found;
  }

  #name(instance: string): string {
    return `${this.#path}/${instance}`;
  }
}
