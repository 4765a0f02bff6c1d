import { getRegistryImage } from "@pulumi/docker/getRegistryImage.js";
import docker from "@pulumi/docker/package.json" with { type: "json" };
import type * as pulumi from "@pulumi/pulumi";
import { onOneLine } from "../documents/printable.ts";
import { hasPlugin } from "../provider/sdk.ts";

/** What a registry says of a tag. */
export type RegistryAnswer =
  | { readonly is: "held"; readonly digest: string }
  /** Whoever asks may read the image, and it has no such tag. */
  | { readonly is: "absent" }
  /** Registries tell strangers no more of what is private than of what is not there. */
  | { readonly is: "denied" }
  | { readonly is: "unknown"; readonly reason: string };

/** Asks a registry what a tag holds. Whatever goes wrong is an answer: no preview fails for it. */
export async function askRegistry(name: string, provider: pulumi.ProviderResource): Promise<RegistryAnswer> {
  try {
    const { sha256Digest: digest } = await getRegistryImage({ name }, { provider });
    if (/^sha256:[0-9a-f]{64}$/.test(digest)) return { is: "held", digest };
    return { is: "unknown", reason: "the registry names no digest" };
  } catch (error) {
    return answerOfError(error instanceof Error ? error.message : String(error));
  }
}

/** The longest reason that is told (characters). */
const longestReason = 300;

/** What the docker provider's words mean. */
export function answerOfError(message: string): RegistryAnswer {
  const said = onOneLine(message.split("from registry: ").at(-1) ?? message);
  if (/^404\b/.test(said)) return { is: "absent" };
  if (/^40[13]\b|^Bad credentials\b/.test(said)) return { is: "denied" };
  return { is: "unknown", reason: said.slice(0, longestReason) || "no reason is given" };
}

/** Why registries can't be asked at all; null: they can. */
export async function whyUnasked(slipway: pulumi.ProviderResource): Promise<string | null> {
  const { version } = docker;
  const found = await hasPlugin({ name: "docker", version }, { provider: slipway });
  if (found) return null;
  return `the provider docker is not on this machine: \`pulumi plugin install resource docker v${version}\` brings it`;
}
