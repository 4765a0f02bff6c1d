import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredImage, Declaration } from "../../../tasks/declaration/declaration.ts";
import { descriptorOf, writeArchive } from "../../../rehearsal/image/archive.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import type { OciImage } from "../../../tasks/oci/image.ts";
import { configOf } from "../../../tasks/oci/read.ts";
import { imageName } from "../registry/services.ts";
import { type TinyImage, tinyImage } from "../registry/tiny-image.ts";
import { declarationOf } from "../wheel/declared-package.ts";

/** The commit of every release in tests. */
export const commit = "c".repeat(40);

/** The image that is declared in tests. */
const declaredImage: DeclaredImage = {
  registry: "ghcr.io",
  name: imageName,
  kind: "slim",
  python: "3.14",
  public: true,
  from: { reference: "python:3.14-slim-trixie", digest: `sha256:${"b".repeat(64)}` },
  buildkit: { reference: "moby/buildkit:v0.1", digest: `sha256:${"d".repeat(64)}` },
};

/** The package in tests, with an image. */
export function declarationWithImage(changes: Partial<DeclaredImage> = {}): Declaration {
  const image = { ...declaredImage, ...changes };
  return {
    ...declarationOf(),
    repository: { owner: "octocat", name: "hello", defaultBranch: "main" },
    image,
  };
}

/** What the images of a release are made of. */
export interface Made {
  readonly version: string;
  /** What the wheel holds. @default the version */
  readonly wheel?: string;
  /** The wheel itself, in place of that. */
  readonly file?: { readonly name: string; readonly sha256: string };
  readonly commit?: string;
  /** What differs from build to build. @default nothing */
  readonly build?: string;
  /** When its commit was made. */
  readonly created?: string;
}

/** The wheel's name and hash. */
export function wheelOf({ version, wheel = version }: Made): {
  readonly name: string;
  readonly sha256: string;
} {
  return { name: `my_pkg-${version}-py3-none-any.whl`, sha256: sha256Of(Buffer.from(wheel)) };
}

/** The images of a release for both platforms. */
export function imagesOf(made: Made): readonly TinyImage[] {
  const { name, sha256 } = made.file ?? wheelOf(made);
  const labels = {
    "org.opencontainers.image.title": "my-pkg",
    "org.opencontainers.image.version": made.version,
    "org.opencontainers.image.revision": made.commit ?? commit,
    "org.opencontainers.image.source": `https://github.com/${imageName}`,
    "org.opencontainers.image.base.name": `docker.io/library/${declaredImage.from.reference}`,
    "org.opencontainers.image.base.digest": declaredImage.from.digest,
    "org.opencontainers.image.created": made.created ?? "2026-11-20T10:00:00Z",
    "slipway.wheel.name": name,
    "slipway.wheel.sha256": sha256,
  };
  return ["amd64", "arm64"].map((architecture) =>
    tinyImage({ architecture, labels, content: `${architecture} ${made.version} ${made.build ?? ""}` }),
  );
}

/** An image as it is read from its archive. */
export function ociImage({ manifest, config, layers }: TinyImage): OciImage {
  const blobs = layers.map((layer) => ({ ...descriptorOf(layer), read: async () => layer.bytes }));
  return { manifest, config: configOf(config), layers: blobs };
}

/** Writes each image as an archive of its own below a folder, as its job's artifact. */
export function writeArchives(folder: string, images: readonly TinyImage[]): void {
  for (const image of images) {
    const artifact = join(folder, `image-${image.platform.replace("linux/", "")}`);
    mkdirSync(artifact, { recursive: true });
    writeArchive(join(artifact, "image.tar"), image);
  }
}
