import { join } from "node:path";
import { buildGoTool, builtFile, goVersion } from "./go-tool.js";
import { isLinked, link } from "./links.js";
import { root } from "./places.js";
import { NotReadyError } from "./problem.js";

const module = "github.com/rhysd/actionlint";

/** @type {import("./go-tool.js").GoTool} */
const actionlint = {
  name: "actionlint",
  place: "actionlint",
  folder: join(root, "toolchain", "actionlint"),
  module,
  package: `${module}/cmd/actionlint`,
  linkerFlags: (version) => `-s -w -X ${module}.version=${version.replace("v", "")}`,
  versionCommand: "-version",
};

/** The linter of workflows that the tests run, built from its Go module. */
export const actionlintNeed = {
  place: "actionlint",
  isReady: () => isLinked("actionlint", builtFile(actionlint)),
  makeReady,
};

/** @param {import("./report.js").Report} report */
async function makeReady(report) {
  const built = await buildGoTool(actionlint, report);
  if ("fault" in built) {
    const mends = [
      `install Go ${goVersion(actionlint)} or newer, which builds it, and run the same command again`,
    ];
    throw new NotReadyError([{ place: "actionlint", ...built, mends }]);
  }
  link("actionlint", builtFile(actionlint), built.file);
}
