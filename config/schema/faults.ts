import type { z } from "zod";
import type { Fault } from "../fault.ts";
import { looksSecret } from "../plain-secrets.ts";
import { suggestion } from "../nearest.ts";
import { childKeys, exampleOf, schemaAt } from "./walk.ts";

type Path = readonly PropertyKey[];

/** What the schema found, as faults; `root` is the schema that was parsed with `reportInput`. */
export function faultsOfIssues(root: z.ZodType, issues: readonly z.core.$ZodIssue[]): Fault[] {
  return withoutFollowing(issues).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => unknownKey(root, issue.path, key))
      : [faultOfIssue(root, issue)],
  );
}

/** `slipway:package.pythons[0]`, as `pulumi config set --path` takes it. */
function placeOf(path: Path): string {
  const inner = path.slice(1).map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return `slipway:${String(path[0] ?? "")}${inner.join("")}`;
}

/** What is of the wrong type has no length or bounds to speak of. */
function withoutFollowing(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const wrong = new Set(
    issues.filter(({ code }) => code === "invalid_type").map(({ path }) => placeOf(path)),
  );
  return issues.filter(({ code, path }) => code === "invalid_type" || !wrong.has(placeOf(path)));
}

function unknownKey(root: z.ZodType, path: Path, key: string): Fault {
  const known = childKeys(schemaAt(root, path));
  return { place: placeOf([...path, key]), fault: "is not a known setting", mend: suggestion(key, known) };
}

function faultOfIssue(root: z.ZodType, issue: z.core.$ZodIssue): Fault {
  const place = placeOf(issue.path);
  const example = exampleOf(schemaAt(root, issue.path));
  const suchAs = example === undefined ? "" : `, such as ${JSON.stringify(example)}`;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? { place, fault: "is missing", mend: `add it${suchAs}` }
        : {
            place,
            fault: `is ${kindOf(issue.input)}, not ${article(issue.expected)}`,
            mend: mendOfType(issue, suchAs),
          };
    case "invalid_value":
      return { place, ...choice(issue.input, issue.values.map(String)) };
    case "invalid_union":
      return { place, ...choice(discriminatorOf(issue), discriminatorOptions(issue)) };
    case "invalid_key":
      return { place, fault: issue.issues[0]?.message ?? "is not a valid name", mend: "rename it" };
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? { place, fault: "is empty", mend: `list at least one${suchAs}` }
        : { place, fault: `is below ${issue.minimum}`, mend: `raise it to ${issue.minimum} or more` };
    case "too_big":
      return issue.origin === "array"
        ? { place, fault: `has more than ${issue.maximum} entries`, mend: `keep ${issue.maximum} at most` }
        : { place, fault: `is above ${issue.maximum}`, mend: `lower it to ${issue.maximum} or less` };
    default:
      return {
        place,
        fault: issue.message,
        mend: `write it${suchAs || " in the form that the reference gives"}`,
      };
  }
}

function mendOfType(issue: { readonly input?: unknown; readonly expected: string }, suchAs: string): string {
  if (issue.expected === "string" && typeof issue.input === "number") {
    return `write it in quotes: "${issue.input}" (YAML reads 3.10 as 3.1)`;
  }
  return `write ${article(issue.expected)}${suchAs}`;
}

function choice(input: unknown, options: readonly string[]): Pick<Fault, "fault" | "mend"> {
  if (input === undefined) return { fault: "is missing", mend: `use one of: ${options.join(", ")}` };
  const shown =
    typeof input === "string" && !looksSecret(input) && input.length <= 40 ? `"${input}"` : kindOf(input);
  return {
    fault: `is ${shown}, which is not one of its values`,
    mend: typeof input === "string" ? suggestion(input, options) : `use one of: ${options.join(", ")}`,
  };
}

function discriminatorOf(issue: { readonly input?: unknown; readonly path: Path }): unknown {
  const last = issue.path.at(-1);
  return isRecord(issue.input) && last !== undefined ? issue.input[String(last)] : issue.input;
}

function discriminatorOptions(issue: z.core.$ZodIssueInvalidUnion): string[] {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  return options.map(String);
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return `the number ${value}`;
  return typeof value === "object" ? "a map" : article(typeof value);
}

function article(kind: string): string {
  const word =
    (
      { array: "list", object: "map", record: "map", string: "text", int: "whole number" } as Record<
        string,
        string
      >
    )[kind] ?? kind;
  return word === "text" ? word : `a ${word}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
