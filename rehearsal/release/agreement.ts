import { compareFiles } from "./agreement/compare-files.ts";
import { imageFaults, releaseFaults } from "./agreement/compare-release.ts";
import { readReleased, type ReleasedWorld } from "./agreement/read-released.ts";
import type { Released } from "./agreement/released.ts";
import type { FileSeen, ImageSeen } from "./report.ts";
import type { ReleaseState } from "./state.ts";

/** What was released, and what disagrees about it. */
export interface Agreement {
  readonly files: readonly FileSeen[];
  /** Null: there is none. */
  readonly image: ImageSeen | null;
  /** Sentences; empty: all hashes agree, and all is there. */
  readonly faults: readonly string[];
}

/**
 * Looks at all that a rehearsed release has left on indexes, GitHub and registry, as anybody could, and holds each against
 * the others by hash.
 */
export async function agreement(
  world: ReleasedWorld,
  state: Pick<ReleaseState, "version" | "tag" | "commit">,
): Promise<Agreement> {
  return agreementOn(await readReleased(world, state));
}

/** The same of what was read already. */
export function agreementOn(released: Released): Agreement {
  const { files, faults } = compareFiles(released);
  const { image } = released;
  return {
    files,
    image: typeof image === "string" ? null : seen(image),
    faults: [...released.faults, ...faults, ...releaseFaults(released), ...imageFaults(released)],
  };
}

function seen({ name, digest, tags, base }: ImageSeen): ImageSeen {
  return { name, digest, tags, base };
}
