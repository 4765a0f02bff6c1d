import { readOciImage } from "../../oci/read.ts";
import { byDigest } from "../bases.ts";
import { architectureOf } from "../platform.ts";
import { withAttempts } from "./attempts.ts";
import { BuildahStorage, again } from "./buildah-storage.ts";
import type { BuildOrder, Engine, EngineHost, Trial } from "./engine.ts";
import { notThere, printed } from "./programs.ts";

/** Builds without a daemon: `buildah` with its chroot isolation, which needs no more than root and namespaces. */
export class Buildah implements Engine {
  readonly #host: EngineHost;
  readonly #image = `localhost/slipway-built-${process.pid}`;
  #storage: BuildahStorage | null = null;
  #isKept = false;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  /** The base is fetched before, since what is built from wheels that are there needs no network, and gets none. */
  async build(order: BuildOrder): Promise<number> {
    const storage = this.#storageOf(order);
    const base = byDigest(order.bases.base);
    const platform = ["--arch", architectureOf(order.platform), "--os", "linux"];
    const pull = ["pull", "--policy", "missing", "--quiet", ...platform, base];
    printed(base, await withAttempts(base, this.#host, () => storage.buildah(pull)), notThere);
    const args = [
      ...["bud", "--isolation", "chroot", "--pull-never", "--layers=false", "--identity-label=false"],
      ...["--format", "oci", "--timestamp", order.epoch, ...platform],
      ...["--build-arg", `BASE=${base}`, "--file", order.dockerfile, "--tag", this.#image],
      ...Object.entries(order.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
      order.context,
    ];
    printed("the image", await storage.buildah(args, ["unshare", "--net", "--"]), again);
    const push = ["push", "--quiet", this.#image, `oci-archive:${order.out}`];
    printed("the image", await storage.buildah(push), again);
    const inspect = ["inspect", "--type", "image", "--format", "{{len .OCIv1.RootFS.DiffIDs}}", base];
    const below = Number(printed(base, await storage.buildah(inspect), again));
    return (await readOciImage(order.out)).layers.length - below;
  }

  async run(order: BuildOrder, trial: Trial): Promise<string> {
    const { config } = await readOciImage(order.out);
    const ended = await this.#storageOf(order).try(this.#image, config, trial);
    return printed("the image, tried", ended, "look at what it imports and where it writes");
  }

  /** Of a storage that is kept the base stays alone: what was built of it is never started from. */
  async close(): Promise<void> {
    if (this.#isKept) await this.#storage?.buildah(["rmi", "--force", this.#image]);
    this.#storage?.close();
  }

  #storageOf({ cache }: BuildOrder): BuildahStorage {
    this.#isKept = cache !== null;
    return (this.#storage ??= new BuildahStorage(this.#host, cache));
  }
}
