import assert from "node:assert/strict";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmulatedRegistry, Intercepted, Interception } from "../../../rehearsal/registry/server.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { breakingProxy } from "../github/breaking-proxy.ts";
import { clientOf, emulateRegistry, imageName, password, pushImage } from "./services.ts";
import { documentOf } from "../../../rehearsal/image/archive.ts";
import { tinyImage } from "./tiny-image.ts";

type Intercept = (request: Intercepted) => Interception | undefined;

const variables = (url: string, token?: string) => {
  return { REGISTRY_URL: url, ...(token !== undefined && { GH_TOKEN: token }) };
};

describe("the client of a registry", function () {
  this.timeout(60_000);
  let service: EmulatedRegistry;
  let registry: Registry;
  let intercept: Intercept = () => undefined;
  let builds = 0;
  before(async () => {
    service = await emulateRegistry({ intercept: (request) => intercept(request) });
    registry = clientOf(service.url);
  });
  after(() => service[Symbol.asyncDispose]());
  beforeEach(() => {
    intercept = () => undefined;
    builds += 1;
  });

  /** What becomes of the first request that fits. */
  function once(operation: string, interception: Interception): void {
    let left = 1;
    intercept = (request) => {
      if (request.operation !== operation) return undefined;
      left -= 1;
      return left < 0 ? undefined : interception;
    };
  }

  const fresh = () => tinyImage({ content: `build ${builds}` });

  it("reads what it pushed, by tag and by digest, each content as its digest names it", async () => {
    const image = fresh();
    assert.equal(await registry.readManifest("1.0"), null);
    assert.equal(await registry.headManifest("1.0"), null);
    assert.equal(await registry.hasBlob(image.config.digest), false);
    assert.equal(await pushImage(registry, image, "1.0"), image.manifest.digest);
    for (const reference of ["1.0", image.manifest.digest])
      assert.deepEqual(await registry.readManifest(reference), image.manifest);
    const { bytes, ...named } = image.manifest;
    assert.deepEqual(await registry.headManifest("1.0"), named);
    assert.equal(bytes.length, named.size);
    assert.deepEqual(await registry.readBlob(image.config), image.config.bytes);
    assert.equal(await registry.hasBlob(image.config.digest), true);
    assert.deepEqual(await registry.tags(), ["1.0"]);
    assert.equal(await registry.deleteManifest(image.manifest.digest), true);
    assert.equal(await registry.deleteManifest(image.manifest.digest), false);
    assert.equal(await registry.readManifest("1.0"), null);
  });

  it("sends nothing twice that is there, and gets a new token where the old one is not good any more", async () => {
    await pushImage(registry, fresh());
    const before = service.requests();
    service.expireTokens();
    await pushImage(registry, fresh());
    const after = service.requests();
    const grown = Object.keys(after).filter((operation) => after[operation] !== before[operation]);
    assert.deepEqual(grown.sort(), [
      "GET /token",
      "HEAD /v2/{name}/blobs/{digest}",
      "PUT /v2/{name}/manifests/{reference}",
    ]);
    assert.equal((after["GET /token"] ?? 0) - (before["GET /token"] ?? 0), 1);
  });

  it("pulls a public image without signing in, and no private one", async () => {
    const image = fresh();
    await pushImage(registry, image);
    const anybody = clientOf(service.url, { variables: variables(service.url), rights: "pull" });
    await assert.rejects(anybody.readManifest(image.manifest.digest), {
      message:
        "ghcr.io/octocat/hello: does not know who asks (401, UNAUTHORIZED: authentication required); " +
        "give the step env GH_TOKEN: ${{ github.token }} and the job the permission packages: read",
    });
    service.setVisibility(imageName, "public");
    assert.deepEqual(await anybody.readManifest(image.manifest.digest), image.manifest);
    assert.deepEqual(await anybody.readBlob(image.layers[0]!), image.layers[0]!.bytes);
    service.setVisibility(imageName, "private");
  });

  it("leaves the login of the environment alone where it is told to be anybody", async () => {
    await pushImage(registry, fresh(), "there");
    const anybody = clientOf(service.url, { anonymous: true, rights: "pull" });
    await assert.rejects(anybody.readManifest("there"), { name: "RegistryRefusal", status: 401 });
  });

  for (const operation of [
    "GET /token",
    "HEAD /v2/{name}/blobs/{digest}",
    "POST /v2/{name}/blobs/uploads/",
    "PUT /v2/{name}/blobs/uploads/",
    "PUT /v2/{name}/manifests/{reference}",
  ]) {
    for (const interception of ["break before", "break midway", "break after"] as const) {
      it(`pushes all of it where the connection breaks at ${operation}: ${interception}`, async () => {
        const image = fresh();
        service.expireTokens();
        once(operation, interception);
        await pushImage(registry, image, `tag-${builds}`);
        assert.deepEqual(await registry.readManifest(`tag-${builds}`), image.manifest);
        for (const blob of [...image.layers, image.config])
          assert.deepEqual(await registry.readBlob(blob), blob.bytes);
      });
    }
  }

  it("begins a large upload anew where it breaks off in its midst", async () => {
    await using proxy = await breakingProxy(service.url);
    const blob = documentOf(`${builds} `.repeat(2 ** 20), "application/octet-stream");
    const client = clientOf(proxy.url.replace(/\/$/, ""));
    // All goes over one connection as long as that stands.
    for (const after of [300_000, 700_000]) proxy.cuts.push({ of: "request", after });
    assert.equal(await client.uploadBlob(blob.bytes), blob.digest);
    assert.deepEqual(proxy.cuts, []);
    assert.deepEqual(await registry.readBlob(blob), blob.bytes);
  });

  it("asks again where a layer breaks off on its way", async () => {
    const image = fresh();
    await pushImage(registry, image);
    once("GET /v2/{name}/blobs/{digest}", "break midway");
    const said: string[] = [];
    const telling = clientOf(service.url, { say: (line) => said.push(line) });
    assert.deepEqual(await telling.readBlob(image.config), image.config.bytes);
    assert.match(said.join(), /could not be reached, or broke off/);
  });

  it("waits where it is asked too often or the registry is out of order, within bounds", async () => {
    const image = fresh();
    const pauses: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    const waiting = clientOf(service.url, { sleep });
    once("PUT /v2/{name}/manifests/{reference}", { status: 429, headers: { "retry-after": "7" } });
    await pushImage(waiting, image);
    once("GET /token", { status: 500 });
    service.expireTokens();
    assert.deepEqual(await waiting.readManifest(image.manifest.digest), image.manifest);
    assert.deepEqual(pauses, [7000, 1000]);
    intercept = () => ({ status: 503 });
    await assert.rejects(
      waiting.readManifest(image.manifest.digest),
      /ghcr\.io\/octocat\/hello: answered 503, 6 times;/,
    );
  });

  it("says what is missing where the push is denied, and does not ask again", async () => {
    const reader = await emulateRegistry({ accounts: [{ password, may: "pull" }] });
    try {
      await assert.rejects(pushImage(clientOf(reader.url), fresh()), {
        message:
          "ghcr.io/octocat/hello: denies the push (403, DENIED: permission_denied: write_package); give the job the permission " +
          "packages: write; where another repository pushed the package first, open the package's settings and add this one " +
          "under Manage Actions access with the role Write",
      });
      assert.equal(reader.requests()["POST /v2/{name}/blobs/uploads/"], 1);
      const wrong = clientOf(reader.url, { variables: variables(reader.url, "another") });
      await assert.rejects(wrong.tags(), /does not know who asks \(401/);
    } finally {
      await reader[Symbol.asyncDispose]();
    }
  });
});

describe("the client of a registry that answers strangely", () => {
  let server: Server;
  let url: string;
  let answer: (path: string) => {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body: string;
  };
  before(async () => {
    server = createServer((request, response) => {
      const { status, headers, body } = answer(request.url ?? "");
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const pages = (second: ReturnType<typeof answer>) => {
    answer = (path) => {
      const isFirst = new URL(path, url).searchParams.get("last") === null;
      const link = `</v2/${imageName}/tags/list?last=b&n=1000>; rel="next"`;
      return isFirst ? { status: 200, headers: { link }, body: '{"name":"x","tags":["a","b"]}' } : second;
    };
  };

  it("lists all tags, however many answers they come in", async () => {
    pages({ status: 200, body: '{"name":"x","tags":["c"]}' });
    assert.deepEqual(await clientOf(url).tags(), ["a", "b", "c"]);
    answer = () => ({ status: 404, body: "" });
    assert.deepEqual(await clientOf(url).tags(), []);
  });

  it("takes no list for whole that goes on at another address, nowhere, or is gone in the middle", async () => {
    for (const to of ["http://registry.example/v2/x/tags/list", "/v2/another/tags/list?last=c", "http://["]) {
      pages({ status: 200, headers: { link: `<${to}>; rel="next"` }, body: '{"name":"x","tags":["c"]}' });
      await assert.rejects(clientOf(url).tags(), /goes on with its list of tags at another address;/);
    }
    pages({ status: 404, body: "" });
    await assert.rejects(clientOf(url).tags(), /404/);
  });

  it("takes no manifest and no layer that is not what its digest names, nor one that is longer", async () => {
    const image = tinyImage();
    answer = () => ({ status: 200, body: "something else" });
    const client = clientOf(url);
    await assert.rejects(
      client.readManifest(image.manifest.digest),
      /sent another manifest than it names, 6 times;/,
    );
    await assert.rejects(
      client.readBlob(image.config),
      /sent other bytes than sha256:[0-9a-f]{64} names, 6 times;/,
    );
    answer = () => ({ status: 200, body: "x".repeat(2 ** 17) });
    await assert.rejects(client.readBlob(image.config), /sent more than is taken;/);
  });

  it("sends no token to an address that is not the registry's", async () => {
    answer = () => ({ status: 202, headers: { location: "http://registry.example/upload" }, body: "" });
    const client = clientOf(url);
    const answered = answer;
    answer = (path) => (path.includes("/uploads/") ? answered(path) : { status: 404, body: "" });
    await assert.rejects(client.uploadBlob(Buffer.from("x")), /is given no address there to be sent to/);
  });
});
