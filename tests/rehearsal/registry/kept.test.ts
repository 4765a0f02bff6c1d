import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatedRegistry, startEmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import type { RegistryAccount } from "../../../rehearsal/registry/tokens.ts";
import { clientOf, imageName, pushImage } from "../../tasks/registry/services.ts";
import { tinyImage } from "../../tasks/registry/tiny-image.ts";

describe("an emulated registry with a folder of its own", function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), "registry-kept-"));
  const rights = new Map<string, RegistryAccount["may"]>();
  const accountOf = (password: string) => {
    const may = rights.get(password);
    return may === undefined ? null : { password, may };
  };
  const start = () => startEmulatedRegistry({ root, accounts: accountOf });
  const as = (service: EmulatedRegistry, password: string) =>
    clientOf(service.url, { variables: { REGISTRY_URL: service.url, GH_TOKEN: password } });
  after(() => rmSync(root, { recursive: true, force: true }));

  it("keeps what was pushed from start to start, with ids, tags and who may see it", async () => {
    rights.set("one", "push");
    const image = tinyImage();
    let before;
    {
      await using service = await start();
      await pushImage(as(service, "one"), image, "1.0");
      service.setVisibility(imageName, "public");
      before = [service.packages.packages(), service.packages.versions(imageName)];
    }
    await using again = await start();
    assert.deepEqual([again.packages.packages(), again.packages.versions(imageName)], before);
    const anonymous = clientOf(again.url, { anonymous: true });
    assert.equal((await anonymous.readManifest("1.0"))?.digest, image.manifest.digest);
    await pushImage(as(again, "one"), tinyImage({ architecture: "arm64" }));
    const ids = again.packages.versions(imageName).map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
  });

  it("asks at each login who that is, and lets nobody do more than that one may", async () => {
    await using service = await start();
    service.setVisibility(imageName, "private");
    const pushed = () => pushImage(as(service, "job"), tinyImage({ content: "another" }));
    await assert.rejects(pushed(), /signing in|sign|denied|refused|authenticat/i);
    rights.set("job", "nothing");
    await assert.rejects(pushed(), /denied|may not|refused/i);
    await assert.rejects(as(service, "job").readManifest("1.0"), /denied|may not|refused/i);
    rights.set("job", "pull");
    assert.notEqual(await as(service, "job").readManifest("1.0"), null);
    await assert.rejects(pushed(), /denied|may not|refused/i);
    rights.set("job", "push");
    await pushed();
    rights.delete("job");
    await assert.rejects(as(service, "job").readManifest("1.0"));
  });
});
