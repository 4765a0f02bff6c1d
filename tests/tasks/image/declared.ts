import type { Declaration, DeclaredImage } from "../../../tasks/declaration/declaration.ts";
import { noChannels } from "../no-channels.ts";

/** An image as a stack declares it. */
export const declaredImage: DeclaredImage = {
  registry: "ghcr.io",
  name: "thelustriva/pyvenice",
  kind: "slim",
  python: "3.13",
  public: true,
  from: { reference: "python:3.13-slim-trixie", digest: `sha256:${"1".repeat(64)}` },
  buildkit: { reference: "moby/buildkit:v0.33.1", digest: `sha256:${"2".repeat(64)}` },
};

/** A package that has one. */
export function declarationWith(image: DeclaredImage | null, name = "pyvenice"): Declaration {
  return {
    package: {
      name,
      distribution: name,
      importName: name,
      kind: "pure",
      folder: ".",
      versionFile: null,
      versionModules: [],
      changelog: null,
      pythons: ["3.12", "3.13"],
      platforms: ["linux-x86_64", "linux-aarch64"],
    },
    repository: { owner: "TheLustriVA", name: "PyVenice", defaultBranch: "main" },
    release: {
      tagPrefix: "v",
      workflow: "release.yml",
      buildWorkflow: "build.yml",
      attestations: true,
      secondBuild: "gate",
      githubRelease: true,
    },
    indexes: [],
    ...noChannels,
    image,
  };
}
