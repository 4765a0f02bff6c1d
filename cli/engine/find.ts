import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FaultsError } from "../../config/fault.ts";

/** Pulumi's own engine on this machine. */
export interface Engine {
  /** Absolute path of the executable. */
  readonly file: string;
  /** `3.256.0` */
  readonly version: string;
}

/** Where an engine may be, and the oldest that will do. */
export interface EngineSearch {
  readonly folders: readonly string[];
  readonly least: string;
  /** Ends the search. @default nothing does */
  readonly signal?: AbortSignal | undefined;
  /** How long an engine may take to tell its version (ms). @default ten seconds */
  readonly patience?: number;
}

const setUp = "run `npm start`, which makes one ready, or install Pulumi";

/** Where set-up puts the tools of this project. */
const toolFolder = fileURLToPath(new URL("../../.slipway/bin", import.meta.url));

/** This project's own tools first, then PATH; an engine older than the SDK doesn't know all it says. */
export function usualSearch(signal?: AbortSignal): EngineSearch {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const least = sdkVersion();
  return { folders: [toolFolder, ...path], least, signal };
}

/** The first engine found. Throws a FaultsError where there is none, or where it is too old. */
export async function findEngine({
  folders,
  least,
  signal,
  patience = 10_000,
}: EngineSearch): Promise<Engine> {
  const file = folders.map((folder) => join(folder, "pulumi")).find(isExecutable);
  if (file === undefined) {
    throw new FaultsError([{ place: "engine", fault: "there is no `pulumi` on PATH", mend: setUp }]);
  }
  const limit = AbortSignal.timeout(patience);
  const told = await answerOf(file, signal ? AbortSignal.any([signal, limit]) : limit);
  signal?.throwIfAborted();
  if (told === undefined) {
    const fault = `${file} does not tell its version within ${patience / 1000} seconds`;
    throw new FaultsError([{ place: "engine", fault, mend: setUp }]);
  }
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(told)?.[1];
  if (version === undefined) {
    throw new FaultsError([{ place: "engine", fault: `${file} does not tell its version`, mend: setUp }]);
  }
  if (!isSupported(version, least)) {
    const fault = `${file} is ${version}, and this needs ${least} or newer, below the next major version`;
    throw new FaultsError([{ place: "engine", fault, mend: `${setUp} ${least} or newer` }]);
  }
  return { file, version };
}

function sdkVersion(): string {
  const file = fileURLToPath(import.meta.resolve("@pulumi/pulumi/package.json"));
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}

/** Whether a version is at least another of the same major version. */
function isSupported(version: string, least: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = least.split(/[.+-]/).map(Number);
  if (major !== leastMajor) return false;
  return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
}

/** What `pulumi version` prints; undefined once the time is up. Waits for nobody who inherited its output. */
function answerOf(file: string, signal: AbortSignal): Promise<string | undefined> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const child = spawn(file, ["version"], { env, stdio: ["ignore", "pipe", "ignore"] });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (told += text));
  return new Promise((resolve) => {
    const giveUp = () => {
      child.kill("SIGKILL");
      child.stdout.destroy();
      resolve(undefined);
    };
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    child.on("error", () => resolve(""));
    child.on("close", () => resolve(told));
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
