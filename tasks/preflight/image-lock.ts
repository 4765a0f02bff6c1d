import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Declaration } from "../declaration/declaration.ts";
import { locksFolder } from "../lock/places.ts";
import { type Finding, finding } from "./finding.ts";

const place = `${locksFolder}/image.txt`;

/** Checks that what the image installs was locked before: a release resolves nothing. Null where no image is made. */
export function checkImageLock(root: string, { image }: Pick<Declaration, "image">): Finding | null {
  if (image === null) return null;
  if (existsSync(join(root, place))) return finding("Image's lock", place);
  const mend =
    "gh workflow run upkeep.yml, merge the pull request that it opens, and tag the merged commit anew, or as the next version where tags can't be deleted";
  return finding("Image's lock", "is missing", { faults: [{ place, fault: "is not there", mend }] });
}
