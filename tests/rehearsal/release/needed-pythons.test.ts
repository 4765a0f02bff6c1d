import assert from "node:assert/strict";
import { requirePythons } from "../../../rehearsal/release/needed-pythons.ts";

describe("the Pythons of a rehearsed release", () => {
  it("are told at the start where all of this machine are older than the package takes", () => {
    assert.throws(() => requirePythons(["3.14", "3.12", "3.14t"], ["3.11", "3.11"]), {
      message:
        "CPython: 3.12 or newer is not on this machine, which has 3.11; the package is tested on nothing older; " +
        "install one (uv python install 3.14, pyenv install 3.14), with venv and pip",
    });
    assert.throws(() => requirePythons(["3.12"], []), /which has none/);
  });

  it("need not be the very ones", () => {
    requirePythons(["3.14", "3.12"], ["3.13", "3.11"]);
    requirePythons(["3.9"], ["3.15"]);
  });
});
