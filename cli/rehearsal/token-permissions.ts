import { InvalidArgumentError } from "commander";
import type { Access, Feature, TokenRules } from "../../rehearsal/github/server.ts";

const features = [
  "actions",
  "administration",
  "contents",
  "environments",
  "members",
  "metadata",
  "pull_requests",
  "secrets",
  "variables",
  "workflows",
] as const satisfies readonly Feature[];
const accesses = ["none", "read", "write"] as const satisfies readonly Access[];

/** Reads `administration=read,secrets=none`: what the rehearsal's token may do; the rest it may all do. */
export function parseTokenPermissions(text: string): TokenRules {
  const permissions = Object.fromEntries(text.split(",").map(parseOne));
  return { permissions };
}

function parseOne(text: string): readonly [Feature, Access] {
  const [name, given] = text.trim().split("=");
  const feature = features.find((each) => each === name);
  if (feature === undefined) throw new InvalidArgumentError(`features are: ${features.join(", ")}.`);
  const access = accesses.find((each) => each === given);
  if (access === undefined) throw new InvalidArgumentError(`write ${feature}=none, =read or =write.`);
  return [feature, access];
}
