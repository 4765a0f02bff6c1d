import { readFileSync } from "node:fs";
import {
  ShapeError,
  count,
  flag,
  listOf,
  mapOf,
  nullable,
  objectOf,
  oneOf,
  parseJson,
  text,
} from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import type { TaskOption } from "../program/task.ts";
import type { Declaration } from "./declaration.ts";

/** The option that every task has which reads the declaration. */
export const declarationOption: TaskOption = {
  value: "FILE",
  help: "what the stack declares of the release",
  default: ".github/slipway/release.json",
};

const environment = objectOf({
  name: text,
  reviewers: listOf(text),
  preventSelfReview: flag,
  waitTimer: count,
  tags: listOf(text),
});

const base = objectOf({ reference: text, digest: text });

const declaration = objectOf({
  package: objectOf({
    name: text,
    distribution: text,
    importName: text,
    kind: oneOf("pure", "native"),
    folder: text,
    versionFile: nullable(text),
    versionModules: listOf(text),
    changelog: nullable(text),
    pythons: listOf(text),
    platforms: listOf(text),
  }),
  repository: objectOf({ owner: text, name: text, defaultBranch: text }),
  release: objectOf({
    tagPrefix: text,
    workflow: text,
    buildWorkflow: text,
    attestations: flag,
    secondBuild: oneOf("gate", "report"),
    githubRelease: flag,
  }),
  indexes: listOf(
    objectOf({
      name: oneOf("pypi", "testpypi", "custom"),
      title: text,
      simpleUrl: nullable(text),
      uploadUrl: nullable(text),
      trustedPublishing: flag,
      environment: nullable(environment),
    }),
  ),
  image: nullable(
    objectOf({
      registry: text,
      name: text,
      kind: oneOf("slim", "alpine"),
      python: text,
      public: flag,
      from: base,
      buildkit: base,
    }),
  ),
  conda: nullable(
    objectOf({
      name: text,
      maintainers: listOf(text),
      recipe: nullable(text),
      names: mapOf(text),
      compilers: nullable(listOf(text)),
      host: listOf(text),
    }),
  ),
  upkeep: objectOf({ cooldown: count, readme: nullable(text), keepImages: count }),
});

/** Reads the declaration; throws a TaskError where it is missing or damaged. */
export function readDeclaration(file: string): Declaration {
  try {
    return parseJson(readFileSync(file), declaration);
  } catch (error) {
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf(error), mend }]);
  }
}

function faultOf(error: unknown): string {
  if (error instanceof ShapeError) return `can't be read: ${error.message}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" ? "is not there" : `can't be read (${code})`;
}
