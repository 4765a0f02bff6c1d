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
