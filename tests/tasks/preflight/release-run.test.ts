import assert from "node:assert/strict";
import { readRun, tagOf } from "../../../tasks/preflight/release-run.ts";
import { MisuseError } from "../../../tasks/program/fault.ts";

const variables = {
  GITHUB_REF: "refs/tags/pkg/v1.2.0",
  GITHUB_SHA: "a".repeat(40),
  GITHUB_REPOSITORY: "acme/pkg",
  GITHUB_SERVER_URL: "https://github.example.org/",
};

describe("the run that a task belongs to", () => {
  it("is read from the environment; a push, which has no inputs, is a release", () => {
    const run = readRun({ ...variables, MODE: "" });
    assert.deepEqual([run.mode, run.page], ["release", "https://github.example.org/acme/pkg"]);
    assert.equal(tagOf(run), "pkg/v1.2.0");
    assert.equal(tagOf({ ref: "refs/heads/main" }), null);
    assert.equal(readRun({ ...variables, MODE: "check-publisher" }).mode, "check-publisher");
  });

  it("is refused where a variable is missing or is something else, with its name", () => {
    for (const [name, value] of [
      ["GITHUB_REF", ""],
      ["GITHUB_REF", "main"],
      ["GITHUB_SHA", "main"],
      ["GITHUB_REPOSITORY", "pkg"],
      ["GITHUB_SERVER_URL", "github"],
      ["MODE", "publish"],
    ] as const)
      assert.throws(
        () => readRun({ ...variables, [name]: value }),
        (error) => error instanceof MisuseError && error.message.startsWith(`${name}: `),
        name,
      );
  });
});
