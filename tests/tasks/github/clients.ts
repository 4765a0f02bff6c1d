import { gitHubOf, type GitHub } from "../../../tasks/github/client.ts";

/** A token that no output may hold. */
export const token = "ghs_never-to-be-shown";

/** A client of the server at an address (with a slash at its end) that waits for nothing. */
export function clientOf(url: string, waited: number[] = []): GitHub {
  const variables = {
    GITHUB_API_URL: url.replace(/\/$/, ""),
    GITHUB_REPOSITORY: "octocat/hello",
    GH_TOKEN: token,
  };
  const sleep = (milliseconds: number) => {
    waited.push(milliseconds);
    return Promise.resolve();
  };
  return gitHubOf(variables, () => undefined, { sleep });
}
