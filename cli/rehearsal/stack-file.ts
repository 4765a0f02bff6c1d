import { createHash } from "node:crypto";
import { parse, stringify, YAMLParseError } from "yaml";
import { FaultsError } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";
import type { Vault } from "./vault.ts";

/** A stack file as the operator wrote it. */
export interface StackFile {
  /** `Pulumi.prod.yaml` */
  readonly name: string;
  readonly text: string;
}

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
 * FaultsError for what is not YAML.
 */
export function rehearsalStackFile({ name, text }: StackFile, vault: Vault): RehearsalStackFile {
  const file: unknown = parseYaml(text, name);
  const given = isRecord(file) && isRecord(file["config"]) ? file["config"] : {};
  const secrets: string[] = [];
  const seal = (ciphertext: string) => {
    const value = standIn(ciphertext);
    secrets.push(value);
    return vault.seal(value);
  };
  const copy = { encryptionsalt: vault.encryptionSalt, config: withSecrets(given, seal) };
  return { text: stringify(copy), secrets, config: plain(given) as Record<string, unknown> };
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    const fault = `is not YAML: ${error.message.split("\n")[0] ?? ""}`.replace(/ at line .*$/, "");
    throw new FaultsError([{ place: `${name}:${line}`, fault, mend: "correct that line" }]);
  }
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
