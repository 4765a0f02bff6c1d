import assert from "node:assert/strict";
import { type EmulatedRegistry, startEmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import { clientOf, emulateRegistry, imageName, pushImage } from "../../tasks/registry/services.ts";
import { tinyImage } from "../../tasks/registry/tiny-image.ts";

describe("the emulated registry", function () {
  this.timeout(60_000);
  let service: EmulatedRegistry;
  let time = 1000;
  before(async () => {
    service = await emulateRegistry({ now: () => time });
  });
  after(() => service[Symbol.asyncDispose]());

  const tagsById = () =>
    service.packages
      .versions(imageName)
      .map(({ digest, tags, created, updated }) => [digest, tags, created, updated]);

  it("tells of every manifest that was pushed, tagged or not, with what happened to it when", async () => {
    const registry = clientOf(service.url);
    const [one, other] = ["amd64", "arm64"].map((architecture) => tinyImage({ architecture }));
    await pushImage(registry, one!);
    time = 2000;
    await pushImage(registry, other!, "1.0");
    const digests = [other!.manifest.digest, one!.manifest.digest];
    assert.deepEqual(tagsById(), [
      [digests[0], ["1.0"], 2000, 2000],
      [digests[1], [], 1000, 1000],
    ]);
    time = 3000;
    await registry.putManifest(one!.manifest, "1.0");
    assert.deepEqual(tagsById(), [
      [digests[0], [], 2000, 3000],
      [digests[1], ["1.0"], 1000, 3000],
    ]);
    assert.deepEqual(service.packages.packages(), [
      { id: 1, name: imageName, visibility: "private", created: 1000 },
    ]);
  });

  it("forgets a version that is removed, with its tags", async () => {
    const [, tagged] = service.packages.versions(imageName);
    assert.equal(await service.packages.remove(imageName, 99), false);
    assert.equal(await service.packages.remove(imageName, tagged!.id), true);
    const registry = clientOf(service.url);
    assert.equal(await registry.readManifest("1.0"), null);
    assert.equal(await registry.readManifest(tagged!.digest), null);
    assert.equal(service.packages.versions(imageName).length, 1);
  });

  it("has no API for referrers, and asks everybody for a token, which a private package has for nobody", async () => {
    const address = `${service.url}/v2/${imageName}/referrers/sha256:${"a".repeat(64)}`;
    const asked = await fetch(address);
    const challenge = `Bearer realm="${service.url}/token",service="ghcr.io",scope="repository:${imageName}:pull"`;
    assert.deepEqual([asked.status, asked.headers.get("www-authenticate")], [401, challenge]);
    const scope = new URLSearchParams({ scope: `repository:${imageName}:pull` }).toString();
    assert.equal((await fetch(`${service.url}/token?${scope}`)).status, 401);
    service.setVisibility(imageName, "public");
    const { token } = (await (await fetch(`${service.url}/token?${scope}`)).json()) as {
      readonly token: string;
    };
    assert.equal((await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status, 404);
  });

  it("says which package it lacks where there is no registry to stand behind it", async () => {
    await assert.rejects(startEmulatedRegistry({ program: "no-such-registry" }), {
      message: "no-such-registry: can't be run; install Debian's package docker-registry, and run again",
    });
  });
});
