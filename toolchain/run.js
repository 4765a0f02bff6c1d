import process from "node:process";
import { actionlintNeed } from "./actionlint.js";
import { lint, test } from "./check.js";
import { engineNeed } from "./engine.js";
import { handOver } from "./hand-over.js";
import { allPackagesNeed, packagesNeed } from "./packages.js";
import { prepare } from "./prepare.js";
import { gitNeed } from "./prerequisites.js";
import { NotReadyError } from "./problem.js";
import { pythonToolsNeed } from "./python-tools.js";
import { Report } from "./report.js";

/**
 * @typedef {object} Command
 * @property {readonly (readonly import("./prepare.js").Need[])[]} needs
 * @property {(args: readonly string[]) => Promise<void>} run
 */

/** @type {Record<string, Command>} */
const commands = {
  start: {
    needs: [[gitNeed], [packagesNeed], [engineNeed]],
    run: (args) => handOver(["cli/main.ts", "start", ...args]),
  },
  rehearse: {
    needs: [[gitNeed], [packagesNeed], [engineNeed]],
    run: (args) => handOver(["cli/main.ts", "rehearse", ...args]),
  },
  bench: {
    needs: [[gitNeed], [allPackagesNeed], [engineNeed]],
    run: (args) => handOver(["bench/main.ts", ...args]),
  },
  lint: {
    needs: [[allPackagesNeed]],
    run: async () => endWith(await lint()),
  },
  test: {
    needs: [[gitNeed], [allPackagesNeed], [engineNeed, actionlintNeed], [pythonToolsNeed]],
    run: async (args) => endWith(await test(args)),
  },
};

/** @param {boolean} passed */
function endWith(passed) {
  process.exitCode = passed ? 0 : 1;
}

async function main() {
  const [name = "", ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    throw new NotReadyError([
      {
        place: name || "command",
        fault: "is no command",
        mends: [`use one of ${Object.keys(commands).join(", ")}`],
      },
    ]);
  }
  await prepare(command.needs, new Report());
  await command.run(args);
}

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
