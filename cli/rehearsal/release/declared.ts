import { resolve } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import type { Document } from "../../../documents/document.ts";
import { buildDocuments, checkDocuments } from "../../../documents/documents.ts";
import type { Plan } from "../../../plan/plan.ts";
import { readStack } from "../../release-prepare/stack.ts";

/** What a stack declares, and how it becomes files. */
export interface DeclaredRelease {
  readonly plan: Plan;
  readonly render: (plan: Plan) => readonly Document[];
  /** The project's folder, whole. */
  readonly cwd: string;
}

/** Reads a stack as `up` would. Throws a FaultsError with all that is wrong in it. */
export async function declaredRelease({
  stack,
  cwd,
}: {
  readonly stack: string;
  readonly cwd: string;
}): Promise<DeclaredRelease> {
  const { plan, settings } = readStack(stack, cwd);
  const render = (rendered: Plan) => buildDocuments(rendered, settings).documents;
  const faults = await checkDocuments(render(plan));
  if (faults.length > 0) throw new FaultsError(faults);
  return { plan, render, cwd: resolve(cwd) };
}
