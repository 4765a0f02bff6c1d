import { join } from "node:path";
import { withLock } from "./lock.js";
import { workFolder } from "./places.js";
import { NotReadyError, problemsOf } from "./problem.js";

/**
 * Something that a command needs.
 * @typedef {object} Need
 * @property {string} place what errors and progress call it
 * @property {() => boolean} isReady looks at files only, so that it takes no time
 * @property {(report: import("./report.js").Report) => Promise<void>} makeReady
 *   tells of everything that it could not do by a NotReadyError
 */

/**
 * Makes ready what is missing. What does not hang together is made at once; what can't be had is told in one
 * error when all else is done, so that the next try starts from there.
 * @param {readonly (readonly Need[])[]} lanes needs that must come one after the other
 * @param {import("./report.js").Report} report
 * @returns {Promise<void>}
 */
export async function prepare(lanes, report) {
  if (lanes.flat().every((need) => need.isReady())) return;
  const problems = await withLock(
    join(workFolder, "set-up.lock"),
    async () => (await Promise.all(lanes.map((lane) => prepareLane(lane, report)))).flat(),
    (holder) => report.say("set-up", `${holder} is getting this folder ready; waiting`),
  );
  if (problems.length > 0) throw new NotReadyError(problems);
  report.close();
}

/**
 * @param {readonly Need[]} lane
 * @param {import("./report.js").Report} report
 */
async function prepareLane(lane, report) {
  const problems = [];
  for (const need of lane) {
    try {
      if (!need.isReady()) await need.makeReady(report);
    } catch (error) {
      report.say(need.place, "can't be made ready; how to mend it is told when the rest is done");
      problems.push(...problemsOf(error, need.place));
    }
  }
  return problems;
}
