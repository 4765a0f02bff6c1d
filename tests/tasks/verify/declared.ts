import type { Declaration, DeclaredIndex, DeclaredPackage } from "../../../tasks/declaration/declaration.ts";
import { noChannels } from "../no-channels.ts";

/** PyPI, as a stack declares it. */
export const pypi: DeclaredIndex = {
  name: "pypi",
  title: "PyPI",
  simpleUrl: null,
  uploadUrl: null,
  trustedPublishing: true,
  environment: null,
};

/** A package `demo`, published to PyPI, with what a test needs otherwise. */
export function declarationOf(
  own: Partial<DeclaredPackage>,
  indexes: readonly DeclaredIndex[] = [pypi],
): Declaration {
  return {
    package: {
      name: "demo",
      distribution: "demo",
      importName: "demo",
      kind: "pure",
      folder: ".",
      versionFile: null,
      versionModules: [],
      changelog: null,
      pythons: ["3.12"],
      platforms: ["linux-x86_64"],
      ...own,
    },
    repository: { owner: "example", name: "demo", defaultBranch: "main" },
    release: {
      tagPrefix: "v",
      workflow: "release.yml",
      buildWorkflow: "build.yml",
      attestations: true,
      secondBuild: "gate",
      githubRelease: true,
    },
    ...noChannels,
    indexes,
  };
}
