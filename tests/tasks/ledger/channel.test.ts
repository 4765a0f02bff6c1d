import assert from "node:assert/strict";
import type { DeclaredIndex } from "../../../tasks/declaration/declaration.ts";
import { type ReleaseFile, sha256Of } from "../../../tasks/files/release-files.ts";
import { gitHubOf } from "../../../tasks/github/client.ts";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import type { Channel, Held } from "../../../tasks/ledger/channel.ts";
import { decide } from "../../../tasks/ledger/decide.ts";
import { githubChannel } from "../../../tasks/ledger/github-channel.ts";
import { imageChannel } from "../../../tasks/ledger/image-channel.ts";
import { indexChannel } from "../../../tasks/ledger/index-channel.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { type ReleaseStore, githubStore } from "../../../tasks/release/store.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { MemoryRegistry } from "../image-release/memory-registry.ts";
import { imagesOf, ociImage } from "../image-release/releases.ts";
import { clientOf, emulateRegistry } from "../registry/services.ts";
import type { TinyImage } from "../registry/tiny-image.ts";
import { type IndexService, startDevpi, startIndex } from "../index/services.ts";
import { MemoryIndex } from "../release/model/memory-index.ts";
import { MemoryStore } from "../release/model/memory-store.ts";
import { uploadFile } from "../release/services/upload-file.ts";
import { declarationOf } from "../wheel/declared-package.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";

/** A channel, and a way to publish there. */
interface Kept {
  readonly channel: Channel;
  put(version: string, name: string, content: Buffer): Promise<"taken" | "refused">;
  close(): Promise<void>;
}

const kinds: Readonly<Record<string, () => Promise<Kept>>> = {
  "an index in memory": async () => {
    const index = new MemoryIndex("pypi", "PyPI");
    const put = async (version: string, name: string, content: Buffer) =>
      index.put(version, name, content) === "refused" ? "refused" : "taken";
    return { channel: index.channel(), put, close: async () => {} };
  },
  "a release in memory": async () => ofStore(new MemoryStore().port(), async () => {}),
  "the emulated index": async () => ofIndex(await startIndex()),
  devpi: async () => ofIndex(await startDevpi()),
  "the emulated GitHub": async () => {
    const github = await emulate();
    const variables = {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "octocat/hello",
      GH_TOKEN: "token",
    };
    return ofStore(githubStore(gitHubOf(variables, () => {})), async () => {
      await github[Symbol.asyncDispose]();
    });
  },
  "an image in memory": async () => ofRegistry(new MemoryRegistry().port(), async () => {}),
  "an image in the emulated registry": async () => {
    const service = await emulateRegistry();
    return ofRegistry(clientOf(service.url), async () => {
      await service[Symbol.asyncDispose]();
    });
  },
};

/** An image is made of a wheel, and of that alone. */
function ofRegistry(registry: Registry, close: () => Promise<void>): Kept {
  return {
    channel: imageChannel({ registry, kind: "slim", page: "https://github.example/" }),
    async put(version, name, content) {
      const images = imagesOf({ version, file: { name, sha256: sha256Of(content) } }).map(ociImage);
      try {
        const { digest } = await publishImage(registry, { images, destination: { version } }, () => {});
        const image = (await readPushed(registry, digest))!;
        await tagRelease({ registry, say: () => {} }, { image, version, latest: true });
        return "taken";
      } catch (error) {
        if (error instanceof TaskError) return "refused";
        throw error;
      }
    },
    close,
  };
}

function ofIndex(service: IndexService): Kept {
  const index: DeclaredIndex = {
    name: "custom",
    title: service.title,
    simpleUrl: service.simpleUrl,
    uploadUrl: service.uploadUrl,
    trustedPublishing: false,
    environment: null,
  };
  const { simpleUrl } = service;
  return {
    channel: indexChannel({ declaration: declarationOf(), index, simpleUrl, say: () => {} }),
    put: async (_, name, content) =>
      (await uploadFile(service, name, content)) === 200 ? "taken" : "refused",
    close: () => service.close(),
  };
}

function ofStore(store: ReleaseStore, close: () => Promise<void>): Kept {
  return {
    channel: githubChannel(store, { tagPrefix: "v", page: "https://github.example/" }),
    async put(version, name, content) {
      const draft = { tag: `v${version}`, title: version, prerelease: false, notes: "" };
      const release = (await store.find(draft.tag)) ?? (await store.create(draft));
      try {
        await store.upload(release, { name, content, onlyNew: true });
        return "taken";
      } catch (error) {
        if (error instanceof TaskError) return "refused";
        throw error;
      }
    },
    close,
  };
}

const rules = { title: "it", openDays: null, now: 0 };

for (const [kind, start] of Object.entries(kinds)) {
  describe(`${kind} as a channel`, function () {
    this.timeout(60_000);
    let kept: Kept;
    before(async () => {
      kept = await start();
    });
    after(() => kept.close());

    const isRegistry = () => kept.channel.image !== undefined;
    const carried = (all: readonly ReleaseFile[], held: readonly Held[]) =>
      kept.channel.part?.(all, held) ?? all;

    it("holds nothing of a version that nobody published, and then what was published, by name and hash", async () => {
      const [sdist, wheel] = files("1.0");
      assert.deepEqual(await kept.channel.read("1.0"), []);
      assert.equal(decide(carried([sdist, wheel], []), [], rules).decision, "publish");
      assert.equal(await kept.put("1.0", wheel.name, wheel.content), "taken");
      if (isRegistry()) {
        const held = await kept.channel.read("1.0");
        assert.deepEqual(held, [{ name: wheel.name, sha256: wheel.sha256, size: null, uploaded: null }]);
        assert.equal(decide(carried([sdist, wheel], held), held, rules).decision, "skip");
        await assert.rejects(kept.channel.fetch(held[0]!), TaskError);
        return;
      }
      const half = decide([sdist, wheel], await kept.channel.read("1.0"), rules);
      assert.deepEqual(
        half.files.map(({ state }) => state),
        ["same", "missing"],
      );
      assert.equal(await kept.put("1.0", sdist.name, sdist.content), "taken");
      const held = await kept.channel.read("1.0");
      assert.deepEqual(
        held.map(({ name, sha256 }) => [name, sha256]),
        [wheel, sdist].map(({ name, sha256 }) => [name, sha256]),
      );
      assert.equal(decide([sdist, wheel], held, rules).decision, "skip");
      assert.deepEqual(Buffer.from(await kept.channel.fetch(held[0]!)), wheel.content);
    });

    it("takes the same file again, which changes nothing, and no other contents in its place", async () => {
      const at = isRegistry() ? 1 : 0;
      const [file, other] = [files("2.0")[at], files("2.0")[at]];
      assert.equal(await kept.put("2.0", file.name, file.content), "taken");
      const before = await kept.channel.read("2.0");
      assert.equal(await kept.put("2.0", file.name, file.content), "taken");
      assert.equal(await kept.put("2.0", other.name, other.content), "refused");
      assert.deepEqual(await kept.channel.read("2.0"), before);
      assert.equal(decide([other], before, rules).decision, "stop");
    });

    it("tells of no other version's files", async () => {
      for (const version of ["3.0", "3.0.post1", "3.0.1"]) {
        const [, wheel] = files(version);
        assert.equal(await kept.put(version, wheel.name, wheel.content), "taken");
      }
      const held = await kept.channel.read("3.0");
      assert.deepEqual(
        held.map(({ name }) => name),
        [files("3.0")[1].name],
      );
    });
  });
}

describe("an image as a channel", () => {
  const [linux, mac] = ["manylinux_2_28_x86_64", "macosx_11_0_arm64"].map((platform) => {
    return fileOf(`my_pkg-1.0-cp314-cp314-${platform}.whl`, Buffer.from(platform));
  });
  const all = [fileOf("my_pkg-1.0.tar.gz", Buffer.from("sdist")), mac!, linux!];

  it("tells the manifests behind the wheel that it holds, and what it lacks before it is there", async () => {
    const registry = new MemoryRegistry();
    const pushed = ofRegistry(registry.port(), async () => {});
    const channel: Channel = pushed.channel;
    assert.deepEqual(await channel.read("1.0"), []);
    assert.equal(channel.image?.(), null);
    assert.deepEqual(channel.part?.(all, []), [linux]);
    await pushed.put("1.0", linux!.name, linux!.content);
    const held = await channel.read("1.0");
    assert.deepEqual(channel.part(all, held), [linux]);
    const [amd64, arm64] = imagesOf({ version: "1.0", file: linux! }).map(({ manifest }) => manifest.digest);
    assert.deepEqual(channel.image(), {
      digest: registry.tags.get("1.0"),
      platforms: [
        { platform: "linux/amd64", digest: amd64 },
        { platform: "linux/arm64", digest: arm64 },
      ],
    });
  });

  it("stops a release where a platform was made of a wheel that is none of its files, or is not there", async () => {
    const registry = new MemoryRegistry().port();
    const { channel } = ofRegistry(registry, async () => {});
    const [amd64] = imagesOf({ version: "1.0", file: linux! });
    const [, arm64] = imagesOf({ version: "1.0", file: { name: "other.whl", sha256: "0".repeat(64) } });
    const push = async (version: string, images: readonly TinyImage[]) => {
      const destination = { version };
      const { digest } = await publishImage(
        registry,
        { images: images.map(ociImage), destination },
        () => {},
      );
      await registry.putManifest((await registry.readManifest(digest))!, version);
    };
    await push("1.0", [amd64!, arm64!]);
    const held = await channel.read("1.0");
    assert.deepEqual(
      decide(channel.part?.(all, held) ?? all, held, rules).files.map(({ state }) => state),
      ["same", "surplus"],
    );
    await push("1.1", [amd64!]);
    await assert.rejects(
      channel.read("1.1"),
      /ghcr\.io\/octocat\/hello:1\.1: has no image for linux\/arm64;/,
    );
  });
});

let builds = 0;

/** An sdist and a wheel; their contents are others each time. */
function files(version: string) {
  builds += 1;
  const built = { "my_pkg/__init__.py": `build = ${builds}\n` };
  const name = `my_pkg-${version}-py3-none-any`;
  return [
    fileOf(`my_pkg-${version}.tar.gz`, sdistOf(`my_pkg-${version}`, { files: built })),
    fileOf(`${name}.whl`, wheelOf({ name, files: built })),
  ] as const;
}

function fileOf(name: string, content: Buffer) {
  return { name, content, sha256: sha256Of(content), size: content.length };
}
