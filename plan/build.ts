import type { Settings } from "../config/schema/settings.ts";
import { channelsOf } from "./channels.ts";
import { condaNotices, condaOf } from "./conda.ts";
import { environmentNotices, environmentsOf, secretsOf } from "./environments.ts";
import { imageOf } from "./image.ts";
import { indexOf, testPyPIOf } from "./indexes.ts";
import { isOffered, limitsOf } from "./limits.ts";
import type {
  IndexPlan,
  NativePlan,
  NativeSystem,
  PackagePlan,
  Plan,
  RepositoryPlan,
  TrustedPublisher,
} from "./plan.ts";
import { pythonsOf, targetsOf } from "./targets.ts";

/** File name of the workflow that publishes: a trusted publisher is registered with it. */
const releaseWorkflow = "release.yml";

/** Which stack of which Pulumi project is planned. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/** What will exist once the stack is up. Pure: the same settings give the same plan. */
export function buildPlan({ project, stack }: StackName, settings: Settings): Plan {
  const repository = repositoryOf(settings);
  const index = indexOf(settings);
  const environments = environmentsOf(settings);
  const { tagPrefix } = settings.package;
  return {
    project,
    stack,
    package: packageOf(settings.package),
    repository,
    delivery: { ...settings.delivery, branch: settings.delivery.branch ?? `slipway/${stack}` },
    release: { tagPrefix, tagPattern: `${tagPrefix}*`, ...settings.release },
    targets: targetsOf(settings.package),
    index,
    testPyPI: testPyPIOf(settings),
    channels: channelsOf(settings, index),
    image: imageOf(settings),
    conda: condaOf(settings),
    upkeep: { ...settings.upkeep, readme: settings.upkeep.readme ?? null },
    environments,
    secrets: secretsOf(settings),
    limits: limitsOf(settings),
    notices: [...environmentNotices(environments), ...condaNotices(settings)],
    publisher: publisherOf(settings.package.name, repository, index),
  };
}

function packageOf(settings: Settings["package"]): PackagePlan {
  const distribution = settings.name.toLowerCase().replaceAll(/[-_.]+/g, "_");
  return {
    name: settings.name,
    distribution,
    importName: settings.importName ?? distribution,
    folder: settings.folder.replace(/\/+$/, ""),
    kind: settings.kind,
    version: settings.version,
    versionModules: settings.versionModules,
    changelog: settings.changelog ?? null,
    buildRequires: settings.buildRequires,
    pythons: pythonsOf(settings),
    tests: { ...settings.tests, command: settings.tests.command ?? null },
    native: nativeOf(settings),
  };
}

function nativeOf({ kind, native }: Settings["package"]): NativePlan {
  return {
    musllinux: kind === "native" && (native?.musllinux ?? true),
    skip: native?.skip ?? [],
    testSkip: native?.testSkip ?? [],
    environment: native?.environment ?? {},
    macosDeploymentTarget: native?.macosDeploymentTarget ?? null,
    systems: {
      linux: systemOf(native?.linux),
      macos: systemOf(native?.macos),
      windows: systemOf(native?.windows),
    },
  };
}

function systemOf(system: NonNullable<Settings["package"]["native"]>["linux"] | undefined): NativeSystem {
  return {
    beforeAll: system?.beforeAll ?? null,
    beforeBuild: system?.beforeBuild ?? null,
    environment: system?.environment ?? {},
  };
}

function repositoryOf(settings: Settings): RepositoryPlan {
  const [owner = "", name = ""] = settings.package.repository.split("/");
  const { repository } = settings;
  return {
    owner,
    name,
    defaultBranch: repository.defaultBranch,
    visibility: repository.visibility,
    plan: repository.plan,
    immutableReleases: repository.immutableReleases,
    vulnerabilityAlerts: repository.vulnerabilityAlerts,
    attestations: repository.attestations && isOffered("attestations", repository),
    requirePinnedActions: repository.requirePinnedActions,
    tagRuleset: repository.tagRuleset && isOffered("rulesets", repository),
    allowActions: repository.allowActions,
  };
}

function publisherOf(project: string, repository: RepositoryPlan, index: IndexPlan): TrustedPublisher {
  return {
    project,
    owner: repository.owner,
    repository: repository.name,
    workflow: releaseWorkflow,
    environment: index.environment,
  };
}
