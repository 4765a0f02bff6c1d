import { posix } from "node:path";

/** A call of pytest, and the paths that it names. */
export interface PytestCall {
  readonly command: string;
  readonly paths: readonly string[];
}

/** What may stand before `pytest` and means nothing where the wheel is installed: `uv run --frozen`, `python -m`. */
const runners =
  /^(?:uv|poetry|pdm|hatch|pipenv|rye|run|python3?|coverage|-m|--frozen|--locked|--no-sync|--parallel-mode|-p)$/;
/** Measures and reports, which need packages and paths of their own. */
const reports = /^--(?:cov|junit|html|report|codspeed|benchmark)/;
const reportsWithValue = /^--(?:cov|cov-report|cov-config|cov-context|junitxml|junit-xml|html)$/;

/**
 * The call of pytest in a line of a shell script, for a folder that holds the tests alone: without runners and
 * reports. Null where there is none, or one that depends on the shell or on what is not there. `exists` tells which
 * paths are.
 */
export function pytestCall(line: string, exists: (path: string) => boolean): PytestCall | null {
  if (line.length > 500 || /[$`{}<>|&;\\#]/.test(line)) return null;
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const at = words.findIndex((word) => word === "pytest" || word === "py.test");
  if (at < 0 || !words.slice(0, at).every((word) => runners.test(word))) return null;
  const kept: string[] = [];
  const paths: string[] = [];
  const rest = words.slice(at + 1);
  for (const [index, word] of rest.entries()) {
    const before = rest[index - 1] ?? "";
    if (reports.test(word) || (reportsWithValue.test(before) && !word.startsWith("-"))) continue;
    const path = posix.normalize(word).replace(/\/$/, "");
    if (word.startsWith("-")) kept.push(word);
    else if (exists(path)) kept.push(paths[paths.push(path) - 1] ?? path);
    else if (/^-[mknp]$|^--[\w-]+$/.test(before)) kept.push(word);
    else return null;
  }
  return { command: ["pytest", ...kept].join(" "), paths };
}
