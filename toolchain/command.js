import { spawn } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { onInterruption } from "./interruption.js";
import { root, toolFolder } from "./places.js";

/**
 * @typedef {object} Outcome
 * @property {boolean} ok whether it ended with 0
 * @property {string} output what it wrote to both outputs, its last part where it was much
 */

const kept = 200_000;
const own = [toolFolder, join(root, "node_modules", ".bin")];

/**
 * The program that a name stands for on the user's own PATH, without what this project put there.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findOnPath(name) {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder === "" || own.includes(folder)) continue;
    for (const suffix of suffixes) {
      const file = join(folder, name + suffix);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * What tells a file from its earlier and later versions without reading it.
 * @param {string | undefined} file
 * @returns {string} `none` where there is no such file
 */
export function fingerprint(file) {
  if (file === undefined) return "none";
  try {
    const real = realpathSync(file);
    const { size, mtimeMs } = statSync(real);
    return `${real}:${String(size)}:${String(mtimeMs)}`;
  } catch {
    return "none";
  }
}

/**
 * Runs a program without input to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { cwd = root, env = process.env, onLine } = {}) {
  return new Promise((resolve) => {
    const shell = /\.(cmd|bat)$/i.test(program);
    const child = spawn(shell ? `"${program}"` : program, args, {
      cwd,
      env,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const withdraw = onInterruption(() => child.kill());
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on("line", (line) => {
        output = `${output}${line}\n`.slice(-kept);
        onLine?.(line);
      });
    }
    child.on("error", (error) => {
      withdraw();
      resolve({ ok: false, output: error.message });
    });
    child.on("close", (code) => {
      withdraw();
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * The last lines of what a program wrote, for an error.
 * @param {string} output
 * @param {number} [lines]
 */
export function tail(output, lines = 8) {
  return output
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-lines)
    .join("\n");
}
