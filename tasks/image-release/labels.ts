import type { ImageConfig } from "../oci/image.ts";

/** Labels that each platform's image bears, by what they tell. */
export const labelNames = {
  version: "org.opencontainers.image.version",
  revision: "org.opencontainers.image.revision",
  source: "org.opencontainers.image.source",
  created: "org.opencontainers.image.created",
  baseName: "org.opencontainers.image.base.name",
  baseDigest: "org.opencontainers.image.base.digest",
  wheelName: "slipway.wheel.name",
  wheelSha256: "slipway.wheel.sha256",
} as const;

/** What a label says; empty where it is not there. */
export function labelOf({ labels }: Pick<ImageConfig, "labels">, name: keyof typeof labelNames): string {
  return labels[labelNames[name]] ?? "";
}

/** Platforms that an image is released for, in the order of its index. */
export const platforms = ["linux/amd64", "linux/arm64"] as const;
