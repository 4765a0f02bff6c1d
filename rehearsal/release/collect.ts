import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { normalizeName } from "../../tasks/index/file-name.ts";
import type { ReleaseFolder } from "./request.ts";
import type { ReleaseState } from "./state.ts";
import type { World } from "./world.ts";

/** Puts everything that was released into one folder, to be looked at once the services have ended. */
export async function collectFiles(
  world: World,
  places: ReleaseFolder,
  { tag }: Pick<ReleaseState, "tag">,
): Promise<void> {
  rmSync(places.files, { recursive: true, force: true });
  for (const { declared, index } of world.indexes) {
    const page = new URL(`${normalizeName(world.plan.package.name)}/`, index.simpleUrl);
    const files = (await json(page.href, {
      accept: "application/vnd.pypi.simple.v1+json",
    })) as SimplePage | null;
    for (const { url } of files?.files ?? []) {
      const address = new URL(url, page);
      await download(address.href, {}, join(places.files, declared.name, basename(address.pathname)));
    }
  }
  const headers = { authorization: "Bearer rehearsal" };
  const release = (await json(
    `${world.github.url}repos/${world.fullName}/releases/tags/${tag}`,
    headers,
  )) as Release | null;
  for (const { name, url } of release?.assets ?? []) {
    const octets = { ...headers, accept: "application/octet-stream" };
    await download(url, octets, join(places.files, "github-release", basename(name)));
  }
}

interface SimplePage {
  readonly files: readonly { readonly url: string }[];
}

interface Release {
  readonly assets: readonly { readonly name: string; readonly url: string }[];
}

async function json(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(url, { headers });
  return answer.ok ? await answer.json() : null;
}

async function download(url: string, headers: Readonly<Record<string, string>>, file: string): Promise<void> {
  const asked = await fetch(url, { headers, redirect: "manual" });
  // Where it is stored nobody signs in.
  const answer = asked.status === 302 ? await fetch(asked.headers.get("location") ?? url) : asked;
  if (!answer.ok || answer.body === null) throw new Error(`${url}: ${answer.status}`);
  mkdirSync(join(file, ".."), { recursive: true });
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(file));
}
