import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import process from "node:process";
import { findOnPath, run, tail } from "./command.js";
import { linkSomehow } from "./links.js";
import { nodeBinary, root } from "./places.js";
import { NotReadyError } from "./problem.js";
import { keepSaying, since } from "./report.js";

/**
 * A package in a lock file.
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 */

const modules = join(root, "node_modules");
/** The first whose programs can be told whom to trust besides whom Node trusts. */
const leastNode = { major: 24, minor: 5 };

/** The packages that the program needs. */
export const packagesNeed = need(false);

/** Those, and the ones that tests and checks need. */
export const allPackagesNeed = need(true);

/** @param {boolean} withDevelopment */
function need(withDevelopment) {
  return {
    place: "packages",
    isReady: () => missing(withDevelopment).length === 0 && hasNode(),
    makeReady: (/** @type {import("./report.js").Report} */ report) => makeReady(withDevelopment, report),
  };
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Packages of the lock file that are not installed at their version, by what npm itself noted of its last
 * installation. So an installation by hand counts, and one that was broken off does not.
 * @param {boolean} withDevelopment
 */
function missing(withDevelopment) {
  const installed = lockedPackages(join(modules, ".package-lock.json"));
  return Object.entries(lockedPackages(join(root, "package-lock.json"))).filter(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional || wanted.peer) return false;
    if (wanted.dev && !withDevelopment) return false;
    return installed[path]?.version !== wanted.version || !existsSync(join(root, path, "package.json"));
  });
}

/** Whether an earlier installation brought the development packages; then they are kept. */
function hasDevelopment() {
  return Object.values(lockedPackages(join(modules, ".package-lock.json"))).some(({ dev }) => dev);
}

function hasNode() {
  return existsSync(nodeBinary);
}

/**
 * @param {boolean} withDevelopment
 * @param {import("./report.js").Report} report
 */
async function makeReady(withDevelopment, report) {
  const npm = npmCommand();
  if (missing(withDevelopment).length > 0) await install(npm, withDevelopment || hasDevelopment(), report);
  if (!hasNode()) await installNode(npm, report);
}

/**
 * The user's own Node. npm puts this project's first on PATH, and what runs now may be that one, which an
 * installation removes.
 */
function outerNode() {
  return findOnPath("node") ?? process.execPath;
}

/**
 * npm as it was called, else as it stands on PATH.
 * @returns {readonly [string, ...string[]]}
 */
function npmCommand() {
  const script = process.env["npm_execpath"];
  if (script !== undefined && basename(script) === "npm-cli.js") return [outerNode(), script];
  const npm = findOnPath("npm");
  if (npm !== undefined) return [npm];
  const mends = ["install npm, which comes with Node, and put its folder on PATH"];
  throw new NotReadyError([{ place: "packages", fault: "no npm on PATH", mends }]);
}

/**
 * Installs what the lock file says, without running a script of any package. The Node that runs this may be
 * older than what the packages ask for: Node 24 is one of them.
 * @param {readonly [string, ...string[]]} npm
 * @param {boolean} withDevelopment
 * @param {import("./report.js").Report} report
 */
async function install([npm, ...first], withDevelopment, report) {
  const started = performance.now();
  report.say(
    "packages",
    `installing ${withDevelopment ? "all npm packages" : "the npm packages it runs on"}`,
  );
  const stop = keepSaying(report, "packages", () => "installing");
  const scope = withDevelopment ? "--include=dev" : "--omit=dev";
  const quiet = ["--loglevel=error", "--no-audit", "--no-fund"];
  const args = [...first, "ci", scope, "--ignore-scripts", "--engine-strict=false", ...quiet];
  const installed = await run(npm, args).finally(stop);
  if (installed.ok && missing(withDevelopment).length === 0) {
    report.say("packages", `installed in ${since(started)}`);
    return;
  }
  const gone = missing(withDevelopment)
    .slice(0, 3)
    .map(([path]) => path);
  const told = npmErrors(installed.output) || `npm ended well, but these are missing: ${gone.join(", ")}`;
  const mends = ["let npm on this machine reach a package registry (npm config get registry), and run again"];
  throw new NotReadyError([{ place: "packages", fault: "npm ci failed", told, mends }]);
}

/**
 * What npm calls an error, without the page of usage that follows some.
 * @param {string} output
 */
function npmErrors(output) {
  const errors = output.split("\n").filter((line) => /^npm (error|ERR!) \S/.test(line));
  return (errors.length === 0 ? output.trim().split("\n") : errors).slice(0, 8).join("\n");
}

/**
 * Runs the one install script that is needed: that of the package `node`, which fetches the package with this
 * system's binary. Where that can't be, a Node that is new enough itself stands in.
 * @param {readonly [string, ...string[]]} npm
 * @param {import("./report.js").Report} report
 */
async function installNode(npm, report) {
  const started = performance.now();
  report.say("node", "installing Node 24 from its npm package");
  const env = { ...process.env, npm_config_loglevel: "error", npm_config_engine_strict: "false" };
  const path = [dirname(npm[0]), process.env["PATH"] ?? ""].join(delimiter);
  const outer = outerNode();
  const fetched = await run(outer, ["installArchSpecificPackage.js"], {
    cwd: join(modules, "node"),
    env: { ...env, PATH: path },
  });
  const binary = join(modules, "node", "bin", basename(nodeBinary));
  const told = existsSync(binary) ? await run(binary, ["--version"]) : fetched;
  if (isNewEnough(told)) {
    linkNode(binary);
    report.say("node", `${told.output.trim()} installed in ${since(started)}`);
    return;
  }
  const own = await run(outer, ["--version"]);
  if (!isNewEnough(own)) {
    const mends = [
      "let npm on this machine reach a package registry, and run again",
      `install Node ${String(leastNode.major)}.${String(leastNode.minor)} or newer yourself, and run again with it`,
    ];
    const fault = "its npm package does not work here";
    const place = `node ${String(leastNode.major)}`;
    throw new NotReadyError([{ place, fault, told: tail(told.output), mends }]);
  }
  linkNode(outer);
  report.say("node", `its npm package does not work here; using ${outer}, ${own.output.trim()}`);
}

/**
 * npm links a package's commands before its scripts run, and leaves out those that are not there yet.
 * @param {string} binary
 */
function linkNode(binary) {
  if (hasNode()) return;
  mkdirSync(dirname(nodeBinary), { recursive: true });
  rmSync(nodeBinary, { force: true });
  linkSomehow(binary, nodeBinary);
}

/**
 * Whether a Node told a version that runs this program's TypeScript as it is.
 * @param {import("./command.js").Outcome} told
 */
function isNewEnough(told) {
  const [major = 0, minor = 0] = (/^v(\d+)\.(\d+)\./.exec(told.output)?.slice(1) ?? []).map(Number);
  return told.ok && (major > leastNode.major || (major === leastNode.major && minor >= leastNode.minor));
}
