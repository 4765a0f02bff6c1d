import type { Draft } from "./draft.ts";
import type { Fault } from "./fault.ts";
import { suggestion } from "./nearest.ts";
import type { RawConfig } from "./raw-config.ts";

/** Namespace of the values of secrets: apart from the settings, so that each value is encrypted alone. */
export const secretsNamespace = "secrets";

/** Values that are missing, in plain text, or declared nowhere. */
export function secretValueFaults(draft: Draft, raw: RawConfig): Fault[] {
  const declared = Object.keys(draft.secrets ?? {});
  const keyOf = (name: string) => `${secretsNamespace}:${name}`;
  const setIt = (name: string) => `\`pulumi config set --secret ${keyOf(name)} --stack ${raw.stack}\``;
  const missing = declared
    .filter((name) => raw.values[keyOf(name)] === undefined)
    .map((name) => ({
      place: `slipway:secrets.${name}`,
      fault: "has no value",
      mend: `set it by ${setIt(name)}`,
    }));
  const given = Object.keys(raw.values)
    .filter((key) => key.startsWith(`${secretsNamespace}:`))
    .map((key) => key.slice(secretsNamespace.length + 1));
  const plain = given
    .filter((name) => !raw.secretKeys.has(keyOf(name)))
    .map((name) => ({
      place: keyOf(name),
      fault: "is a secret in plain text",
      mend: `revoke it, then set a new one by ${setIt(name)}`,
    }));
  const undeclared = given
    .filter((name) => !declared.includes(name))
    .map((name) => ({
      place: keyOf(name),
      fault: "is the value of a secret that is declared nowhere",
      mend:
        declared.length === 0
          ? `declare it under slipway:secrets with its reason, or remove it by \`pulumi config rm ${keyOf(name)}\``
          : suggestion(name, declared),
    }));
  return [...missing, ...plain, ...undeclared];
}
