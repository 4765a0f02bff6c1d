import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { onOneLine } from "../../documents/printable.ts";
import { connect } from "../../provider/github/client.ts";
import { type GitHubSettings, readSettings } from "../../provider/github/settings.ts";
import { githubTree } from "./tree/github-tree.ts";
import { localTree } from "./tree/local-tree.ts";
import { linkedRepository } from "./tree/remotes.ts";
import type { Tree } from "./tree/tree.ts";

/** Where a source is looked for. */
export interface Surroundings {
  /** Folder that a path as typed starts from. */
  readonly cwd: string;
  readonly baseUrl: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Opens a folder, or a repository on GitHub: what is there as a folder is one. */
export async function openSource(source: string, { cwd, baseUrl, env }: Surroundings): Promise<Tree> {
  if (source.trim() === "") {
    const mend = "name the folder of a package, or OWNER/NAME";
    throw new FaultsError([{ place: "the source", fault: "is empty", mend }]);
  }
  const folder = source.startsWith("~/") ? join(homedir(), source.slice(2)) : resolve(cwd, source);
  const linked = linkedRepository(source);
  const named =
    linked ?? (/^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+$/.test(source) && !existsSync(folder) ? source : null);
  if (named === null) return localTree(onOneLine(source), folder);
  const settings = settingsFor(baseUrl, env);
  const isGitHub = new URL(settings.baseUrl).host === "api.github.com";
  return githubTree(connect(settings), named, isGitHub ? null : withoutApi(settings.baseUrl));
}

/** As the providers take them from the environment; GH_TOKEN is what GitHub's own command line takes. */
function settingsFor(baseUrl: string | undefined, env: NodeJS.ProcessEnv): GitHubSettings {
  const token = env["GITHUB_TOKEN"] ?? env["GH_TOKEN"];
  try {
    return readSettings(
      {},
      {
        ...env,
        ...(baseUrl !== undefined && { GITHUB_BASE_URL: baseUrl }),
        ...(token !== undefined && { GITHUB_TOKEN: token }),
      },
    );
  } catch {
    const place = baseUrl === undefined ? "GITHUB_BASE_URL" : "--base-url";
    const fault = "is not an address";
    throw new FaultsError([{ place, fault, mend: 'give it whole, such as "https://github.example.com/"' }]);
  }
}

function withoutApi(address: string): string {
  return address.replace(/api\/v3\/$/, "");
}
