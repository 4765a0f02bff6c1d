import type { Commit } from "./remote.ts";
import type { Wanted } from "./wanted.ts";

/**
 * A delivery's commit message. Its trailers tell the stack's own commits from others', also where somebody amended
 * one: the tree is then another.
 */
export function commitMessage(title: string, { project, stack }: Wanted, tree: string): string {
  return [
    title,
    "",
    `Delivered by stack ${stack} of the Pulumi project ${project}.`,
    "",
    `Slipway-Stack: ${project}/${stack}`,
    `Slipway-Tree: ${tree}`,
    "",
  ].join("\n");
}

/** Whether a commit is just as the stack made it. */
export function isOwn(
  { message, tree }: Commit,
  { project, stack }: Pick<Wanted, "project" | "stack">,
): boolean {
  const trailers = new Map(
    [...message.matchAll(/^(Slipway-\w+): (\S+)\s*$/gm)].map(([, name, value]) => [name, value]),
  );
  return trailers.get("Slipway-Stack") === `${project}/${stack}` && trailers.get("Slipway-Tree") === tree;
}
