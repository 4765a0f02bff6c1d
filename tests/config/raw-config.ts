import { parse } from "yaml";
import { FaultsError } from "../../config/fault.ts";
import { parseSettings } from "../../config/parse.ts";
import type { RawConfig } from "../../config/raw-config.ts";

/** The least that a stack has to say. */
export const least = `
github:owner: octo-org
slipway:package:
  name: example-package
  repository: octo-org/example
  kind: pure
  pythons: ["3.13"]
slipway:index:
  name: testpypi
`;

/** A stack's configuration from the YAML under \`config:\`; values written as {secure: ...} are encrypted. */
export function rawConfig(yaml: string, stack = "dev"): RawConfig {
  const entries = Object.entries(parse(yaml) as Record<string, unknown>);
  const secret = entries.filter(([, value]) => isSecure(value));
  const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return {
    stack,
    values: Object.fromEntries(
      entries.map(([key, value]) => [key, isSecure(value) ? value.secure : asText(value)]),
    ),
    secretKeys: new Set(secret.map(([key]) => key)),
  };
}

/** The faults of a configuration as lines; none if it is right. */
export function faultLines(yaml: string, stack = "dev"): string[] {
  try {
    parseSettings(rawConfig(yaml, stack));
    return [];
  } catch (error) {
    if (error instanceof FaultsError) return error.message.split("\n");
    throw error;
  }
}

function isSecure(value: unknown): value is { readonly secure: string } {
  return typeof value === "object" && value !== null && "secure" in value;
}
