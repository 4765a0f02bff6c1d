import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { endWithReader } from "../toolchain/broken-pipe.js";

/**
 * Mocha's own report for people; the counts go to the file that the reporter option `counts` names, for
 * `toolchain/check.js`.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    endWithReader();
    const given = options.reporterOptions as { readonly counts?: string } | undefined;
    runner.once("end", () => {
      if (given?.counts === undefined) return;
      const { passes, failures, pending } = this.stats;
      writeFileSync(given.counts, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}
