import { isDeepStrictEqual } from "node:util";
import { parse } from "smol-toml";
import { moduleVersion, versionStated, type Statement } from "../../tasks/version/stated.ts";

/** How a version is found in a file. */
type Find = (text: string) => Statement | null;

/** A file that states a version. */
export interface VersionFile {
  readonly path: string;
  readonly text: string;
  readonly find: Find;
}

/** The version that a file of the sources states; a module's is its `__version__`. */
export function statementIn(file: string, isModule: boolean): Find {
  return isModule ? moduleVersion : (text) => versionStated(file, text);
}

/**
 * The text with another version and nothing else changed, line ends included; null where that can't be done for sure,
 * such as where the line holds the version in a form of its own.
 */
export function withVersion({ path, text, find }: VersionFile, version: string): string | null {
  const stated = find(text);
  if (stated === null) return null;
  const lines = text.split("\n");
  const line = lines[stated.line - 1] ?? "";
  const edited = placesIn(line, stated.version)
    .map((at) => line.slice(0, at) + version + line.slice(at + stated.version.length))
    .map((changed) => lines.with(stated.line - 1, changed).join("\n"))
    .find(
      (candidate) =>
        find(candidate)?.version === version &&
        (!path.endsWith(".toml") || isSameBeside(text, candidate, version)),
    );
  return edited ?? null;
}

/** Where a text stands as a whole word, behind the word version first. */
function placesIn(line: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
    const around = `${line[at - 1] ?? " "}${line[at + text.length] ?? " "}`;
    if (!/[\w.+!]/.test(around)) places.push(at);
  }
  const word = line.toLowerCase().indexOf("version");
  return [...places.filter((at) => at > word), ...places.filter((at) => at <= word)];
}

/** TOML must say the same as before but for one version. */
function isSameBeside(before: string, after: string, version: string): boolean {
  return changesOf(parse(before), parse(after)).every(
    ({ key, value }) => key === "version" && value === version,
  );
}

interface Change {
  readonly key: string;
  readonly value: unknown;
}

function changesOf(before: unknown, now: unknown, key = ""): readonly Change[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (!isTable(before) || !isTable(now)) return [{ key, value: now }];
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keys].flatMap((name) => changesOf(before[name], now[name], name));
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) !== Date.prototype;
}
