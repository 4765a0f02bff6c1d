import { normalizeName } from "../index/file-name.ts";
import { knownNames } from "./known-names.ts";

/** Names on conda-forge of a project on the index, the one to write first; what is declared goes before all else. */
export function condaNames(project: string, declared: Readonly<Record<string, string>>): readonly string[] {
  const name = normalizeName(project);
  const own = Object.entries(declared).find(([key]) => normalizeName(key) === name)?.[1];
  return own === undefined ? (knownNames[name] ?? [name]) : [own];
}

/** Whether a package of conda-forge is one of those: it keeps dots and underscores, which tell nothing. */
export function isNamed(conda: string, names: readonly string[]): boolean {
  return names.some((name) => normalizeName(name) === normalizeName(conda));
}
