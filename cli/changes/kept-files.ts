import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { gitIdOf } from "../../documents/git-id.ts";
import { filesOf } from "./file-changes.ts";
import { isRecord } from "./value.ts";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The inputs after a step as they are on the default branch: a file that was edited by hand stays so, unless something
 * new is wanted there or it may be overwritten. The engine itself tells but what is wanted.
 */
export function withKeptFiles(step: StepEventMetadata, before: Inputs, after: Inputs): Inputs {
  const { edited } = step.old?.outputs ?? {};
  const { files, adopt } = after;
  if (!isRecord(edited) || !isRecord(files)) return after;
  const adopted: readonly unknown[] = Array.isArray(adopt) ? adopt : [];
  const stood = filesOf(before);
  const kept = Object.entries(filesOf(after)).filter(
    ([path, text]) => !adopted.includes(path) && edited[path] === gitIdOf(text),
  );
  const asTheyStand = kept.map(([path]) => [path, stood[path]] as const);
  return { ...after, files: { ...files, ...Object.fromEntries(asTheyStand) } };
}
