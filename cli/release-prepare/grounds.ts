import { resolve } from "node:path";
import { type GitHubSettings, readSettings } from "../../provider/github/settings.ts";
import type { Properties } from "../../provider/protocol/provider.ts";
import { type DeclaredStack, hasSecret } from "./stack.ts";

/** Which GitHub a release is prepared on, and what else may be asked. */
export interface ReleaseGround {
  readonly settings: GitHubSettings;
  /** Whether the index may be asked; a rehearsal stays on this machine. */
  readonly asksIndex: boolean;
  close(): Promise<void>;
}

/** Where a stack is. */
export interface StackPlace {
  readonly stack: string;
  readonly cwd: string;
}

/** The stack's own `github:*` settings and the environment, as for `up`; the engine is asked for what is encrypted. */
export async function realGround({ config }: DeclaredStack, place: StackPlace): Promise<ReleaseGround> {
  const given = Object.entries(config).filter(([key]) => key.startsWith("github:"));
  const settings = given.some(([, value]) => hasSecret(value))
    ? await decrypted(place)
    : readSettings(
        Object.fromEntries(given.map(([key, value]) => [key.slice("github:".length), value])) as Properties,
        process.env,
      );
  return { settings, asksIndex: true, close: async () => {} };
}

async function decrypted({ stack, cwd }: StackPlace): Promise<GitHubSettings> {
  const [{ openReal }, { findEngine, usualSearch }, { engineCommands }, { stackSettings }] =
    await Promise.all([
      import("../real/ground.ts"),
      import("../engine/find.ts"),
      import("../recovery/engine-commands.ts"),
      import("../recovery/github-access.ts"),
    ]);
  const { place } = await openReal({ stack, cwd });
  return stackSettings(stack, engineCommands(await findEngine(usualSearch()), place));
}

/** The emulated GitHub of a rehearsal, with the repository that the stack speaks of. */
export async function rehearsedGround({
  stack,
  cwd,
  root,
}: StackPlace & { readonly root: string }): Promise<ReleaseGround> {
  const [{ readProject }, { layOut }, { seedOf }, { seedGitHub }, { startEmulatedGitHub }] =
    await Promise.all([
      import("../project/project.ts"),
      import("../rehearsal/folder.ts"),
      import("../rehearsal/seed.ts"),
      import("../../rehearsal/github/seed.ts"),
      import("../../rehearsal/github/server.ts"),
    ]);
  const folder = resolve(cwd, root);
  const { config } = layOut(readProject(cwd), stack, folder).stackFile;
  await seedGitHub(folder, seedOf(config));
  const github = await startEmulatedGitHub({ root: folder });
  const settings = readSettings({ baseUrl: github.url, token: "rehearsal" }, {});
  return { settings, asksIndex: false, close: () => github.close() };
}
