import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { Buildah } from "../../../tasks/image/engines/buildah.ts";
import { buildArguments, Docker, layersAbove } from "../../../tasks/image/engines/docker.ts";
import type { BuildOrder } from "../../../tasks/image/engines/engine.ts";
import { wheelOf } from "../wheel/wheels.ts";
import { declarationWith, declaredImage } from "./declared.ts";
import { runTask } from "./pyvenice.ts";
import { serveDropping, serveIndex } from "./simple-index.ts";

const own = {
  name: "pkg-1.0-py3-none-any.whl",
  content: wheelOf({ name: "pkg-1.0-py3-none-any", requires: ["native"] }),
};
const tags = ["musllinux_1_2_x86_64", "manylinux_2_17_x86_64", "manylinux_2_17_aarch64"];
const native = Object.fromEntries(
  tags.map((tag) => {
    const name = `native-2.0-cp313-cp313-${tag}`;
    return [`${name}.whl`, wheelOf({ name, requires: ["pure"] })];
  }),
);
const pure = { "pure-3.0-py3-none-any.whl": wheelOf({ name: "pure-3.0-py3-none-any" }) };
const base = { reference: `localhost/none@sha256:${"a".repeat(64)}`, cache: "cache" };

function locked(name: string, version: string, files: Readonly<Record<string, Buffer>>): string {
  return [
    `${name}==${version}`,
    ...Object.values(files).map((file) => `--hash=sha256:${sha256Of(file)}`),
  ].join(" ");
}

describe("an image", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-refused-"));
    for (const name of ["dist", "locks"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "dist", own.name), own.content);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function build(
    kind: "slim" | "alpine",
    lock: string,
    { env = {}, args = [] }: { readonly env?: NodeJS.ProcessEnv; readonly args?: readonly string[] } = {},
  ) {
    writeFileSync(join(folder, "locks", "image.txt"), `${lock}\n`);
    const declaration = declarationWith({ ...declaredImage, kind }, "pkg");
    writeFileSync(join(folder, "release.json"), JSON.stringify(declaration));
    await using index = await serveIndex({ native, pure });
    const variables = { VERSION: "1.0", GITHUB_ACTIONS: "", PYPI_SIMPLE_URL: index.address, ...env };
    return await runTask(folder, base, { env: variables, args: ["--platform", "linux/amd64", ...args] });
  }

  it("is refused on alpine for one dependency without a musllinux wheel on the other architecture, by name and platform", async () => {
    const lock = [locked("native", "2.0", native), locked("pure", "3.0", pure)].join("\n");
    const { code, output } = await build("alpine", lock);
    assert.equal(code, 1, output);
    assert.equal(
      output,
      "native 2.0: has no wheel for CPython 3.13 with musllinux on aarch64 (linux/arm64), and none for any system; " +
        "set slipway:image.base to slim, or lock a version that has one\n",
    );
  });

  it("is refused with all faults at once: another file than was told, a base without digest, a hash that no file has", async () => {
    const other = locked("native", "2.0", { one: Buffer.from("another") });
    const sums = `${"0".repeat(64)}  ${own.name}`;
    const { code, output } = await build("slim", other, {
      env: { SUMS: sums },
      args: ["--base", "python:3.13-slim"],
    });
    assert.equal(code, 1, output);
    assert.match(
      output,
      /^python:3\.13-slim: has no digest, so that it could be any image; give it by the digest/m,
    );
    assert.match(output, /^pkg-1\.0-py3-none-any\.whl: is not the file that was settled; /m);
    assert.match(
      output,
      /^locks\/image\.txt: names no hash of a file that the index has of native 2\.0; lock it anew/m,
    );
  });

  it("is refused where the lock names the package itself by another hash", async () => {
    const lock = locked("pkg", "1.0", { one: Buffer.from("another") });
    const { output } = await build("slim", lock);
    assert.match(output, /^pkg-1\.0-py3-none-any\.whl: has a hash that locks\/image\.txt does not name; /);
  });

  it("leaves no folder behind where it is refused", async () => {
    const temporary = join(folder, "temporary");
    mkdirSync(temporary);
    const { code } = await build("slim", locked("native", "2.0", native), { env: { TMPDIR: temporary } });
    assert.equal(code, 1);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it("is refused where the lock lacks what a dependency requires", async () => {
    const { code, output } = await build("slim", locked("native", "2.0", native));
    assert.equal(code, 1, output);
    assert.equal(
      output,
      "locks/image.txt: lacks pure, which native requires on linux/amd64; lock it anew with the task lock-image\n",
    );
  });

  it("is refused, after some tries, where the registry of its base drops the connection", async () => {
    await using registry = await serveDropping();
    const { host } = new URL(registry.address);
    const settings = join(folder, "registries.conf");
    writeFileSync(settings, `[[registry]]\nlocation = "${host}"\ninsecure = true\n`);
    const said: string[] = [];
    const engine = new Buildah({
      variables: { ...process.env, CONTAINERS_REGISTRIES_CONF: settings },
      say: (line) => said.push(line),
      sleep: () => Promise.resolve(),
    });
    const image = { reference: `${host}/library/python:3.13`, digest: `sha256:${"a".repeat(64)}` };
    try {
      await assert.rejects(
        engine.build({ ...order, bases: { base: image, buildkit: image }, cache: join(folder, "cache") }),
        /\/library\/python@sha256:a+: could not be fetched, 4 times: .*; run the job again when its registry is well/,
      );
    } finally {
      await engine.close();
    }
    assert.equal(said.length, 3);
    assert.ok(registry.asked() >= 4);
  }).timeout(120_000);
});

const order: BuildOrder = {
  bases: { base: declaredImage.from, buildkit: declaredImage.buildkit },
  platform: "linux/amd64",
  dockerfile: "Dockerfile",
  context: "context",
  labels: { "a.b": "c d" },
  epoch: "1700000000",
  out: "/out/image.tar",
  cache: null,
};

describe("docker buildx", () => {
  it("is told to build by digest, without network, as an archive whose times are the commit's, and nothing attested", () => {
    const args = buildArguments(order, "builder", null);
    const from = `BASE=docker.io/library/python:3.13-slim-trixie@sha256:${"1".repeat(64)}`;
    for (const wanted of [
      ["--builder", "builder"],
      ["--network", "none"],
      ["--build-arg", from],
      ["--build-arg", "SOURCE_DATE_EPOCH=1700000000"],
      ["--label", "a.b=c d"],
      ["--output", "type=oci,dest=/out/image.tar,rewrite-timestamp=true"],
    ]) {
      assert.ok(args.join("\n").includes(wanted.join("\n")), wanted.join(" "));
    }
    assert.ok(args.includes("--provenance=false") && args.includes("--sbom=false"));
    assert.ok(!args.some((arg) => arg.startsWith("--cache") || arg === "--push"));
    assert.equal(args.at(-1), "context");
  });

  it("fails with what the build said, where it failed, and removes its builder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
    const asked = join(folder, "asked");
    const script = [
      "#!/bin/sh",
      `echo "$1 $2" >> "${asked}"`,
      'case "$1 $2" in "buildx build") echo "RUN did not complete successfully: exit code: 1" >&2; exit 1 ;; esac',
    ];
    writeFileSync(join(folder, "docker"), `${script.join("\n")}\n`, { mode: 0o755 });
    const variables = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
    const engine = new Docker({ variables, say: () => undefined, sleep: () => Promise.resolve() });
    try {
      await assert.rejects(
        engine.build(order),
        /the image: failed: RUN did not complete successfully: exit code: 1; mend what it says/,
      );
      await engine.close();
      const steps = ["create", "inspect", "build", "rm"].map((step) => `buildx ${step}\n`);
      assert.equal(readFileSync(asked, "utf8"), steps.join(""));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("makes a layer of each step of the last stage that changes files", () => {
    assert.equal(
      layersAbove("FROM a AS b\nRUN x\nCOPY a b\nFROM a\nUSER 0\nRUN x \\\n  && COPY\nCOPY c d\nCMD []\n"),
      2,
    );
  });
});
