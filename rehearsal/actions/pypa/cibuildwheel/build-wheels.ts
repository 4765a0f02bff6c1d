import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { FaultsError } from "../../../../config/fault.ts";
import { parseWheelName } from "../../../../tasks/wheel/filename.ts";
import { makeEnvironment } from "../../../python/environment.ts";
import { findPythons, rehearsalCache } from "../../../python/find.ts";
import type { Python } from "../../../python/python.ts";
import { forPlatforms } from "../../../release/elsewhere/retag.ts";
import { builtWheel, writeStandIns } from "../../../release/elsewhere/wheels.ts";
import { refuseInputs } from "../../step/not-rehearsed.ts";
import type { StandIn, Step } from "../../step/step.ts";
import { identifiersOf, readIdentifier } from "./identifiers.ts";
import { hasCompiler, missingFor } from "./missing.ts";
import { type WheelTools, canRun, imageRequirements, wheelTools } from "./tools.ts";

/** Builds and tests the wheels of this machine's platform, as cibuildwheel's own program does. */
export const buildWheels: StandIn = async (step) => {
  refuseInputs(step, ["extras"]);
  requireLinux();
  const call = await readCall(step);
  const engine = engineHere();
  if (engine === null) await buildHere(call);
  else {
    // Docker is what it uses by itself, with the settings of the package.
    const chosen: Readonly<Record<string, string>> =
      engine === "podman" ? { CIBW_CONTAINER_ENGINE: engine } : {};
    await runShown(call, ["-m", "cibuildwheel", ...call.args], chosen);
  }
  return {};
};

/** cibuildwheel would install CPythons into the system on macOS and Windows, which no rehearsal may. */
function requireLinux(): void {
  if (process.platform === "linux") return;
  const fault = "can't build wheels without changes to this system";
  throw new FaultsError([{ place: "the rehearsal", fault, mend: "rehearse the release on Linux" }]);
}

/** What the step asks of cibuildwheel. */
interface Call {
  readonly step: Step;
  readonly tools: WheelTools;
  readonly args: readonly string[];
  readonly config: string;
  readonly output: string;
  /** Builds that cibuildwheel would do on this platform. */
  readonly identifiers: readonly string[];
  /** Everything that is made in passing lies below it. */
  readonly folder: string;
}

async function readCall(step: Step): Promise<Call> {
  const at = (name: string) => (step.input(name) === "" ? "" : resolve(step.workspace, step.input(name)));
  const [packageDir, config] = [at("package-dir"), at("config-file")];
  const output = at("output-dir") || resolve(step.workspace, "wheelhouse");
  const only = step.input("only");
  const tools = await wheelTools();
  const folder = join(step.temp, `cibuildwheel-${randomUUID()}`);
  mkdirSync(join(folder, "tmp"), { recursive: true });
  const options = [
    ...["--output-dir", output],
    ...(config === "" ? [] : ["--config-file", config]),
    ...(only === "" ? [] : ["--only", only]),
  ];
  const asked = {
    platform: "linux",
    arch: "auto64",
    config,
    packageDir,
    env: { ...process.env, ...step.variables },
  };
  const identifiers = only === "" ? await identifiersOf(tools, asked) : [only];
  return { step, tools, args: [packageDir, ...options], config, output, identifiers, folder };
}

/** An engine that can run cibuildwheel's images; null: none can. */
function engineHere(): string | null {
  const works = (name: string) =>
    spawnSync(name, ["info"], { stdio: "ignore", timeout: 20_000 }).status === 0;
  return ["docker", "podman"].find(works) ?? null;
}

/** Builds for each CPython that is here, and lets stand-ins complete the platform. */
async function buildHere(call: Call): Promise<void> {
  const { step, tools, identifiers, folder } = call;
  const pythons = findPythons();
  const chosen = identifiers.flatMap((identifier) => {
    const python = pythonFor(identifier, pythons);
    return python === null ? [] : [{ identifier, python }];
  });
  const faults = missingFor(identifiers, { python: chosen.length > 0, compiler: hasCompiler() });
  if (faults.length > 0) throw new FaultsError(faults);
  const cache = rehearsalCache();
  const environments: Record<string, string> = {};
  for (const { identifier, python } of chosen) {
    const made = join(folder, identifier);
    await makeEnvironment(python, made, { cache, requirements: imageRequirements });
    environments[identifier] = made;
  }
  const [notes, newer] = [join(folder, "notes"), join(folder, "newer")];
  const settings = join(folder, "here.json");
  const given = { root: join(folder, "root"), pythons: environments, tools: tools.bin, notes, newer };
  writeFileSync(settings, JSON.stringify(given));
  mkdirSync(join(folder, "root", "tmp"), { recursive: true });
  await runShown(call, [join(import.meta.dirname, "on_host.py"), settings, ...call.args], {
    VIRTUALENV_OVERRIDE_APP_DATA: join(cache, "virtualenv"),
  });
  const versions = chosen.map(({ python }) => python.version).join(", ");
  step.note(`wheels were compiled on this machine (CPython ${versions}), not in an image of manylinux`);
  for (const text of linesIn(notes)) step.note(text);
  for (const tag of linesIn(newer)) tagAsInImage(call, tag);
  completePlatform(call, Object.keys(environments));
}

/** As the rest of the release expects it; that the wheel would be compatible so far is not exercised. */
function tagAsInImage({ step, output }: Call, tag: string): void {
  for (const name of readdirSync(output)) {
    const platforms = parseWheelName(name)?.platforms ?? [tag];
    if (platforms.includes(tag)) continue;
    const made = forPlatforms({ name, content: readFileSync(join(output, name)) }, [tag]);
    rmSync(join(output, name));
    writeFileSync(join(output, made.name), made.content);
    step.note(`${made.name} needs a newer glibc than its tag says: it was compiled with this machine's`);
  }
}

function completePlatform({ step, identifiers, config, output }: Call, built: readonly string[]): void {
  const missing = identifiers.filter((identifier) => !built.includes(identifier));
  if (missing.length === 0) return;
  const names = writeStandIns(builtWheel(output, "wheels"), { identifiers: missing, config, into: output });
  if (names.length === 0) return;
  for (const name of names) step.say(`Stands in, and was not compiled: ${name}`);
  step.note(`builds of ${missing.join(", ")}: wheels made from those that were compiled stand in for theirs`);
}

function pythonFor(identifier: string, pythons: readonly Python[]): Python | null {
  const build = readIdentifier(identifier);
  if (build?.system !== "manylinux") return null;
  const usable = (python: Python) => canRun(python) && existsSync(join(python.headers, "Python.h"));
  return pythons.find((python) => python.minor === build.minor && usable(python)) ?? null;
}

function linesIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return [
    ...new Set(
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== ""),
    ),
  ];
}

/** Lets it write to this step's log itself. */
async function runShown(
  { step, tools, folder }: Call,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const own = { TMPDIR: join(folder, "tmp"), CIBW_CACHE_PATH: join(rehearsalCache(), "cibuildwheel") };
  const env = { ...process.env, ...step.variables, ...own, ...variables };
  const child = spawn(tools.python, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise<number | null>((done, fail) => {
    child.once("error", fail).once("close", done);
  });
  if (code !== 0) throw new Error(`cibuildwheel ended with ${String(code)}`);
}
