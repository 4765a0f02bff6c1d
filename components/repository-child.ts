import type * as pulumi from "@pulumi/pulumi";

/**
 * Options of a resource that belongs to a repository. With another repository it is another resource, also where the
 * provider would update it; and the old one goes first: a renamed repository's old name leads to the same one, where
 * making first and deleting then would lose what was made.
 */
export function repositoryChild(parent: pulumi.Resource) {
  return {
    parent,
    deleteBeforeReplace: true,
    replaceOnChanges: ["repository"],
  } satisfies pulumi.CustomResourceOptions;
}
