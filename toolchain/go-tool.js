import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { findOnPath, run, tail } from "./command.js";
import { withLock } from "./lock.js";
import { cacheFolder, exeName } from "./places.js";
import { keepSaying, since } from "./report.js";

/**
 * A program that is built from its Go module. Each has a go.mod of its own: one for all would mix what they
 * depend on.
 * @typedef {object} GoTool
 * @property {string} name of the executable
 * @property {string} place what progress calls it
 * @property {string} folder of the go.mod that pins it
 * @property {string} module that holds the version
 * @property {string} package that is built
 * @property {(version: string) => string} linkerFlags
 * @property {string} versionCommand the argument that prints the version
 */

/**
 * The Go version that a tool's go.mod asks for.
 * @param {GoTool} tool
 */
export function goVersion(tool) {
  return /^go (\S+)$/m.exec(readModule(tool))?.[1] ?? "";
}

/**
 * The version at which a tool's go.mod pins it, such as `v3.256.0`.
 * @param {GoTool} tool
 * @returns {string}
 */
export function pinnedVersion(tool) {
  const words = readModule(tool)
    .split("\n")
    .map((line) => line.trim().split(" "));
  const version = words.find(([name]) => name === tool.module)?.[1];
  if (version === undefined) throw new Error(`${tool.folder}/go.mod does not require ${tool.module}`);
  return version;
}

/** @param {GoTool} tool */
function readModule(tool) {
  return readFileSync(join(tool.folder, "go.mod"), "utf8");
}

/**
 * Where the cache keeps a tool that was built: by version and by everything that went into it.
 * @param {GoTool} tool
 * @returns {string}
 */
export function builtFile(tool) {
  const sums = readFileSync(join(tool.folder, "go.sum"));
  const hash = createHash("sha256").update(readModule(tool)).update(sums).digest("hex").slice(0, 12);
  const made = `built-${process.platform}-${process.arch}-${hash}`;
  return join(cacheFolder(), tool.name, pinnedVersion(tool), made, exeName(tool.name));
}

/**
 * Builds a tool into the cache, unless it is there: one process builds, others wait for it. It appears there
 * in one step, when it is whole and has told its version.
 * @param {GoTool} tool
 * @param {import("./report.js").Report} report
 * @returns {Promise<{ file: string } | { fault: string, told?: string }>}
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
 * @returns {Promise<{ file: string } | { fault: string, told?: string }>}
 */
async function build(tool, go, report) {
  const file = builtFile(tool);
  const version = pinnedVersion(tool);
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
    cwd: tool.folder,
    env: { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" },
    onLine: (line) => (line.startsWith("go: downloading") ? (counts.fetched += 1) : (counts.compiled += 1)),
  }).finally(stop);
  if (!built.ok) return failed(partial, "go build failed", built.output);
  const told = await run(output, [tool.versionCommand]);
  if (!told.output.includes(version.replace("v", ""))) {
    return failed(partial, "what was built does not tell its version", told.output);
  }
  rmSync(dirname(file), { recursive: true, force: true });
  renameSync(partial, dirname(file));
  report.say(tool.place, `built in ${since(started)}, kept in ${dirname(file)}`);
  return { file };
}

/**
 * @param {string} partial
 * @param {string} fault
 * @param {string} output
 */
function failed(partial, fault, output) {
  rmSync(partial, { recursive: true, force: true });
  return { fault, told: tail(output) };
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
