import assert from "node:assert/strict";
import { unlockedBackends } from "../../../../cli/init/findings/build-requires.ts";
import type { Project } from "../../../../cli/init/project/project.ts";

function faultsOf(...requires: readonly string[]) {
  const project = { pyproject: { "build-system": { requires } }, text: () => null };
  return unlockedBackends(project as unknown as Project, "python");
}

describe("what a package is built with", () => {
  it("is locked for the common backends, however they are spelt", () => {
    assert.deepEqual(
      faultsOf("setuptools>=77", "wheel", "Setuptools_SCM[toml]>=8", "flit_core >=3.2,<5"),
      [],
    );
    assert.deepEqual(faultsOf(), []);
  });

  it("is told where Slipway has no lock for it", () => {
    const [fault, ...more] = faultsOf("setuptools", "Cython>=3", "maturin>=1,<2");
    assert.deepEqual(more, []);
    assert.equal(fault?.place, "python/pyproject.toml");
    assert.match(fault.fault, /^is built with cython, maturin, for which/);
    assert.match(fault.mend, /slipway:package\.buildRequires/);
  });
});
