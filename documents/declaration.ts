import { indexesOf } from "../plan/indexes.ts";
import type { ImagePlan, IndexPlan, Plan } from "../plan/plan.ts";
import type {
  DeclaredEnvironment,
  DeclaredImage,
  DeclaredIndex,
  Declaration,
} from "../tasks/declaration/declaration.ts";
import { baseImage, buildkitImage } from "./container/base-images.ts";
import { declarationPath } from "./delivery-paths.ts";
import type { Document } from "./document.ts";
import { headerComment } from "./header.ts";
import { drafts } from "./workflows/jobs/release-jobs.ts";

/** What the tasks of a release are told of the stack. */
export function declarationDocument(plan: Plan, buildWorkflow: string): Document {
  const commented = { $comment: headerComment(plan), ...declarationOf(plan, buildWorkflow) };
  const content = `${JSON.stringify(commented, null, 2)}\n`;
  return { path: declarationPath, content };
}

function declarationOf(plan: Plan, buildWorkflow: string): Declaration {
  const { package: declared, repository, release } = plan;
  return {
    package: {
      name: declared.name,
      distribution: declared.distribution,
      importName: declared.importName,
      kind: declared.kind,
      folder: declared.folder,
      versionFile: declared.version.from === "file" ? declared.version.path : null,
      versionModules: declared.versionModules,
      changelog: declared.changelog,
      pythons: declared.pythons,
      platforms: plan.targets.map(({ platform }) => platform),
    },
    repository: { owner: repository.owner, name: repository.name, defaultBranch: repository.defaultBranch },
    release: {
      tagPrefix: release.tagPrefix,
      workflow: plan.publisher.workflow,
      buildWorkflow,
      attestations: repository.attestations,
      secondBuild: release.secondBuild,
      githubRelease: drafts(plan),
    },
    indexes: indexesOf(plan).map((index) => indexOf(plan, index)),
    image: plan.image === null ? null : imageOf(plan, plan.image),
    conda: plan.conda,
    upkeep: {
      cooldown: plan.upkeep.cooldown,
      readme: plan.upkeep.readme,
      keepImages: plan.upkeep.keepImages,
    },
  };
}

function imageOf({ repository }: Plan, { registry, name, base, python }: ImagePlan): DeclaredImage {
  return {
    registry,
    name,
    kind: base,
    python,
    public: repository.visibility === "public",
    from: baseImage(base, python),
    buildkit: buildkitImage,
  };
}

function indexOf(
  plan: Plan,
  { name, title, simpleUrl, uploadUrl, token, environment }: IndexPlan,
): DeclaredIndex {
  return {
    name,
    title,
    simpleUrl,
    uploadUrl,
    trustedPublishing: token === null,
    environment: environment === null ? null : environmentOf(plan, environment),
  };
}

function environmentOf(plan: Plan, name: string): DeclaredEnvironment {
  const environment = plan.environments.find((one) => one.name === name);
  return {
    name,
    reviewers: environment?.reviewers ?? [],
    preventSelfReview: environment?.preventSelfReview ?? false,
    waitTimer: environment?.waitTimer ?? 0,
    tags: environment?.tags ?? [],
  };
}
