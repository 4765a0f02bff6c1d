import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { findOnPath, run, tail } from "./command.js";
import { withLock } from "./lock.js";
import { cacheFolder, exeName, root } from "./places.js";
import { keepSaying, since } from "./report.js";

/**
 * A program that is built from its Go module, at the version of `toolchain/go.mod`.
 * @typedef {object} GoTool
 * @property {string} name of the executable
 * @property {string} place what progress calls it
 * @property {string} module that holds the version
 * @property {string} package that is built
 * @property {(version: string) => string} linkerFlags
 * @property {string} versionCommand the argument that prints the version
 */

const moduleFolder = join(root, "toolchain");
const moduleFile = join(moduleFolder, "go.mod");

/** The Go version that `toolchain/go.mod` asks for. */
export function goVersion() {
  return /^go (\S+)$/m.exec(readFileSync(moduleFile, "utf8"))?.[1] ?? "1.26";
}

/**
 * The version at which `toolchain/go.mod` pins a module, such as `v3.256.0`.
 * @param {string} module
 * @returns {string}
 */
export function pinnedVersion(module) {
  const version = readFileSync(moduleFile, "utf8")
    .split("\n")
    .map((line) => line.trim().split(" "))
    .find(([name]) => name === module)?.[1];
  if (version === undefined)
    throw new Error(`toolchain/go.mod: does not require ${module}; run go get -tool`);
  return version;
}

/**
 * Where the cache keeps a tool that was built: by version and by everything that went into it.
 * @param {GoTool} tool
 * @returns {string}
 */
export function builtFile(tool) {
  const sums = createHash("sha256")
    .update(readFileSync(moduleFile))
    .update(readFileSync(join(moduleFolder, "go.sum")));
  const made = `built-${process.platform}-${process.arch}-${sums.digest("hex").slice(0, 12)}`;
  return join(cacheFolder(), tool.name, pinnedVersion(tool.module), made, exeName(tool.name));
}

/**
 * Builds a tool into the cache, unless it is there: one process builds, others wait for it. It appears there
 * in one step, when it is whole and has told its version.
 * @param {GoTool} tool
 * @param {import("./report.js").Report} report
 * @returns {Promise<{ file: string } | { fault: string }>}
 */
export async function buildGoTool(tool, report) {
  const file = builtFile(tool);
  if (existsSync(file)) return { file };
  const go = findOnPath("go");
  if (go === undefined) return { fault: "no go on PATH to build it with" };
  return withLock(
    `${dirname(file)}.lock`,
    async () => (existsSync(file) ? { file } : build(tool, go, report)),
    (holder) => report.say(tool.place, `${holder} is building it; waiting`),
  );
}

/**
 * @param {GoTool} tool
 * @param {string} go
 * @param {import("./report.js").Report} report
 * @returns {Promise<{ file: string } | { fault: string }>}
 */
async function build(tool, go, report) {
  const file = builtFile(tool);
  const version = pinnedVersion(tool.module);
  const partial = freshPartial(dirname(file));
  const started = performance.now();
  report.say(
    tool.place,
    `building ${version} from its Go module (the first time on a machine takes minutes)`,
  );
  const counts = { fetched: 0, compiled: 0 };
  const stop = keepSaying(report, tool.place, () => {
    return `building: ${String(counts.fetched)} modules fetched, ${String(counts.compiled)} packages compiled`;
  });
  const output = join(partial, exeName(tool.name));
  const flags = ["-v", "-trimpath", "-ldflags", tool.linkerFlags(version), "-o", output];
  const built = await run(go, ["build", ...flags, tool.package], {
    cwd: moduleFolder,
    env: { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" },
    onLine: (line) => (line.startsWith("go: downloading") ? (counts.fetched += 1) : (counts.compiled += 1)),
  }).finally(stop);
  if (!built.ok) return failed(partial, `go build failed:\n    ${tail(built.output)}`);
  const told = await run(output, [tool.versionCommand]);
  if (!told.output.includes(version.replace("v", ""))) {
    return failed(partial, `what was built does not tell its version:\n    ${tail(told.output)}`);
  }
  rmSync(dirname(file), { recursive: true, force: true });
  renameSync(partial, dirname(file));
  report.say(tool.place, `built in ${since(started)}, kept in ${dirname(file)}`);
  return { file };
}

/**
 * @param {string} partial
 * @param {string} fault
 */
function failed(partial, fault) {
  rmSync(partial, { recursive: true, force: true });
  return { fault };
}

/**
 * An empty folder beside the final one. What a killed process left there goes.
 * @param {string} final
 * @returns {string}
 */
export function freshPartial(final) {
  const folder = dirname(final);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.includes(".partial-")) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const partial = `${final}.partial-${String(process.pid)}`;
  mkdirSync(partial, { recursive: true });
  return partial;
}
