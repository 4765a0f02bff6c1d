import { getRepositoryFile } from "@pulumi/github/getRepositoryFile.js";
import type { Fault } from "../config/fault.ts";
import type { Document } from "../documents/document.ts";
import { headerOf } from "../documents/header.ts";
import type { Plan } from "../plan/plan.ts";

/** What stands in the repository where the documents go. */
export interface Delivery {
  readonly faults: readonly Fault[];
  /** Paths that hold a file of this very stack. */
  readonly own: ReadonlySet<string>;
}

/** A path of the repository, and the text that stands there; nothing where there is no file. */
export interface Standing {
  readonly path: string;
  readonly content: string | undefined;
}

/** Asks GitHub what stands already where the documents go; what another put there comes as faults. */
export async function lookUpDelivery(plan: Plan, documents: readonly Document[]): Promise<Delivery> {
  const { name, defaultBranch } = plan.repository;
  const standing = documents.map(async ({ path }) => {
    // A file or a branch that is missing answers with nothing.
    const { content } = await getRepositoryFile({ repository: name, branch: defaultBranch, file: path });
    return { path, content };
  });
  return deliveryOf(plan, await Promise.all(standing));
}

/**
 * Whose the files are, by the header that each delivered one begins with. Once a file of the stack stands there, one
 * without a header is taken for its own that somebody changed by hand: an update mends those it has recorded, and the
 * provider refuses to create the others.
 */
export function deliveryOf(plan: Plan, standing: readonly Standing[]): Delivery {
  const first = headerOf(plan).split("\n")[0] ?? "";
  const own = standing.filter(({ content }) => content?.startsWith(first)).map(({ path }) => path);
  const others = standing.filter(({ path, content }) => content && !own.includes(path));
  const faults = others.flatMap(({ path, content = "" }) => {
    const place = `${plan.repository.owner}/${plan.repository.name}: ${path}`;
    const other = /^# Delivered by the Pulumi project (\S+), stack (\S+)\.\n/.exec(content);
    if (other) return [{ place, ...deliveredBy(other[1] ?? "", other[2] ?? "") }];
    return own.length > 0 ? [] : [{ place, ...deliveredByNobody }];
  });
  return { faults, own: new Set(own) };
}

const deliveredByNobody = {
  fault: "is there already, and no stack delivered it",
  mend: "remove or rename it there; what it did beyond the delivered one can go into slipway:overrides",
};

function deliveredBy(project: string, stack: string): Pick<Fault, "fault" | "mend"> {
  return {
    fault: `is delivered by stack ${stack} of project ${project}`,
    mend: "one stack delivers to a repository: destroy that one first, or set another slipway:package.repository",
  };
}
