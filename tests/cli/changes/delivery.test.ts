import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { createRecorder } from "../../../cli/changes/recorder.ts";
import { blobId } from "../../../documents/git-id.ts";
import { began, ended } from "../engine-events.ts";

const type = "slipway:index:Delivery";
const wanted = {
  owner: "octo",
  repository: "pkg",
  by: "pull-request",
  branch: "slipway/prod",
  files: { "a.yml": "one\n" },
  adopt: [],
  retire: [],
};
const pullRequest = { number: 7, url: "https://github.com/octo/pkg/pull/7", state: "open" };
const waiting = { ...wanted, status: "waiting", pullRequest, edited: {} };

function only(events: readonly EngineEvent[]) {
  const recorder = createRecorder();
  for (const event of events) recorder.take(event);
  const [resource, ...others] = recorder.report().resources;
  assert.ok(resource);
  assert.deepEqual(others, []);
  return { ...resource, counts: recorder.report().counts };
}

/** What a refresh found, and that the update then leaves it so. */
const refreshed = (now: Readonly<Record<string, unknown>>, diffs: readonly string[] = []) => {
  const found = { op: "refresh", type, name: "files", old: waiting, new: now, diffs } as const;
  const same = { op: "same", type, name: "files", old: now, new: now } as const;
  return only([began(found), ended(found), began(same), ended(same)]);
};

describe("a delivery among the changes", () => {
  it("tells where it waits", () => {
    const step = { op: "create", type, name: "files", new: waiting } as const;
    const { delivery } = only([began(step), ended(step)]);
    assert.equal(delivery?.status, "waiting");
    assert.equal(delivery.repository, "octo/pkg");
    assert.deepEqual(delivery.pullRequest, { number: 7, url: "https://github.com/octo/pkg/pull/7" });
  });

  it("tells nothing of it while that is not known", () => {
    const unknown = { ...wanted, status: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    const step = { op: "create", type, name: "files", new: unknown } as const;
    assert.equal(only([began(step), ended(step)]).delivery, null);
  });

  it("shows what it retires as removed, and what it adopts as overwritten", () => {
    const now = {
      ...wanted,
      files: { "a.yml": "one\n", "b.yml": "two\n" },
      adopt: ["b.yml"],
      retire: ["old.yml"],
    };
    const step = { op: "update", type, name: "files", old: wanted, new: now, diffs: ["files"] } as const;
    const { files, properties } = only([began(step), ended(step)]);
    assert.deepEqual(
      files.map(({ path, operation, foreign }) => [path, operation, foreign]),
      [
        ["b.yml", "create", "adopted"],
        ["old.yml", "delete", "retired"],
      ],
    );
    assert.deepEqual(
      properties.map(({ path }) => path),
      ["adopt[0]"],
    );
  });

  it("takes a merge of its pull request for nothing that was changed by hand", () => {
    const merged = { ...waiting, status: "delivered", pullRequest: { ...pullRequest, state: "merged" } };
    assert.equal(refreshed(merged, ["status", "pullRequest"]).drift, null);
  });

  it("shows a file that is left as somebody edited it, which its provider calls no difference", () => {
    const now = { ...waiting, status: "edited", files: { "a.yml": "hand\n" }, edited: { "a.yml": "id" } };
    const { drift, delivery, operation } = refreshed(now);
    assert.equal(operation, "same");
    assert.match(drift?.files[0]?.diff ?? "", /\n-one\n\+hand\n/);
    assert.deepEqual(delivery?.edited, ["a.yml"]);
  });

  it("showed a hand's edit as overwritten by an update that keeps it", () => {
    const files = { "a.yml": "hand\n", "b.yml": "one\n" };
    const old = { ...waiting, status: "edited", files, edited: { "a.yml": blobId("one\n") } };
    const changes = (now: Readonly<Record<string, unknown>>) => {
      const step = { op: "update", type, name: "files", old, new: now, diffs: ["files"] } as const;
      return only([began(step), ended(step)]).files.map(({ path }) => path);
    };
    const now = { ...wanted, files: { "a.yml": "one\n", "b.yml": "two\n" } };
    assert.deepEqual(changes(now), ["b.yml"]);
    assert.deepEqual(changes({ ...now, adopt: ["a.yml"] }), ["a.yml", "b.yml"]);
  });
});

describe("a resource that is dropped but retained", () => {
  it("was counted and shown as deleted, with its files, and is only forgotten", () => {
    const old = { file: "a.yml", content: "one\n" };
    const step = { op: "delete", name: "a", old, retained: true } as const;
    const { operation, files, counts } = only([began(step), ended(step)]);
    assert.equal(operation, "forget");
    assert.deepEqual(files, []);
    assert.deepEqual(counts, { forget: 1 });
  });
});
