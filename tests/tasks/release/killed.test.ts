import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDistribution, readReleaseFiles } from "../../../tasks/files/release-files.ts";
import { gitHubOf } from "../../../tasks/github/client.ts";
import { downloadAsset, findRelease } from "../../../tasks/github/releases.ts";
import { readIndexFiles } from "../../../tasks/index/holdings.ts";
import { ledgerName, readLedger } from "../../../tasks/ledger/release-ledger.ts";
import { uploadByTwine } from "../index/services.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";
import type { Exit } from "./services/programs.ts";
import { type Moment, type Release, Services } from "./services/world.ts";

/** One run of the workflow: its folders are the artifacts that running failed jobs again finds. */
class Run {
  readonly #services: Services;
  readonly #release: Release;
  readonly #folder: string;
  readonly #done = new Set<string>();
  twine = false;

  constructor(services: Services, release: Release) {
    this.#services = services;
    this.#release = release;
    this.#folder = mkdtempSync(join(services.folder, "run-"));
  }

  /** Runs the jobs that are not done. Answers whether all are; a job that fails by itself is a fault of the test. */
  async jobs(): Promise<boolean> {
    const indexes = this.#services.indexesOf(this.#release).flatMap((index): readonly Job[] => {
      const name = index.declared.name;
      const stage = join(this.#folder, `stage-${name}`);
      const ledger = ["--index", name, "--files", this.#dist, "--stage", stage];
      return [
        [`ledger ${name}`, () => this.#task("ledger", ledger)],
        [`publish ${name}`, () => this.#publish(index, stage)],
      ];
    });
    const jobs: readonly Job[] = [
      ["resume", () => this.#task("resume", ["--into", join(this.#folder, "held")])],
      ["build", () => this.#build()],
      ["draft", () => this.#task("draft-release", ["--files", this.#dist, this.#sbom()])],
      ...indexes,
      ["finish", () => this.#task("publish-release", ["--files", this.#dist, "--wait", "0"])],
    ];
    for (const [name, job] of jobs) {
      if (this.#done.has(name)) continue;
      const { code, killed, output } = await job();
      if (killed) return false;
      assert.equal(code, 0, `${name}: ${output}`);
      this.#done.add(name);
    }
    return true;
  }

  get #dist(): string {
    return join(this.#folder, "dist");
  }

  #task(name: "resume" | "draft-release" | "ledger" | "publish-release", args: readonly string[]) {
    return this.#services.task(name, args, this.#release);
  }

  /** Takes what is held, and builds what is not: other bytes each time. All of it is attested. */
  async #build(): Promise<Exit> {
    mkdirSync(this.#dist);
    const held = join(this.#folder, "held");
    for (const name of readdirSync(held).filter(isDistribution))
      copyFileSync(join(held, name), join(this.#dist, name));
    for (const [name, content] of built(this.#release.version)) {
      if (!readdirSync(this.#dist).includes(name)) writeFileSync(join(this.#dist, name), content);
    }
    for (const { sha256 } of readReleaseFiles(this.#dist)) this.#services.attest(sha256);
    return { code: 0, killed: false, output: "" };
  }

  /** Another one each time, as an SBOM with a time in it is. */
  #sbom(): string {
    const path = join(this.#folder, "sbom.cdx.json");
    writeFileSync(path, JSON.stringify({ made: randomInt(2 ** 40) }));
    return path;
  }

  async #publish(index: Services["indexes"][number], stage: string): Promise<Exit> {
    const files = readdirSync(stage).map((name) => join(stage, name));
    const shuffled = files.map((file) => [randomInt(1000), file] as const).sort(([a], [b]) => a - b);
    if (!this.twine || files.length === 0) {
      return await this.#services.upload(
        index,
        shuffled.map(([, file]) => file),
      );
    }
    return { ...(await uploadByTwine(index, files)), killed: false };
  }
}

type Job = readonly [string, () => Promise<Exit>];

function built(version: string): readonly (readonly [string, Buffer])[] {
  const files = () => ({ "my_pkg/built.txt": String(randomInt(2 ** 40)) });
  const wheels = ["manylinux_2_28_x86_64", "macosx_11_0_arm64"].map((platform) => {
    const name = `my_pkg-${version}-cp312-cp312-${platform}`;
    return [`${name}.whl`, wheelOf({ name, files: files() })] as const;
  });
  return [[`my_pkg-${version}.tar.gz`, sdistOf(`my_pkg-${version}`, { files: files() })], ...wheels];
}

async function assertPublished(services: Services, { version, isOnBoth }: Release): Promise<void> {
  const names = built(version)
    .map(([name]) => name)
    .sort();
  const github = gitHubOf(
    { GITHUB_API_URL: services.github.url, GITHUB_REPOSITORY: "octocat/hello", GH_TOKEN: "token" },
    () => {},
  );
  const release = await findRelease(github, `v${version}`);
  assert.equal(release?.draft, false);
  const extras = ["SHA256SUMS", ledgerName, "sbom.cdx.json"];
  assert.deepEqual(release.assets.map(({ name }) => name).sort(), [...names, ...extras].sort());
  assert.ok(release.assets.every(({ complete }) => complete));
  const released = hashesOf(release.assets.filter(({ name }) => isDistribution(name)));
  const ledger = readLedger(
    await downloadAsset(
      github,
      release.assets.find(({ name }) => name === ledgerName)!,
    ),
  );
  assert.deepEqual(hashesOf(ledger.files), released);
  assert.equal(ledger.channels.length, isOnBoth ? 2 : 1);
  for (const [position, { simpleUrl, title }] of services.indexesOf({ isOnBoth }).entries()) {
    const asked = { project: "my-pkg", distribution: "my_pkg", version };
    const held = hashesOf(await readIndexFiles(simpleUrl, asked, { place: title }));
    assert.deepEqual(held, released);
    assert.deepEqual(hashesOf(ledger.channels[position]!.files), released);
  }
}

function hashesOf(files: readonly { readonly name: string; readonly sha256: string | null }[]) {
  return Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256] as const).sort());
}

function randomMoment(): Moment {
  const how = (["before", "after", "half uploaded"] as const)[randomInt(3)]!;
  if (randomInt(4) === 0) return { request: null, how, after: 40 + randomInt(300) };
  return { request: 1 + randomInt(45), how, after: 0 };
}

describe("a release on local services, its programs ended by kill -9 at random", function () {
  this.timeout(300_000);
  let services: Services;
  before(async () => {
    services = await Services.start();
  });
  after(() => services.close());

  it("ends with everything published once and equal everywhere, 25 times", async () => {
    for (let trial = 0; trial < 25; trial += 1) {
      const release = { version: `1.0.${trial}`, isOnBoth: trial % 5 === 0 };
      services.tag(release);
      const told: unknown[] = [];
      let run = new Run(services, release);
      for (const last of [false, randomInt(3) > 0, true]) {
        const moment = last ? null : randomMoment();
        services.endAt(moment);
        run.twine = last && trial % 12 === 0;
        const done = await run.jobs().catch((error: unknown) => {
          throw new Error(`after ${JSON.stringify(told)}`, { cause: error });
        });
        told.push({ ...moment, done });
        if (last) break;
        if (!done && randomInt(2) === 0) continue;
        run = new Run(services, release);
      }
      await assertPublished(services, release);
    }
    services.endAt(null);
    const first = new Run(services, { version: "1.0.0", isOnBoth: true });
    assert.ok(await first.jobs(), "a finished release is looked at and left as it is");
  });
});
