import type { Verification } from "../../../../tasks/github/attestations.ts";
import { publishImage, type Published } from "../../../../tasks/image-release/push.ts";
import { readPushed } from "../../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../../tasks/image-release/tagging.ts";
import { decide } from "../../../../tasks/ledger/decide.ts";
import { imageChannel } from "../../../../tasks/ledger/image-channel.ts";
import type { OciImage } from "../../../../tasks/oci/image.ts";
import { TaskError } from "../../../../tasks/program/fault.ts";
import { collect } from "../../../../tasks/release/collect.ts";
import { type Content, contentOf, sumsOf } from "../../../../tasks/release/content.ts";
import { finish } from "../../../../tasks/release/finish.ts";
import type { ReleaseIdentity } from "../../../../tasks/release/identity.ts";
import { ensureSealed } from "../../../../tasks/release/seal.ts";
import { markNotes } from "../../../../tasks/release/standing.ts";
import { awaitSame } from "../../../../tasks/release/await-same.ts";
import type { MemoryRegistry } from "../../image-release/memory-registry.ts";
import { imagesOf, ociImage } from "../../image-release/releases.ts";
import type { Hazard } from "./hazard.ts";
import type { MemoryIndex } from "./memory-index.ts";
import type { MemoryStore } from "./memory-store.ts";
import { imageWheel } from "./setting.ts";

/** All that outlives a run. */
export interface World {
  readonly identity: ReleaseIdentity;
  readonly indexes: readonly MemoryIndex[];
  /** Null: without a GitHub release. */
  readonly store: MemoryStore | null;
  /** Hashes that were attested; null: nothing is. */
  readonly attested: Set<string> | null;
  readonly names: readonly string[];
  /** Null: there is no image. */
  readonly registry: MemoryRegistry | null;
  /** Digests of images that were attested. */
  readonly attestedImages: Set<string>;
  /** How many builds there were: each differs from all others. */
  builds: number;
  now: number;
  /** An order of publishing, another one each time. */
  shuffle<T>(list: readonly T[]): readonly T[];
}

/** What a run's finished jobs left it; running failed jobs again finds it. */
export class Run {
  readonly done = new Set<string>();
  readonly files = new Map<string, Content>();
  readonly staged = new Map<string, readonly string[]>();
  images: readonly OciImage[] = [];
  pushed: Published | null = null;
}

/** Runs the jobs of a run that are not done yet, as the delivered workflow orders them. */
export async function runJobs(world: World, run: Run, hazard: Hazard): Promise<void> {
  const publishing = world.indexes.flatMap((index): readonly Job[] => [
    [`ledger ${index.name}`, () => askLedger(world, run, { index, hazard })],
    [`publish ${index.name}`, () => publish(world, run, { index, hazard })],
  ]);
  const jobs: readonly Job[] = [
    ["resume", () => resume(world, run, hazard)],
    ...world.names.map((name): Job => [`build ${name}`, () => build(world, run, { name, hazard })]),
    ["attest", () => attest(world, run, hazard)],
    ["draft", () => draft(world, run, hazard)],
    ...publishing,
    ["verify", () => verify(world, run, hazard)],
    ...(world.registry === null ? [] : imageJobs(world, run, { registry: world.registry, hazard })),
    ["finish", () => finishRun(world, run, hazard)],
  ];
  for (const [name, job] of jobs) {
    if (run.done.has(name)) continue;
    await hazard.step();
    await job();
    run.done.add(name);
  }
}

type Job = readonly [string, () => Promise<void>];

async function resume(world: World, run: Run, hazard: Hazard): Promise<void> {
  const { attested } = world;
  const answer = ({ sha256 }: Content): Verification =>
    attested?.has(sha256) === true
      ? { verified: true }
      : { verified: false, reason: "nobody attested it", lasting: true };
  const { files } = await collect(
    {
      store: world.store?.port(hazard) ?? null,
      indexes: world.indexes.map((index) => index.channel(hazard)),
      verify: attested === null ? null : (file) => Promise.resolve(answer(file)),
      say: () => {},
    },
    world.identity,
  );
  for (const file of files) run.files.set(file.name, file);
}

async function build(
  world: World,
  run: Run,
  { name, hazard }: { readonly name: string; readonly hazard: Hazard },
): Promise<void> {
  if (run.files.has(name)) return;
  world.builds += 1;
  const content = contentOf(name, Buffer.from(`${name}, build ${world.builds}`));
  await hazard.step();
  run.files.set(name, content);
}

async function attest({ attested }: World, run: Run, hazard: Hazard): Promise<void> {
  for (const { sha256 } of run.files.values()) {
    await hazard.step(() => attested?.add(sha256));
    attested?.add(sha256);
  }
}

/** Notes and an SBOM that are others each time, as those with times in them are. */
async function draft(world: World, run: Run, hazard: Hazard): Promise<void> {
  const { store, identity } = world;
  if (store === null) return;
  const files = [...run.files.values()];
  world.builds += 1;
  const extras = [
    contentOf("SHA256SUMS", Buffer.from(sumsOf(files))),
    contentOf("sbom.cdx.json", Buffer.from(`{"made": ${world.builds}}`)),
  ];
  const notes = markNotes("What is new", identity);
  const made = { tag: identity.tag, commit: identity.commit, title: identity.tag, prerelease: false, notes };
  const indexes = world.indexes.map((index) => index.channel(hazard));
  const ports = { store: store.port(hazard), indexes, say: () => {}, now: () => world.now };
  await ensureSealed(ports, identity, { files, extras, create: (port) => port.create(made) });
}

interface Publishing {
  readonly index: MemoryIndex;
  readonly hazard: Hazard;
}

async function askLedger(world: World, run: Run, { index, hazard }: Publishing): Promise<void> {
  const channel = index.channel(hazard);
  const held = await channel.read(world.identity.version);
  const { decision, files, faults } = decide([...run.files.values()], held, { ...channel, now: world.now });
  if (decision === "stop") throw new TaskError(faults);
  run.staged.set(
    index.name,
    files.filter(({ state }) => state === "missing").map(({ name }) => name),
  );
}

async function publish(world: World, run: Run, { index, hazard }: Publishing): Promise<void> {
  for (const name of world.shuffle(run.staged.get(index.name) ?? [])) {
    const { version } = world.identity;
    const content = run.files.get(name)!.read();
    await hazard.step(() => index.put(version, name, content));
    if (index.put(version, name, content) === "refused") {
      throw new TaskError([{ place: name, fault: "is refused", mend: "start anew" }]);
    }
    await hazard.step();
  }
}

async function verify(world: World, run: Run, hazard: Hazard): Promise<void> {
  const files = [...run.files.values()];
  for (const index of world.indexes) {
    await awaitSame(index.channel(hazard), { version: world.identity.version, files }, patience(world));
  }
}

function imageJobs(world: World, run: Run, imaging: Imaging): readonly Job[] {
  return [
    ["build image", async () => buildImages(world, run)],
    ["push image", () => pushImage(world, run, imaging)],
    ["tag image", () => tagImage(world, run, imaging)],
  ];
}

interface Imaging {
  readonly registry: MemoryRegistry;
  readonly hazard: Hazard;
}

function buildImages(world: World, run: Run): void {
  world.builds += 1;
  const { version, commit } = world.identity;
  const file = run.files.get(imageWheel)!;
  run.images = imagesOf({ version, commit, file, build: `${world.builds}` }).map(ociImage);
}

/** What is there already was attested before it was tagged, and is not attested anew. */
async function pushImage(
  { identity, attestedImages }: World,
  run: Run,
  { registry, hazard }: Imaging,
): Promise<void> {
  const destination = { version: identity.version };
  const { images } = run;
  const pushed = await publishImage(registry.port(hazard), { images, destination }, () => {});
  if (pushed.decision === "publish") {
    await hazard.step(() => attestedImages.add(pushed.digest));
    attestedImages.add(pushed.digest);
  }
  run.pushed = pushed;
}

async function tagImage(
  { identity: { version } }: World,
  run: Run,
  { registry, hazard }: Imaging,
): Promise<void> {
  const port = registry.port(hazard);
  const image = (await readPushed(port, run.pushed!.digest))!;
  await tagRelease({ registry: port, say: () => {} }, { image, version, latest: true });
}

async function finishRun(world: World, run: Run, hazard: Hazard): Promise<void> {
  const ports = {
    ...patience(world),
    store: world.store?.port(hazard) ?? null,
    indexes: world.indexes.map((index) => index.channel(hazard)),
    registries:
      world.registry === null
        ? []
        : [
            imageChannel({
              registry: world.registry.port(hazard),
              kind: "slim",
              page: "https://github.example/",
            }),
          ],
  };
  await finish(ports, world.identity, { files: [...run.files.values()], latest: true, decisions: {} });
}

function patience(world: World) {
  return {
    bound: 600_000,
    now: () => world.now,
    sleep: (milliseconds: number) => {
      world.now += milliseconds;
      return Promise.resolve();
    },
    say: () => {},
  };
}
