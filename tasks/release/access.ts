import type { Declaration } from "../declaration/declaration.ts";
import { gitHubOf } from "../github/client.ts";
import { indexAddress } from "../index/address.ts";
import type { Channel } from "../ledger/channel.ts";
import { indexChannel } from "../ledger/index-channel.ts";
import { MisuseError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { type ReleaseStore, githubStore } from "./store.ts";

type Call = Pick<TaskCall, "variables" | "say">;

/** The variables that `storeOf` reads, for a task's help. */
export const storeVariables = {
  GITHUB_API_URL: "GitHub's API",
  GITHUB_REPOSITORY: "owner/name",
  GH_TOKEN: "token that may write contents: drafts are shown to no other",
} as const;

/** The variables that `indexesOf` reads, for a task's help. */
export const indexVariables = {
  PYPI_SIMPLE_URL: "simple API in place of PyPI's, which pip knows",
  TESTPYPI_SIMPLE_URL: "simple API in place of TestPyPI's, which pip knows",
} as const;

/** The repository's releases; null where the release is declared to be without one. */
export function storeOf({ release }: Declaration, { variables, say }: Call): ReleaseStore | null {
  return release.githubRelease ? githubStore(gitHubOf(variables, say)) : null;
}

/** All declared indexes, in the order of publishing. */
export async function indexesOf(declaration: Declaration, call: Call): Promise<readonly Channel[]> {
  const channels = [];
  for (const { name } of declaration.indexes) channels.push(await indexOf(declaration, name, call));
  return channels;
}

/** One declared index. */
export async function indexOf(
  declaration: Declaration,
  name: string,
  { variables, say }: Call,
): Promise<Channel> {
  const index = declaration.indexes.find((one) => one.name === name);
  if (index === undefined) throw undeclared(declaration, name);
  return indexChannel({ declaration, index, simpleUrl: await indexAddress(index, variables), say });
}

function undeclared({ indexes }: Declaration, name: string): MisuseError {
  return new MisuseError({
    place: "--index",
    fault: name === "" ? "is missing" : `names ${name}, which is not declared`,
    mend: `name one of ${indexes.map((one) => one.name).join(", ")}`,
  });
}
