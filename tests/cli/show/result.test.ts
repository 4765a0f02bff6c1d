import assert from "node:assert/strict";
import picocolors from "picocolors";
import { createRecorder } from "../../../cli/changes/recorder.ts";
import { standIn } from "../../../documents/stand-in.ts";
import { jsonOutcome } from "../../../cli/show/json.ts";
import { resultLines } from "../../../cli/show/result.ts";
import type { EngineOperation } from "../../../cli/engine/operation.ts";
import { began, ended, said, secret } from "../engine-events.ts";

const component = { type: "slipway:index:DeliveredFiles", name: "files" };
const parent = `${component.type}::${component.name}`;
const stackType = "pulumi:pulumi:Stack";

function outcome(operation: EngineOperation) {
  const recorder = createRecorder();
  const update = {
    op: "update",
    name: "build",
    parent,
    old: { file: "b.yml", content: "on: push\n" },
    new: { file: "b.yml", content: "on: pull_request\n" },
    diffs: ["content"],
  } as const;
  const kept = {
    op: "same",
    name: "release",
    parent,
    old: { file: "r.yml" },
    new: { file: "r.yml" },
  } as const;
  const stack = {
    op: "same",
    type: stackType,
    name: "slipway-prod",
    old: {},
    new: { token: secret, channels: { snap: "declined: a snap is for applications, not libraries" } },
  } as const;
  const events = [
    began({ op: "same", ...component, old: {}, new: {} }),
    ended({ op: "same", ...component, old: {}, new: {} }),
    began(update),
    ended(update),
    ended(kept),
    ended(stack),
    said("warning", "rulesets: left out"),
  ];
  for (const event of events) recorder.take(event);
  return {
    command: operation,
    stack: "prod",
    result: "succeeded",
    report: recorder.report(),
    faults: [],
    durationMs: 1234,
    interrupted: false,
  } as const;
}

const colours = picocolors.createColors(false);
const shown = (operation: EngineOperation, unchanged = false, width = 100) =>
  resultLines(outcome(operation), {
    operation,
    colours,
    details: false,
    unchanged,
    rehearsal: true,
    width,
  }).join("\n");

describe("result", () => {
  it("shows what changes below its component, and counts the rest", () => {
    const text = shown("preview");
    assert.match(
      text,
      /\n {2}files {2}slipway:DeliveredFiles\n {2}~ update {2}build {2}github:RepositoryFile\n/,
    );
    assert.match(text, /-on: push\n\s+\+on: pull_request/);
    assert.doesNotMatch(text, /release/);
    assert.match(text, /Resources: 1 to update, 2 unchanged \(1\.2 s\)/);
  });

  it("shows everything where it is asked to", () => {
    assert.match(shown("up", true), /release {2}github:RepositoryFile/);
  });

  it("shows warnings and outputs, secrets masked", () => {
    assert.match(shown("up"), /warning: rulesets: left out/);
    assert.match(shown("up"), /token: \[secret\]/);
  });

  it("tells what is the same for every package a line a folder, and of a long list its beginning", () => {
    const recorder = createRecorder();
    const own = standIn("task.mjs", 99_000, "a".repeat(40));
    const files = { "tasks/lock.mjs": own, "tasks/sbom.mjs": own, "build.yml": "on: push\n" };
    const made = { op: "create", name: "files", new: { files } } as const;
    const list = Array.from({ length: 38 }, (_, at) => `f${at}`);
    const stack = {
      op: "same",
      type: stackType,
      name: "slipway-prod",
      old: {},
      new: { files: list },
    } as const;
    for (const event of [began(made), ended(made), ended(stack)]) recorder.take(event);
    const lines = resultLines(
      { ...outcome("up"), report: recorder.report() },
      { operation: "up", rehearsal: true, colours, details: false, unchanged: false, width: 100 },
    ).map((line) => line.trim());
    assert.ok(lines.includes("tasks/ (2 files, the same for every package)"), lines.join("\n"));
    assert.ok(lines.includes("build.yml (1 line)"));
    assert.ok(lines.includes("files: f0, f1, f2, f3, f4, and 33 more"));
  });

  it("breaks a long output at spaces, indented, and leaves a diff as it is", () => {
    assert.match(shown("up"), /\n {4}snap: declined: a snap is for applications, not libraries\n/);
    const narrow = shown("up", false, 30);
    assert.match(narrow, /\n {4}snap: declined: a snap is\n {6}for applications, not\n {6}libraries\n/);
    assert.match(narrow, /\n {2}~ update {2}build {2}github:RepositoryFile\n/);
  });

  it("gives --json every resource with type, name and operation", () => {
    const json = jsonOutcome(outcome("preview"));
    assert.deepEqual(json.changes, { create: 0, update: 1, replace: 0, delete: 0, same: 2 });
    const resource = json.resources.find(({ name }) => name === "build");
    assert.equal(resource?.type, "github:index/repositoryFile:RepositoryFile");
    assert.equal(resource.operation, "update");
    assert.deepEqual(
      json.files.map(({ path, operation, drift }) => ({ path, operation, drift })),
      [{ path: "b.yml", operation: "update", drift: false }],
    );
    assert.equal(json.outputs["token"], "[secret]");
  });
});
