import { readFileSync } from "node:fs";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { sha256Of } from "./files/release-files.ts";
import { type Built, buildImage } from "./image/build.ts";
import { Buildah } from "./image/engines/buildah.ts";
import { Docker } from "./image/engines/docker.ts";
import type { Engine, EngineHost } from "./image/engines/engine.ts";
import { engineNameOf } from "./image/engines/name.ts";
import { required } from "./image/labels.ts";
import { architectureOf, readPlatform } from "./image/platform.ts";
import type { Source } from "./image/wheels.ts";
import { indexAddress } from "./index/address.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option =
  | "files"
  | "locks"
  | "platform"
  | "out"
  | "sbom"
  | "engine"
  | "cache"
  | "base"
  | "dockerfile"
  | "committed"
  | "declaration";

/** Builds the image of one platform, and tries it. */
const build: Task<Option> = {
  name: "build-image",
  summary:
    "Builds the container image of one platform out of the built wheel and what the lock has it install, each by hash,\n" +
    "above a base by digest; looks at every file of it, and imports the package in it: as its user, on a read-only root,\n" +
    "without network and rights. The same files give the same image.",
  operands: "",
  variables: {
    VERSION: "version that the wheel must be of, if it is set",
    SUMS: "lines of hash and name that the built files must be, if it is set",
    SOURCE_DATE_EPOCH: "time that the image bears, in seconds since 1970: that of the commit",
    GITHUB_SHA: "commit that it is built of",
    GITHUB_SERVER_URL: "address of GitHub (default: https://github.com)",
    GITHUB_REPOSITORY: "owner and name of the repository (default: as declared)",
    PYPI_SIMPLE_URL:
      "simple API that dependencies come from; else UV_DEFAULT_INDEX, else the one that pip knows",
    GITHUB_OUTPUT:
      "file that outputs named after the architecture (`amd64`: digest of the manifest; `amd64-sbom`: SHA-256 of the list) are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    IMAGE_ENGINE: "what builds it where --engine is not given, as in a rehearsal (default: docker)",
    STORAGE_DRIVER: "how buildah keeps layers (default: vfs, which works everywhere)",
  },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    locks: { value: "DIR", help: "folder with image.txt, which locks the dependencies", default: "locks" },
    platform: { value: "PLATFORM", help: "linux/amd64 or linux/arm64", default: "linux/amd64" },
    out: { value: "FILE", help: "archive to write: an image layout of OCI", default: "image.tar" },
    sbom: { value: "FILE", help: "CycloneDX list to write of what is in it", default: "" },
    engine: { value: "NAME", help: "docker (buildx), or buildah (default: IMAGE_ENGINE)", default: "" },
    cache: { value: "DIR", help: "layers to start from and to keep: never where it is pushed", default: "" },
    base: { value: "REFERENCE@DIGEST", help: "base image instead of the declared one", default: "" },
    dockerfile: { value: "FILE", help: "how it is built", default: ".github/slipway/image/Dockerfile" },
    committed: {
      value: "FILE",
      help: "lock of images that the repository keeps, if it is there",
      default: ".github/slipway/locks/images.json",
    },
    declaration: declarationOption,
  },
  run,
};

const engines: Readonly<Record<string, new (host: EngineHost) => Engine>> = {
  docker: Docker,
  buildah: Buildah,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { options, variables } = call;
  const host = { variables, say: (line: string) => call.say(line), sleep };
  const declaration = readDeclaration(options.declaration);
  const { image: declared } = declaration;
  if (declared === null) {
    const mend = "declare slipway:image in the stack";
    throw new TaskError([{ place: options.declaration, fault: "declares no image", mend }]);
  }
  const platform = readPlatform(options.platform);
  const built = await buildImage(
    {
      declaration,
      declared,
      platform,
      files: options.files,
      sums: variables["SUMS"] || null,
      version: variables["VERSION"] || null,
      lock: `${options.locks}/image.txt`,
      overriding: { committed: options.committed, base: options.base },
      dockerfile: options.dockerfile,
      out: options.out,
      sbom: options.sbom || null,
      cache: options.cache || null,
      epoch: required(variables, "SOURCE_DATE_EPOCH", /^\d{1,11}$/),
    },
    { engine: engineOf(options.engine, host), source: await sourceOf(host), variables },
  );
  tell(call, options.platform, built);
  const architecture = architectureOf(platform);
  call.output({
    [architecture]: built.image.manifest.digest,
    ...(options.sbom !== "" && { [`${architecture}-sbom`]: sha256Of(readFileSync(options.sbom)) }),
  });
}

function engineOf(option: string, host: EngineHost): Engine {
  const { place, name } = engineNameOf(option, host.variables);
  const engine = engines[name];
  if (engine !== undefined) return new engine(host);
  const fault = `is not one of ${Object.keys(engines).join(", ")}`;
  throw new MisuseError({ place, fault, mend: "write --engine docker" });
}

/** The index that dependencies come from is PyPI, whatever the package itself is published to. */
async function sourceOf({ variables, say, sleep }: EngineHost): Promise<Source> {
  const declared = { name: "pypi", title: "PyPI", simpleUrl: null, uploadUrl: null } as const;
  const known = { PYPI_SIMPLE_URL: variables["PYPI_SIMPLE_URL"] || variables["UV_DEFAULT_INDEX"] };
  const index = { ...declared, trustedPublishing: false, environment: null };
  return {
    address: await indexAddress(index, { ...variables, ...known }),
    http: { place: "PyPI", say, sleep },
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function tell(call: TaskCall, platform: string, built: Built): void {
  const { image, base, tried, above, packed } = built;
  const rows = [
    ["Manifest", image.manifest.digest],
    ["Base", base],
    [
      "Layers above the base",
      `${megabytes(above.packed)} in ${above.layers}, ${megabytes(above.unpacked)} unpacked`,
    ],
    ["Whole image", megabytes(packed)],
    ["Tried", tried],
  ];
  for (const [what = "", value = ""] of rows) call.say(`${what}: ${value}`);
  call.tabulate({ title: `Image for ${platform}`, head: ["What", "Value"], rows });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

await runProgram(build);
