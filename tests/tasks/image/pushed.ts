import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentOf, type TinyImage } from "../registry/tiny-image.ts";
import { mediaTypes, type OciImage } from "../../../tasks/oci/image.ts";
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

/** An image under the name of an architecture, which need not be its own. */
export async function forArchitecture(image: OciImage, architecture: string): Promise<TinyImage> {
  const layers = await Promise.all(
    image.layers.map(async (layer) => {
      const { mediaType, digest, size } = layer;
      return { mediaType, digest, size, bytes: await layer.read() };
    }),
  );
  const text = (bytes: Buffer) => JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
  const own = image.config.platform === `linux/${architecture}`;
  const config = own
    ? image.config
    : documentOf(JSON.stringify({ ...text(image.config.bytes), architecture }), mediaTypes.config);
  const { mediaType, digest, size } = config;
  const named = { ...text(image.manifest.bytes), config: { mediaType, digest, size } };
  const manifest = own ? image.manifest : documentOf(JSON.stringify(named), mediaTypes.manifest);
  return { platform: `linux/${architecture}`, manifest, config, layers };
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
