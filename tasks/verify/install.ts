import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { objectOf, listOf, parseJson, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { type Environment, makeEnvironment } from "../python/environment.ts";
import { type Ended, lastLines } from "../python/run.ts";
import type { Asked, Host } from "./asked.ts";
import { deadlineOf } from "./wait.ts";

/** An environment that has the package as a user gets it. */
export interface Installation {
  readonly environment: Environment;
  /** Of the file that pip took for this platform. */
  readonly sha256: string;
}

const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:"];

/**
 * Installs into a fresh environment: first what the lock says, from pip's own index; then the package alone, by hash, from
 * the index that is verified and from no other. Throws a TaskError where either can't be installed.
 */
export async function installRelease(folder: string, asked: Asked, host: Host): Promise<Installation> {
  const environment = await makeEnvironment(join(folder, "environment"), host);
  await installLock(environment, asked, host);
  const requirements = join(folder, "package.txt");
  const hashes = [...asked.sums.values()].map((sha256) => `--hash=sha256:${sha256}`);
  writeFileSync(
    requirements,
    `${[`${asked.declaration.package.name}==${asked.version}`, ...hashes].join(" ")}\n`,
  );
  const report = join(folder, "report.json");
  const from = ["--no-cache-dir", "--index-url", asked.simpleUrl, "--report", report, "-r", requirements];
  await installPackage(() => environment.pip(["install", ...rules, ...from], alone(host)), asked, host);
  return { environment, sha256: installedHash(readFileSync(report)) };
}

async function installLock(environment: Environment, { locks }: Asked, host: Host): Promise<void> {
  const lock = join(locks, "runtime.txt");
  if (!existsSync(lock)) {
    throw new TaskError([
      { place: lock, fault: "is not there", mend: "fetch what the task lock-tests wrote" },
    ]);
  }
  const ended = await environment.pip(["install", ...rules, "-r", resolve(lock)], host);
  if (ended.code === 0) return;
  throw new TaskError([
    {
      place: `dependencies (${lock})`,
      fault: `can't be installed here: ${lastLines(ended)}`,
      mend: "commit a lock that has wheels for this platform, or declare the platform no more",
    },
  ]);
}

/** No other index, no folder and nobody's settings may add a file. */
function alone({ variables }: Host): { readonly variables: Host["variables"] } {
  const without = { PIP_EXTRA_INDEX_URL: undefined, PIP_FIND_LINKS: undefined, PIP_NO_INDEX: undefined };
  const nothing = process.platform === "win32" ? "nul" : "/dev/null";
  return { variables: { ...variables, ...without, PIP_CONFIG_FILE: nothing } };
}

/** The edge that pip asks may lag behind the one that was looked at. */
async function installPackage(install: () => Promise<Ended>, asked: Asked, host: Host): Promise<void> {
  const deadline = deadlineOf(asked, host);
  for (let pause = 5000; ; pause = Math.min(pause * 2, 30_000)) {
    const ended = await install();
    if (ended.code === 0) return;
    const mayCome = /No matching distribution|Could not find a version/.test(ended.err + ended.out);
    if (!mayCome || host.now() + pause > deadline) throw failure(asked, ended);
    host.say(`pip finds no file of ${asked.version} on ${asked.index.title}; again in ${pause / 1000} s.`);
    await host.sleep(pause);
  }
}

function failure({ index, declaration, version }: Asked, ended: Ended): TaskError {
  const place = `${index.title}, ${declaration.package.name} ${version}`;
  const fault = `can't be installed here: ${lastLines(ended)}`;
  const mend = "run this job again; if it stays, yank the version there and release a new one";
  return new TaskError([{ place, fault, mend }]);
}

const reported = objectOf({
  install: listOf(
    objectOf({ download_info: objectOf({ archive_info: objectOf({ hashes: objectOf({ sha256: text }) }) }) }),
  ),
});

function installedHash(report: Uint8Array): string {
  return parseJson(report, reported).install[0]?.download_info.archive_info.hashes.sha256 ?? "";
}

/** A folder without anything that Python could import instead. */
export function emptyFolder(folder: string): string {
  const empty = join(folder, "elsewhere");
  mkdirSync(empty, { recursive: true });
  return empty;
}
