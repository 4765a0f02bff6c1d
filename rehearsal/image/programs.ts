import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../config/fault.ts";
import { findOnPath } from "../../toolchain/command.js";
import { toolFolder } from "../../toolchain/places.js";
import { unpackedProgram } from "./debian-packages.ts";

/** The programs that images are rehearsed with. */
export interface ImagePrograms {
  readonly registry: string;
  readonly buildah: string;
}

const needed = { registry: "docker-registry", buildah: "buildah" } as const;

/** What this machine has, or what its Debian can be asked for without installing it; else all that is missing. */
export async function findImagePrograms(say: (line: string) => void): Promise<ImagePrograms | Fault> {
  const place = "the image";
  if (process.platform !== "linux") {
    const mend = "rehearse the release on Linux, or in a container or a virtual machine that is one";
    return { place, fault: `can't be built on ${process.platform}: buildah runs on Linux alone`, mend };
  }
  if (process.getuid?.() !== 0) {
    const mend = "run it as root, as in a container or a virtual machine of its own";
    return { place, fault: "can't be built by this user: buildah's chroot needs root", mend };
  }
  const [registry, buildah] = [
    await findProgram(needed.registry, say),
    await findProgram(needed.buildah, say),
  ];
  if (registry !== null && buildah !== null) return { registry, buildah };
  const missing = [registry === null ? needed.registry : "", buildah === null ? needed.buildah : ""];
  const names = missing.filter((name) => name !== "").join(" and ");
  return {
    place,
    fault: `needs ${names}, which this machine does not have`,
    mend: `install ${names}: on Debian and Ubuntu, apt-get install ${names.replace(" and ", " ")}`,
  };
}

/** By its name, as a file; null: it can't be had. */
export async function findProgram(name: string, say: (line: string) => void): Promise<string | null> {
  const linked = join(toolFolder, name);
  return findOnPath(name) ?? (existsSync(linked) ? linked : await unpackedProgram(name, say));
}
