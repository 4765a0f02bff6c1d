import type { DeclaredPackage, Declaration } from "../../../tasks/declaration/declaration.ts";
import { noChannels } from "../no-channels.ts";

/** A declaration of `my_pkg`, with what a test changes of its package and of how a second build counts. */
export function declarationOf(
  changes: Partial<DeclaredPackage> = {},
  secondBuild: "gate" | "report" = "gate",
): Declaration {
  return {
    package: {
      name: "my-pkg",
      distribution: "my_pkg",
      importName: "my_pkg",
      kind: "pure",
      folder: ".",
      versionFile: "pyproject.toml",
      versionModules: [],
      changelog: null,
      pythons: ["3.12", "3.13"],
      platforms: ["linux-x86_64"],
      ...changes,
    },
    repository: { owner: "owner", name: "my-pkg", defaultBranch: "main" },
    release: {
      tagPrefix: "v",
      workflow: "release.yml",
      buildWorkflow: "build.yml",
      attestations: true,
      secondBuild,
      githubRelease: true,
    },
    ...noChannels,
    indexes: [],
  };
}
