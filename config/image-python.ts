import { comparePythons } from "./pythons.ts";

/** Minor versions of CPython that base images are locked for, oldest first. */
export const imagePythons: readonly string[] = ["3.11", "3.12", "3.13", "3.14"];

/** The newest of a package's versions that a base image is locked for; empty: there is none. */
export function imagePythonOf(pythons: readonly string[]): string {
  return [...pythons].sort(comparePythons).findLast((version) => imagePythons.includes(version)) ?? "";
}
