import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { recordProvenance } from "../../../rehearsal/github/attestation/provenance.ts";
import type { EmulatedRegistry, Intercepted, Interception } from "../../../rehearsal/registry/server.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import { type Emulated, emulate } from "../../rehearsal/github/emulated.ts";
import { clientOf, emulateRegistry, imageName, password } from "../registry/services.ts";
import { type TinyImage, tinyImage } from "../registry/tiny-image.ts";
import { Job } from "./programs.ts";
import { type Made, commit, imagesOf, ociImage, wheelOf } from "./releases.ts";

const standIn = fileURLToPath(new URL("../../../rehearsal/github/gh/gh", import.meta.url));
const made = { version: "1.2.0" };

describe("a pushed image, as whoever pulls it sees it", function () {
  this.timeout(120_000);
  let service: EmulatedRegistry;
  let github: Emulated;
  let digest: string;
  let intercept: (request: Intercepted) => Interception | undefined = () => undefined;
  before(async () => {
    github = await emulate();
    service = await emulateRegistry({ intercept: (request) => intercept(request) });
    digest = await release(made, imagesOf(made));
    await attest(digest);
  });
  after(async () => {
    await service[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    intercept = () => undefined;
    service.setVisibility(imageName, "public");
  });

  async function release({ version }: Made, images: readonly TinyImage[]): Promise<string> {
    const registry = clientOf(service.url);
    const destination = { version };
    const published = await publishImage(registry, { images: images.map(ociImage), destination }, () => {});
    const image = (await readPushed(registry, published.digest))!;
    await tagRelease({ registry, say: () => {} }, { image, version, latest: true });
    return published.digest;
  }

  async function attest(of: string): Promise<void> {
    const subjects = [{ name: "image", sha256: of.slice("sha256:".length) }];
    const ref = "refs/tags/v1.2.0";
    await recordProvenance(github.root, "octocat/hello", { subjects, workflow: "release.yml", commit, ref });
  }

  /** A job on a runner with gh, whose docker notes what it was asked for. */
  function jobWithDocker(more: Record<string, unknown> = {}): Job {
    const job = new Job(service.url, {
      GITHUB_API_URL: github.url.replace(/\/$/, ""),
      GITHUB_REF: "refs/tags/v1.2.0",
      VERSION: "1.2.0",
      SUMS: `${wheelOf(made).sha256}  ${wheelOf(made).name}`,
      ...more,
    });
    job.program("gh", `exec '${standIn}' "$@"`);
    job.program(
      "docker",
      `echo "$@" >> '${job.folder}/calls'; cat "$DOCKER_CONFIG/config.json" >> '${job.folder}/login'; case $1 in run) echo 1.2.0;; esac`,
    );
    return job;
  }

  for (const platform of ["linux/amd64", "linux/arm64"]) {
    it(`is pulled, run and found to be what was released, without signing in: ${platform}`, async () => {
      using job = jobWithDocker();
      const { code, told, outputs } = await job.task("verify-image", [
        "--platform",
        platform,
        "--digest",
        digest,
        "--tag",
        "latest",
      ]);
      assert.equal(code, 0, told);
      assert.deepEqual(outputs, { verdict: "verified" });
      const image = `${service.host}/${imageName}@${digest}`;
      assert.deepEqual(
        job
          .read("calls")
          .trim()
          .split("\n")
          .map((line) => line.replace(/ -c .*? my-pkg/, " -c ... my-pkg")),
        [
          `pull --quiet --platform ${platform} ${image}`,
          `run --rm --read-only --network none --cap-drop ALL --security-opt no-new-privileges --platform ${platform} --entrypoint python ${image} -I -c ... my-pkg my_pkg`,
        ],
      );
      assert.equal(job.read("login"), "{}{}");
      assert.match(told, /^provenance on GitHub: verified$/m);
      assert.match(told, /^1 layers for linux\/.*: whole, \d+ bytes$/m);
    });
  }

  it("names the page that makes it public, where nobody can pull it yet: a person's, an organization's", async () => {
    service.setVisibility(imageName, "private");
    using job = jobWithDocker();
    const { code, told } = await job.task("verify-image", ["--engine", "none"]);
    assert.equal(code, 1);
    assert.equal(
      told.trim(),
      "ghcr.io/octocat/hello: is private: nobody can pull it without signing in; open " +
        "https://github.com/users/octocat/packages/container/hello/settings, change its visibility to public under Danger Zone, and run this job again",
    );
    using other = jobWithDocker({
      image: { name: "acme/tools/my-pkg" },
      GITHUB_SERVER_URL: "https://git.example.com",
    });
    await pushTo("acme/tools/my-pkg");
    const organization = await other.task("verify-image", ["--engine", "none"]);
    assert.match(
      organization.told,
      /open https:\/\/git\.example\.com\/orgs\/acme\/packages\/container\/tools%2Fmy-pkg\/settings,/,
    );
    using unknown = jobWithDocker({ GITHUB_API_URL: "" });
    const without = await unknown.task("verify-image", ["--engine", "none"]);
    assert.match(without.told, /open https:\/\/github\.com\/octocat\/hello\/pkgs\/container\/hello,/);
  });

  async function pushTo(name: string): Promise<void> {
    const registry = clientOf(service.url, { name });
    const images = imagesOf(made).map(ociImage);
    await publishImage(registry, { images, destination: made }, () => {});
    const image = await registry.readManifest(digest);
    await registry.putManifest(image!, "1.2.0");
  }

  it("is pulled by signing in where it is declared to be private", async () => {
    service.setVisibility(imageName, "private");
    using job = jobWithDocker({ image: { public: false } });
    const { code, told } = await job.task("verify-image", ["--digest", digest]);
    assert.equal(code, 0, told);
    const auth = Buffer.from(`octocat:${password}`).toString("base64");
    assert.deepEqual(JSON.parse(`${job.read("login").split("}}}")[0]}}}}`), {
      auths: { [service.host]: { auth } },
    });
    assert.ok(!told.includes(password) && !told.includes(auth));
  });

  it("is of any version, and not attested, where it is a branch's", async () => {
    using job = jobWithDocker({ VERSION: "", GITHUB_REF: "refs/heads/main", SUMS: "" });
    const registry = clientOf(service.url);
    await registry.putManifest((await registry.readManifest(digest))!, "main");
    for (const args of [[], ["--digest", digest]]) {
      const { code, told } = await job.task("verify-image", ["--branch", "main", ...args]);
      assert.equal(code, 0, told);
      assert.doesNotMatch(told, /provenance/);
    }
  });

  it("is a fault where it is not there, or another platform is asked for", async () => {
    using job = jobWithDocker();
    const gone = await job.task("verify-image", ["--tag", "8.0"]);
    assert.match(
      gone.told,
      /^ghcr\.io\/octocat\/hello:8\.0: is not there; run the job again that pushes it/m,
    );
    const odd = await job.task("verify-image", ["--platform", "linux/s390x"]);
    assert.deepEqual([odd.code, /^--platform: is none of the image's/m.test(odd.told)], [2, true]);
  });

  it("takes the engine of IMAGE_ENGINE where none is given, as a rehearsal sets it, and no other than it knows", async () => {
    using job = jobWithDocker();
    const ended = await job.task("verify-image", ["--digest", digest], { IMAGE_ENGINE: "none" });
    assert.equal(ended.code, 0, ended.told);
    assert.ok(!/docker pull|read-only and without network/.test(ended.told), ended.told);
    const over = ["--digest", digest, "--engine", "docker"];
    const given = await job.task("verify-image", over, { IMAGE_ENGINE: "none" });
    assert.match(given.told, /^docker pull --platform linux\/amd64: works$/m);
    const odd = await job.task("verify-image", ["--digest", digest], { IMAGE_ENGINE: "podman" });
    assert.deepEqual(
      [odd.code, /^IMAGE_ENGINE: is not one of docker, buildah, none/m.test(odd.told)],
      [2, true],
      odd.told,
    );
  });

  it("is a fault where the tag stands for another image than was released", async () => {
    using job = jobWithDocker();
    const other = await release({ version: "1.1.0" }, imagesOf({ version: "1.1.0" }));
    const { told } = await job.task("verify-image", [
      "--digest",
      digest,
      "--tag",
      "1.1.0",
      "--engine",
      "none",
    ]);
    assert.match(
      told,
      new RegExp(`^ghcr\\.io/octocat/hello:1\\.1\\.0: stands for ${other}, not for ${digest};`, "m"),
    );
  });

  it("is a fault where it says something else of itself than was released, all at once", async () => {
    const labels = {
      "org.opencontainers.image.version": "7.0",
      "slipway.wheel.sha256": "f".repeat(64),
      "slipway.wheel.name": "a.whl",
    };
    const images = ["amd64", "arm64"].map((architecture) => tinyImage({ architecture, labels, user: "" }));
    const odd = await release({ version: "7.0" }, images);
    using job = jobWithDocker();
    const { code, told } = await job.task("verify-image", ["--digest", odd]);
    assert.equal(code, 1);
    const faults = told
      .trim()
      .split("\n")
      .map((line) => /: (has another .*);/.exec(line)?.[1]);
    assert.deepEqual(faults, [
      "has another version than was released: 7.0",
      "has another revision than was released: none",
      "has another source than was released: none",
      `has another hash of a.whl than was released: ${"f".repeat(64)}`,
      "has another base image than was released: none",
      "has another digest of the base image than was released: none",
      "has another user than was released: none",
    ]);
  });

  it("is a fault where it does not run, or another version is in it", async () => {
    using job = jobWithDocker();
    job.program("docker", `case $1 in run) echo "ModuleNotFoundError: my_pkg" >&2; exit 1;; esac`);
    const broken = await job.task("verify-image", ["--digest", digest]);
    assert.match(
      broken.told,
      /can't import my_pkg on a read-only root: ModuleNotFoundError: my_pkg; mend the image/,
    );
    job.program("docker", `case $1 in run) echo 1.1.9;; esac`);
    const old = await job.task("verify-image", ["--digest", digest]);
    assert.match(old.told, /: has version 1\.1\.9 installed; mend the image/);
  });

  it("is a fault where this workflow has not attested it at this commit and tag", async () => {
    using job = jobWithDocker({ GITHUB_REF: "refs/tags/v1.3.0" });
    const { code, told } = await job.task("verify-image", ["--digest", digest, "--engine", "none"]);
    assert.equal(code, 1);
    assert.match(
      told,
      /^GitHub, .*@sha256:[0-9a-f]{64}: is not attested as built here: expected SourceRepositoryRef to be refs\/tags\/v1\.3\.0/m,
    );
  });

  it("is asked for again where a layer breaks off on its way", async () => {
    using job = jobWithDocker();
    let left = 1;
    intercept = ({ operation }) =>
      operation.startsWith("GET /v2/{name}/blobs") && left-- > 0 ? "break midway" : undefined;
    const { code, told } = await job.task("verify-image", ["--digest", digest, "--engine", "none"]);
    assert.equal(code, 0, told);
    assert.match(told, /^ghcr\.io\/octocat\/hello could not be reached, or broke off.*; again in 1 s$/m);
  });
});
