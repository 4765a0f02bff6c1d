import assert from "node:assert/strict";
import { refusedActions } from "../../../documents/workflows/standing/refused-actions.ts";
import { preview, read } from "./read-sources.ts";
import { shapes } from "./sources.ts";

const pin = "0123456789abcdef0123456789abcdef01234567";
const workflow = (job: string, steps: string) => `on: push\njobs:\n  ${job}:\n    steps:\n${steps}`;

const repository = {
  ...shapes["hatchling, in src"],
  ".github/workflows/test.yml": `on: push\njobs:\n  test:\n    strategy:\n      matrix:\n        python-version: ["3.9", "3.12", "3.14"]\n    steps:\n      - uses: actions/checkout@v5\n      - uses: octo-org/tools/lint@${pin}\n`,
  ".github/workflows/publish.yml": `on: release\njobs:\n  build:\n    steps: [{run: python -m build}]\n  upload:\n    environment: release\n    permissions: {id-token: write}\n    steps:\n      - uses: pypa/gh-action-pypi-publish@release/v1\n`,
  ".github/workflows/docker.yml": workflow("image", "      - run: docker push octo/example\n"),
  ".github/workflows/build.yml": workflow("build", "      - run: twine upload dist/*\n"),
};

describe("what init makes of the workflows that stand in the repository", () => {
  it("retires what publishes as Slipway does, and offers what nothing takes the place of", async () => {
    const { text, findings } = await read(repository);
    const { settings } = preview(text);
    assert.deepEqual(settings.delivery.retire, [".github/workflows/publish.yml"]);
    assert.match(
      text,
      /# job upload runs pypa\/gh-action-pypi-publish by OIDC\n +# with it go the jobs build\n +- \.github\/workflows\/publish\.yml\n/,
    );
    assert.match(text, /# job image runs docker push\n +# - \.github\/workflows\/docker\.yml\n/);
    assert.deepEqual(
      findings.delivery.kept.map(({ path }) => path),
      [".github/workflows/docker.yml", ".github/workflows/test.yml"],
    );
  });

  it("offers the file that stands where Slipway delivers one, with what it does, and never adopts by itself", async () => {
    const { text } = await read(repository);
    assert.deepEqual(preview(text).settings.delivery.adopt, []);
    assert.match(
      text,
      /# adopt:\n(?: +# +#.*\n)*? +# +# job build runs twine upload\n +# +- \.github\/workflows\/build\.yml\n/,
    );
    const uncommented = text.replaceAll(/^( +)# (?=(?: +#| {4}|adopt:| +- ).*$)/gm, "$1");
    assert.deepEqual(preview(uncommented).settings.delivery.adopt, [".github/workflows/build.yml"]);
  });

  it("keeps the environment that is registered with the index", async () => {
    const { settings } = preview((await read(repository)).text);
    assert.equal(settings.index.environment, "release");
    assert.deepEqual(settings.environments["release"]?.reviewers, ["octo"]);
  });

  it("lets the workflows that stay run on: their actions are allowed, by tag where they are not pinned", async () => {
    const { settings } = preview((await read(repository)).text);
    assert.deepEqual(settings.repository.allowActions, [
      "actions/checkout@*",
      "octo-org/tools/*@*",
      "octo-org/tools@*",
    ]);
    assert.equal(settings.repository.requirePinnedActions, false);
    const rules = { allowed: settings.repository.allowActions, pinned: false };
    assert.deepEqual(refusedActions(repository[".github/workflows/test.yml"], rules), []);
    const pinned = repository[".github/workflows/test.yml"].replace("@v5", `@${pin}`);
    const other = preview((await read({ ...repository, ".github/workflows/test.yml": pinned })).text);
    assert.equal(other.settings.repository.requirePinnedActions, true);
  });

  it("takes the Pythons that they test", async () => {
    const { settings } = preview((await read(repository)).text);
    assert.deepEqual(settings.package.pythons, ["3.12", "3.14"]);
  });

  it("names the stack that delivers already", async () => {
    const delivered = "# Delivered by the Pulumi project slipway, stack prod.\njobs: {}\n";
    const { looks } = await read({ ...shapes.flit, ".github/workflows/release.yml": delivered });
    assert.ok(looks.includes("example: holds files that the stack slipway/prod delivers already"));
  });

  it("takes the prefix of the newest tag of a release, and says where there is none to take", async () => {
    const prefix = async (...tags: readonly string[]) => {
      const { text, looks } = await read(shapes.flit, { tags });
      return [preview(text).settings.package.tagPrefix, looks.some((look) => look.includes("tagPrefix"))];
    };
    assert.deepEqual(await prefix("release-1.9", "release-1.10", "v0.1", "nightly"), ["release-", false]);
    assert.deepEqual(await prefix("1.0.0", "1.1.0rc1"), ["v", true]);
  });
});
