import assert from "node:assert/strict";
import { statedVersions } from "../../../../cli/init/findings/stated.ts";
import type { Project } from "../../../../cli/init/project/project.ts";

const inFile = { from: "file", path: "pyproject.toml" } as const;

function project(files: Readonly<Record<string, string>>): Project {
  const text = (path: string) => files[path] ?? null;
  const nothing = { pyproject: null, setupCfg: {}, toxIni: {}, pytestIni: {} };
  return { folder: ".", paths: Object.keys(files), text, ...nothing };
}

describe("versions that a package states beside the declared one", () => {
  it("are its changelog and the module that holds a text", () => {
    const files = { "CHANGES.rst": "", "src/example/__init__.py": '"""Doc."""\n__version__: str = "1.0"\n' };
    const { changelog, versionModules } = statedVersions(project(files), {
      importName: "example",
      version: inFile,
    });
    assert.equal(changelog?.value, "CHANGES.rst");
    assert.deepEqual(versionModules?.value, ["src/example/__init__.py"]);
  });

  it("are no module that asks for the version, declares it, or has it from tags", () => {
    const asks = { "example/__init__.py": '__version__ = version("example")\n' };
    const text = { "example/__init__.py": "__version__ = '1.0'\n" };
    const declared = { from: "file", path: "example/__init__.py" } as const;
    const modules = [
      statedVersions(project(asks), { importName: "example", version: inFile }),
      statedVersions(project(text), { importName: "example", version: declared }),
      statedVersions(project(text), { importName: "example", version: { from: "tags" } }),
      statedVersions(project({}), { importName: "example", version: null }),
    ].map(({ versionModules }) => versionModules);
    assert.deepEqual(modules, [null, null, null, null]);
  });
});
