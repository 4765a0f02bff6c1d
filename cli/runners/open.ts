import { FaultsError } from "../../config/fault.ts";
import { awsClients } from "../../runners/aws/clients.ts";
import { DynamoDbTable } from "../../runners/aws/table/dynamodb-table.ts";
import type { Table } from "../../runners/ports/table.ts";
import { keptSettings } from "../../runners/settings/kept.ts";
import type { RunnerSettings } from "../../runners/settings/settings.ts";
import { readProject, readStackFile } from "../project/project.ts";
import { isRecord } from "../changes/value.ts";
import { yamlMap } from "../project/yaml-map.ts";

/** Where a stack's runners are looked at. */
export interface RunnersOptions {
  readonly stack: string;
  readonly cwd: string;
  readonly json?: true;
  /** Name of the table; its own where it is not named. */
  readonly table?: string;
  readonly region?: string;
}

/** A control plane as its table tells of it. */
export interface ControlPlane {
  readonly table: Table;
  readonly settings: RunnerSettings;
  close(): void;
}

/** Reads how a stack's control plane is set up. Throws a FaultsError where there is none, or it can't be read. */
export async function openControlPlane(options: RunnersOptions): Promise<ControlPlane> {
  const region = regionOf(options);
  const name = options.table ?? `slipway-${options.stack}-runners`;
  const clients = awsClients({ region });
  const table = new DynamoDbTable(clients.dynamodb, name, { now: Date.now });
  const close = () => Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
  try {
    const settings = await keptSettings({ table });
    if (settings === null) throw notRun(name);
    return { table, settings, close };
  } catch (error) {
    close();
    throw error instanceof FaultsError ? error : unreadable(error, { name, region, stack: options.stack });
  }
}

/** That of the command, of the stack's own settings, or of the environment, in this order. */
function regionOf({ region, stack, cwd }: RunnersOptions): string {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const found = region ?? ofStack(stack, cwd) ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  if (found !== undefined) return found;
  const mend = `add aws:region to Pulumi.${stack}.yaml, or name it by --region`;
  throw new FaultsError([{ place: "aws:region", fault: "is not set", mend }]);
}

function ofStack(stack: string, cwd: string): string | undefined {
  const { config } = yamlMap(readStackFile(readProject(cwd), stack), "write the stack's settings there");
  const region = isRecord(config) ? config["aws:region"] : undefined;
  return typeof region === "string" ? region : undefined;
}

function notRun(name: string): FaultsError {
  const fault = "holds no settings: the control plane has not run yet";
  return new FaultsError([
    { place: name, fault, mend: "wait a minute after `up`, or look at its function's log" },
  ]);
}

interface Asked {
  readonly name: string;
  readonly region: string;
  readonly stack: string;
}

function unreadable(error: unknown, { name, region, stack }: Asked): FaultsError {
  const kind = error instanceof Error ? error.name : "";
  if (kind === "ResourceNotFoundException") {
    const mend = `see that ${stack} has runners and that they are in ${region}; else name --table and --region`;
    return new FaultsError([{ place: name, fault: `is no table in ${region}`, mend }]);
  }
  if (kind === "CredentialsProviderError") {
    const mend = "log in to AWS (`aws sso login`), or set AWS_PROFILE";
    return new FaultsError([{ place: "AWS", fault: "no credentials were found", mend }]);
  }
  const refused = ["AccessDeniedException", "UnrecognizedClientException", "ExpiredTokenException"];
  const said = error instanceof Error ? error.message : String(error);
  const mend = refused.includes(kind)
    ? "use credentials that may read the table: dynamodb:GetItem and dynamodb:Query"
    : "see that AWS can be reached, then run it again";
  return new FaultsError([{ place: name, fault: `can't be read (${said})`, mend }]);
}
