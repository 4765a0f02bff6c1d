import { type Ended, type RunIn, runPython } from "./run.ts";

/** Runs uv as `python -m uv` does, with the whole path of that Python among its arguments. */
const program = [
  "import runpy, sys",
  "common = ['--no-config', 'pip', 'compile', '--python', sys.executable, '--no-progress', '--no-header']",
  "sys.argv[1:] = [*common, *sys.argv[1:]]",
  "runpy.run_module('uv', run_name='__main__', alter_sys=True)",
].join("\n");

/**
 * Runs uv's `pip compile` by the Python that is set up. That one is named, whatever Python is resolved for: to find one
 * of that version, uv would start each that is installed, which takes ten times as long as resolving. It is named by its
 * path, since uv takes a folder called `python` in a repository for the environment that is meant.
 */
export function compileByUv(args: readonly string[], { variables, ...where }: RunIn): Promise<Ended> {
  return runPython(["-c", program, ...args], {
    ...where,
    variables: { ...variables, UV_PYTHON_DOWNLOADS: "never" },
  });
}
