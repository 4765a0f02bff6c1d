import type { ReleaseIdentity } from "../../../../tasks/release/identity.ts";
import { markNotes } from "../../../../tasks/release/standing.ts";
import { MemoryRegistry } from "../../image-release/memory-registry.ts";
import { MemoryIndex } from "./memory-index.ts";
import { MemoryStore } from "./memory-store.ts";
import type { World } from "./workflow.ts";

/** What every release of the model is. */
export const identity: ReleaseIdentity = {
  package: "demo",
  version: "1.0",
  tag: "v1.0",
  commit: "c".repeat(40),
  workflow: "release.yml",
  run: { id: 1, attempt: 1 },
};

/** What a draft of it is made with. */
export const draft = {
  tag: identity.tag,
  commit: identity.commit,
  title: identity.tag,
  prerelease: false,
  notes: markNotes("What is new", identity),
};

/** The sdist and the wheels of it. */
export const names: readonly string[] = [
  "demo-1.0.tar.gz",
  "demo-1.0-cp312-manylinux_2_28_x86_64.whl",
  "demo-1.0-cp312-macos.whl",
  "demo-1.0-cp312-win.whl",
];

/** The wheel that its image is made of. */
export const imageWheel = "demo-1.0-cp312-manylinux_2_28_x86_64.whl";

/** What a property tries. */
export interface Surroundings {
  readonly attestations: boolean;
  readonly githubRelease: boolean;
  /** How many readings do not show a file after its upload. */
  readonly lag: number;
  readonly seed: number;
  /** Whether there is an image. */
  readonly image: boolean;
}

/** A world in which nothing is published yet, on two indexes. */
export function newWorld({ attestations, githubRelease, lag, seed, image }: Surroundings) {
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return {
    identity,
    indexes: [new MemoryIndex("testpypi", "TestPyPI", lag), new MemoryIndex("pypi", "PyPI", lag)],
    store: githubRelease ? new MemoryStore() : null,
    attested: attestations ? new Set<string>() : null,
    names,
    registry: image ? new MemoryRegistry() : null,
    attestedImages: new Set<string>(),
    builds: 0,
    now: 1_000_000,
    shuffle: <T>(list: readonly T[]) =>
      list
        .map((one) => [random(), one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one),
  } satisfies World;
}
