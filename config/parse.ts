import { contradictions } from "./contradictions.ts";
import type { Draft } from "./draft.ts";
import { FaultsError } from "./fault.ts";
import type { Fault } from "./fault.ts";
import type { RawConfig } from "./raw-config.ts";
import { looksSecret } from "./plain-secrets.ts";
import { faultsOfIssues } from "./schema/faults.ts";
import { settingsSchema } from "./schema/settings.ts";
import type { Settings } from "./schema/settings.ts";
import { secretValueFaults } from "./secret-values.ts";

const namespace = "slipway:";

/** The settings with every default filled in. Throws a FaultsError that names all faults at once. */
export function parseSettings(raw: RawConfig): Settings {
  const typed = typedValues(raw);
  const result = settingsSchema.safeParse(typed, { reportInput: true });
  const issues = result.success ? [] : result.error.issues;
  const draft = prune(typed, issues.map(faultyPaths).flat()) as Draft;
  const encrypted = encryptedSettings(raw);
  const shape = faultsOfIssues(settingsSchema, issues);
  const faults = [
    ...[
      ...shape,
      // What was refused for its form is gone from the draft, and must not count as missing.
      ...contradictions(draft, raw).filter(({ place }) => !shape.some((fault) => fault.place === place)),
    ].filter(
      // Its faults could show what is encrypted.
      ({ place }) => !encrypted.some((setting) => place.startsWith(setting.place)),
    ),
    ...encrypted,
    ...unusableNames(typed, "slipway:"),
    ...secretValueFaults(draft, raw),
    ...plainSecretFaults(raw),
  ];
  if (!result.success || faults.length > 0) throw new FaultsError(faults);
  return result.data;
}

/** Settings are delivered and stored in clear: an encrypted one would not stay secret. */
function encryptedSettings(raw: RawConfig): Fault[] {
  return [...raw.secretKeys]
    .filter((key) => key.startsWith(namespace))
    .map((key) => ({
      place: key,
      fault: "holds an encrypted value, and settings are delivered in clear",
      mend: `declare a secret under slipway:secrets, and set its value by \`pulumi config set --secret secrets:NAME --stack ${raw.stack}\``,
    }));
}

/** Names that JavaScript gives a meaning of their own: maps with them would lose entries without a word. */
function unusableNames(value: unknown, place: string): Fault[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const inner = place.endsWith(":") ? `${place}${key}` : `${place}.${key}`;
    if (key === "__proto__")
      return [{ place: inner, fault: "is a name that can't be used", mend: "rename it" }];
    return unusableNames((value as Record<string, unknown>)[key], inner);
  });
}

function typedValues(raw: RawConfig): Record<string, unknown> {
  const own = Object.entries(raw.values).filter(([key]) => key.startsWith(namespace));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(namespace.length), parseJson(text)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function faultyPaths(issue: {
  readonly code: string;
  readonly path: PropertyKey[];
  readonly keys?: string[];
}) {
  return issue.keys ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** A copy without what the schema refused, so that the remaining checks can run on the rest. */
function prune(value: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  const below = (key: PropertyKey) =>
    paths.filter((path) => String(path[0]) === String(key)).map((path) => path.slice(1));
  // What remains keeps its place, by which faults are named.
  if (Array.isArray(value)) return value.map((item, at) => prune(item, below(at)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, prune(item, below(key))] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function plainSecretFaults(raw: RawConfig): Fault[] {
  return Object.entries(raw.values)
    .filter(([key, text]) => !raw.secretKeys.has(key) && (key === "github:token" || looksSecret(text)))
    .map(([key]) => ({
      place: key,
      fault: "holds a secret in plain text",
      mend: key.startsWith(namespace)
        ? `revoke it, declare a secret under slipway:secrets, and set its value by \`pulumi config set --secret secrets:NAME --stack ${raw.stack}\``
        : `revoke it, then set a new one by \`pulumi config set --secret ${key} --stack ${raw.stack}\``,
    }));
}
