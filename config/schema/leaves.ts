import { z } from "zod";

/** A text of a given form; `fault` ends the sentence that begins with its place. */
export const text = (pattern: RegExp, fault: string, example: string) =>
  z.string().regex(pattern, fault).meta({ example });

/** A path inside the repository: parts between single slashes, none of them `.` or `..`; `.` alone is the root. */
export const relativePath = (example: string) =>
  text(
    /^(?:\.|(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+)*)$/u,
    "is not a path inside the repository with forward slashes",
    example,
  );

/** The name of a branch, as git takes it; none that a workflow would read as an expression. */
export const branchName = (example: string) =>
  text(
    /^(?![-/.@]$|[-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\$\{\{))(?!.*(?:\.lock|[/.])$)[^\s~^:?*[\\\p{Cc}]+$/u,
    "is not the name of a branch",
    example,
  );

/** A command of one or more lines, without control characters, which no shell could run. */
export const command = (example: string) =>
  text(/^(?:[^\p{Cc}\u2028\u2029]|[\n\t])+$/u, "is empty or holds control characters", example);
