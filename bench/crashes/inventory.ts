import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../cli/changes/value.ts";
import type { World } from "./world.ts";

/** All that an update made, a line for each thing: at GitHub, in git, in the state; without ids and times. */
export function inventory({ github, state }: Pick<World, "github" | "state">): string[] {
  const records = parsed(join(github, "github.json"));
  const file = join(state, ".pulumi", "stacks", "slipway", "crash.json");
  return [
    ...flat("github", records),
    ...gitLines(join(github, "repository", "octo", "pkg")),
    ...stateLines(file),
  ]
    .map(scrubbed)
    .sort();
}

/** What one has and the other has not, each as often as it is there. */
export function without(these: readonly string[], those: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of those) left.set(line, (left.get(line) ?? 0) + 1);
  return these.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/**
 * An inventory with the lines of another wherever they are about the same resource and both are right: a refresh
 * tells of some resources more than their creation did.
 */
export function asCreated(lines: readonly string[], created: readonly string[], read: readonly string[]) {
  const byResource = new Map(created.map((line) => [resourceOf(line), line]));
  const right = new Set(read);
  return lines.map((line) => {
    const name = resourceOf(line);
    return name !== undefined && right.has(line) ? (byResource.get(name) ?? line) : line;
  });
}

function resourceOf(line: string): string | undefined {
  return /^state resource \S+/.exec(line)?.[0];
}

function gitLines(folder: string): string[] {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  const refs = git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags").trim().split("\n");
  return refs.flatMap((ref) => [
    ...git("ls-tree", "-r", ref)
      .trim()
      .split("\n")
      .map((line) => `git ${ref} file ${line.slice(12)}`),
    ...git("log", "--format=%an <%ae> %B%x00", ref)
      .split("\0")
      .map((text) => text.trim())
      .filter(Boolean)
      .map((text) => `git ${ref} commit ${JSON.stringify(text)}`),
  ]);
}

function stateLines(file: string): string[] {
  const state = stateIn(file);
  if (state === null) return ["state cut off"];
  const { checkpoint } = state;
  const { resources = [], pending_operations: pending = [] } = (checkpoint.latest ?? {}) as {
    readonly resources?: readonly unknown[];
    readonly pending_operations?: readonly unknown[];
  };
  return [
    ...resources.map((one) => `state resource ${urnOf(one)} ${JSON.stringify(one, withoutPassing)}`),
    ...pending.map((one) => `state pending ${JSON.stringify(one, withoutPassing)}`),
  ];
}

interface State {
  readonly checkpoint: { readonly latest?: Readonly<Record<string, unknown>> | null };
}

/** The engine may be killed while it writes it. */
function stateIn(file: string): State | null {
  try {
    return parsed(file) as State;
  } catch {
    return null;
  }
}

function urnOf(resource: unknown): string {
  return isRecord(resource) ? String(resource["urn"]) : "";
}

/** Objects of a list, and what is not in one, a line each. */
function flat(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.map((item) => `${path}[] ${JSON.stringify(item, withoutPassing)}`);
  if (!isRecord(value)) return [`${path} ${JSON.stringify(value)}`];
  const lines = Object.entries(value).flatMap(([key, item]) =>
    isPassing(key) ? [] : flat(`${path}.${key}`, item),
  );
  // Of a secret nothing can be compared but that it is there.
  return lines.length > 0 ? lines : [`${path} {}`];
}

/** Named so, a value is made up by the service, or tells when something was done. */
const passing = new Set([
  ...["id", "node_id", "nodeId", "next_id", "key", "key_id", "encrypted_value", "public_key", "etag"],
  ...["created", "modified", "created_at", "updated_at", "createdAt", "updatedAt", "time"],
  ...["sha", "sourceSha", "commit", "commitSha", "head_sha", "base_sha", "sequenceNumber", "sourcePosition"],
  ...["rulesetId", "policyId", "repositoryId", "stackTrace"],
]);

function isPassing(key: string): boolean {
  return passing.has(key);
}

/** Names in order, and what a resource depends on too, so that equal things read the same. */
function withoutPassing(_key: string, value: unknown): unknown {
  if (isListOfUrns(value)) return value.toSorted();
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isPassing(key));
  return Object.fromEntries(kept.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isListOfUrns(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string" && item.startsWith("urn:"));
}

function scrubbed(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
    .replaceAll(/\bv1:[\w+/=]+:[\w+/=]+/g, "CIPHERTEXT")
    .replaceAll(/(Slipway-Tree: |"commit[^"]*":")[0-9a-f]{40}/g, "$1SHA")
    .replaceAll(/127\.0\.0\.1:\d+/g, "GITHUB")
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*( \+0000 UTC)?/g, "TIME");
}

function parsed(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
