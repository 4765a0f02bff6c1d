import assert from "node:assert/strict";
import { type Python, choosePython, inOrder } from "../../../rehearsal/python/python.ts";

function python(version: string, threaded = false): Python {
  const minor = `${version.split(".").slice(0, 2).join(".")}${threaded ? "t" : ""}`;
  return { version, minor, file: `/opt/${minor}/bin/python`, headers: `/opt/${minor}/include` };
}

const here = inOrder([
  python("3.9.1"),
  python("3.12.1"),
  python("3.13.0", true),
  python("3.13.0"),
  python("3.13.2"),
]);

function chosen(asked: string, pythons = here): readonly [string, string | null] | null {
  const choice = choosePython(asked, pythons);
  return choice === null ? null : [`${choice.python.minor} ${choice.python.version}`, choice.note];
}

describe("the Python of a job", () => {
  it("is the newest release of a minor version, free-threaded only where that is asked for", () => {
    assert.deepEqual(chosen("3.13"), ["3.13 3.13.2", null]);
    assert.deepEqual(chosen("3.13t"), ["3.13t 3.13.0", null]);
    assert.deepEqual(chosen("3.9"), ["3.9 3.9.1", null]);
  });

  it("is the exact release where it is here, else another of its minor version, which is told", () => {
    assert.deepEqual(chosen("3.13.0"), ["3.13 3.13.0", null]);
    assert.deepEqual(chosen("3.12.9"), ["3.12 3.12.1", "CPython 3.12.1 in place of 3.12.9"]);
  });

  it("is the nearest one before where only something is built with it", () => {
    assert.deepEqual(chosen("3.14.9"), ["3.13 3.13.2", "CPython 3.13.2 in place of 3.14.9"]);
    assert.deepEqual(chosen("3.10.2"), ["3.9 3.9.1", "CPython 3.9.1 in place of 3.10.2"]);
    assert.deepEqual(chosen("3.8.2"), ["3.9 3.9.1", "CPython 3.9.1 in place of 3.8.2"]);
    assert.equal(chosen("3.14.9", []), null);
  });

  it("is the nearest one, which is told, where a minor version is asked for that is not here", () => {
    assert.deepEqual(chosen("3.14"), ["3.13 3.13.2", "CPython 3.13.2 in place of 3.14"]);
  });

  it("is none where a free-threaded one is asked for that is not here, or none at all", () => {
    assert.equal(chosen("3.12t"), null);
    assert.equal(chosen("3.x"), null);
  });
});
