import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDockerManifest } from "../../../tasks/oci/docker-archive.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";
import { readOciArchive, readOciImage } from "../../../tasks/oci/read.ts";
import { archiveOf, json, tarOf } from "./layers.ts";

const layer = tarOf([{ path: "etc/motd", content: "hello" }]);

describe("an image layout in an archive", () => {
  let folder = "";
  let file = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-oci-"));
    file = join(folder, "image.tar");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read with its documents at once and its layers when they are asked for", async () => {
    writeFileSync(file, archiveOf([layer]));
    const { config, manifest, layers } = await readOciImage(file);
    assert.deepEqual(
      [config.platform, config.user, config.labels, config.command, config.diffIds],
      ["linux/arm64", "10001:10001", { a: "b" }, ["python"], [digestOf(layer)]],
    );
    assert.equal(manifest.digest, digestOf(manifest.bytes));
    assert.equal((await layers[0]?.read())?.length, layers[0]?.size);
  });

  it("is read where its image stands in an index with attestations beside it", async () => {
    const nested = (files: Map<string, Buffer>) => {
      const { manifests } = JSON.parse(files.get("index.json")?.toString() ?? "") as { manifests: unknown[] };
      const attestation = {
        ...(manifests[0] as object),
        platform: { os: "unknown", architecture: "unknown" },
      };
      const inner = json({ schemaVersion: 2, manifests: [...manifests, attestation] });
      const mediaType = "application/vnd.oci.image.index.v1+json";
      const named = { mediaType, digest: digestOf(inner), size: inner.length };
      files.set("index.json", json({ schemaVersion: 2, manifests: [named] }));
      files.set(`blobs/${digestOf(inner).replace(":", "/")}`, inner);
    };
    writeFileSync(file, archiveOf([layer], nested));
    assert.equal((await readOciArchive(file)).images.length, 1);
  });

  const damages: readonly (readonly [string, (files: Map<string, Buffer>) => void, RegExp])[] = [
    ["no index", (files) => files.delete("index.json"), /lacks index\.json/],
    [
      "an index that is no JSON",
      (files) => files.set("index.json", Buffer.from("{")),
      /can't be read: .*not JSON/,
    ],
    ["no image", (files) => files.set("index.json", json({ manifests: [] })), /holds no image/],
    [
      "another manifest",
      (files) => {
        const path = [...files.keys()].find((name) => files.get(name)?.includes('"layers":[{')) ?? "";
        files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), Buffer.from(" ")]));
      },
      /holds other bytes than sha256:/,
    ],
  ];
  for (const [name, damage, fault] of damages) {
    it(`is refused with ${name}`, async () => {
      writeFileSync(file, archiveOf([layer], damage));
      await assert.rejects(readOciArchive(file), fault);
    });
  }

  it("is refused where a layer holds other bytes than its digest names", async () => {
    const changed = (files: Map<string, Buffer>) => {
      const [path = "", bytes = Buffer.alloc(0)] = [...files].at(-1) ?? [];
      files.set(path, Buffer.from(bytes.map((byte, index) => (index === 20 ? byte ^ 1 : byte))));
    };
    writeFileSync(file, archiveOf([layer], changed));
    const image = await readOciImage(file);
    await assert.rejects(Promise.resolve(image.layers[0]?.read()), /holds other bytes than sha256:/);
  });

  it("is refused where it is cut off, or not there", async () => {
    const whole = archiveOf([layer]);
    writeFileSync(file, whole.subarray(0, whole.length - 3000));
    await assert.rejects(readOciArchive(file), /is cut off/);
    await assert.rejects(readOciArchive(join(folder, "none.tar")), /is not there/);
  });

  it("is taken by every docker load with one entry more, and holds the same image", async () => {
    writeFileSync(file, archiveOf([layer]));
    const copy = join(folder, "copy.tar");
    await withDockerManifest(file, copy, "tried:1");
    const [before, after] = [await readOciImage(file), await readOciImage(copy)];
    assert.equal(after.manifest.digest, before.manifest.digest);
    const told = /\[\{"Config":.*?\}\]/.exec(readFileSync(copy, "latin1"))?.[0] ?? "";
    const path = ({ digest }: { digest: string }) => `blobs/${digest.replace(":", "/")}`;
    const wanted = { Config: path(before.config), RepoTags: ["tried:1"], Layers: before.layers.map(path) };
    assert.deepEqual(JSON.parse(told), [wanted]);
  });
});
