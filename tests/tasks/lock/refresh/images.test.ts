import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readImageReference } from "../../../../tasks/lock/refresh/image-reference.ts";
import { renewImages } from "../../../../tasks/lock/refresh/images.ts";
import { digestOf } from "../../../../tasks/oci/layout.ts";

const reference = "python:3.14-slim-trixie";
const day = 86_400_000;
const declared = `sha256:${"a".repeat(64)}`;
const types = "application/vnd.oci.image";

/** An image of some platforms as a registry holds it: contents by digest, and the index that its tag stands for. */
function imageOf(daysAgo: number, platforms: readonly string[] = ["amd64", "arm64"]) {
  const contents = new Map<string, Buffer>();
  const put = (value: unknown, mediaType: string) => {
    const bytes = Buffer.from(JSON.stringify(value));
    contents.set(digestOf(bytes), bytes);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  };
  const created = new Date(Date.now() - daysAgo * day).toISOString();
  const manifests = platforms.map((architecture) => {
    const config = put({ architecture, os: "linux", created }, `${types}.config.v1+json`);
    const manifest = put({ schemaVersion: 2, config, layers: [] }, `${types}.manifest.v1+json`);
    return { ...manifest, platform: { os: "linux", architecture } };
  });
  return { contents, index: put({ schemaVersion: 2, manifests }, `${types}.index.v1+json`) };
}

describe("renewImages", () => {
  let folder: string;
  let server: Server;
  let held: ReturnType<typeof imageOf> | null;
  let refuses: boolean;
  beforeEach(async () => {
    refuses = false;
    folder = mkdtempSync(join(tmpdir(), "slipway-images-"));
    for (const name of ["locks", "out"]) mkdirSync(join(folder, name));
    held = imageOf(20);
    server = createServer((request, response) => {
      const [, what = ""] =
        /^\/v2\/library\/python\/(?:manifests|blobs)\/(.+)$/.exec(request.url ?? "") ?? [];
      const digest = what === "3.14-slim-trixie" ? held?.index.digest : what;
      const bytes = held?.contents.get(digest ?? "");
      const type = digest === held?.index.digest ? `${types}.index.v1+json` : `${types}.manifest.v1+json`;
      response
        .writeHead(refuses ? 403 : bytes === undefined ? 404 : 200, { "content-type": type })
        .end(bytes);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  function renew() {
    const variables = { REGISTRY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const renewing = { locks: join(folder, "locks"), out: join(folder, "out"), cooldown: 7 };
    return renewImages([{ reference, digest: declared }], renewing, { variables, say: () => undefined });
  }

  const written = () => JSON.parse(readFileSync(join(folder, "out", "images.json"), "utf8")) as unknown;

  it("takes the newest index of the tag, once it is old enough, and tells from what to what", async () => {
    const { changes, notices } = await renew();
    const to = held?.index.digest;
    const seen = new Date().toISOString().slice(0, 10);
    assert.deepEqual(written(), { [reference]: { digest: to, seen } });
    assert.deepEqual(changes, [
      { lock: "images.json", what: reference, from: declared, to, age: 20, note: "" },
    ]);
    assert.deepEqual(notices, []);
  });

  it("leaves what was made within the cooldown for later, and the lock as it is", async () => {
    const before = { [reference]: { digest: declared, seen: "2026-01-01" } };
    writeFileSync(join(folder, "locks", "images.json"), JSON.stringify(before));
    held = imageOf(3);
    const { changes, notices } = await renew();
    assert.deepEqual(written(), before);
    assert.deepEqual(changes, []);
    assert.match(notices.join(), /is left for later: its newest image was made 3 days ago/);
  });

  it("keeps the day on which an image that stays was seen first", async () => {
    const before = { [reference]: { digest: held?.index.digest, seen: "2026-01-01" } };
    writeFileSync(join(folder, "locks", "images.json"), JSON.stringify(before));
    assert.deepEqual(await renew(), { changes: [], notices: [] });
    assert.deepEqual(written(), before);
  });

  for (const [what, change, why] of [
    ["an index that lacks a platform", () => (held = imageOf(20, ["amd64"])), /lacks linux\/arm64/],
    ["a tag that is gone", () => (held = null), /has no such tag/],
    ["a registry that refuses", () => (refuses = true), /stays as it is: .*denies reading \(403\)/],
  ] as const) {
    it(`takes nothing of ${what}`, async () => {
      change();
      const { changes, notices } = await renew();
      assert.deepEqual(changes, []);
      assert.match(notices.join(), why);
      assert.ok(!existsSync(join(folder, "out", "images.json")));
    });
  }
});

describe("readImageReference", () => {
  it("finds Docker Hub's names where docker does", () => {
    const hub = "registry-1.docker.io";
    for (const [text, host, name, tag] of [
      ["python:3.14-slim-trixie", hub, "library/python", "3.14-slim-trixie"],
      ["moby/buildkit:v0.33.1", hub, "moby/buildkit", "v0.33.1"],
      ["docker.io/moby/buildkit", hub, "moby/buildkit", "latest"],
      ["ghcr.io/octo/image:1", "ghcr.io", "octo/image", "1"],
      ["localhost:5000/image:1", "localhost:5000", "image", "1"],
    ] as const)
      assert.deepEqual(readImageReference(text), { host, name, tag });
  });
});
