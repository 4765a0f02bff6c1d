import type { Declaration } from "../declaration/declaration.ts";
import { type GitHub, readAnswer } from "../github/client.ts";
import { objectOf, text } from "../json/shape.ts";
import { type Claims, workflowFileOf } from "../oidc/claims.ts";

/** One value of the form that registers a trusted publisher, beside what the job's token claims. */
export interface PublisherValue {
  /** As an index's form calls it: `Owner`. */
  readonly field: string;
  readonly declared: string;
  readonly claimed: string;
  readonly agrees: boolean;
}

/** What an index compares with a registered publisher: GitHub tells no upper from lower case in names of repositories. */
export function publisherValues(
  { repository, release }: Pick<Declaration, "repository" | "release">,
  claims: Claims,
): readonly PublisherValue[] {
  const [owner = "", name = ""] = claims.repository.split("/");
  const row = (field: string, declared: string, claimed: string) => {
    return { field, declared, claimed, agrees: declared.toLowerCase() === claimed.toLowerCase() };
  };
  const file = workflowFileOf(claims);
  return [
    row("Owner", repository.owner, owner),
    row("Repository name", repository.name, name),
    { ...row("Workflow name", release.workflow, file), agrees: release.workflow === file },
  ];
}

/** The environment that a publishing job must name; null where none is declared, so that any will do. */
export function environmentValue(declared: string | null, { environment }: Claims): PublisherValue {
  const [wanted, claimed] = [declared ?? "", environment ?? ""];
  // Environments' names are the same in upper and lower case, too.
  const agrees = wanted.toLowerCase() === claimed.toLowerCase() || declared === null;
  return { field: "Environment name", declared: wanted || "(any)", claimed: claimed || "(none)", agrees };
}

/** The name that a repository of that name has by now: GitHub leads from an old name to the new one; null: unknown. */
export async function presentName(
  github: GitHub,
  declared: Declaration["repository"],
): Promise<string | null> {
  const path = `/repos/${declared.owner}/${declared.name}`;
  const answer = await github.call({ path, expect: [200, 301, 307, 308, 403, 404, 451] });
  return answer.status === 200 ? readAnswer(answer, objectOf({ full_name: text }), path).full_name : null;
}
