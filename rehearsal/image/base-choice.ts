import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fault } from "../../config/fault.ts";
import { comparePythons } from "../../config/pythons.ts";
import { baseImage } from "../../documents/container/base-images.ts";
import type { ImagePlan } from "../../plan/plan.ts";
import { byDigest, qualified } from "../../tasks/image/bases.ts";
import { runProgramFile } from "../../tasks/python/run.ts";
import { findProgram } from "./programs.ts";
import { type DebianRelease, baseArchive, debianBase, debianReleases } from "./debian.ts";

/** A base that images can be built on here. */
export interface ChosenBase {
  /** The image with it, in place of the one that is declared. */
  readonly image: ImagePlan;
  /** For people: `docker.io/library/python:3.14-alpine3.24`, or what stands in for it. */
  readonly title: string;
  /** Archive of what stands in for it; null: its own registry hands it out. */
  readonly archive: string | null;
}

/** What a base is chosen with. */
export interface Choosing {
  readonly image: ImagePlan;
  /** Minor versions of CPython that the package is for. */
  readonly pythons: readonly string[];
  /** buildah's file. */
  readonly buildah: string;
  /** Folder that buildah may write to. */
  readonly root: string;
  readonly say: (line: string) => void;
}

/**
 * The declared base by its digest where its registry answers; else Debian's own Python, of the declared version where a
 * Debian has it, else of the newest that the package is for. A Fault where there is none at all.
 */
export async function chooseBase(choosing: Choosing): Promise<ChosenBase | Fault> {
  const { image, say } = choosing;
  const declared = baseImage(image.base, image.python);
  const name = qualified(declared.reference);
  if (await answers(choosing, byDigest(declared))) return { image, title: name, archive: null };
  const mmdebstrap = await findProgram("mmdebstrap", say);
  const path = [...new Set([choosing.buildah, mmdebstrap ?? choosing.buildah].map((file) => dirname(file)))];
  const reasons: string[] = [];
  for (const release of standIns(choosing)) {
    try {
      const archive = await baseArchive(await debianBase({ release, say, path }));
      const title = `Debian ${release.version} with its Python ${release.python}, in place of ${name}`;
      return { image: { ...image, base: "slim", python: release.python }, title, archive };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
      say(`Debian ${release.version} can't be had: ${reasons.at(-1) ?? ""}`);
    }
  }
  const fault = `can't be fetched here, and nothing stands in for it${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}`;
  const known = debianReleases.map(({ python }) => python).join(", ");
  const mend = `rehearse it where its registry answers, or list one of ${known} in slipway:package.pythons`;
  return { place: name, fault, mend };
}

/** The declared version first, then the newest. */
export function standIns({ image, pythons }: Pick<Choosing, "image" | "pythons">): readonly DebianRelease[] {
  const others = [...pythons].sort(comparePythons).reverse();
  const wanted = [...new Set([image.python, ...others])];
  return wanted.flatMap((python) => debianReleases.filter((release) => release.python === python));
}

/** Asked by buildah itself, so that mirrors of this machine count. */
async function answers({ buildah, root }: Choosing, image: string): Promise<boolean> {
  const roots = ["--root", join(root, "asking"), "--runroot", join(root, "asking-run")];
  const asked = ["--storage-driver", "vfs", "manifest", "inspect", image];
  const ended = await runProgramFile(buildah, [...roots, ...asked], {
    variables: process.env,
    minutes: 1 / 3,
  });
  for (const folder of ["asking", "asking-run"]) rmSync(join(root, folder), { recursive: true, force: true });
  return ended?.code === 0;
}
