import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { OciImage } from "../oci/image.ts";
import { readOciArchive } from "../oci/read.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { labelOf, platforms } from "./labels.ts";

/** What the images of a release have to be. */
export interface Expected {
  /** Null: whatever they say. */
  readonly version: string | null;
  readonly commit: string;
  /** The release's files by name; null: none were settled. */
  readonly sums: ReadonlyMap<string, string> | null;
  /** Digests of manifests by platform, as the jobs told that built them; null: none were told. */
  readonly digests: ReadonlyMap<string, string> | null;
}

/** Reads the archives of a folder, whatever folders within they are in: one image a platform, in the order of the index. */
export async function readArchives(folder: string): Promise<readonly OciImage[]> {
  const images: OciImage[] = [];
  for (const file of archivesIn(folder)) images.push(...(await readOciArchive(file)).images);
  const faults = platforms.flatMap((platform): readonly Fault[] => {
    const count = images.filter(({ config }) => config.platform === platform).length;
    if (count === 1) return [];
    const fault = count === 0 ? `holds no image for ${platform}` : `holds ${count} images for ${platform}`;
    return [{ place: folder, fault, mend: "fetch the archives of all platforms into it, and nothing else" }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return platforms.flatMap((platform) => images.filter(({ config }) => config.platform === platform));
}

/** Throws a TaskError that names all that the images do not tell as they have to. */
export function requireExpected(images: readonly OciImage[], expected: Expected): void {
  const faults = images.flatMap((image) => faultsOf(image, expected));
  if (faults.length > 0) throw new TaskError(faults);
}

function faultsOf(
  { config, manifest }: OciImage,
  { version, commit, sums, digests }: Expected,
): readonly Fault[] {
  const place = `the image for ${config.platform}`;
  const told = (fault: string): Fault => ({ place, fault, mend: "build the images again, in the same run" });
  const [wheel, sha256] = [labelOf(config, "wheelName"), labelOf(config, "wheelSha256")];
  const checks: readonly (readonly [boolean, string])[] = [
    [
      version === null || labelOf(config, "version") === version,
      `calls itself version ${labelOf(config, "version") || "of none"}, and ${version ?? ""} is released`,
    ],
    [
      labelOf(config, "revision") === commit,
      `was made of commit ${labelOf(config, "revision") || "that it does not tell"}, and this run is of ${commit}`,
    ],
    [/^[0-9a-f]{64}$/.test(sha256) && wheel.endsWith(".whl"), "does not tell the wheel that it holds"],
    [
      sums === null || sums.get(wheel) === sha256,
      `holds ${wheel} of hash ${sha256}, which is none of the release's files`,
    ],
    [
      digests === null || digests.get(config.platform) === manifest.digest,
      `is ${manifest.digest}, and its job told another`,
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => told(fault));
}

function archivesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".tar"))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "fetch the images' archives into it first";
    throw new TaskError([{ place: folder, fault: `can't be read (${code})`, mend }]);
  }
}
