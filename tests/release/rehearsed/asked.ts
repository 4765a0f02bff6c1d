import { startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { releaseFolder } from "../../../rehearsal/release/request.ts";
import type { Stack } from "./stack.ts";

/** A GitHub release, as far as it is looked at. */
export interface ReleaseAnswer {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly { readonly name: string; readonly digest: string }[];
}

/** What the emulated GitHub of a rehearsed release answers a person once the rehearsal is over. */
export async function asked(
  { folder }: Pick<Stack, "folder">,
  root: string,
  path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const server = await startEmulatedGitHub({
    root: releaseFolder({ cwd: folder, root, stack: "prod" }).github,
  });
  try {
    const url = `${server.url}repos/octo-org/example-pure/${path}`;
    const answer = await fetch(url, { headers: { authorization: "Bearer of-a-person" } });
    return { status: answer.status, body: await answer.json() };
  } finally {
    await server.close();
  }
}

/** Its releases, drafts among them, without the addresses of that server. */
export async function releases(
  stack: Pick<Stack, "folder">,
  root: string,
): Promise<readonly ReleaseAnswer[]> {
  const all = (await asked(stack, root, "releases")).body as readonly ReleaseAnswer[];
  return all.map(({ id, tag_name, draft, prerelease, assets }) => {
    const files = assets.map(({ name, digest }) => ({ name, digest }));
    return { id, tag_name, draft, prerelease, assets: files };
  });
}
