import assert from "node:assert/strict";
import { actionLock, pinAction, withNested } from "../../documents/actions.ts";

const actions = actionLock();
const commit = "0123456789abcdef0123456789abcdef01234567";

describe("lock of actions", () => {
  it("has a full commit and an exact version for each action, and an entry for each nested one", () => {
    for (const [name, action] of Object.entries(actions)) {
      assert.match(name, /^[\w.-]+\/[\w.-]+$/);
      assert.match(action.commit, /^[0-9a-f]{40}$/, name);
      assert.match(action.version, /^v\d+\.\d+\.\d+$/, name);
      for (const nested of action.nested ?? []) assert.ok(nested in actions, `${name} uses ${nested}`);
    }
  });

  it("pins by the lock, an action in a folder by its repository's entry", () => {
    const lock = actionLock({ "octo-org/octo": { version: "v1.2.3", commit } });
    assert.deepEqual(pinAction("octo-org/octo/upload", lock, "place"), {
      action: "octo-org/octo/upload",
      commit,
      version: "v1.2.3",
    });
  });

  it("takes a commit that is given with its version", () => {
    assert.deepEqual(pinAction(`a/b@${commit} # v1.0.0`, actions, "place"), {
      action: "a/b",
      commit,
      version: "v1.0.0",
    });
  });

  it("tells how to add an action that is missing, and the nearest known", () => {
    assert.deepEqual(pinAction("actions/chekout", actions, "here"), {
      place: "here",
      fault: 'action "actions/chekout" is not in the lock',
      mend:
        'did you mean "actions/checkout"? If not, add it to slipway:actions as "actions/chekout": ' +
        "{version: v1.2.3, commit: its full commit}",
    });
  });

  for (const uses of [
    "actions/checkout@v7",
    `a/b@${commit}`,
    "./local",
    "docker://alpine:3",
    "a/b@main # v1",
    "",
  ]) {
    it(`refuses "${uses}"`, () => {
      const refused = pinAction(uses, actions, "here");
      assert.ok("fault" in refused);
      assert.ok(refused.mend.length > 0);
    });
  }

  it("lists the repositories used, with those that composite actions use themselves", () => {
    assert.deepEqual(
      withNested(["pypa/cibuildwheel", "actions/cache/restore", "pypa/cibuildwheel"], actions),
      ["actions/cache", "actions/setup-python", "pypa/cibuildwheel"],
    );
  });
});
