import * as pulumi from "@pulumi/pulumi";
import { parseSettings } from "./parse.ts";
import type { RawConfig } from "./raw-config.ts";
import type { Settings } from "./schema/settings.ts";
import { secretsNamespace } from "./secret-values.ts";

/** What the stack's configuration says; secret values apart, as outputs that stay encrypted. */
export interface Configuration {
  readonly project: string;
  readonly stack: string;
  readonly settings: Settings;
  readonly secretValues: Readonly<Record<string, pulumi.Output<string>>>;
  readonly github: GitHubConfiguration;
  /** The stack's own `docker:registryAuth`; undefined: registries are asked without credentials. */
  readonly registryAuth: pulumi.Output<RegistryCredentials[]> | undefined;
}

/** What opens a registry, as the docker provider takes it. */
export interface RegistryCredentials {
  /** `ghcr.io` */
  readonly address: string;
  readonly username?: string;
  readonly password?: string;
  readonly configFile?: string;
  readonly configFileContent?: string;
  readonly authDisabled?: boolean;
}

/** The stack's own `github:*` settings, for the provider of ours; the published one reads them by itself. */
export interface GitHubConfiguration {
  readonly owner: string | undefined;
  readonly baseUrl: string | undefined;
  readonly token: pulumi.Output<string> | undefined;
  readonly appAuth: pulumi.Output<GitHubApp> | undefined;
}

/** Credentials of a GitHub App's installation; `pemFile` is the text of its private key. */
export interface GitHubApp {
  readonly id: string;
  readonly installationId: string;
  readonly pemFile: string;
}

/** Reads and checks the configuration of the stack that runs. Throws a FaultsError that names all faults. */
export function readConfiguration(): Configuration {
  const raw = rawConfig();
  const settings = parseSettings(raw);
  const secrets = new pulumi.Config(secretsNamespace);
  const github = new pulumi.Config("github");
  return {
    project: pulumi.getProject(),
    stack: raw.stack,
    settings,
    secretValues: Object.fromEntries(
      Object.keys(settings.secrets).map((name) => [name, secrets.requireSecret(name)]),
    ),
    github: {
      owner: github.get("owner"),
      baseUrl: github.get("baseUrl"),
      token: github.getSecret("token"),
      appAuth: github.getSecretObject<GitHubApp>("appAuth"),
    },
    registryAuth: new pulumi.Config("docker").getSecretObject<RegistryCredentials[]>("registryAuth"),
  };
}

function rawConfig(): RawConfig {
  const values = pulumi.runtime.allConfig();
  const secretKeys = new Set(Object.keys(values).filter((key) => isSecret(key)));
  return { stack: pulumi.getStack(), values, secretKeys };
}

/** The SDK tells which values are encrypted only by a function that its types leave out. */
function isSecret(key: string): boolean {
  const runtime = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };
  return runtime.isConfigSecret(key);
}
