import { type GitHub, gitHubOf } from "../../../tasks/github/client.ts";
import type { World } from "../world.ts";

/** The emulated GitHub's API, as the release's tasks ask it. */
export function gitHubSeen(
  { github, fullName }: { readonly github: Pick<World["github"], "url">; readonly fullName: string },
  token: string,
): GitHub {
  const variables = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: fullName, GH_TOKEN: token };
  return gitHubOf(variables, () => undefined);
}
