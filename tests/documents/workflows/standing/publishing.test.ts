import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { publishingReasons } from "../../../../documents/workflows/standing/publishing.ts";

/** A workflow of one job with the steps as YAML, indented by nothing. */
function workflow(steps: string, job = ""): string {
  const indented = (text: string, by: number) => text.trim().replaceAll(/^/gm, " ".repeat(by));
  return `on: push\njobs:\n  it:\n    runs-on: ubuntu-latest\n${indented(job, 4)}\n    steps:\n${indented(steps, 6)}\n`;
}

function reasons(steps: string, job = ""): readonly string[] {
  return publishingReasons(workflow(steps, job));
}

describe("why a standing workflow would publish", () => {
  it("names the publish action, by token or by OIDC", () => {
    const token = `- uses: pypa/gh-action-pypi-publish@release/v1\n  with: {password: "\${{ secrets.PYPI_API_TOKEN }}"}`;
    assert.deepEqual(reasons(token), [
      "job it runs pypa/gh-action-pypi-publish with a token",
      "job it reads the secret PYPI_API_TOKEN",
    ]);
    const oidc = "permissions: {id-token: write}";
    assert.deepEqual(reasons("- uses: pypa/gh-action-pypi-publish@v1", oidc), [
      "job it runs pypa/gh-action-pypi-publish by OIDC",
    ]);
  });

  const commands: Readonly<Record<string, string>> = {
    "python -m twine upload dist/*": "twine upload",
    "twine --no-color upload dist/*": "twine upload",
    "cd pkg && uv run twine upload --skip-existing dist/*": "twine upload",
    "uvx twine@6.2.0 upload x": "twine upload",
    '"$HOME/venv/bin/twine" upload x': "twine upload",
    "uv --directory pkg publish": "uv publish",
    "poetry publish --build": "poetry publish",
    "flit publish": "flit publish",
    "hatch -v publish": "hatch publish",
    "pdm publish": "pdm publish",
    "maturin upload dist/*": "maturin upload",
    "python setup.py sdist bdist_wheel upload": "setup.py upload",
    "semantic-release -vv publish": "semantic-release publish",
    "docker push ghcr.io/octo/x": "docker push",
    "docker buildx build \\\n    --platform linux/arm64 \\\n    --push .": "docker --push",
    "docker build -o type=registry .": "docker --push",
    "docker buildx imagetools create -t a b": "docker imagetools create",
    "buildah push x": "buildah push",
    "podman manifest push x": "podman manifest push",
    'gh release create "$TAG" dist/*': "gh release create",
    "gh -R octo/x release upload v1 dist/*": "gh release upload",
    'anaconda -t "$TOKEN" upload x.conda': "anaconda upload",
    "rattler-build upload anaconda x": "rattler-build upload",
  };
  for (const [run, said] of Object.entries(commands)) {
    it(`finds ${JSON.stringify(run)}`, () => {
      assert.deepEqual(reasons(`- run: ${JSON.stringify(run)}`), [`job it runs ${said}`]);
    });
  }

  const harmless = [
    "pip install twine uv && twine check dist/*",
    "uv run pytest tests/publish",
    'echo "then run twine upload"',
    "# twine upload dist/*",
    "docker build --push=false .",
    "gh release view",
    "gh pr create",
    "maturin build --release",
    "uv sync; make publish-docs",
  ];
  for (const run of harmless) {
    it(`leaves ${JSON.stringify(run)} alone`, () => {
      assert.deepEqual(reasons(`- run: ${JSON.stringify(run)}`), []);
    });
  }

  const actions: Readonly<Record<string, string | null>> = {
    "{uses: PyO3/maturin-action@v1, with: {command: upload}}":
      "runs PyO3/maturin-action with the command upload",
    "{uses: PyO3/maturin-action@v1, with: {command: build}}": null,
    "{uses: PyO3/maturin-action@v1}": null,
    "{uses: python-semantic-release/python-semantic-release@v10}":
      "runs python-semantic-release/python-semantic-release, which releases",
    "{uses: docker/build-push-action@v6, with: {push: true}}":
      "runs docker/build-push-action, which pushes an image",
    "{uses: docker/build-push-action@v6, with: {push: \"${{ github.ref == 'x' }}\"}}":
      "runs docker/build-push-action, which pushes an image",
    "{uses: docker/build-push-action@v6, with: {push: false}}": null,
    "{uses: docker/build-push-action@v6}": null,
    "{uses: softprops/action-gh-release@v2}":
      "runs softprops/action-gh-release, which makes a GitHub release",
    "{uses: ncipollo/release-action@v1}": "runs ncipollo/release-action, which makes a GitHub release",
    "{uses: uibcdf/action-build-and-upload-conda-packages@v2}":
      "runs uibcdf/action-build-and-upload-conda-packages, which uploads to a conda channel",
    "{uses: someone/publish-to-pypi@v2}": "runs someone/publish-to-pypi",
    "{uses: ./local/publish-to-pypi}": null,
    "{uses: actions/checkout@v5}": null,
  };
  for (const [step, said] of Object.entries(actions)) {
    it(`${said === null ? "leaves" : "finds"} ${step}`, () => {
      assert.deepEqual(reasons(`- ${step}`), said === null ? [] : [`job it ${said}`]);
    });
  }

  it("names id-token: write without a known other use, of the job or of all jobs", () => {
    const said = ["job it has id-token: write, and no known use for it but publishing"];
    assert.deepEqual(reasons("- run: ./upload.sh", "permissions: {id-token: write}"), said);
    assert.deepEqual(reasons("- run: ./upload.sh", "permissions: {contents: read}"), []);
    const all = `permissions: {id-token: write}\n${workflow("- run: ./upload.sh")}`;
    assert.deepEqual(publishingReasons(all), said);
    assert.deepEqual(publishingReasons(all.replace("{id-token: write}", "write-all")), [
      ...said,
      "job it has packages: write, and may push an image",
    ]);
  });

  for (const other of ["aws-actions/configure-aws-credentials@v5", "actions/deploy-pages@v4"]) {
    it(`takes ${other} for the use of id-token: write`, () => {
      assert.deepEqual(reasons(`- uses: ${other}`, "permissions: {id-token: write}"), []);
    });
  }

  it("names secrets that look like the index's, wherever they stand", () => {
    const job = "env: {A: '${{ secrets.TEST_PYPI_TOKEN }}', B: \"${{ secrets['TWINE_PASSWORD'] }}\"}";
    assert.deepEqual(reasons("- run: make it\n  env: {C: '${{ secrets.CODECOV_TOKEN }}'}", job), [
      "job it reads the secret TEST_PYPI_TOKEN",
      "job it reads the secret TWINE_PASSWORD",
    ]);
    assert.deepEqual(
      publishingReasons(`env: {A: "\${{ secrets.UV_PUBLISH_TOKEN }}"}\n${workflow("- run: make it")}`),
      ["its env reads the secret UV_PUBLISH_TOKEN"],
    );
  });

  it("names a reusable workflow that is handed rights to publish, and no other", () => {
    const call = (more: string) =>
      publishingReasons(`jobs: {it: {uses: octo/x/.github/workflows/release.yml@v1${more}}}`);
    assert.deepEqual(call(", secrets: inherit, permissions: {id-token: write}"), [
      "job it calls octo/x/.github/workflows/release.yml@v1 with id-token: write and all secrets",
    ]);
    assert.deepEqual(call(""), []);
  });

  it("leaves out jobs and steps that are switched off", () => {
    assert.deepEqual(reasons("- {run: twine upload x, if: false}"), []);
    assert.deepEqual(reasons("- run: twine upload x", "if: ${{ false }}"), []);
  });

  it("reads what it can of a workflow that is not quite YAML", () => {
    const twice = `${workflow("- run: twine upload x")}name: a\nname: b\n`;
    assert.deepEqual(publishingReasons(twice), ["job it runs twine upload"]);
  });

  it("says of one that is too long that it was not judged", () => {
    assert.match(publishingReasons("#\n".repeat(200_000))[0] ?? "", /^is too long to be judged/);
  });

  it("says each thing once, on one line, and not more than twenty", () => {
    const job = (id: string) =>
      `  ${JSON.stringify(id)}: {steps: [{run: twine upload x}, {run: twine upload y}]}\n`;
    const [first = "", ...more] = publishingReasons(`jobs:\n${job("a\nb\u202e")}`);
    assert.equal(first, "job a b runs twine upload");
    assert.deepEqual(more, []);
    const many = Array.from({ length: 30 }, (_, index) => job(`j${index}`)).join("");
    assert.equal(publishingReasons(`jobs:\n${many}`).at(-1), "and 10 more like these");
  });
});

describe("a hostile workflow", () => {
  const laughs = Array.from(
    { length: 12 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(", ")}]`,
  );
  const hostile: Readonly<Record<string, string>> = {
    "broken YAML": "jobs: {it: [",
    "an alias without an anchor": "jobs: *nowhere",
    "an alias of itself": "jobs: &a {it: &b {steps: [*b], env: *a}}",
    "aliases without end": `a0: &a0 [x]\n${laughs.join("\n")}\njobs: *a12`,
    "lists in lists": `jobs: ${"[".repeat(20_000)}`,
    "a list": "- jobs",
    nothing: "",
    zeros: "\0".repeat(1000),
    "jobs that are text": "jobs: publish",
    "steps that are a map": "jobs: {it: {steps: {run: twine upload}}}",
    "names of JavaScript's own":
      "jobs: {__proto__: {steps: [{uses: constructor/toString}, {run: constructor}]}}",
    "a long command": `jobs: {it: {steps: [{run: "${"docker build gh release --x ".repeat(9_000)}"}]}}`,
    "a long action": `jobs: {it: {steps: [{uses: "${"publish".repeat(30_000)}/x"}]}}`,
    "many anchors": Array.from({ length: 10_000 }, (_, at) => `k${at}: &k${at} v`).join("\n"),
  };
  for (const [what, text] of Object.entries(hostile)) {
    it(`is survived: ${what}`, () => {
      assert.deepEqual(publishingReasons(text), []);
    });
  }

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        assert.ok(Array.isArray(publishingReasons(text)));
      }),
    );
  });

  it("never throws, whatever the workflow", () => {
    const word = fc.constantFrom(
      "jobs",
      "steps",
      "uses",
      "with",
      "run",
      "permissions",
      "env",
      "if",
      "secrets",
      "push",
    );
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom("twine upload", "docker/build-push-action@v1"),
      fc.constant(null),
      fc.integer(),
      fc.boolean(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(word, tie("tree"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (jobs) => {
        for (const line of publishingReasons(stringify({ jobs: { it: jobs, other: { steps: jobs } } })))
          assert.doesNotMatch(line, /\n/);
      }),
    );
  });
});
