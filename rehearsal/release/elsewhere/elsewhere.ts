import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cibuildwheelPath } from "../../../documents/delivery-paths.ts";
import { Artifacts } from "../../actions/artifacts/service.ts";
import { unpackTar } from "../../actions/artifacts/tar.ts";
import { repositoryFolder } from "../../github/git/repository.ts";
import type { LegElsewhere, StandIn } from "../../workflow-run/ground.ts";
import { type RunOnGitHub, openJob } from "../job-ground.ts";
import { standInImage } from "./image.ts";
import { wheelsElsewhere } from "./wheels.ts";

/**
 * What stands in for a leg that is not run here, where later jobs want what it leaves: the image for the other
 * architecture, the wheels of other platforms. Null: nothing waits for it.
 */
export async function standInFor({ job, leg }: LegElsewhere, on: RunOnGitHub): Promise<StandIn | null> {
  const isImage = job === "image" && typeof leg["architecture"] === "string";
  const isWheels = job === "wheels" && typeof leg["platform"] === "string";
  if (!isImage && !isWheels) return null;
  const open = openJob(on, { steps: [], permissions: {} });
  try {
    const artifacts = new Artifacts(open.variables);
    if (isImage) return await standInImage({ architecture: String(leg["architecture"]), artifacts });
    return await standInWheels(String(leg["platform"]), artifacts, on);
  } finally {
    open.close();
  }
}

async function standInWheels(
  platform: string,
  artifacts: Artifacts,
  { world, places }: RunOnGitHub,
): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), "wheels-elsewhere-"));
  try {
    const [built, into] = [join(folder, "built"), join(folder, "made")];
    const name = `dist-${platform}`;
    for (const one of await artifacts.list()) {
      if (!one.name.startsWith("dist-") || one.name === "dist-sdist" || one.name === name) continue;
      const archive = join(folder, `${one.id}.tar`);
      await artifacts.fetch(one.id, archive);
      await unpackTar(archive, built);
    }
    const config = join(repositoryFolder(places.github, world.fullName), cibuildwheelPath);
    const names = await wheelsElsewhere({ built, config, platform, into });
    const files = readdirSync(into).map((file) => join(into, file));
    await artifacts.keep({ name, files, root: into, overwrite: true }, folder);
    const note = `the wheels for ${platform} (${names.length}): those built here under their names, not compiled for it`;
    return { outputs: {}, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
