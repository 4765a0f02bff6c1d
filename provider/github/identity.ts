import type { Properties } from "../protocol/provider.ts";
import { textOf } from "../protocol/values.ts";
import { isStatus, type GitHubClient } from "./client.ts";

/**
 * Whether two names stand for one repository: it was renamed or transferred, and GitHub leads from the old name to
 * the new one. Takes a resource's inputs `owner` and `repository`.
 */
export async function isSameRepository(
  client: GitHubClient,
  old: Properties,
  now: Properties,
): Promise<boolean> {
  const [before, after] = await Promise.all([idOf(client, old), idOf(client, now)]);
  return before !== null && before === after;
}

async function idOf(client: GitHubClient, inputs: Properties): Promise<number | null> {
  const place = { owner: textOf(inputs, "owner"), repo: textOf(inputs, "repository") };
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}", place);
    return (data as { readonly id: number }).id;
  } catch (error) {
    if (isStatus(error, 404)) return null;
    throw error;
  }
}
