import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DebianBase, debianBase } from "../../../rehearsal/image/debian.ts";
import { storageDriver } from "../../../rehearsal/image/storage-driver.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { type RootEntry, flatten } from "../../../tasks/oci/flatten.ts";
import type { OciImage } from "../../../tasks/oci/image.ts";
import { type Layer, readLayer } from "../../../tasks/oci/layer.ts";
import { readOciImage } from "../../../tasks/oci/read.ts";
import { emulateRegistry } from "../registry/services.ts";
import { archiveBoth, runPushing } from "./pushed.ts";
import { type Ended, buildPlanned, layOut, platform, runTask } from "./pyvenice.ts";

describe("the image of pyvenice", function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), "slipway-pyvenice-"));
  let base: DebianBase;
  let ended: Ended;
  let image: OciImage;
  let layers: readonly Layer[];
  let root: ReadonlyMap<string, RootEntry>;

  before(async () => {
    base = await debianBase();
    await layOut(folder);
    ended = await runTask(folder, base, { args: ["--out", "image.tar", "--sbom", "image.cdx.json"] });
    assert.equal(ended.code, 0, ended.output);
    image = await readOciImage(join(folder, "image.tar"));
    layers = await unpack(image);
    root = flatten(layers.map(({ entries }) => entries));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("imports the package as a user without rights, on a read-only root", () => {
    assert.match(ended.output, /^Tried: Python 3\.13\.\d+ as 10001$/m);
    assert.equal(image.config.user, "10001:10001");
    assert.deepEqual(image.config.command, ["python"]);
  });

  it("holds neither a compiler nor pip nor a file that others may write to", () => {
    const paths = [...root.keys()];
    const tools =
      /(?:^|\/)(?:pip|pip3|ensurepip|setuptools)$|bin\/(?:gcc|g\+\+|cc|clang|make)$|\.whl$|-packages\/pip-/;
    assert.deepEqual(
      paths.filter((path) => tools.test(path)),
      [],
    );
    const writable = [...root.values()].filter(
      ({ kind, mode }) => kind !== "symlink" && (mode & 0o022) !== 0 && (mode & 0o1000) === 0,
    );
    assert.deepEqual(
      writable.map(({ path }) => path),
      [],
    );
    assert.ok(paths.some((path) => path.endsWith("site-packages/pyvenice/__init__.py")));
  });

  it("tells by labels which commit, wheel and base it is made of", () => {
    const { labels } = image.config;
    assert.deepEqual(
      ["title", "version", "revision", "source", "created"].map(
        (name) => labels[`org.opencontainers.image.${name}`],
      ),
      [
        "pyvenice",
        "0.3.1",
        "a".repeat(40),
        "https://github.com/TheLustriVA/PyVenice",
        "2023-11-14T22:13:20Z",
      ],
    );
    assert.equal(labels["slipway.wheel.name"], "pyvenice-0.3.1-py3-none-any.whl");
    assert.equal(
      labels["slipway.wheel.sha256"],
      "a69b193ed841470522d68729d5c7c58b48dad35f80458b4d7d78678778007b41",
    );
    const [name, digest] = base.reference.split("@");
    assert.equal(labels["org.opencontainers.image.base.name"], name);
    assert.equal(labels["org.opencontainers.image.base.digest"], digest);
  });

  it("hands on its digest, and lists what is in it", () => {
    const outputs = readFileSync(join(folder, "outputs"), "utf8");
    const architecture = platform.split("/")[1] ?? "";
    const listed = sha256Of(readFileSync(join(folder, "image.cdx.json")));
    assert.match(outputs, new RegExp(`^${architecture}<<.*\n${image.manifest.digest}\n`));
    assert.match(outputs, new RegExp(`^${architecture}-sbom<<.*\n${listed}\n`, "m"));
    const { components } = JSON.parse(readFileSync(join(folder, "image.cdx.json"), "utf8")) as {
      components: readonly { purl?: string; hashes?: unknown }[];
    };
    const purls = components.map(({ purl }) => purl ?? "");
    assert.ok(purls.includes("pkg:pypi/pyvenice@0.3.1"));
    assert.ok(purls.some((purl) => purl.startsWith("pkg:deb/debian/libc6@")));
    const python = components.filter(({ purl }) => purl?.startsWith("pkg:pypi/"));
    assert.ok(python.length >= 13 && python.every(({ hashes }) => hashes !== undefined));
  });

  it("is the same again in another place, by another umask, and at most 60 % of the plan's above the base", async function () {
    const [planned] = await Promise.all([plannedSizes(), sameAgain()]);
    const own = above(image, layers);
    const [packed, unpacked] = [own.packed / planned.packed, own.unpacked / planned.unpacked];
    const shown = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    console.log(
      `      above the base: ${shown(own.packed)}, the plan's ${shown(planned.packed)}: ${(100 * packed).toFixed(0)} %` +
        ` (unpacked ${shown(own.unpacked)}, ${shown(planned.unpacked)}: ${(100 * unpacked).toFixed(0)} %)`,
    );
    assert.ok(packed <= 0.6 && unpacked <= 0.6, "larger than 60 % of the plan's");
  });

  it("is taken, as it is, by the tasks that push, name and verify it, which pulls it and runs it", async () => {
    await using registry = await emulateRegistry({ visibility: "public" });
    const digests = await archiveBoth(folder, image);
    assert.equal(digests.get(platform), image.manifest.digest);
    const common = {
      REGISTRY_URL: registry.url,
      VERSION: "0.3.1",
      SUMS: `${image.config.labels["slipway.wheel.sha256"] ?? ""}  pyvenice-0.3.1-py3-none-any.whl`,
      DIGESTS: [...digests].map((entry) => entry.join("=")).join("\n"),
    };
    const args = ["--archives", join(folder, "images")];
    const pushed = await runPushing(folder, "push-image", { args, ...common });
    assert.equal(pushed.code, 0, pushed.output);
    const told = readFileSync(join(folder, "outputs"), "utf8");
    const digest = /^digest<<.*\n(sha256:[0-9a-f]{64})$/m.exec(told)?.[1] ?? "";
    const named = await runPushing(folder, "tag-image", {
      args: ["--digest", digest, "--latest", "true"],
      ...common,
    });
    assert.match(named.output, /: 0\.3\.1, 0\.3, latest$/m);
    const branch = await runPushing(folder, "tag-image", {
      args: ["--digest", digest, "--branch", "main"],
      ...common,
    });
    assert.equal(branch.code, 0, branch.output);
    // A root that is read-only needs rights.
    const engine = process.getuid?.() === 0 ? "buildah" : "none";
    const seen = await runPushing(folder, "verify-image", {
      args: ["--branch", "main", "--engine", engine, "--platform", platform, "--base", base.reference],
      ...common,
      GH_TOKEN: "of nobody",
      STORAGE_DRIVER: storageDriver(folder),
    });
    assert.equal(seen.code, 0, seen.output);
    if (engine === "buildah")
      assert.match(seen.output, /^import pyvenice 0\.3\.1, read-only and without network: works$/m);
    assert.match(seen.output, new RegExp(`, ${platform}: verified$`, "m"));
  });

  async function plannedSizes() {
    const out = join(folder, "planned.tar");
    await buildPlanned(folder, base, out);
    const built = await readOciImage(out);
    return above(built, await unpack(built));
  }

  async function sameAgain(): Promise<void> {
    const other = mkdtempSync(join(tmpdir(), "slipway-pyvenice-again-"));
    try {
      await layOut(other);
      const again = await runTask(other, base, { env: { TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8" } });
      assert.equal(again.code, 0, again.output);
      const { manifest } = await readOciImage(join(other, "image.tar"));
      assert.equal(manifest.digest, image.manifest.digest);
      assert.ok(statSync(join(other, "image.tar")).size > 0);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  }
});

/** Of what is above the base, which is one layer (bytes). */
function above(image: OciImage, layers: readonly Layer[]) {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    packed: sum(image.layers.slice(1).map(({ size }) => size)),
    unpacked: sum(layers.slice(1).map(({ size }) => size)),
  };
}

async function unpack(image: OciImage): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  for (const layer of image.layers) layers.push(await readLayer(layer));
  return layers;
}
