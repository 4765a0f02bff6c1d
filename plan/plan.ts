import type { Platform, RunnerLabel } from "./platforms.ts";

/** What will exist once the stack is up, as plain data. Holds names of secrets, never values. */
export interface Plan {
  /** The Pulumi project and stack that deliver all this; named in the header of each delivered file. */
  readonly project: string;
  readonly stack: string;
  readonly package: PackagePlan;
  readonly repository: RepositoryPlan;
  readonly delivery: DeliveryPlan;
  readonly release: ReleasePlan;
  /** One per operating system and architecture, in a fixed order. */
  readonly targets: readonly Target[];
  /** The index that users install from. */
  readonly index: IndexPlan;
  /** TestPyPI, where it comes before `index`; null: it doesn't. */
  readonly testPyPI: IndexPlan | null;
  readonly channels: readonly Channel[];
  /** null: no image is made. */
  readonly image: ImagePlan | null;
  /** null: the package is not on conda-forge by this pipeline. */
  readonly conda: CondaPlan | null;
  readonly upkeep: UpkeepPlan;
  readonly environments: readonly EnvironmentPlan[];
  readonly secrets: readonly SecretPlan[];
  /** What the repository's visibility or the owner's GitHub plan withholds. */
  readonly limits: readonly Limit[];
  /** What works, and may surprise. */
  readonly notices: readonly Notice[];
  /** What is registered at `index`; at TestPyPI it is the same but for the environment. */
  readonly publisher: TrustedPublisher;
}

export interface PackagePlan {
  /** As shown on the index: `pyvenice`. */
  readonly name: string;
  /** As in the names of its files (PEP 625, PEP 427): `my_package`. */
  readonly distribution: string;
  /** What `import` takes: `pyvenice`, or `company.package`. */
  readonly importName: string;
  /** Where its pyproject.toml is, relative to the repository's root: `.` or `python/package`. */
  readonly folder: string;
  /** pure: one `py3-none-any` wheel. native: a wheel per platform, by cibuildwheel. */
  readonly kind: "pure" | "native";
  readonly version: VersionSource;
  /** Modules that state the version as `__version__`, relative to `folder`. */
  readonly versionModules: readonly string[];
  /** Relative to `folder`; null: none is kept. */
  readonly changelog: string | null;
  /** The build backend and what it needs, locked by hash; empty: the common ones that documents/ knows. */
  readonly buildRequires: readonly string[];
  /** CPython versions, oldest first: `3.12`; with a `t` for the free-threaded build: `3.14t`. */
  readonly pythons: readonly string[];
  readonly tests: TestPlan;
  readonly native: NativePlan;
}

/** Where the version is declared: in a file of the sources, or by the git tag alone (setuptools-scm, hatch-vcs). */
export type VersionSource = { readonly from: "file"; readonly path: string } | { readonly from: "tags" };

export interface TestPlan {
  /** Run in a folder that holds `sources` alone, with the built wheel installed; null: only the import is checked. */
  readonly command: string | null;
  /** Requirements (PEP 508) installed beside the wheel: `pytest==9.0.1`. */
  readonly requires: readonly string[];
  /** Extras of the package itself that the tests need: `test`. */
  readonly extras: readonly string[];
  /** Files and folders the tests need, relative to the package's folder: `tests`. */
  readonly sources: readonly string[];
}

/** What only a native package has; all empty for a pure one. Names as in cibuildwheel's options. */
export interface NativePlan {
  readonly musllinux: boolean;
  /** Patterns of build identifiers: `cp312-win_arm64`. */
  readonly skip: readonly string[];
  readonly testSkip: readonly string[];
  /** Environment of the builds everywhere. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lowest macOS the wheels run on: `11.0`; null: cibuildwheel's default. */
  readonly macosDeploymentTarget: string | null;
  readonly systems: Readonly<Record<OperatingSystem, NativeSystem>>;
}

export type OperatingSystem = "linux" | "macos" | "windows";

/** What is done on one operating system alone. */
export interface NativeSystem {
  /** Once before the builds: `yum install -y libffi-devel`. */
  readonly beforeAll: string | null;
  readonly beforeBuild: string | null;
  /** Added to the general environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RepositoryPlan {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly visibility: "public" | "private";
  readonly plan: "free" | "pro" | "team" | "enterprise";
  readonly immutableReleases: boolean;
  readonly vulnerabilityAlerts: boolean;
  readonly attestations: boolean;
  readonly tagRuleset: boolean;
  readonly requirePinnedActions: boolean;
  /** Patterns of further actions that the repository's other workflows may use: `octo-org/octo-action@*`. */
  readonly allowActions: readonly string[];
}

/** How the files get into the repository. */
export interface DeliveryPlan {
  readonly by: "pull-request" | "push";
  /** Slipway's own branch, that pull requests come from: `slipway/prod`. */
  readonly branch: string;
  /** Paths of files that may be overwritten though Slipway did not write what is in them. */
  readonly adopt: readonly string[];
  /** Paths of files to remove. */
  readonly retire: readonly string[];
}

export interface ReleasePlan {
  /** What a release's tag begins with: `v`, in a monorepo `package-v`. */
  readonly tagPrefix: string;
  /** Tag filter of the workflow, the environment and the ruleset: `v*`. */
  readonly tagPattern: string;
  /** Whether a second build that differs stops a release, or is told of alone. */
  readonly secondBuild: "gate" | "report";
  /** Percent of Pythons and platforms that must be covered by wheels; 0: only told. */
  readonly coverage: number;
}

/** A platform that wheels are made for or tested on. */
export interface Target {
  readonly platform: Platform;
  /** Hosted runner of that very architecture: nothing is emulated. */
  readonly runner: RunnerLabel;
  /** Subset of the package's versions that CPython supports there. */
  readonly pythons: readonly string[];
}

export interface IndexPlan {
  readonly name: "pypi" | "testpypi" | "custom";
  /** For people: `PyPI`, `TestPyPI`, or the host of a custom index. */
  readonly title: string;
  /** Upload address of a custom index; null where the tools know it by its name. */
  readonly uploadUrl: string | null;
  /** Address of a custom index's simple API; null where the tools know it by its name. */
  readonly simpleUrl: string | null;
  /** The secret that uploads to a custom index take; null: trusted publishing. */
  readonly token: string | null;
  /** The environment that holds the right to publish; null where the repository can have none. */
  readonly environment: string | null;
}

/** The container image, made of the released wheel for 64-bit Linux on x86 and ARM. */
export interface ImagePlan {
  /** Host: `ghcr.io`. */
  readonly registry: string;
  /** In lower case, without the registry: `octo-org/octo-package`. */
  readonly name: string;
  readonly base: "slim" | "alpine";
  /** Minor version of CPython in it: `3.14`. */
  readonly python: string;
  /** What a container runs: `["python"]`. */
  readonly command: readonly string[];
}

/** A feedstock of conda-forge. */
export interface CondaPlan {
  /** Name of the package and of its feedstock: `pyvenice`. */
  readonly name: string;
  /** Logins, and `org/team`. */
  readonly maintainers: readonly string[];
  /** The recipe that the repository keeps, from its root; null: generated from the sdist. */
  readonly recipe: string | null;
  /** conda's names of dependencies by the index's. */
  readonly names: Readonly<Record<string, string>>;
  /** Languages of conda-forge's compilers; null: as the build backend tells; empty for a pure package. */
  readonly compilers: readonly string[] | null;
  /** Further requirements of the host environment. */
  readonly host: readonly string[];
}

/** What is kept up to date between releases. */
export interface UpkeepPlan {
  readonly schedule: "daily" | "weekly" | "monthly" | "never";
  /** Days that something must be out before a lock takes it. */
  readonly cooldown: number;
  /** The README whose section is kept, from the repository's root; null: none. */
  readonly readme: string | null;
  /** Days that image versions are kept which nothing leads to. */
  readonly keepImages: number;
}

export interface Channel {
  readonly name: "index" | "testpypi" | "github-release" | "image" | "conda-forge" | "homebrew" | "snap";
  readonly state: "on" | "off" | "declined";
  /** Why it is off or declined, or what it delivers. */
  readonly reason: string;
}

export interface EnvironmentPlan {
  readonly name: string;
  /** Logins of people, and `org/team` slugs of teams. */
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  /** Minutes between approval and start: 0 to 43,200. */
  readonly waitTimer: number;
  /** Tags that may deploy: `v*`. */
  readonly tags: readonly string[];
  /** Branches that may deploy: the default one, or none. */
  readonly branches: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export interface SecretPlan {
  readonly name: string;
  /** null: a secret of the repository. */
  readonly environment: string | null;
  /** Why a token exchanged by OIDC can't replace it. */
  readonly reason: string;
}

export interface Limit {
  /** The feature that is not to be had: `required reviewers`. */
  readonly feature: string;
  /** Why, and what would lift it. */
  readonly reason: string;
}

export interface Notice {
  /** The setting: `slipway:environments.pypi.preventSelfReview`. */
  readonly place: string;
  readonly text: string;
}

/** The exact values of the index's trusted publisher form. */
export interface TrustedPublisher {
  readonly project: string;
  readonly owner: string;
  readonly repository: string;
  readonly workflow: string;
  /** null: the form's field stays empty. */
  readonly environment: string | null;
}
