import { z } from "zod";
import { platforms } from "../platforms.ts";
import { command, relativePath, text } from "./leaves.ts";

const repositoryName = text(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/i,
  "is not a GitHub repository",
  "OWNER/NAME",
);

const python = text(/^3\.\d{1,2}t?$/, "is not a minor version of CPython", "3.13");

const version = z
  .discriminatedUnion("from", [
    z.strictObject({
      from: z.literal("file"),
      path: relativePath("pyproject.toml").default("pyproject.toml"),
    }),
    z.strictObject({ from: z.literal("tags") }),
  ])
  .default({ from: "file", path: "pyproject.toml" });

/** Hashes are what pip is told to require; without them the index could answer with anything. */
const lockedRequirement = text(
  /^[A-Za-z0-9][A-Za-z0-9._-]*==[^\s;#]+(?: *;[^\p{Cc}#\u2028\u2029]*?)?(?: +--hash=sha256:[0-9a-f]{64})+$/u,
  "is not a requirement locked by version and hash",
  "poetry-core==2.5.0 --hash=sha256:...",
);

const tests = z
  .strictObject({
    command: command("pytest").optional().meta({
      example: "pytest",
      description:
        "Runs with the built wheel installed, in a folder that holds `sources` alone. Without it only the import is checked.",
    }),
    requires: z
      .array(text(/^[A-Za-z0-9][^\p{Cc}\u2028\u2029]*$/u, "is not a requirement (PEP 508)", "pytest==9.0.1"))
      .default([])
      .meta({ description: "Requirements installed beside the wheel." }),
    extras: z
      .array(text(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, "is not the name of an extra", "test"))
      .default([])
      .meta({ description: "Extras of the package that the tests need." }),
    sources: z
      .array(relativePath("tests"))
      .default([])
      .meta({ description: "Files and folders that the tests need, relative to `folder`." }),
  })
  .default({ requires: [], extras: [], sources: [] });

const buildEnvironment = z
  .record(
    text(/^[A-Za-z_][A-Za-z0-9_]*$/, "is not the name of an environment variable", "CFLAGS"),
    z.string(),
  )
  .default({});

const identifiers = z.array(
  text(/^[\w*?{},[\]-]+$/, "is not a pattern for cibuildwheel's build identifiers", "*-musllinux_*"),
);

/** What cibuildwheel does on one operating system alone. */
const system = (name: string, example: string) =>
  z
    .strictObject({
      beforeAll: command(example)
        .optional()
        .meta({ example, description: `Command run once on ${name} before the builds.` }),
      beforeBuild: command(example)
        .optional()
        .meta({ example, description: `Command run on ${name} before each build.` }),
      environment: buildEnvironment.meta({
        description: `Environment of the builds on ${name}, added to the general one.`,
      }),
    })
    .default({ environment: {} });

const native = z
  .strictObject({
    musllinux: z.boolean().default(true).meta({ description: "Builds wheels for musl (Alpine) as well." }),
    skip: identifiers
      .default([])
      .meta({ description: "Builds to leave out, by cibuildwheel's identifiers." }),
    testSkip: identifiers
      .default([])
      .meta({ description: "Builds that are not tested, by cibuildwheel's identifiers." }),
    environment: buildEnvironment.meta({ description: "Environment of the builds." }),
    macosDeploymentTarget: text(/^\d+\.\d+$/, "is not a version of macOS", "11.0")
      .optional()
      .meta({ example: "11.0", description: "Lowest macOS that the wheels run on." }),
    linux: system("Linux", "yum install -y libffi-devel"),
    macos: system("macOS", "brew install libffi"),
    windows: system("Windows", "choco install nasm"),
  })
  .optional();

/** The package that is released: names, place, Pythons, platforms and tests. */
export const packageSchema = z.strictObject({
  name: text(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, "is not a package name", "pyvenice").meta({
    example: "pyvenice",
    description: "Name on the index.",
  }),
  importName: text(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "is not an importable name", "pyvenice")
    .optional()
    .meta({
      example: "pyvenice",
      description: "What `import` takes. Default: the name in lower case with underscores.",
    }),
  repository: repositoryName.meta({
    example: "OWNER/NAME",
    description: "GitHub repository of the sources.",
  }),
  folder: relativePath("python/package")
    .default(".")
    .meta({ description: "Where pyproject.toml is, in a monorepo." }),
  tagPrefix: text(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, "is not the beginning of a tag", "v")
    .default("v")
    .meta({ description: "What the tag of a release begins with; in a monorepo such as `package-v`." }),
  kind: z.enum(["pure", "native"]).meta({
    example: "pure",
    description: "`pure`: one wheel for all. `native`: a wheel per platform, by cibuildwheel.",
  }),
  pythons: z
    .array(python)
    .min(1)
    .meta({
      example: ["3.13"],
      description: "Versions of CPython that are supported; `3.14t` is the free-threaded build.",
    }),
  platforms: z
    .array(z.enum(platforms))
    .min(1)
    .default([...platforms])
    .meta({
      example: ["linux-x86_64"],
      description:
        "Platforms that wheels are built for (native) or tested on (pure); fewer cost fewer minutes.",
    }),
  version: version.meta({
    description:
      "`{from: file, path: pyproject.toml}`: where a person changes it, for the errors of a release; `{from: tags}`: the tag alone decides (setuptools-scm, hatch-vcs).",
  }),
  versionModules: z.array(relativePath("pyvenice/__init__.py")).default([]).meta({
    description: "Modules, relative to `folder`, that must state the same version as `__version__`.",
  }),
  changelog: relativePath("CHANGELOG.md").optional().meta({
    example: "CHANGELOG.md",
    description: "Changelog, relative to `folder`, that must name the version before it is released.",
  }),
  buildRequires: z.array(lockedRequirement).default([]).meta({
    description:
      "The build backend and all that it needs, locked by hash, where it is none of the common ones; see docs/builds.md.",
  }),
  tests: tests.meta({ description: "How the built wheels are tested." }),
  native: native.meta({
    description: "Only for `kind: native`; it takes the place of `[tool.cibuildwheel]`.",
  }),
});
