import assert from "node:assert/strict";
import { findingsOf } from "../../components/delivery-lookup.ts";
import { formatFault } from "../../config/fault.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const plan = buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(least)));
const allowedActions = ["actions/checkout@*"];
const found = {
  found: true,
  faults: [],
  repository: "octo-org/example",
  defaultBranch: "main",
  delivered: true,
  singly: {},
  edited: [],
  workflows: {},
};

describe("what a look-up of the delivery finds", () => {
  it("is nothing to speak of where all is as it was delivered", () => {
    assert.deepEqual(findingsOf({ plan, allowedActions }, found), { faults: [], notices: [], singly: {} });
  });

  it("passes on who owns the repository and what it locks; of another kind of owner nothing is known", () => {
    const { ownerType, imageLock } = findingsOf(
      { plan, allowedActions },
      { ...found, ownerType: "Organization", imageLock: "{}" },
    );
    assert.deepEqual([ownerType, imageLock], ["Organization", "{}"]);
    const other = findingsOf({ plan, allowedActions }, { ...found, ownerType: "Bot" });
    assert.equal(other.ownerType, undefined);
  });

  it("refuses another default branch before the first delivery", () => {
    const { faults } = findingsOf(
      { plan, allowedActions },
      { ...found, delivered: false, defaultBranch: "trunk" },
    );
    assert.deepEqual(faults.map(formatFault), [
      "slipway:repository.defaultBranch: is main, and on GitHub it is trunk; set it to trunk",
    ]);
  });

  it("only says so once something was delivered: the branch was renamed", () => {
    const { faults, notices } = findingsOf({ plan, allowedActions }, { ...found, defaultBranch: "trunk" });
    assert.deepEqual(faults, []);
    assert.equal(notices[0]?.place, "slipway:repository.defaultBranch");
  });

  it("tells of a renamed repository, whose publisher has to be registered anew", () => {
    const { notices } = findingsOf({ plan, allowedActions }, { ...found, repository: "other-org/example" });
    assert.match(
      notices[0]?.text ?? "",
      /calls it other-org\/example .* register the trusted publisher anew/,
    );
  });

  it("names what was changed by hand", () => {
    const { notices } = findingsOf(
      { plan, allowedActions },
      { ...found, edited: [".github/workflows/build.yml"] },
    );
    assert.equal(notices[0]?.place, "octo-org/example: .github/workflows/build.yml");
  });

  it("names paths that were mistyped, which have no effect", () => {
    const vain = { adoptedInVain: [".github/workflow/build.yml"], retiredInVain: ["publish.yaml"] };
    const { notices } = findingsOf({ plan, allowedActions }, { ...found, ...vain });
    assert.deepEqual(
      notices.map(({ place, text }) => `${place} ${text}`),
      [
        "slipway:delivery.adopt names .github/workflow/build.yml, which this stack does not deliver; correct it, or take it off the list",
        "slipway:delivery.retire names publish.yaml, which octo-org/example does not have; correct it, or take it off the list",
      ],
    );
  });

  it("lets no escape sequence of somebody's workflow reach a terminal, and no name without end", () => {
    const uses = JSON.stringify(`octo/act@\u001b[2J${"x".repeat(9000)}`);
    const text = `on: push\njobs: {a: {runs-on: x, steps: [{uses: ${uses}}, {run: twine upload}]}}\n`;
    const workflows = { ".github/workflows/\u001b[31mred\u009b.yml": text };
    const { notices } = findingsOf({ plan, allowedActions }, { ...found, workflows });
    assert.equal(notices.length, 2);
    for (const notice of notices) {
      assert.doesNotMatch(`${notice.place}${notice.text}`, /\p{Cc}/u);
      assert.ok(notice.text.length < 1000);
    }
  });

  it("names a workflow that would still publish, and none that would not", () => {
    const publish = "on: push\njobs: {publish: {runs-on: x, steps: [{run: twine upload dist/*}]}}\n";
    const test = "on: push\njobs: {test: {runs-on: x, steps: [{run: pytest}]}}\n";
    const workflows = { ".github/workflows/publish.yml": publish, ".github/workflows/test.yml": test };
    const { notices } = findingsOf({ plan, allowedActions }, { ...found, workflows });
    assert.deepEqual(
      notices.map(({ place }) => place),
      ["octo-org/example: .github/workflows/publish.yml"],
    );
    assert.match(notices[0]?.text ?? "", /twine upload.*slipway:delivery\.retire/);
  });

  it("names the workflows that the repository's settings are going to refuse", () => {
    const uses = (name: string) => `on: push\njobs: {test: {runs-on: x, steps: [{uses: ${name}}]}}\n`;
    const pinned = `actions/checkout@${"0".repeat(40)}`;
    const workflows = {
      "a.yml": uses("actions/checkout@v4"),
      "b.yml": uses(pinned),
      "c.yml": uses("./local"),
    };
    const { notices } = findingsOf({ plan, allowedActions }, { ...found, workflows });
    assert.match(notices[0]?.text ?? "", /repository: a\.yml \(actions\/checkout@v4\); pin these by commit/);
  });
});
