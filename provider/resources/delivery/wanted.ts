import { isList, isProperties, textOf } from "../../protocol/values.ts";
import type { Properties, Value } from "../../protocol/provider.ts";

/** What a stack wants to stand in a repository. */
export interface Wanted {
  readonly owner: string;
  /** Without its owner. */
  readonly repository: string;
  /** The Pulumi project and stack that deliver. */
  readonly project: string;
  readonly stack: string;
  readonly by: "pull-request" | "push";
  /** Slipway's own branch, that pull requests come from. */
  readonly branch: string;
  /** Texts by path, relative to the repository's root. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths that may be overwritten whoever wrote what is there. */
  readonly adopt: readonly string[];
  /** Paths to remove, whoever wrote what is there. */
  readonly retire: readonly string[];
}

/** Reads the resource's checked inputs. */
export function wantedOf(inputs: Properties): Wanted {
  return {
    owner: textOf(inputs, "owner"),
    repository: textOf(inputs, "repository"),
    project: textOf(inputs, "project"),
    stack: textOf(inputs, "stack"),
    by: inputs["by"] === "push" ? "push" : "pull-request",
    branch: textOf(inputs, "branch"),
    files: textsOf(inputs["files"]),
    adopt: listOf(inputs["adopt"]),
    retire: listOf(inputs["retire"]),
  };
}

/** The text that is wanted at a path; null: none, whatever names any object answers to. */
export function wantedText({ files }: Wanted, path: string): string | null {
  return Object.hasOwn(files, path) ? (files[path] ?? null) : null;
}

/** A map of texts; what is no text is left out. */
export function textsOf(value: Value | undefined): Record<string, string> {
  const entries = isProperties(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function listOf(value: Value | undefined): string[] {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
