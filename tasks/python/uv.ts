import { type Ended, type RunIn, runPython } from "./run.ts";

/**
 * Runs uv's `pip compile` by the Python that is set up. That one is named, whatever Python is resolved for: to find one
 * of that version, uv would start each that is installed, which takes ten times as long as resolving.
 */
export function compileByUv(args: readonly string[], { variables, ...where }: RunIn): Promise<Ended> {
  const common = ["--no-progress", "--no-header", ...args];
  return runPython(
    (program) => ["-m", "uv", "--no-config", "pip", "compile", "--python", program, ...common],
    { ...where, variables: { ...variables, UV_PYTHON_DOWNLOADS: "never" } },
  );
}
