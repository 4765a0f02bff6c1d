import { resolve } from "node:path";
import type { Mends } from "../faults/engine-words.ts";
import { readProject, readStackFile } from "../project/project.ts";
import { repositoryOf } from "../project/repository.ts";
import { yamlMap } from "../project/yaml-map.ts";
import { isRecord } from "../changes/value.ts";
import type { Ground } from "../run/ground.ts";
import { programFile } from "../run/program.ts";
import { fetchDockerPlugin } from "./plugins.ts";

/** What a run with real accounts is asked for. */
export interface RealRequest {
  readonly stack: string;
  /** The project's folder. */
  readonly cwd: string;
  /** A program to run instead of Slipway's own. */
  readonly program?: string | undefined;
}

/** Variables whose values nobody is to be shown, whatever prints them. */
const secretVariables = [
  "GITHUB_TOKEN",
  "GITHUB_APP_PEM_FILE",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
];

/** The user's own accounts: their backend, secrets provider and plugins, as `pulumi` itself finds them. */
export function openReal({ stack, cwd, program }: RealRequest): Promise<Ground> {
  const project = readProject(cwd);
  // Pulumi Cloud names a stack with its organization and project, its file does not.
  const settings = yamlMap(readStackFile(project, stack.split("/").at(-1) ?? stack), "describe the package");
  const { config } = settings;
  return Promise.resolve({
    place: {
      project: project.name,
      stack: withoutOrganization(stack, project.name),
      workFolder: resolve(cwd),
      environment: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    },
    program: programFile(cwd, program),
    repository: isRecord(config) ? repositoryOf(config) : "",
    secrets: secretVariables.flatMap((name) => process.env[name] ?? []).filter(isTelling),
    mends: mendsFor(stack),
    furnish: async (engine, help) => {
      if (isRecord(config) && "slipway:image" in config) await fetchDockerPlugin(engine, help);
    },
    warmUp: () => {},
    watch: () => ({ dispose: () => {} }),
    explained: (fault) => fault,
    close: () => Promise.resolve(),
  });
}

/** A word so short stands in many a text by chance, and taken out there would tell what it is. */
const isTelling = (secret: string) => secret.length >= 8;

/** In a backend of files, which has no organizations, `organization/PROJECT/NAME` is a longer word for `NAME`. */
function withoutOrganization(stack: string, project: string): string {
  const [organization, ...rest] = stack.split("/");
  if (organization !== "organization") return stack;
  return rest.length === 1 || rest[0] === project ? (rest.at(-1) ?? stack) : stack;
}

function mendsFor(stack: string): Mends {
  return {
    stack,
    locked: `wait until the other update ends; if it is no more, \`pulumi cancel ${stack}\` takes its lock away`,
    sealed:
      "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, or log in to the service that has the key",
    broken: "bring back a backup of the backend, or mend it with `pulumi state repair`",
  };
}
