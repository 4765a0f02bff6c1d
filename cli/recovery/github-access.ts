import { FaultsError } from "../../config/fault.ts";
import { readSettings } from "../../provider/github/settings.ts";
import type { GitHubSettings } from "../../provider/github/settings.ts";
import type { Properties } from "../../provider/protocol/provider.ts";
import { isRecord } from "../changes/value.ts";
import type { EngineCommands } from "./engine-commands.ts";

/** What a stack's configuration says of GitHub, as its providers are told it; the environment says the rest. */
export async function stackSettings(stack: string, commands: EngineCommands): Promise<GitHubSettings> {
  const { ok, answer, words } = await commands.configuration();
  if (ok) return readSettings(githubOf(answer), process.env);
  const fault = `its configuration can't be read (${words.trim().split("\n").at(-1) ?? ""})`;
  throw new FaultsError([{ place: `stack ${stack}`, fault, mend: "mend that, then run it again" }]);
}

/** The emulated GitHub, which takes any token. */
export async function emulatedSettings(baseUrl: string, commands: EngineCommands): Promise<GitHubSettings> {
  const { ok, answer } = await commands.configuration();
  const owner = ok ? githubOf(answer)["owner"] : undefined;
  return readSettings({ baseUrl, token: "rehearsal", owner }, {});
}

function githubOf(answer: string): Properties {
  const all: unknown = JSON.parse(answer);
  const entries = Object.entries(isRecord(all) ? all : {}).flatMap(([key, entry]) => {
    if (!key.startsWith("github:") || !isRecord(entry)) return [];
    return [[key.slice("github:".length), entry["objectValue"] ?? entry["value"]] as const];
  });
  return Object.fromEntries(entries) as Properties;
}
