import { findOnPath } from "./command.js";
import { NotReadyError } from "./problem.js";

/** git, which nothing here can install: the rehearsal delivers into real git repositories. */
export const gitNeed = {
  place: "git",
  isReady: () => findOnPath("git") !== undefined,
  makeReady: () => Promise.reject(new NotReadyError([missingGit])),
};

/** @type {import("./problem.js").Problem} */
const missingGit = {
  place: "git",
  fault: "no git on PATH",
  mends: ["install it from your system's packages or https://git-scm.com/downloads, and run again"],
};
