import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { FaultsError } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";
import type { Vault } from "./vault.ts";
import { kindOf, yamlMap } from "../project/yaml-map.ts";
import type { YamlFile } from "../project/yaml-map.ts";

/** A stack file made fit for the rehearsal. */
export interface RehearsalStackFile {
  readonly text: string;
  /** Values of its secrets, so that they can be kept out of what is shown. */
  readonly secrets: readonly string[];
  /** What it configures, without secrets: by full key, such as `slipway:package`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Copies an operator's stack file with each encrypted value replaced: the rehearsal can't read it, and must
 * not. What stands in is made from the ciphertext, so that a rotated secret shows as a change. Throws a
 * FaultsError for what is not YAML, and for what configures nothing.
 */
export function rehearsalStackFile(file: YamlFile, vault: Vault): RehearsalStackFile {
  const given = configOf(file);
  const secrets: string[] = [];
  const seal = (ciphertext: string) => {
    const value = standIn(ciphertext);
    secrets.push(value);
    return vault.seal(value);
  };
  const copy = { encryptionsalt: vault.encryptionSalt, config: withSecrets(given, seal) };
  return { text: stringify(copy), secrets, config: plain(given) as Record<string, unknown> };
}

const describeIt = "describe the package in it below `config:`, as the project's README shows";

function configOf(file: YamlFile): Record<string, unknown> {
  const settings = yamlMap(file, describeIt);
  const { config } = settings;
  if (isRecord(config)) return config;
  const missing = !Object.hasOwn(settings, "config");
  const fault = missing ? "has no `config`" : `has a \`config\` that is ${kindOf(config)}, not a map`;
  throw new FaultsError([{ place: file.name, fault, mend: describeIt }]);
}

function standIn(ciphertext: string): string {
  return `rehearsal-${createHash("sha256").update(ciphertext).digest("hex").slice(0, 32)}`;
}

function withSecrets(value: unknown, seal: (ciphertext: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withSecrets(item, seal));
  if (!isRecord(value)) return value;
  const ciphertext = ciphertextOf(value);
  if (ciphertext !== undefined) return { secure: seal(ciphertext) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSecrets(item, seal)]));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (ciphertextOf(value) !== undefined) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function ciphertextOf(value: Record<string, unknown>): string | undefined {
  const { secure, ...others } = value;
  return typeof secure === "string" && Object.keys(others).length === 0 ? secure : undefined;
}
