import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { findOnPath, fingerprint, run, tail } from "./command.js";
import { isLinked, link } from "./links.js";
import { withLock } from "./lock.js";
import { cacheFolder, exeName, root } from "./places.js";
import { NotReadyError } from "./problem.js";
import { since } from "./report.js";

const requirements = join(root, "toolchain", "requirements.txt");
const tools = ["zizmor"];
const leastMinor = 11;
const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];

/** The pinned Python tools that the tests run, in a virtual environment in the cache. */
export const pythonToolsNeed = {
  place: "python tools",
  isReady: () => tools.every((name) => isLinked(name, key())),
  makeReady,
};

function key() {
  const python = fingerprint(names.map((name) => findOnPath(name)).find((file) => file !== undefined));
  return `${requirementsHash()} with ${python}`;
}

function requirementsHash() {
  return createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
}

/** @param {import("./report.js").Report} report */
async function makeReady(report) {
  const python = await findPython();
  const made = `${process.platform}-${process.arch}-${python.version}-${requirementsHash()}`;
  const environment = join(cacheFolder(), "python", made);
  await withLock(
    `${environment}.lock`,
    async () => {
      if (!existsSync(join(environment, "complete"))) await install(python.file, environment, report);
    },
    (holder) => report.say("python tools", `${holder} is installing them; waiting`),
  );
  for (const name of tools) link(name, key(), inEnvironment(environment, name));
}

/** @returns {Promise<{ file: string, version: string }>} */
async function findPython() {
  const tried = [];
  for (const name of names) {
    const file = findOnPath(name);
    if (file === undefined) continue;
    const told = await run(file, ["-c", "import platform; print(platform.python_version())"]);
    const [major, minor] = told.output.trim().split(".").map(Number);
    if (told.ok && major === 3 && minor !== undefined && minor >= leastMinor) {
      return { file, version: told.output.trim() };
    }
    tried.push(`${file} is ${told.ok ? told.output.trim() : "not usable"}`);
  }
  const needed = `Python 3.${String(leastMinor)} or newer`;
  const fault = tried.length === 0 ? "no python3 on PATH" : `${tried.join(", ")}, but ${needed} is needed`;
  throw new NotReadyError([{ place: "python", fault, mends: [`install ${needed} with its venv module`] }]);
}

/**
 * A virtual environment can't be moved, so it is made in its final place; the file `complete` comes last.
 * @param {string} python
 * @param {string} environment
 * @param {import("./report.js").Report} report
 */
async function install(python, environment, report) {
  const started = performance.now();
  report.say("python tools", `installing ${tools.join(", ")}`);
  rmSync(environment, { recursive: true, force: true });
  const made = await run(python, ["-m", "venv", environment]);
  if (!made.ok) {
    const mends = [
      "install the venv module of your Python (Debian and Ubuntu: apt-get install python3-venv)",
    ];
    throw problem("a virtual environment could not be made", made.output, mends);
  }
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"];
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", requirements];
  const installed = await run(inEnvironment(environment, "python"), [...pip, ...rules]);
  if (!installed.ok) {
    const mends = [
      "let pip on this machine reach a package index (pip config, PIP_INDEX_URL), and run again",
    ];
    throw problem("pip could not install them", installed.output, mends);
  }
  writeFileSync(join(environment, "complete"), "");
  report.say("python tools", `installed in ${since(started)}`);
}

/**
 * @param {string} environment
 * @param {string} name
 */
function inEnvironment(environment, name) {
  return join(environment, process.platform === "win32" ? "Scripts" : "bin", exeName(name));
}

/**
 * @param {string} fault
 * @param {string} output
 * @param {readonly string[]} mends
 */
function problem(fault, output, mends) {
  return new NotReadyError([{ place: "python tools", fault, told: tail(output), mends }]);
}
