import process from "node:process";
import { actionlintNeed } from "./actionlint.js";
import { endWithReader } from "./broken-pipe.js";
import { lint, test } from "./check.js";
import { debianPackagesNeed } from "./debian-packages.js";
import { engineNeed } from "./engine.js";
import { handOver } from "./hand-over.js";
import { asksForHelp, helpOf, helps, overview } from "./help.js";
import { allPackagesNeed, packagesNeed } from "./packages.js";
import { prepare } from "./prepare.js";
import { gitNeed } from "./prerequisites.js";
import { NotReadyError } from "./problem.js";
import { pythonToolsNeed } from "./python-tools.js";
import { Report } from "./report.js";

/**
 * @typedef {object} Command
 * @property {readonly (readonly import("./prepare.js").Need[])[]} needs
 * @property {readonly (readonly import("./prepare.js").Need[])[]} [helpNeeds]
 *   what it needs to print its own help; undefined where the help stands here
 * @property {(args: readonly string[]) => Promise<void>} run
 */

/**
 * A command of the command line: it prints its own help.
 * @param {string} name
 * @returns {Command}
 */
function ofCommandLine(name) {
  return {
    needs: [[gitNeed], [packagesNeed], [engineNeed]],
    helpNeeds: [[packagesNeed]],
    run: (args) => handOver(["cli/main.ts", name, ...args]),
  };
}

/** @type {Record<keyof typeof helps, Command>} */
const commands = {
  start: ofCommandLine("start"),
  init: { ...ofCommandLine("init"), needs: [[gitNeed], [packagesNeed]] },
  rehearse: ofCommandLine("rehearse"),
  preview: ofCommandLine("preview"),
  up: ofCommandLine("up"),
  refresh: ofCommandLine("refresh"),
  recover: ofCommandLine("recover"),
  destroy: ofCommandLine("destroy"),
  "release:prepare": { ...ofCommandLine("release:prepare"), needs: [[gitNeed], [packagesNeed]] },
  runners: { ...ofCommandLine("runners"), needs: [[gitNeed], [packagesNeed]] },
  bench: {
    needs: [[gitNeed], [allPackagesNeed], [engineNeed]],
    helpNeeds: [[allPackagesNeed]],
    run: (args) => handOver(["bench/main.ts", ...args]),
  },
  lint: {
    needs: [[allPackagesNeed]],
    run: async () => endWith(await lint()),
  },
  test: {
    needs: [
      [gitNeed],
      [allPackagesNeed],
      [engineNeed, actionlintNeed],
      [pythonToolsNeed],
      [debianPackagesNeed],
    ],
    run: async (args) => endWith(await test(args)),
  },
};

const misused = 2;

/** @param {boolean} passed */
function endWith(passed) {
  process.exitCode = passed ? 0 : 1;
}

/**
 * @param {string} name
 * @returns {name is keyof typeof helps}
 */
function isCommand(name) {
  return Object.hasOwn(commands, name);
}

async function main() {
  const [name = "--help", ...args] = process.argv.slice(2);
  if (asksForHelp([name])) {
    process.stdout.write(overview());
  } else if (!isCommand(name)) {
    process.stderr.write(`error: ${name}: is no command; use one of ${Object.keys(commands).join(", ")}\n`);
    process.exitCode = misused;
  } else {
    await obey(name, args);
  }
}

/**
 * @param {keyof typeof helps} name
 * @param {readonly string[]} args
 */
async function obey(name, args) {
  const { needs, helpNeeds, run } = commands[name];
  if (asksForHelp(args) && helpNeeds === undefined) {
    process.stdout.write(helpOf(helps[name]));
    return;
  }
  await prepare(asksForHelp(args) && helpNeeds ? helpNeeds : needs, new Report());
  await run(args);
}

endWithReader();
try {
  await main();
} catch (error) {
  if (!(error instanceof NotReadyError)) throw error;
  const count = error.problems.length;
  process.stderr.write(
    `\nNot ready: ${count === 1 ? "one thing is" : `${String(count)} things are`} missing.\n\n${error.message}\n`,
  );
  process.exitCode = 1;
}
