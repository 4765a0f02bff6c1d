import assert from "node:assert/strict";
import { cacheBeforePublishing } from "../../../../../documents/workflows/check/rules/cache-before-publishing.ts";
import { saidBy, workflowOf } from "./judge.ts";

type Data = Readonly<Record<string, unknown>>;
const said = (step: Data) =>
  saidBy(cacheBeforePublishing, workflowOf({ environment: "pypi", steps: [step] })).map((text) =>
    text.replace(/^jobs\.job\.steps\[0\]\./, "").replace(/, and the job has an environment$/, ""),
  );

describe("rule cache-before-publishing", () => {
  const broken: readonly (readonly [uses: string, inputs: Data, said: string])[] = [
    ["actions/cache", { path: "x" }, "uses uses a cache (actions/cache)"],
    ["actions/cache/restore", { path: "x" }, "uses uses a cache (actions/cache)"],
    ["Swatinem/rust-cache", {}, "uses uses a cache (swatinem/rust-cache)"],
    ["actions/setup-python", { cache: "pip" }, "with.cache uses a cache (cache)"],
    ["actions/setup-go", {}, "uses uses a cache (actions/setup-go keeps one unless told otherwise)"],
    [
      "actions/setup-node",
      { "node-version": 24 },
      "uses uses a cache (actions/setup-node keeps one unless told otherwise)",
    ],
    ["astral-sh/setup-uv", { "enable-cache": "auto" }, "with.enable-cache uses a cache (enable-cache)"],
    [
      "astral-sh/setup-uv",
      { "enable-cache": "${{ inputs.cache }}" },
      "with.enable-cache uses a cache (enable-cache)",
    ],
    ["docker/build-push-action", { "cache-to": "type=gha" }, "with.cache-to uses a cache (cache-to)"],
    ["docker/build-push-action", { "cache-from": "type=gha" }, "with.cache-from uses a cache (cache-from)"],
    ["docker/bake-action", { set: "*.cache-to=type=gha" }, "with.set uses a cache (set)"],
    ["octo/setup-it", { cache: true }, "with.cache uses a cache (cache)"],
    [
      "gradle/actions/setup-gradle",
      { "cache-disabled": false },
      "with.cache-disabled uses a cache (cache-disabled)",
    ],
  ];
  for (const [uses, inputs, expected] of broken)
    it(`refuses ${uses} with ${JSON.stringify(inputs)}`, () => {
      assert.deepEqual(said({ uses: `${uses}@v1`, with: inputs }), [expected]);
    });

  it("refuses a build of an image that is told to use one", () => {
    const run = "docker buildx build \\\n  --cache-from type=gha --cache-to=type=gha,mode=max .";
    assert.deepEqual(said({ run }), ["run uses a cache (--cache-from)", "run uses a cache (--cache-to)"]);
  });

  it("refuses it in a job that one which publishes needs", () => {
    const build = { needs: [], steps: [{ uses: "actions/cache@v1" }] };
    const jobs = {
      build,
      test: { needs: "build" },
      publish: { needs: ["test"], permissions: { "id-token": "write" } },
    };
    assert.deepEqual(saidBy(cacheBeforePublishing, { jobs }), [
      'jobs.build.steps[0].uses uses a cache (actions/cache), and job "publish", which needs this one, has id-token: write',
    ]);
  });

  const sound: readonly (readonly [uses: string, inputs: Data])[] = [
    ["actions/setup-python", { "python-version": "3.14", cache: "" }],
    ["actions/setup-node", { "package-manager-cache": false }],
    ["actions/setup-go", { cache: "false" }],
    ["astral-sh/setup-uv", { "enable-cache": false }],
    ["docker/build-push-action", { "no-cache": true, push: true }],
    ["gradle/actions/setup-gradle", { "cache-disabled": true }],
    ["actions/checkout", {}],
  ];
  for (const [uses, inputs] of sound)
    it(`lets ${uses} with ${JSON.stringify(inputs)} pass`, () => {
      assert.deepEqual(said({ uses: `${uses}@v1`, with: inputs }), []);
    });

  it("lets jobs have one of which nothing is published", () => {
    const lint = { steps: [{ uses: "actions/cache@v1" }] };
    const jobs = { lint, publish: { environment: "pypi" } };
    assert.deepEqual(saidBy(cacheBeforePublishing, { jobs }), []);
  });
});
