import assert from "node:assert/strict";
import { imagePythons } from "../../../config/image-python.ts";
import { baseImage, buildkitImage, lockedImages } from "../../../documents/container/base-images.ts";
import { dockerfileDocument } from "../../../documents/container/dockerfile.ts";
import type { ImagePlan } from "../../../plan/plan.ts";
import { prod } from "../fixture-plan.ts";

const image: ImagePlan = {
  registry: "ghcr.io",
  name: "a/b",
  base: "slim",
  command: ["python", "-m", 'a "b"'],
  python: "3.14",
};

describe("the lock of images", () => {
  it("has a base for each Python on slim and on alpine, and one BuildKit, each by a digest of its own", () => {
    const bases = imagePythons.flatMap((python) => [baseImage("slim", python), baseImage("alpine", python)]);
    const digests = [...bases, buildkitImage].map(({ digest }) => digest);
    assert.ok(digests.every((digest) => /^sha256:(?!0{64})[0-9a-f]{64}$/.test(digest)));
    assert.equal(new Set(digests).size, digests.length);
    assert.equal(Object.keys(lockedImages()).length, digests.length);
    assert.ok(
      Object.values(lockedImages()).every(
        ({ seen }) => seen === undefined || /^2\d{3}-\d\d-\d\d$/.test(seen),
      ),
    );
  });
});

describe("the Dockerfile", () => {
  const { path, content } = dockerfileDocument(prod, image);
  const stages = content.split(/^FROM /m).slice(1);

  it("asks for a base, fetches no syntax, and is written as all versions of its builders read it", () => {
    assert.equal(path, ".github/slipway/image/Dockerfile");
    assert.match(content, /^ARG BASE$/m);
    assert.doesNotMatch(content, /^#\s*syntax\s*=/m);
    assert.doesNotMatch(content, /<<|--mount|--link/);
    assert.deepEqual(
      stages.map((stage) => stage.split("\n")[0]),
      ["${BASE} AS build", "${BASE}"],
    );
  });

  it("takes nothing into its last stage but the environment, and runs the command as a user without a name's help", () => {
    const last = stages.at(-1) ?? "";
    assert.deepEqual(last.match(/^(?:COPY|ADD) .*$/gm), ["COPY --from=build /opt/venv /opt/venv"]);
    assert.match(last, /^USER 10001:10001\nENTRYPOINT \[\]\nCMD \["python","-m","a \\"b\\""\]\n$/m);
  });

  it("installs by hash alone, from what lies beside it", () => {
    const rules = ["--require-hashes", "--no-index", "--only-binary :all:", "--find-links /build/wheels"];
    for (const rule of rules) assert.ok(stages[0]?.includes(rule), rule);
    assert.ok(stages[0]?.includes(`importlib.import_module("${prod.package.importName}")`));
  });
});
