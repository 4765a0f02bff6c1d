import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { environmentFor } from "../../../python/environment.ts";
import { refuseInputs } from "../../step/not-rehearsed.ts";
import type { StandIn, Step } from "../../step/step.ts";

/** Makes a fresh environment of a CPython of this machine, and puts it first on the PATH. */
export const setUpPython: StandIn = async (step) => {
  // `cache` would bring what other runs left: nothing here does.
  refuseInputs(step, ["cache", "architecture", "check-latest", "pip-version"]);
  const asked = versionOf(step);
  const folder = join(step.temp, `python-${randomUUID()}`);
  const { python, bin, file, note } = await environmentFor(asked, folder);
  if (note !== null) step.note(note);
  step.say(`Successfully set up CPython (${python.version})${note === null ? "" : `: ${note}`}`);
  if (step.flag("update-environment")) {
    step.addPath(bin);
    const places = ["pythonLocation", "Python_ROOT_DIR", "Python3_ROOT_DIR"];
    for (const name of places) step.setVariable(name, dirname(bin));
    step.setVariable("PKG_CONFIG_PATH", join(dirname(bin), "lib", "pkgconfig"));
  }
  return { "python-version": python.version, "python-path": file, "cache-hit": "" };
};

function versionOf(step: Step): string {
  const [asked = "", ...more] = step.lines("python-version");
  if (more.length > 0) throw new Error("The input python-version can be rehearsed with one version alone");
  const file = step.input("python-version-file");
  const version = asked || (file === "" ? "" : firstLine(resolve(step.workspace, file)));
  if (version === "") throw new Error("There's no version: give python-version or python-version-file");
  return step.flag("freethreaded") && !version.endsWith("t") ? `${version}t` : version;
}

function firstLine(file: string): string {
  return readFileSync(file, "utf8").split("\n")[0]?.trim() ?? "";
}
