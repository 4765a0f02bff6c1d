import { HttpGitHub } from "../../../runners/github/http-github.ts";
import { appRequests, type GitHubAccess } from "../../../runners/github/requests.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";
import type { Emulated } from "../../rehearsal/github/emulated.ts";
import { keys } from "./scripted.ts";

/** The adapter for an emulated GitHub. */
export function githubOf(
  { url: api }: Emulated,
  place: Pick<RunnerSettings["github"], "scope" | "webhook">,
  access: Partial<GitHubAccess> = {},
): HttpGitHub {
  const own = { api, appId: 1, installationId: 2, privateKey: async () => keys.private };
  return new HttpGitHub(appRequests({ ...own, ...access }), place);
}
