import type { Declaration } from "../declaration/declaration.ts";
import { gitHubOf } from "../github/client.ts";
import { registryFor } from "../image-release/access.ts";
import type { Channel } from "../ledger/channel.ts";
import { condaChannel } from "../ledger/conda-channel.ts";
import { imageChannel } from "../ledger/image-channel.ts";
import type { TaskCall } from "../program/task.ts";
import { registryVariables } from "../registry/registry.ts";

type Call = Pick<TaskCall, "variables" | "say">;

/** The variables that are read beside those of the store, for a task's help. */
export const otherVariables = {
  GITHUB_SERVER_URL: "where the repository is",
  GITHUB_ACTOR: registryVariables.GITHUB_ACTOR,
  REGISTRY_URL: registryVariables.REGISTRY_URL,
} as const;

/** The registry of the declared image, which has to hold its part of a release; none where none is declared. */
export function registriesOf({ image, repository }: Declaration, call: Call): readonly Channel[] {
  if (image === null) return [];
  const server = (call.variables["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/+$/, "");
  const packageName = encodeURIComponent(image.name.split("/").slice(1).join("/"));
  const page = `${server}/${repository.owner}/${repository.name}/pkgs/container/${packageName}`;
  const registry = registryFor(image, call, { anonymous: image.public });
  return [imageChannel({ registry, kind: image.kind, page })];
}

/** What follows a release by itself: conda-forge, where a feedstock is declared. */
export function followersOf({ package: declared, conda }: Declaration, call: Call): readonly Channel[] {
  if (conda === null) return [];
  const github = gitHubOf(call.variables, (line) => call.say(line));
  return [condaChannel(github, { package: declared, conda })];
}
