import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { isRecord } from "../changes/value.ts";
import { stateFile } from "../engine/stack.ts";
import type { OwnStackPlace, StackPlace } from "../engine/stack.ts";

/** Where a stack's state is kept: a folder of this machine, a bucket of somebody's, or a service with locks of its own. */
export type Backend =
  | { readonly kind: "folder"; readonly place: OwnStackPlace }
  | { readonly kind: "bucket" }
  | { readonly kind: "service" };

/** Finds the backend as the engine does: the environment, then Pulumi.yaml, then whom its user logged in to. */
export function backendOf(place: StackPlace | OwnStackPlace): Backend {
  if ("stateFolder" in place) return { kind: "folder", place };
  const address = variable(place, "PULUMI_BACKEND_URL") ?? inProject(place) ?? loggedIn(place);
  if (address === undefined || /^https?:/.test(address)) return { kind: "service" };
  if (!address.startsWith("file:")) return { kind: "bucket" };
  const own = { ...place, stateFolder: folderOf(address, place.workFolder) };
  // A folder of before projects is left to the engine, which alone knows its ways.
  return isOfOldLayout(own) ? { kind: "bucket" } : { kind: "folder", place: own };
}

function isOfOldLayout(place: OwnStackPlace): boolean {
  const old = join(place.stateFolder, ".pulumi", "stacks", place.stack);
  return !existsSync(stateFile(place)) && [".json", ".json.gz"].some((ending) => existsSync(old + ending));
}

function variable({ environment }: StackPlace, name: string): string | undefined {
  return (name in environment ? environment[name] : process.env[name]) || undefined;
}

function inProject({ workFolder }: StackPlace): string | undefined {
  const file = join(workFolder, "Pulumi.yaml");
  if (!existsSync(file)) return undefined;
  const project: unknown = parse(readFileSync(file, "utf8"));
  const backend = isRecord(project) ? project["backend"] : undefined;
  return isRecord(backend) ? text(backend["url"]) : undefined;
}

function loggedIn(place: StackPlace): string | undefined {
  const home = place.homeFolder ?? variable(place, "PULUMI_HOME") ?? join(homedir(), ".pulumi");
  try {
    const credentials: unknown = JSON.parse(readFileSync(join(home, "credentials.json"), "utf8"));
    return isRecord(credentials) ? text(credentials["current"]) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The engine takes `file:///absolute`, `file://~` and `file://./relative` alike. */
function folderOf(address: string, from: string): string {
  const path = address.replace(/[?#].*$/, "").replace(/^file:\/\//, "");
  if (path === "~" || path.startsWith("~/")) return join(homedir(), path.slice(2));
  return isAbsolute(path) ? decoded(path) : resolve(from, path);
}

/** One that can't be decoded is no address for the engine either, which says so in its own words. */
function decoded(path: string): string {
  try {
    return fileURLToPath(`file://${path}`);
  } catch {
    return path;
  }
}
