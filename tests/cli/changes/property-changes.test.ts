import assert from "node:assert/strict";
import { propertyChanges } from "../../../cli/changes/property-changes.ts";
import { secret } from "../engine-events.ts";

describe("property changes", () => {
  it("names each leaf that differs by its path", () => {
    const old = { reviewers: [{ users: [1] }], waitTimer: 0, "odd key": 1 };
    const now = { reviewers: [{ users: [1, 2] }], waitTimer: 5, "odd key": 2 };
    assert.deepEqual(propertyChanges(old, now), [
      { path: '["odd key"]', old: 1, new: 2 },
      { path: "reviewers[0].users[1]", new: 2 },
      { path: "waitTimer", old: 0, new: 5 },
    ]);
  });

  it("shows a value that only the update tells by name", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    assert.deepEqual(propertyChanges({}, { id: unknown }), [{ path: "id", new: "[known after up]" }]);
  });

  it("masks a secret wherever it stands", () => {
    const changes = propertyChanges({ a: [{ b: "old" }] }, { a: [{ b: secret }] });
    assert.deepEqual(changes, [{ path: "a[0].b", old: "old", new: "[secret]" }]);
  });

  it("ignores the notes that providers keep for themselves", () => {
    assert.deepEqual(propertyChanges({ __defaults: [] }, { __defaults: ["x"] }), []);
  });
});
