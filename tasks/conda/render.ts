import type { Fault } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { lastLines, runPython } from "../python/run.ts";
import { condaForgePython } from "./metadata/cells.ts";
import { listOf, objectOf, optional, parseJson, text } from "../json/shape.ts";

/** What py-rattler-build made of a recipe. */
export type Rendered =
  | { readonly done: true; readonly builds: readonly string[] }
  | { readonly done: false; readonly missing: boolean; readonly faults: readonly Fault[] };

/** Renders by the installed py-rattler-build for each platform, and prints what it made of it. Fetches nothing. */
const script = `
import json, sys
try:
    from rattler_build import PlatformConfig, RenderConfig, Stage0Recipe, VariantConfig
except ImportError:
    print(json.dumps({"missing": "py-rattler-build"}))
    sys.exit(0)
path, minimum = sys.argv[1:3]
variants = VariantConfig.from_yaml("""
python_min: ["%s"]
python: ["3.13.* *_cp313"]
numpy: ["2"]
is_abi3: [false]
c_compiler: [gcc]
c_compiler_version: ["14"]
cxx_compiler: [gxx]
cxx_compiler_version: ["14"]
fortran_compiler: [gfortran]
fortran_compiler_version: ["14"]
rust_compiler: [rust]
go_compiler: [go-nocgo]
c_stdlib: [sysroot]
c_stdlib_version: ["2.17"]
""" % minimum)
builds, faults = [], []
for platform in ["linux-64", "osx-arm64", "win-64"]:
    try:
        rendered = Stage0Recipe.from_file(path).render(
            variants, RenderConfig(platform=PlatformConfig(target_platform=platform, build_platform=platform, host_platform=platform)))
        for one in rendered:
            recipe = one.recipe
            builds.append("%s: %s %s" % ("noarch" if recipe.build.noarch else platform, recipe.package.name, recipe.package.version))
    except Exception as error:
        faults.append("%s: %s" % (platform, error))
print(json.dumps({"builds": sorted(set(builds)), "faults": faults}))
`;

const shape = objectOf({
  missing: optional(text),
  builds: optional(listOf(text)),
  faults: optional(listOf(text)),
});

/** Renders a recipe offline by py-rattler-build, for all systems. */
export async function renderRecipe(
  path: string,
  { variables }: Pick<TaskCall, "variables">,
): Promise<Rendered> {
  const ended = await runPython(["-c", script, path, condaForgePython], { variables });
  if (ended.code !== 0) {
    const fault = `can't be rendered: ${lastLines(ended)}`;
    return {
      done: false,
      missing: false,
      faults: [{ place: path, fault, mend: "run the job again; report it if it stays" }],
    };
  }
  const said = parseJson(ended.out, shape);
  if (said.missing !== null) return { done: false, missing: true, faults: [] };
  const kinds = new Map<string, string[]>();
  for (const line of said.faults ?? []) {
    const [, platform = "", rest = ""] = /^(\S+): ([^]*)$/.exec(line) ?? [];
    const fault = rest.replaceAll(/\s+/g, " ").trim();
    kinds.set(fault, [...(kinds.get(fault) ?? []), platform]);
  }
  const faults = [...kinds].map(([fault, platforms]) => {
    return {
      place: path,
      fault: `can't be rendered for ${platforms.join(", ")}: ${fault}`,
      mend: "correct it as rattler-build says",
    };
  });
  return faults.length > 0
    ? { done: false, missing: false, faults }
    : { done: true, builds: said.builds ?? [] };
}
