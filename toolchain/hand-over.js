import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { nodeBinary, root, toolFolder, workFolder } from "./places.js";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * The environment of what runs on Node 24: the tools come first on PATH, and compiled code is kept.
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const path = [toolFolder, dirname(nodeBinary), process.env["PATH"] ?? ""].join(delimiter);
  return { NODE_COMPILE_CACHE: join(workFolder, "compile-cache"), ...process.env, PATH: path };
}

/**
 * Runs a program of this project on Node 24 in this process's place: with its input, its outputs and its
 * signals. Ends as the program ends.
 * @param {readonly string[]} args the program's file and its arguments
 * @returns {Promise<void>}
 */
export function handOver(args) {
  const program = args.map((arg, index) => (index === 0 ? join(root, arg) : arg));
  const child = spawn(nodeBinary, program, { stdio: "inherit", env: toolEnvironment() });
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== "SIGINT" || !isOnTerminal()) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, pass);
      if (signal !== null) process.kill(process.pid, signal);
      else process.exitCode = code ?? 1;
      resolve();
    });
  });
}

/** A terminal sends Ctrl-C to the program itself; passed on, it would count twice. */
function isOnTerminal() {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
}
