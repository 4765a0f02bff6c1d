/**
 * What the stack declares of a release, delivered as `.github/slipway/release.json`: all that tasks need to know of the
 * package and its pipeline. Holds no address of an index that tools know by its name, and no secret.
 */
export interface Declaration {
  readonly package: DeclaredPackage;
  readonly repository: { readonly owner: string; readonly name: string; readonly defaultBranch: string };
  readonly release: DeclaredRelease;
  /** In the order of publishing: TestPyPI before PyPI. */
  readonly indexes: readonly DeclaredIndex[];
  /** null: no image is made. */
  readonly image: DeclaredImage | null;
  /** null: the package is not on conda-forge by this pipeline. */
  readonly conda: DeclaredConda | null;
  readonly upkeep: DeclaredUpkeep;
}

/** The container image, made of the released wheel for `linux/amd64` and `linux/arm64`. */
export interface DeclaredImage {
  /** Host: `ghcr.io`. */
  readonly registry: string;
  /** In lower case, without the registry: `octo-org/octo-package`. */
  readonly name: string;
  readonly kind: "slim" | "alpine";
  /** Minor version of CPython in it: `3.14`. */
  readonly python: string;
  /** Whether everybody may pull it, which the registry does not tell. */
  readonly public: boolean;
  /** The image it stands on; `.github/slipway/locks/images.json` of the repository goes before. */
  readonly from: DeclaredBase;
  /** The image of BuildKit that builds it, from the same lock. */
  readonly buildkit: DeclaredBase;
}

/** An image by name and digest. */
export interface DeclaredBase {
  /** `python:3.14-slim-trixie` */
  readonly reference: string;
  /** Of its index: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** A feedstock of conda-forge. */
export interface DeclaredConda {
  /** `pyvenice`; its feedstock is conda-forge/pyvenice-feedstock. */
  readonly name: string;
  readonly maintainers: readonly string[];
  /** The recipe that the repository keeps, from its root; null: generated from the sdist. */
  readonly recipe: string | null;
  /** conda's names of dependencies by the index's. */
  readonly names: Readonly<Record<string, string>>;
  /** Languages of compilers; null: as the build backend tells, `c` where it does not; empty: pure. */
  readonly compilers: readonly string[] | null;
  readonly host: readonly string[];
}

export interface DeclaredUpkeep {
  /** Days that something must be out before a lock takes it. */
  readonly cooldown: number;
  /** The README whose section is kept, from the repository's root; null: none. */
  readonly readme: string | null;
  /** Days that image versions are kept which nothing leads to. */
  readonly keepImages: number;
}

export interface DeclaredPackage {
  /** As shown on the index: `pyvenice`. */
  readonly name: string;
  /** As in the names of its files: `my_package`. */
  readonly distribution: string;
  readonly importName: string;
  readonly kind: "pure" | "native";
  /** Where its pyproject.toml is, relative to the repository's root. */
  readonly folder: string;
  /** The file that a person changes the version in, relative to `folder`; null: tags alone decide. */
  readonly versionFile: string | null;
  /** Modules that must state the same version as `__version__`, relative to `folder`. */
  readonly versionModules: readonly string[];
  /** Relative to `folder`; null: the package keeps none. */
  readonly changelog: string | null;
  /** Minor versions of CPython, oldest first: `3.12`, `3.14t`. */
  readonly pythons: readonly string[];
  /** Platforms that wheels are built for (native) or tested on (pure): `linux-x86_64`. */
  readonly platforms: readonly string[];
}

export interface DeclaredRelease {
  readonly tagPrefix: string;
  /** File name of the workflow that releases: `release.yml`. */
  readonly workflow: string;
  /** File name of the workflow that must have passed on the tag's commit: `build.yml`. */
  readonly buildWorkflow: string;
  /** Whether files are attested, and so whether attestations are asked for. */
  readonly attestations: boolean;
  /** Whether a second build that differs stops the release, or is told of alone. */
  readonly secondBuild: "gate" | "report";
  /** Whether there is a GitHub release. */
  readonly githubRelease: boolean;
}

export interface DeclaredIndex {
  readonly name: "pypi" | "testpypi" | "custom";
  /** For people: `PyPI`. */
  readonly title: string;
  /** Address of the simple API of a custom index; null: pip knows it. */
  readonly simpleUrl: string | null;
  /** Upload address of a custom index; null: twine knows it. */
  readonly uploadUrl: string | null;
  /** Whether the index takes a token exchanged by OIDC, so that a publisher is registered there. */
  readonly trustedPublishing: boolean;
  /** The environment of its publishing job, with its rules; null where the repository can have none. */
  readonly environment: DeclaredEnvironment | null;
}

export interface DeclaredEnvironment {
  readonly name: string;
  /** Logins, and `org/team`. */
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  /** Minutes. */
  readonly waitTimer: number;
  /** Patterns of tags that may deploy: `v*`. */
  readonly tags: readonly string[];
}
