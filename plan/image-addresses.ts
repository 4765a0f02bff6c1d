import type { ImagePlan, RepositoryPlan } from "./plan.ts";

/** Where an image is found and looked after. */
export interface ImageAddresses {
  /** Without a tag: `ghcr.io/octo-org/octo-package`. */
  readonly image: string;
  /** The newest stable release: `ghcr.io/octo-org/octo-package:latest`. */
  readonly latest: string;
  /** What the default branch last built: `ghcr.io/octo-org/octo-package:main`. */
  readonly branch: string;
  /** `main` */
  readonly branchTag: string;
  /** `docker pull ghcr.io/octo-org/octo-package:latest` */
  readonly pullCommand: string;
  /** Page on which its visibility is set; null: its registry is not GitHub's. */
  readonly settingsPage: string | null;
}

/** What GitHub calls the owner of a repository: its packages' pages differ by it. */
export type OwnerType = "User" | "Organization";

/** The addresses of an image; `ownerType` of the repository's owner is undefined where it is not known. */
export function imageAddresses(
  image: ImagePlan,
  repository: RepositoryPlan,
  ownerType: OwnerType | undefined,
): ImageAddresses {
  const name = `${image.registry}/${image.name}`;
  const latest = `${name}:latest`;
  const branchTag = tagOf(repository.defaultBranch);
  return {
    image: name,
    latest,
    branch: `${name}:${branchTag}`,
    branchTag,
    pullCommand: `docker pull ${latest}`,
    settingsPage: settingsPage(image, repository, ownerType),
  };
}

function settingsPage(
  { registry, name }: ImagePlan,
  repository: RepositoryPlan,
  ownerType: OwnerType | undefined,
): string | null {
  const web = webOf(registry);
  if (web === null) return null;
  const [owner = "", ...rest] = name.split("/");
  const packageName = encodeURIComponent(rest.join("/"));
  const isOwners = owner === repository.owner.toLowerCase();
  const kind = isOwners && ownerType !== undefined ? kinds[ownerType] : null;
  // The repository's own page of the package leads to its settings, whoever the owner is.
  return kind === null
    ? `${web}/${repository.owner}/${repository.name}/pkgs/container/${packageName}`
    : `${web}/${kind}/${repository.owner}/packages/container/${packageName}/settings`;
}

const kinds: Readonly<Record<OwnerType, string>> = { User: "users", Organization: "orgs" };

/** GitHub's web pages beside its container registry. */
function webOf(registry: string): string | null {
  if (registry === "ghcr.io") return "https://github.com";
  return registry.startsWith("containers.") ? `https://${registry.slice("containers.".length)}` : null;
}

/** A branch's name as a tag: slashes and the like are none of its characters. */
function tagOf(branch: string): string {
  return branch
    .replaceAll(/[^\w.-]/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 128);
}
