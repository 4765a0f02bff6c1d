import { gitHubOf, readAnswer } from "../github/client.ts";
import { objectOf, text } from "../json/shape.ts";
import { MisuseError, TaskError } from "../program/fault.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** The page on which a person sets whether everybody may pull an image: `name` is `octo-org/octo-package`. */
export async function settingsPage(name: string, variables: Variables): Promise<string> {
  const server = (variables["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/+$/, "");
  const [owner = "", ...rest] = name.split("/");
  const image = encodeURIComponent(rest.join("/"));
  const type = await typeOf(owner, variables);
  // The repository's own page of the package leads to its settings, whoever the owner is.
  if (type === null) return `${server}/${variables["GITHUB_REPOSITORY"] ?? owner}/pkgs/container/${image}`;
  const kind = type === "Organization" ? "orgs" : "users";
  return `${server}/${kind}/${owner}/packages/container/${image}/settings`;
}

/** `User` or `Organization`; null where GitHub can't be asked: the page is a help, and no reason to fail. */
async function typeOf(owner: string, variables: Variables): Promise<string | null> {
  try {
    const path = `/users/${owner}`;
    const answer = await gitHubOf(variables, () => {}).call({ path });
    return readAnswer(answer, objectOf({ type: text }), path).type;
  } catch (error) {
    if (error instanceof TaskError || error instanceof MisuseError) return null;
    throw error;
  }
}
