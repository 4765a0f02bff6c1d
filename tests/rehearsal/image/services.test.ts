import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ImageServices,
  type PackagesRight,
  openImageServices,
} from "../../../rehearsal/image/services.ts";
import { baseImage } from "../../../documents/container/base-images.ts";
import type { ImagePlan } from "../../../plan/plan.ts";
import { renewImages } from "../../../tasks/lock/refresh/images.ts";
import { prod } from "../../documents/fixture-plan.ts";
import { clientOf, pushImage } from "../../tasks/registry/services.ts";
import { tinyImage } from "../../tasks/registry/tiny-image.ts";

const image: ImagePlan = {
  registry: "ghcr.io",
  name: "octo-org/octo-package",
  base: "alpine",
  // No Debian has it.
  python: "3.12",
  command: ["python"],
};
const plan = { ...prod, image, package: { ...prod.package, pythons: ["3.12", "3.13"] } };

describe("what images are rehearsed with, where no registry hands out their base", function () {
  this.timeout(300_000);
  const root = mkdtempSync(join(tmpdir(), "image-services-"));
  const rights: Record<string, PackagesRight> = { writes: "write", reads: "read", neither: "none" };
  const given = process.env["CONTAINERS_REGISTRIES_CONF"];
  let services: ImageServices;

  before(async () => {
    const blocked = join(root, "blocked.conf");
    writeFileSync(blocked, '[[registry]]\nlocation = "docker.io"\nblocked = true\n');
    process.env["CONTAINERS_REGISTRIES_CONF"] = blocked;
    const packagesOf = (token: string) => rights[token] ?? null;
    const opened = await openImageServices({ root: join(root, "registry"), plan, packagesOf, say: () => {} });
    if ("faults" in opened) assert.fail(JSON.stringify(opened.faults));
    services = opened;
  });
  after(async () => {
    if (given === undefined) delete process.env["CONTAINERS_REGISTRIES_CONF"];
    else process.env["CONTAINERS_REGISTRIES_CONF"] = given;
    await services.close();
    rmSync(root, { recursive: true, force: true });
  });

  it("says what the image is built on instead, and leaves nothing but what it keeps", () => {
    assert.deepEqual(services.image, { ...image, base: "slim", python: "3.13" });
    const title = "Debian 13 with its Python 3.13, in place of docker.io/library/python:3.12-alpine3.24";
    assert.equal(services.base, title);
    assert.ok(services.notExercised.includes(`the image's base: ${title}`));
    assert.match(services.byHand.join(), /^after the first push, make the image public, .*octo-package/);
    const kept = readdirSync(join(root, "registry")).sort();
    assert.deepEqual(kept, ["packages.json", "registries.conf", "storage"]);
  });

  it("has the base where locks are refreshed and where buildah looks for it", async () => {
    const declared = baseImage("slim", "3.13");
    const renewing = { locks: join(root, "none"), out: root, cooldown: 7 };
    const call = { variables: services.variables, say: () => {} };
    const report = await renewImages([declared], renewing, call);
    const locked = JSON.parse(readFileSync(join(root, "images.json"), "utf8")) as Record<
      string,
      { readonly digest: string }
    >;
    assert.deepEqual(report.notices, []);
    const base = clientOf(services.registry.url, { name: "library/python", anonymous: true });
    assert.notEqual(await base.readManifest(locked[declared.reference]?.digest ?? ""), null);
    const conf = readFileSync(services.variables["CONTAINERS_REGISTRIES_CONF"] ?? "", "utf8");
    assert.ok(conf.includes(`location = "${services.registry.host}"`));
  });

  it("lets a job's token do what its permission for packages says, with the declared image alone", async () => {
    const { url } = services.registry;
    const as = (token: string, name = image.name) =>
      clientOf(url, { name, variables: { REGISTRY_URL: url, GH_TOKEN: token } });
    for (const token of ["neither", "reads", "of nobody"]) {
      await assert.rejects(pushImage(as(token), tinyImage()), token);
    }
    await pushImage(as("writes"), tinyImage(), "1.0");
    await assert.rejects(pushImage(as("writes", "library/python"), tinyImage(), "3.13-slim-trixie"));
    const anonymous = clientOf(url, { name: image.name, anonymous: true });
    assert.notEqual(await anonymous.readManifest("1.0"), null);
  });
});
