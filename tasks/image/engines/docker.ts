import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDockerManifest } from "../../oci/docker-archive.ts";
import type { DeclaredBase } from "../../declaration/declaration.ts";
import { qualified } from "../bases.ts";
import { withAttempts } from "./attempts.ts";
import type { BuildOrder, Engine, EngineHost, Trial } from "./engine.ts";
import { notThere, printed, runEngineProgram } from "./programs.ts";

const again = "mend what it says, and run the job again";

/** Builds by BuildKit of a pinned version, in a container of its own, whatever the machine's Docker brings. */
export class Docker implements Engine {
  readonly #host: EngineHost;
  readonly #builder = `slipway-${randomUUID()}`;
  #isMade = false;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  async build(order: BuildOrder): Promise<number> {
    await this.#makeBuilder(order);
    const { base } = order.bases;
    const next = order.cache === null ? null : `${order.cache}-next`;
    const build = buildArguments(order, this.#builder, next);
    printed("the image", await withAttempts(shown(base), this.#host, () => this.#docker(build)), again);
    if (next !== null && order.cache !== null && existsSync(next)) {
      rmSync(order.cache, { recursive: true, force: true });
      renameSync(next, order.cache);
    }
    return layersAbove(readFileSync(order.dockerfile, "utf8"));
  }

  async run(order: BuildOrder, { program, args }: Trial): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
    try {
      const archive = join(folder, "image.tar");
      await withDockerManifest(order.out, archive, `slipway-tried:${this.#builder}`);
      const loaded = printed("the image", await this.#docker(["load", "--input", archive]), again);
      const image = /Loaded image(?: ID)?: (\S+)/.exec(loaded)?.[1] ?? `slipway-tried:${this.#builder}`;
      const bounds = ["--read-only", "--network", "none", "--cap-drop", "ALL"];
      const rights = ["--security-opt", "no-new-privileges", "--pull", "never", "--platform", order.platform];
      const tried = ["run", "--rm", ...bounds, ...rights, "--entrypoint", program, image, ...args];
      const ended = await this.#docker(tried);
      await this.#docker(["image", "rm", "--force", image]);
      return printed("the image, tried", ended, "look at what it imports and where it writes");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    if (this.#isMade) await this.#docker(["buildx", "rm", "--force", this.#builder]);
  }

  async #makeBuilder({ bases: { buildkit } }: BuildOrder): Promise<void> {
    const image = shown(buildkit);
    const driver = ["--driver", "docker-container", "--driver-opt", `image=${image}`];
    const create = ["buildx", "create", "--name", this.#builder, ...driver];
    printed("docker buildx", await this.#docker(create), "set up Docker with buildx before this step");
    this.#isMade = true;
    const boot = ["buildx", "inspect", "--bootstrap", this.#builder];
    printed(image, await withAttempts(image, this.#host, () => this.#docker(boot)), notThere);
  }

  #docker(args: readonly string[]) {
    return runEngineProgram("docker", args, this.#host);
  }
}

/** By tag and digest: the digest counts, the tag is for people. */
function shown({ reference, digest }: DeclaredBase): string {
  return `${qualified(reference)}@${digest}`;
}

/** Without provenance and SBOM: these are attested later, and would make an index of every platform's manifest. */
export function buildArguments(order: BuildOrder, builder: string, next: string | null): readonly string[] {
  const { bases, platform, dockerfile, context, labels, epoch, out, cache } = order;
  const from = cache !== null && existsSync(join(cache, "index.json"));
  return [
    ...["buildx", "build", "--builder", builder, "--platform", platform, "--file", dockerfile],
    ...["--build-arg", `BASE=${shown(bases.base)}`, "--build-arg", `SOURCE_DATE_EPOCH=${epoch}`],
    ...Object.entries(labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    ...["--network", "none", "--provenance=false", "--sbom=false", "--progress", "plain"],
    ...["--output", `type=oci,dest=${out},rewrite-timestamp=true`],
    ...(from ? ["--cache-from", `type=local,src=${cache}`] : []),
    ...(next === null ? [] : ["--cache-to", `type=local,dest=${next},mode=max`]),
    context,
  ];
}

/** How many layers the last stage of a Dockerfile makes: one each of what changes files. */
export function layersAbove(dockerfile: string): number {
  const lines = dockerfile.split("\n");
  const last = lines.findLastIndex((line) => /^FROM\s/i.test(line));
  return lines.slice(last).filter((line) => /^(?:RUN|COPY|ADD)\s/i.test(line)).length;
}
