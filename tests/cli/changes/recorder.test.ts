import assert from "node:assert/strict";
import { createRecorder } from "../../../cli/changes/recorder.ts";
import { began, ended, failed, said, secret, urnOf } from "../engine-events.ts";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";

function reportOf(events: readonly EngineEvent[], secrets: readonly string[] = []) {
  const recorder = createRecorder(secrets);
  for (const event of events) recorder.take(event);
  return recorder.report();
}

const file = (content: string) => ({ file: "a.yml", content, branch: "main" });

describe("recorder", () => {
  it("counts a resource once, whatever steps it takes", () => {
    const step = { op: "create", name: "a", new: file("one\n") } as const;
    const report = reportOf([began(step), ended(step)]);
    assert.deepEqual(report.counts, { create: 1 });
    assert.deepEqual(report.resources[0]?.delivers, ["a.yml"]);
  });

  it("shows a file's change by lines and its other properties by value", () => {
    const step = {
      op: "update",
      name: "a",
      old: { ...file("one\ntwo\n"), branch: "main" },
      new: { ...file("one\n2\n"), branch: "next" },
      diffs: ["content", "branch"],
    } as const;
    const [resource] = reportOf([began(step), ended(step)]).resources;
    assert.match(resource?.files[0]?.diff ?? "", /\n-two\n\+2\n/);
    assert.deepEqual(resource?.properties, [{ path: "branch", old: "main", new: "next" }]);
  });

  it("takes the three steps of a replacement for one", () => {
    const old = { waitTimer: 1 };
    const now = { waitTimer: 2 };
    const type = "github:index/repositoryEnvironment:RepositoryEnvironment";
    const report = reportOf([
      began({ op: "create-replacement", type, name: "e", old, new: now }),
      ended({ op: "create-replacement", type, name: "e", old, new: now }),
      ended({ op: "replace", type, name: "e", old, new: now }),
      ended({ op: "delete-replaced", type, name: "e", old }),
    ]);
    assert.deepEqual(report.counts, { replace: 1 });
    assert.deepEqual(report.resources[0]?.properties, [{ path: "waitTimer", old: 1, new: 2 }]);
  });

  it("tells what a refresh found from what the update then does", () => {
    const byHand = {
      op: "refresh",
      name: "a",
      old: file("one\n"),
      new: file("hand\n"),
      diffs: ["content"],
    } as const;
    const mend = {
      op: "update",
      name: "a",
      old: file("hand\n"),
      new: file("one\n"),
      diffs: ["content"],
    } as const;
    const report = reportOf([began(byHand), ended(byHand), began(mend), ended(mend)]);
    const [resource] = report.resources;
    assert.equal(resource?.operation, "update");
    assert.match(resource.drift?.files[0]?.diff ?? "", /-one\n\+hand/);
    assert.match(resource.files[0]?.diff ?? "", /-hand\n\+one/);
  });

  it("finds a resource that was deleted by hand", () => {
    const gone = { op: "refresh", name: "a", old: file("one\n"), new: null } as const;
    const create = { op: "create", name: "a", new: file("one\n") } as const;
    const [resource] = reportOf([began(gone), ended(gone), began(create), ended(create)]).resources;
    assert.equal(resource?.drift?.kind, "deleted");
    assert.equal(resource.operation, "create");
  });

  it("takes a refresh that found nothing for no drift, though outputs differ", () => {
    const begin = { op: "refresh", name: "a", old: file("one\n"), new: file("one\n") } as const;
    const [resource] = reportOf([began(begin), ended({ ...begin, op: "same" })]).resources;
    assert.equal(resource?.drift, null);
  });

  it("shows a rotated secret as a change, and never its value", () => {
    const inputs = { secretName: "TOKEN", value: secret };
    const type = "github:index/actionsSecret:ActionsSecret";
    const report = reportOf([
      ended({ op: "update", type, name: "s", old: inputs, new: inputs, diffs: ["value"] }),
    ]);
    assert.deepEqual(report.resources[0]?.properties, [{ path: "value", old: "[secret]", new: "[secret]" }]);
    assert.doesNotMatch(JSON.stringify(report), /ciphertext|4dabf/);
  });

  it("masks the secrets that it knows in what others wrote", () => {
    const report = reportOf([said("error", "422: value hunter2 is too short")], ["hunter2"]);
    assert.equal(report.diagnostics[0]?.message, "422: value [secret] is too short");
  });

  it("keeps each warning once, and no debugging notes", () => {
    const report = reportOf([
      said("warning", "no reviewers\n"),
      said("warning", "no reviewers\n"),
      said("debug", "RegisterResource RPC prepared"),
      said("error", "update failed"),
    ]);
    assert.deepEqual(
      report.diagnostics.map(({ message }) => message),
      ["no reviewers"],
    );
  });

  it("keeps errors of the same wording about different resources", () => {
    const report = reportOf(["a", "b", "a"].map((name) => said("error", "refused", urnOf({ name }))));
    assert.deepEqual(
      report.diagnostics.map(({ urn }) => urn),
      [urnOf({ name: "a" }), urnOf({ name: "b" })],
    );
  });

  it("lists and counts alike, without the stack and its providers", () => {
    const { resources, counts } = reportOf([
      ended({ op: "create", type: "pulumi:pulumi:Stack", name: "slipway-prod", new: {} }),
      ended({ op: "create", type: "pulumi:providers:github", name: "default", new: {} }),
      ended({ op: "create", name: "a", new: file("x") }),
    ]);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["a"],
    );
    assert.deepEqual(counts, { create: 1 });
  });

  it("gives siblings the same order, whichever the engine was through with first", () => {
    const made = (type: string, name: string, parent?: string) =>
      ended({ op: "create", type, name, new: {}, ...(parent ? { parent } : {}) });
    const settings = "slipway:github:RepositorySettings";
    const events = [
      made("slipway:github:DeliveredFiles", "p-files"),
      made("github:index/b:B", "p-settings-b", `${settings}::p-settings`),
      made("slipway:github:ReleaseEnvironment", "p-pypi"),
      made(settings, "p-settings"),
      made("github:index/a:A", "p-settings-a", `${settings}::p-settings`),
    ];
    const names = (all: readonly EngineEvent[]) => reportOf(all).resources.map(({ name }) => name);
    assert.deepEqual(names(events), ["p-settings", "p-settings-a", "p-settings-b", "p-pypi", "p-files"]);
    assert.deepEqual(names(events.toReversed()), names(events));
  });

  it("does not count what failed as done", () => {
    const step = { op: "create", name: "a", new: file("x") } as const;
    const report = reportOf([began(step), failed(step), said("error", "403", urnOf(step))]);
    assert.deepEqual(report.counts, {});
    assert.equal(report.resources[0]?.failed, true);
  });
});
