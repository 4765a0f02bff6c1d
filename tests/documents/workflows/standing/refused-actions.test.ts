import assert from "node:assert/strict";
import { refusedActions } from "../../../../documents/workflows/standing/refused-actions.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const workflow = (...uses: readonly string[]) =>
  `on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n${uses.map((name) => `      - uses: ${name}\n`).join("")}`;
const rules = { allowed: ["actions/checkout@*", "octo-org/*@*"], pinned: true };

describe("actions that a repository refuses", () => {
  it("are those that are not allowed, and those that are not pinned where they have to be", () => {
    const text = workflow(
      `actions/checkout@${commit}`,
      "actions/checkout@v4",
      `actions/cache@${commit}`,
      `octo-org/tool/sub@${commit}`,
      "./.github/actions/own",
      "docker://alpine:3",
    );
    assert.deepEqual(refusedActions(text, rules), ["actions/checkout@v4", `actions/cache@${commit}`]);
    assert.deepEqual(refusedActions(text, { ...rules, pinned: false }), [`actions/cache@${commit}`]);
  });

  it("count reusable workflows in", () => {
    const text = "on: push\njobs: {release: {uses: other-org/flows/.github/workflows/release.yml@main}}\n";
    assert.deepEqual(refusedActions(text, rules), ["other-org/flows/.github/workflows/release.yml@main"]);
  });

  it("are none in what is no workflow", () => {
    assert.deepEqual(refusedActions("- [", rules), []);
  });
});
