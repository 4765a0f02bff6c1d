import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImageConfig } from "../../oci/image.ts";
import type { Ended } from "../../python/run.ts";
import type { EngineHost, Trial } from "./engine.ts";
import { printed, runEngineProgram } from "./programs.ts";

/** What helps where a step of buildah's own fails. */
export const again = "mend what it says, and run the job again";

/**
 * Mounts the root read-only in a namespace of its own, and runs what follows there as a user without rights: of the
 * network nothing is left, and no right can be had back. Arguments: root, user, group, then the program with its own.
 */
const inRoot = [
  'mount --bind "$1" "$1"',
  'mount -o remount,bind,ro "$1"',
  'root="$1" user="$2" group="$3"',
  "shift 3",
  'exec setpriv --no-new-privs -- unshare --root="$root" --wd=/ --setgid="$group" --setuid="$user" -- "$@"',
].join(" && ");

/** What buildah keeps images in. */
export class BuildahStorage {
  readonly #host: EngineHost;
  readonly #kept: string | null;
  #temporary: string | null = null;

  /** In a folder that is kept, else in one of its own. */
  constructor(host: EngineHost, kept: string | null = null) {
    this.#host = host;
    this.#kept = kept;
  }

  /** Runs buildah, by what stands before it. */
  buildah(args: readonly string[], before: readonly string[] = []): Promise<Ended> {
    const storage = this.#kept ?? this.#ownFolder();
    // vfs copies whole images, and works wherever there are files.
    const driver = this.#host.variables["STORAGE_DRIVER"] || "vfs";
    const roots = ["--root", join(storage, "storage"), "--runroot", join(storage, "run")];
    const [program = "", ...rest] = [...before, "buildah", ...roots, "--storage-driver", driver, ...args];
    return runEngineProgram(program, rest, this.#host);
  }

  /** Runs an image that is there as its own user, on a read-only root, without network or any right. */
  async try(
    image: string,
    { user: account, environment }: Pick<ImageConfig, "user" | "environment">,
    { program, args }: Trial,
  ): Promise<Ended> {
    const from = await this.buildah(["from", "--pull-never", image]);
    const container = printed("the image", from, again).trim();
    try {
      const root = printed("the image", await this.buildah(["mount", container]), again).trim();
      const [user = "", group = ""] = account.split(":");
      const namespaces = ["--mount", "--net", "--ipc", "--uts", "--pid", "--fork"];
      const inside = ["sh", "-c", inRoot, "sh", root, user || "0", group || user || "0"];
      const clean = ["env", "--ignore-environment", ...environment];
      const trial = [...namespaces, "--", ...inside, ...clean, program, ...args];
      return await runEngineProgram("unshare", trial, this.#host);
    } finally {
      await this.buildah(["rm", container]);
    }
  }

  /** Removes the folder that was its own. */
  close(): void {
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true, force: true });
  }

  /** Made when it is needed: what is refused before leaves nothing behind. */
  #ownFolder(): string {
    return (this.#temporary ??= mkdtempSync(join(tmpdir(), "slipway-buildah-")));
  }
}
