import { once } from "node:events";
import { resolve } from "node:path";
import { layOut } from "./folder.ts";
import { readProject } from "../project/project.ts";
import { seedOf } from "./seed.ts";

/** What `serve` is asked for. */
export interface ServeRequest {
  readonly stack: string;
  readonly port: number;
  readonly cwd: string;
  readonly root: string;
}

/** Serves the emulated GitHub, with what the stack expects to be there, until somebody stops it. */
export async function serve({ stack, port, cwd, root }: ServeRequest): Promise<void> {
  const { stackFile, place } = layOut(readProject(cwd), stack, resolve(cwd, root));
  const [{ startEmulatedGitHub }, { seedGitHub }] = await Promise.all([
    import("../../rehearsal/github/server.ts"),
    import("../../rehearsal/github/seed.ts"),
  ]);
  const folder = resolve(place.workFolder, "..");
  await seedGitHub(folder, seedOf(stackFile.config));
  const github = await startEmulatedGitHub({ root: folder, port });
  process.stdout.write(`The emulated GitHub listens at ${github.url} until Ctrl-C.\n`);
  const settings = `GITHUB_BASE_URL=${github.url} GITHUB_TOKEN=anything`;
  process.stdout.write(`With the real provider: ${settings} npm run up -- --stack ${stack}\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await github.close();
}
