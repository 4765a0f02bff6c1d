import type { OciImage } from "../oci/image.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { labelOf, platforms } from "./labels.ts";
import type { PushedImage } from "./pushed.ts";
import { isFloating } from "./tags.ts";

/** What is to be done with an image: it is pushed, or the one that is there is it. */
export type ImageDecision =
  { readonly decision: "publish" } | { readonly decision: "skip"; readonly digest: string };

/** An image, or the one that a registry holds: what tells which it is stands in its labels. */
export type Labelled = readonly Pick<OciImage, "config">[];

/** What tells whether two images are the same: not their bytes, which differ with the day that they were built. */
const telling = ["wheelSha256", "revision"] as const;

/** Why an image is not the one that it has to be; empty where it is, platform by platform. */
export function differences(held: Labelled, wanted: Labelled): readonly string[] {
  return platforms.flatMap((platform) => {
    const [one, other] = [held, wanted].map(
      (all) => all.find(({ config }) => config.platform === platform)?.config,
    );
    if (one === undefined) return [`lacks ${platform}`];
    if (other === undefined) return [];
    return telling
      .filter((name) => labelOf(one, name) !== labelOf(other, name))
      .map((name) => {
        const what = name === "revision" ? "commit" : "wheel";
        return `was made for ${platform} of ${what} ${labelOf(one, name) || "that it does not tell"}, not ${labelOf(other, name)}`;
      });
  });
}

/**
 * Decides by what a version's tag holds, which is never moved. Throws a TaskError where that is another image. A tag that
 * stood for the newest of a MAJOR.MINOR is free for the version of that very name.
 */
export function decideVersion(
  held: PushedImage | null,
  wanted: Labelled,
  { place, tag }: { readonly place: string; readonly tag: string },
): ImageDecision {
  if (held === null || floats(held, tag)) return { decision: "publish" };
  const faults = differences(held.platforms, wanted).map((fault): Fault => {
    const mend = "release a new version: the tag of a version is never moved";
    return { place, fault, mend };
  });
  if (faults.length > 0) throw new TaskError(faults);
  return { decision: "skip", digest: held.top.digest };
}

/** Whether what a tag holds is there for its MAJOR.MINOR alone. */
export function floats({ platforms: held }: PushedImage, tag: string): boolean {
  return held.length > 0 && held.every(({ config }) => isFloating(tag, labelOf(config, "version")));
}

/** Decides by what a branch's tag holds, which moves on with the branch. */
export function decideBranch(held: PushedImage | null, wanted: Labelled): ImageDecision {
  if (held === null || differences(held.platforms, wanted).length > 0) return { decision: "publish" };
  return { decision: "skip", digest: held.top.digest };
}
