import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answerOfError } from "../../../components/registry-lookup.ts";
import { lockedImages } from "../../../documents/container/base-images.ts";
import { dockerStandIn, imageType } from "../../../rehearsal/providers/docker.ts";
import { fullName, referenceOf } from "../../../rehearsal/providers/docker/reference.ts";
import type { EmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import { clientOf, emulateRegistry, imageName, password, pushImage } from "../../tasks/registry/services.ts";
import { tinyImage } from "../../tasks/registry/tiny-image.ts";
import { temporaryFolder } from "./stack.ts";

const token = "docker:index/getRegistryImage:getRegistryImage";
const digest = `sha256:${"1".repeat(64)}`;

describe("the stand-in for docker", () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
    const resources = {
      [imageType]: {
        "ghcr.io/octo/open:latest": { digest },
        "ghcr.io/octo/closed:latest": { digest, private: true },
      },
    };
    await writeFile(join(folder, "cloud.json"), JSON.stringify({ created: 0, resources }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const ask = (name: string, settings = {}, registryUrl?: string) =>
    dockerStandIn({ file: join(folder, "cloud.json"), registryUrl })
      .configure(settings)
      .invoke(token, { name });
  const refusal = async (name: string, settings = {}) => {
    const error = await ask(name, settings).then(
      () => assert.fail("it answered"),
      (reason: unknown) => reason,
    );
    return answerOfError(error instanceof Error ? error.message : "").is;
  };

  it("tells what the rehearsal's file holds, with the outputs of the provider's schema", async () => {
    const name = "ghcr.io/octo/open";
    assert.deepEqual(await ask(name), { id: digest, name, insecureSkipVerify: false, sha256Digest: digest });
  });

  it("holds the base images that Slipway locks", async () => {
    for (const [name, locked] of Object.entries(lockedImages()))
      assert.equal((await ask(`docker.io/${name}`))["sha256Digest"], locked.digest);
  });

  it("refuses what is not there as a registry does, which does not say so", async () => {
    assert.equal(await refusal("ghcr.io/octo/none:latest"), "denied");
    assert.equal(await refusal("ghcr.io/octo/open:v1"), "denied");
    assert.equal(await refusal("python:3.8-slim"), "denied");
  });

  it("opens what is private to credentials for its registry alone", async () => {
    const auth = (address: string) => ({ registryAuth: [{ address, username: "octo", password: "x" }] });
    assert.equal(await refusal("ghcr.io/octo/closed:latest"), "denied");
    assert.equal(await refusal("ghcr.io/octo/closed:latest", auth("registry.example.com")), "denied");
    const opened = await ask("ghcr.io/octo/closed:latest", auth("https://ghcr.io/"));
    assert.equal(opened["sha256Digest"], digest);
  });

  describe("beside an emulated registry", function () {
    this.timeout(60_000);
    const name = `ghcr.io/${imageName}:latest`;
    let service: EmulatedRegistry;
    let pushed: string;
    before(async () => {
      service = await emulateRegistry();
      pushed = await pushImage(clientOf(service.url), tinyImage({}), "latest");
    });
    after(() => service[Symbol.asyncDispose]());

    it("asks it for what the file does not hold, as a stranger who sees no private package", async () => {
      service.setVisibility(imageName, "private");
      await assert.rejects(ask(name, {}, service.url), /403 Forbidden$/);
      service.setVisibility(imageName, "public");
      assert.equal((await ask(name, {}, service.url))["sha256Digest"], pushed);
      await assert.rejects(ask(`ghcr.io/${imageName}:1.0`, {}, service.url), /404 Not Found$/);
      await assert.rejects(ask("ghcr.io/octo/none:latest", {}, service.url), /403 Forbidden$/);
    });

    it("asks it with the stack's own credentials where it has some", async () => {
      service.setVisibility(imageName, "private");
      const settings = { registryAuth: [{ address: "ghcr.io", username: "octocat", password }] };
      assert.equal((await ask(name, settings, service.url))["sha256Digest"], pushed);
    });

    it("reaches no other machine", () => {
      assert.throws(
        () => dockerStandIn({ file: "", registryUrl: "https://registry.example.com" }),
        /is not on this machine/,
      );
    });
  });
});

describe("the name of an image", () => {
  for (const [name, full] of [
    ["python", "registry-1.docker.io/library/python:latest"],
    ["moby/buildkit:v0.33.1", "registry-1.docker.io/moby/buildkit:v0.33.1"],
    ["docker.io/octo/tool:1", "registry-1.docker.io/octo/tool:1"],
    ["ghcr.io/octo/tool", "ghcr.io/octo/tool:latest"],
    ["127.0.0.1:5000/octo/tool:1", "127.0.0.1:5000/octo/tool:1"],
    ["localhost/octo/tool:1", "localhost/octo/tool:1"],
    [`python:3.14@${digest}`, `registry-1.docker.io/library/python@${digest}`],
  ] as const) {
    it(`${name} is read as ${full}`, () => {
      assert.equal(fullName(referenceOf(name)), full);
    });
  }
});
