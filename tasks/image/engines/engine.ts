import type { RunIn } from "../../python/run.ts";
import type { Bases } from "../bases.ts";
import type { ImagePlatform } from "../platform.ts";

/** What is built. */
export interface BuildOrder {
  readonly bases: Bases;
  readonly platform: ImagePlatform;
  readonly dockerfile: string;
  /** Folder with all that the Dockerfile copies. */
  readonly context: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Time of everything in it (seconds since 1970). */
  readonly epoch: string;
  /** Archive to write. */
  readonly out: string;
  /** Folder of layers to start from, and to keep; null: none. */
  readonly cache: string | null;
}

/** What a container of the image is told to run. */
export interface Trial {
  readonly program: string;
  readonly args: readonly string[];
}

/** What builds images and runs them. */
export interface Engine {
  /** Builds the image, and answers how many of its layers are above the base. */
  build(order: BuildOrder): Promise<number>;
  /** Runs the built image as its own user, on a read-only root, without network or any right; answers what it printed. */
  run(order: BuildOrder, trial: Trial): Promise<string>;
  /** Removes what it had set up. */
  close(): Promise<void>;
}

/** How an engine's programs are run, and where it tells why it waits. */
export interface EngineHost {
  readonly variables: RunIn["variables"];
  readonly say: (line: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}
