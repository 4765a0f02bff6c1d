import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOciImage } from "../../oci/read.ts";
import { byDigest } from "../bases.ts";
import { architectureOf } from "../platform.ts";
import { withAttempts } from "./attempts.ts";
import type { BuildOrder, Engine, EngineHost, Trial } from "./engine.ts";
import { notThere, printed, runEngineProgram } from "./programs.ts";

const again = "mend what it says, and run the job again";

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

/** Builds without a daemon: `buildah` with its chroot isolation, which needs no more than root and namespaces. */
export class Buildah implements Engine {
  readonly #host: EngineHost;
  readonly #image = `localhost/slipway-built-${process.pid}`;
  #order: BuildOrder | null = null;
  #temporary: string | null = null;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  /** The base is fetched before, since what is built from wheels that are there needs no network, and gets none. */
  async build(order: BuildOrder): Promise<number> {
    this.#order = order;
    const base = byDigest(order.bases.base);
    const platform = ["--arch", architectureOf(order.platform), "--os", "linux"];
    const pull = ["pull", "--policy", "missing", "--quiet", ...platform, base];
    printed(base, await withAttempts(base, this.#host, () => this.#buildah(order, pull)), notThere);
    const args = [
      ...["bud", "--isolation", "chroot", "--pull-never", "--layers=false", "--identity-label=false"],
      ...["--format", "oci", "--timestamp", order.epoch, ...platform],
      ...["--build-arg", `BASE=${base}`, "--file", order.dockerfile, "--tag", this.#image],
      ...Object.entries(order.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
      order.context,
    ];
    printed("the image", await this.#buildah(order, args, ["unshare", "--net", "--"]), again);
    const push = ["push", "--quiet", this.#image, `oci-archive:${order.out}`];
    printed("the image", await this.#buildah(order, push), again);
    const inspect = ["inspect", "--type", "image", "--format", "{{len .OCIv1.RootFS.DiffIDs}}", base];
    const below = Number(printed(base, await this.#buildah(order, inspect), again));
    return (await readOciImage(order.out)).layers.length - below;
  }

  async run(order: BuildOrder, { program, args }: Trial): Promise<string> {
    const from = ["from", "--pull-never", this.#image];
    const container = printed("the image", await this.#buildah(order, from), again).trim();
    try {
      const root = printed("the image", await this.#buildah(order, ["mount", container]), again).trim();
      const { config } = await readOciImage(order.out);
      const [user = "", group = ""] = config.user.split(":");
      const environment = ["env", "--ignore-environment", ...config.environment];
      const namespaces = ["--mount", "--net", "--ipc", "--uts", "--pid", "--fork"];
      const inside = ["sh", "-c", inRoot, "sh", root, user || "0", group || user || "0"];
      const trial = [...namespaces, "--", ...inside, ...environment, program, ...args];
      const ended = await runEngineProgram("unshare", trial, this.#host);
      return printed("the image, tried", ended, "look at what it imports and where it writes");
    } finally {
      await this.#buildah(order, ["rm", container]);
    }
  }

  /** Of a storage that is kept the base stays alone: what was built of it is never started from. */
  async close(): Promise<void> {
    if (this.#order?.cache) await this.#buildah(this.#order, ["rmi", "--force", this.#image]);
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true, force: true });
  }

  /** Made when it is needed: what is refused before the build leaves nothing behind. */
  #ownStorage(): string {
    return (this.#temporary ??= mkdtempSync(join(tmpdir(), "slipway-buildah-")));
  }

  #buildah({ cache }: BuildOrder, args: readonly string[], before: readonly string[] = []) {
    const storage = cache ?? this.#ownStorage();
    // vfs copies whole images, and works wherever there are files.
    const driver = this.#host.variables["STORAGE_DRIVER"] || "vfs";
    const roots = ["--root", join(storage, "storage"), "--runroot", join(storage, "run")];
    const [program = "", ...rest] = [...before, "buildah", ...roots, "--storage-driver", driver, ...args];
    return runEngineProgram(program, rest, this.#host);
  }
}
