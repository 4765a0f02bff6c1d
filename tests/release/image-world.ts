import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmulatedRegistry } from "../../rehearsal/registry/server.ts";
import type { Plan } from "../../plan/plan.ts";
import { mediaTypes } from "../../tasks/oci/image.ts";
import { readOciImage } from "../../tasks/oci/read.ts";
import { sha256Of } from "../../tasks/files/release-files.ts";
import type { Registry } from "../../tasks/registry/registry.ts";
import { Publisher } from "../tasks/image-cleanup/published.ts";
import { descriptorOf, documentOf, forArchitecture, writeArchive } from "../../rehearsal/image/archive.ts";
import { baseArchive, debianBase } from "../../rehearsal/image/debian.ts";
import { clientOf, emulateRegistry } from "../tasks/registry/services.ts";
import type { AttestedImage } from "./runner/ground.ts";
import type { Runner, StepEnded } from "./runner/job.ts";
import { type Sources, type World, makeWorld, token } from "./world.ts";

/** The image of the package, without its registry. */
export const imageName = "octo-org/example-pure";
/** What it stands on, as the declaration names it. */
export const baseTag = "3.13-slim-trixie";

const day = 86_400_000;

/** A world with a registry, in which an image's base is, and where the package's is pushed to. */
export class ImageWorld implements AsyncDisposable {
  /** What is pushed now is so old (days). */
  age = 0;
  readonly attested: AttestedImage[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "slipway-image-release-"));
  #made: { readonly registry: EmulatedRegistry; readonly world: World; readonly base: string } | null = null;

  static async start(planOf: (simpleUrl: string, uploadUrl: string) => Plan, sources: Sources) {
    if (process.getuid?.() !== 0)
      throw new Error("run this as root: the delivered task starts buildah itself");
    const made = new ImageWorld();
    const registry = await emulateRegistry({
      accounts: [{ password: token }],
      visibility: "public",
      now: () => Date.now() - made.age * day,
    });
    const base = await pushBase(clientAt(registry, "library/python"));
    const mirror = made.#writeMirror(registry);
    const driver = made.#storageDriver();
    const world = await makeWorld(planOf, sources, {
      registry,
      variables: (job) => ({
        CONTAINERS_REGISTRIES_CONF: mirror,
        STORAGE_DRIVER: driver,
        // No daemon of docker is asked for: buildah builds and tries the image, and pulls of it are the task's own.
        IMAGE_ENGINE: job === "image" ? "buildah" : "none",
      }),
      instead: ({ name, leg }, runner) =>
        name === "image.image" && leg["architecture"] === "arm64"
          ? buildElsewhere(runner)
          : Promise.resolve(null),
      attestImage: (image) => made.#attest(image),
    });
    made.#made = { registry, world, base };
    return made;
  }

  get world(): World {
    return this.#started().world;
  }

  get registry(): EmulatedRegistry {
    return this.#started().registry;
  }

  /** Digest of the index that the base's tag stands for. */
  get base(): string {
    return this.#started().base;
  }

  /** The package's image, as whoever may push reads it. */
  get image(): Registry {
    return clientAt(this.registry, imageName);
  }

  get publisher(): Publisher {
    return new Publisher(this.image);
  }

  /** By tag, but for those that stand for attestations: the digest. */
  async tags(): Promise<Readonly<Record<string, string>>> {
    const names = (await this.image.tags()).filter((name) => !name.startsWith("sha256-")).sort();
    const entries = names.map(
      async (name) => [name, (await this.image.headManifest(name))?.digest ?? ""] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#made?.world.close();
    await this.#made?.registry[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What actions/attest leaves in a registry that has no API for referrers. */
  async #attest(image: AttestedImage): Promise<void> {
    assert.equal(image.name, `ghcr.io/${imageName}`);
    this.attested.push(image);
    const { publisher } = this;
    const referrer = await publisher.referrer(image.digest, `statement on ${image.digest}`);
    await publisher.fallback(image.digest, [referrer]);
  }

  /** Has engines ask this registry for what is docker.io's; answers the file that says so. */
  #writeMirror({ host }: EmulatedRegistry): string {
    const file = join(this.#folder, "registries.conf");
    const lines = ["[[registry]]", 'prefix = "docker.io"', `location = "${host}"`, "insecure = true", ""];
    writeFileSync(file, lines.join("\n"));
    return file;
  }

  /** Copies of whole images take most of the time where this machine can't lay one file system over another. */
  #storageDriver(): "overlay" | "vfs" {
    const [lower, upper, work, at] = ["lower", "upper", "work", "at"].map((name) => join(this.#folder, name));
    for (const one of [lower, upper, work, at]) mkdirSync(one ?? "");
    const options = `lowerdir=${lower ?? ""},upperdir=${upper ?? ""},workdir=${work ?? ""}`;
    const mounted = spawnSync("mount", ["-t", "overlay", "overlay", "-o", options, at ?? ""]);
    if (mounted.status !== 0) return "vfs";
    spawnSync("umount", [at ?? ""]);
    return "overlay";
  }

  #started() {
    if (this.#made === null) throw new Error("it has not been started");
    return this.#made;
  }
}

function clientAt(registry: EmulatedRegistry, name: string): Registry {
  const variables = { REGISTRY_URL: registry.url, GITHUB_ACTOR: "octocat", GH_TOKEN: token };
  return clientOf(registry.url, { name, variables });
}

/** Pushes an index of Debian's Python, and of an image of a few bytes that stands for the other architecture. */
async function pushBase(registry: Registry): Promise<string> {
  const image = await readOciImage(await baseArchive(await debianBase()));
  const { manifest, config } = await forArchitecture(image, "arm64");
  for (const layer of image.layers) await registry.uploadBlob(await layer.read());
  for (const one of [image.config, config]) await registry.uploadBlob(one.bytes);
  for (const one of [image.manifest, manifest]) await registry.putManifest(one);
  const manifests = [
    { ...descriptorOf(image.manifest), platform: { os: "linux", architecture: "amd64" } },
    { ...descriptorOf(manifest), platform: { os: "linux", architecture: "arm64" } },
  ];
  const content = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  return await registry.putManifest(documentOf(content, mediaTypes.index), baseTag);
}

/**
 * Stands in for the build on arm64, which this machine can't do: the image of amd64, which the leg before left, under
 * the other name. Its labels are right; that anything of it runs there is not exercised.
 */
async function buildElsewhere({ ground, temp }: Runner): Promise<StepEnded> {
  const built = await readOciImage(join(ground.folder, "artifacts", "image-amd64", "amd64.tar"));
  const image = await forArchitecture(built, "arm64");
  const sbom = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] });
  mkdirSync(join(temp, "image"));
  writeArchive(join(temp, "image", "arm64.tar"), image);
  writeFileSync(join(temp, "image", "arm64.cdx.json"), sbom);
  const outputs = { arm64: image.manifest.digest, "arm64-sbom": sha256Of(Buffer.from(sbom)) };
  return { ok: true, outputs, log: "stands in for arm64\n" };
}
