import { baseImage, lockedImages } from "../documents/container/base-images.ts";
import { imageLockPath } from "../documents/delivery-paths.ts";
import type { ImagePlan, UpkeepPlan } from "../plan/plan.ts";
import type { RegistryAnswer } from "./registry-lookup.ts";

/** The base that images are built on, as it is locked. */
export interface LockedBase {
  /** `python:3.14-alpine3.24` */
  readonly reference: string;
  readonly digest: string;
  /** The day on which that was the newest. */
  readonly seen: string;
  /** The lock that says so. */
  readonly place: string;
}

/** The lock of Slipway's own, unless the repository's goes before it (`imageLock`: its text). */
export function baseInUse({ base, python }: ImagePlan, imageLock: string | undefined): LockedBase {
  const { reference, digest } = baseImage(base, python);
  const own = ownLock(imageLock ?? "{}", reference);
  if (own !== null) return { reference, ...own, place: imageLockPath };
  const seen = lockedImages()[reference]?.seen ?? "an unknown day";
  return { reference, digest, seen, place: "documents/images.lock.json" };
}

/** null: it does not lock the image, or is not to be read; the tasks that rely on it say what is wrong with it. */
function ownLock(text: string, reference: string): Pick<LockedBase, "digest" | "seen"> | null {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return null;
  }
  const entry: unknown = isMap(lock) && Object.hasOwn(lock, reference) ? lock[reference] : undefined;
  if (!isMap(entry)) return null;
  const { digest, seen } = entry;
  if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) return null;
  return { digest, seen: typeof seen === "string" && /^[\d-]{10}$/.test(seen) ? seen : "an unknown day" };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How a locked base stands to the registry's newest. */
export interface BaseStanding {
  /** For the stack's outputs. */
  readonly text: string;
  /** What to tell in a preview; null: nothing. */
  readonly note: string | null;
}

/** Compares a base with what its tag holds now; nothing is changed for it. */
export function baseStanding(
  base: LockedBase,
  newest: RegistryAnswer,
  { schedule, cooldown }: UpkeepPlan,
): BaseStanding {
  const { reference, digest, seen, place } = base;
  const locked = `${reference}@${digest}`;
  switch (newest.is) {
    case "held": {
      if (newest.digest === digest) return { text: `${locked} (the newest)`, note: null };
      const fault = `${reference} is locked as of ${seen}, and its tag has moved to ${newest.digest}`;
      const mend =
        schedule === "never"
          ? "run the upkeep workflow by hand to have it proposed"
          : `upkeep proposes it once it has been out for ${cooldown} days; until then nothing has to be done`;
      return { text: `${locked} (of ${seen}; there is a newer one)`, note: `${place}: ${fault}; ${mend}` };
    }
    case "absent":
    case "denied": {
      const fault = `the registry shows no ${reference} any more`;
      const mend = "images are built on the locked one until it is gone; choose another slipway:image.python";
      return { text: `${locked} (of ${seen}; its tag is gone)`, note: `${place}: ${fault}; ${mend}` };
    }
    case "unknown":
      return { text: `${locked} (of ${seen}; whether there is a newer one is unknown)`, note: null };
  }
}
