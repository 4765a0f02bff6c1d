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
      faultsOf("setuptools>=77", "wheel", "Setuptools_SCM[toml]>=8", "flit_core >=3.11,<4"),
      [],
    );
    assert.deepEqual(faultsOf(), []);
  });

  it("is told where the sources' bounds leave out what Slipway locks", () => {
    const [fault, ...more] = faultsOf("setuptools>=61,!=70.*", "flit_core>=4,<5");
    assert.deepEqual(more, []);
    assert.match(fault?.fault ?? "", /^is built with flit_core>=4,<5, and Slipway locks flit-core 3\./);
    const admitted = [
      "setuptools[core]>=61.0",
      "hatchling~=1.20",
      "poetry-core (>=1.0.0)",
      "wheel; python_version < '4'",
    ];
    assert.deepEqual(faultsOf(...admitted, "setuptools @ https://example.com/x.zip"), []);
    for (const bound of ["<80", "==61.*", "~=60.1", "===1.0", "!=*", ">99999"])
      assert.equal(faultsOf(`setuptools${bound}`).length, bound === "!=*" ? 0 : 1, bound);
  });

  it("is told where Slipway has no lock for it", () => {
    const [fault, ...more] = faultsOf("setuptools", "Cython>=3", "maturin>=1,<2");
    assert.deepEqual(more, []);
    assert.equal(fault?.place, "python/pyproject.toml");
    assert.match(fault.fault, /^is built with cython, maturin, for which/);
    assert.match(fault.mend, /slipway:package\.buildRequires/);
  });
});
