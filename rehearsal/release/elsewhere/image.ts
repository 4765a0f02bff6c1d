import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { readOciImage } from "../../../tasks/oci/read.ts";
import type { Artifacts } from "../../actions/artifacts/service.ts";
import { unpackTar } from "../../actions/artifacts/tar.ts";
import { forArchitecture, writeArchive } from "../../image/archive.ts";
import type { StandIn } from "../../workflow-run/ground.ts";

/** A leg that builds the image for an architecture which this machine is not. */
export interface ImageElsewhere {
  /** As its matrix names it: `arm64`. */
  readonly architecture: string;
  /** Those of its run. */
  readonly artifacts: Artifacts;
}

/**
 * Stands in for a leg that builds the image elsewhere: what the leg of this machine left, under the name of the other
 * architecture. Its labels and its list of contents are right; nothing of it could run there.
 */
export async function standInImage({ architecture, artifacts }: ImageElsewhere): Promise<StandIn> {
  const kept = (await artifacts.list()).find(
    ({ name }) => name.startsWith("image-") && name !== `image-${architecture}`,
  );
  if (kept === undefined) throw new Error("no image was built on this machine that could stand in");
  const folder = mkdtempSync(join(tmpdir(), "image-elsewhere-"));
  try {
    const archive = join(folder, "artifact.tar");
    await artifacts.fetch(kept.id, archive);
    await unpackTar(archive, join(folder, "built"));
    const root = join(folder, "made");
    const outputs = await imageElsewhere(architecture, { built: join(folder, "built"), made: root });
    const files = readdirSync(root).map((name) => join(root, name));
    await artifacts.keep({ name: `image-${architecture}`, files, root, overwrite: true }, folder);
    const built = kept.name.replace(/^image-/, "");
    const note = `the image for ${architecture}: that for ${built} under its name, of which nothing could run there`;
    return { outputs, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes its files of those that the leg of this machine left; answers its outputs. */
export async function imageElsewhere(
  architecture: string,
  { built, made }: { readonly built: string; readonly made: string },
): Promise<Readonly<Record<string, string>>> {
  const [archive] = readdirSync(built).filter((name) => name.endsWith(".tar"));
  if (archive === undefined) throw new Error(`${built} has no image`);
  const own = archive.replace(/\.tar$/, "");
  const read = await readOciImage(join(built, archive));
  const image = await forArchitecture(read, architecture);
  const listed = readFileSync(join(built, `${own}.cdx.json`), "utf8")
    .replaceAll(encodeURIComponent(read.manifest.digest), encodeURIComponent(image.manifest.digest))
    .replaceAll(`arch=${own}`, `arch=${architecture}`);
  mkdirSync(made, { recursive: true });
  writeArchive(join(made, `${architecture}.tar`), image);
  writeFileSync(join(made, `${architecture}.cdx.json`), listed);
  return {
    [architecture]: image.manifest.digest,
    [`${architecture}-sbom`]: sha256Of(Buffer.from(listed)),
  };
}
