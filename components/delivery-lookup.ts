import { getRepositoryFile } from "@pulumi/github/getRepositoryFile.js";
import type { Fault } from "../config/fault.ts";
import type { Document } from "../documents/document.ts";
import { headerOf } from "../documents/header.ts";
import type { Plan } from "../plan/plan.ts";

/** Asks GitHub what stands already where the documents go; what another put there comes as faults. */
export async function lookUpDelivery(plan: Plan, documents: readonly Document[]): Promise<Fault[]> {
  const { name, defaultBranch } = plan.repository;
  const faults = await Promise.all(
    documents.map(async ({ path }) => {
      // A file or a branch that is missing answers with nothing.
      const { content } = await getRepositoryFile({ repository: name, branch: defaultBranch, file: path });
      return deliveryFaults(plan, path, content);
    }),
  );
  return faults.flat();
}

/** Whether the text that stands at `path` is another's: a person's, or another stack's. */
export function deliveryFaults(plan: Plan, path: string, content: string | undefined): Fault[] {
  if (!content || content.startsWith(firstLine(plan))) return [];
  const other = /^# Delivered by the Pulumi project (\S+), stack (\S+)\.$/m.exec(
    content.split("\n")[0] ?? "",
  );
  const place = `${plan.repository.owner}/${plan.repository.name}: ${path}`;
  return [
    other
      ? {
          place,
          fault: `is delivered by stack ${other[2]} of project ${other[1]}`,
          mend: "one stack delivers to a repository: destroy that one first, or set another slipway:package.repository",
        }
      : {
          place,
          fault: "is there already, and no stack delivered it",
          mend: "remove or rename it there; what it did beyond the delivered one can go into slipway:overrides",
        },
  ];
}

function firstLine(plan: Plan): string {
  return headerOf(plan).split("\n")[0] ?? "";
}
