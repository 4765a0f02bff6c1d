import { RefusedError, type GitHubClient } from "../../github/client.ts";
import { explained, isMissing, orNull } from "../../github/refusal.ts";

/** A repository on GitHub, as it calls itself: after a rename or a transfer, by its present name. */
export interface Place {
  readonly owner: string;
  /** `User` or `Organization`; undefined where GitHub does not say. */
  readonly ownerType: string | undefined;
  readonly name: string;
  /** Stays the same through renames and transfers. */
  readonly id: number;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** What the token's owner may do there; undefined where GitHub does not say. */
  readonly mayPush: boolean | undefined;
}

/** Finds a repository; null: there is none, or the token can't see it. */
export async function findPlace(
  client: GitHubClient,
  repository: { readonly owner: string; readonly name: string },
): Promise<Place | null> {
  const { owner, name } = repository;
  const answer = await orNull(() =>
    explained(
      {
        repository: `${owner}/${name}`,
        action: "look the repository up",
        permission: "Metadata: read",
        expected: isMissing,
      },
      () => client.request("GET /repos/{owner}/{repo}", { owner, repo: name }),
    ),
  );
  if (answer === null) return null;
  const found = answer.data as StoredRepository;
  return {
    owner: found.owner.login,
    ownerType: found.owner.type,
    name: found.name,
    id: found.id,
    defaultBranch: found.default_branch,
    archived: found.archived,
    mayPush:
      found.permissions?.push === false && (await isInstallation(client))
        ? undefined
        : found.permissions?.push,
  };
}

/** Of an App's installation GitHub says of every repository that it may not push there, whatever it may. */
async function isInstallation(client: GitHubClient): Promise<boolean> {
  try {
    await client.request("GET /installation/repositories", { per_page: 1 });
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

interface StoredRepository {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string; readonly type?: string };
  readonly default_branch: string;
  readonly archived: boolean;
  readonly permissions?: { readonly push: boolean };
}
