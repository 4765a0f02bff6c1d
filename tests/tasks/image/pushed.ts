import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forArchitecture } from "../../../rehearsal/image/archive.ts";
import type { OciImage } from "../../../tasks/oci/image.ts";
import { run } from "../index/run.ts";
import { writeArchives } from "../image-release/releases.ts";
import { password } from "../registry/services.ts";

const tasks = join(import.meta.dirname, "../../../tasks");

/**
 * Puts an image, and the same one under the name of the other architecture, which nothing here could build or run, where
 * the job that pushes finds both; answers their digests by platform.
 */
export async function archiveBoth(folder: string, image: OciImage): Promise<ReadonlyMap<string, string>> {
  const images = await Promise.all(["amd64", "arm64"].map((one) => forArchitecture(image, one)));
  mkdirSync(join(folder, "images"), { recursive: true });
  writeArchives(join(folder, "images"), images);
  return new Map(images.map(({ platform, manifest }) => [platform, manifest.digest]));
}

/** Runs a task of those that push, as a job of the repository does. */
export async function runPushing(
  folder: string,
  name: string,
  { args, ...variables }: { readonly args: readonly string[] } & Readonly<Record<string, unknown>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  writeFileSync(join(folder, "outputs"), "");
  const options = ["--declaration", join(folder, "release.json"), ...args];
  return await run(process.execPath, [join(tasks, `${name}.ts`), ...options], {
    GITHUB_ACTOR: "octocat",
    GH_TOKEN: password,
    GITHUB_SHA: "a".repeat(40),
    GITHUB_REPOSITORY: "TheLustriVA/PyVenice",
    GITHUB_OUTPUT: join(folder, "outputs"),
    PATH: process.env["PATH"] ?? "",
    ...(variables as Readonly<Record<string, string>>),
  });
}
