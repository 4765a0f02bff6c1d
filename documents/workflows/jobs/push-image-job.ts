import type { ImagePlan, Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { equal, expression, github, matrix, needsOutput, stepOutput } from "../syntax/expressions.ts";
import type { Grants } from "../syntax/permissions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadImages } from "./artifacts.ts";
import { imagePlatforms } from "./image-job.ts";
import { checkout } from "./preparation.ts";
import { type Before, checkedJob } from "./publish-jobs.ts";
import { taskStep } from "./task-step.ts";

const pushes: Grants = {
  contents: { access: "read", reason: "check out the sources" },
  packages: { access: "write", reason: "push the image" },
};

/** What a push is of. */
interface PushedImage {
  readonly plan: Plan;
  readonly image: ImagePlan;
  readonly use: "branch" | "release";
}

/**
 * Pushes both architectures and their index by digest, attests them, and only then names them by tags. Runs nothing of
 * the package; what it pushes are the manifests that the building jobs told, whatever lies in the artifacts by now.
 */
export function pushImageJob<Earlier extends string>(
  pushed: PushedImage,
  before: Before<Earlier>,
): JobDraft<Earlier | "gate" | "image" | "build" | "check"> {
  const { plan, use } = pushed;
  const attests = use === "release" && plan.repository.attestations;
  const checked = checkedJob(plan);
  const own: readonly ("gate" | "image" | "build" | "check")[] =
    use === "release" ? ["gate", checked, "image"] : [checked, "image"];
  return {
    name: "Push the image",
    needs: [...new Set<Earlier | (typeof own)[number]>([...own, ...before.needs])],
    if: before.if,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 30,
    outputs: Object.fromEntries(
      ["decision", "digest"].map((name) => [name, expression(stepOutput("push", name))]),
    ),
    steps: [
      checkout("commit"),
      downloadImages("images"),
      pushByDigest(pushed),
      ...(attests
        ? [checkContents(), signIn(pushed.image), ...attestations(pushed.image)].map(ifPushed)
        : []),
      tagImage(pushed),
    ],
  };
}

function pushByDigest({ plan, use }: PushedImage): StepDraft {
  return taskStep({
    id: "push",
    name: "Push it by digest",
    task: "push-image",
    token: true,
    args: `--archives images${use === "branch" ? ' --branch "$GITHUB_REF_NAME"' : ""}`,
    env: {
      DIGESTS: imagePlatforms
        .map(({ platform, architecture }) => `${platform}=${expression(needsOutput("image", architecture))}`)
        .join("\n"),
      SUMS: expression(needsOutput(checkedJob(plan), "sums")),
      ...(use === "release" && { VERSION: expression(needsOutput("gate", "version")) }),
    },
    grants: pushes,
  });
}

function tagImage({ use }: PushedImage): StepDraft {
  return taskStep({
    id: "tag",
    name: "Name it by its tags",
    task: "tag-image",
    token: true,
    args: `--digest "$DIGEST" ${use === "branch" ? '--branch "$GITHUB_REF_NAME"' : '--latest "$LATEST"'}`,
    env: {
      DIGEST: expression(stepOutput("push", "digest")),
      ...(use === "release" && {
        VERSION: expression(needsOutput("gate", "version")),
        LATEST: expression(needsOutput("gate", "latest")),
      }),
    },
    grants: pushes,
  });
}

/** What its tag named already was attested before it was named. */
function ifPushed(step: StepDraft): StepDraft {
  return { ...step, if: expression(equal(stepOutput("push", "decision"), "publish")) };
}

/** An artifact can be replaced by any job of the run: what is attested is what the building jobs told. */
function checkContents(): StepDraft {
  return {
    id: "contents",
    name: "Check the lists of what it is made of",
    env: {
      SUMS: imagePlatforms
        .map(
          ({ architecture }) =>
            `${expression(needsOutput("image", `${architecture}-sbom`))}  images/${architecture}.cdx.json`,
        )
        .join("\n"),
    },
    run: `sha256sum --check --strict <<< "$SUMS"`,
  };
}

/** For the action that attests: it pushes the attestations beside the image. */
function signIn({ registry }: ImagePlan): StepDraft {
  return {
    id: "sign-in",
    name: "Sign in to the registry",
    uses: "docker/login-action",
    with: { registry, username: expression(github("actor")), password: expression(github("token")) },
    grants: pushes,
  };
}

/** The provenance is the whole image's; what it is made of differs by architecture. */
function attestations(image: ImagePlan): readonly StepDraft[] {
  const name = `${image.registry}/${image.name}`;
  const pushed = { "push-to-registry": true, "create-storage-record": false } as const;
  return [
    {
      id: "attest",
      name: "Attest the image's provenance",
      uses: "actions/attest",
      with: {
        "subject-name": name,
        "subject-digest": expression(stepOutput("push", "digest")),
        ...pushed,
      },
    },
    ...imagePlatforms.map(({ architecture, platform }): StepDraft => ({
      id: `attest-${architecture}`,
      name: `Attest what ${platform} is made of`,
      uses: "actions/attest",
      with: {
        "subject-name": name,
        "subject-digest": expression(needsOutput("image", architecture)),
        "sbom-path": `images/${architecture}.cdx.json`,
        ...pushed,
      },
    })),
  ];
}

/** Pulls the image as anybody would, and runs it, on each architecture. */
export function verifyImageJob<Earlier extends string>(
  { plan, use }: Pick<PushedImage, "plan" | "use">,
  before: Before<Earlier>,
): JobDraft<Earlier | "gate" | "push-image" | "build" | "check"> {
  const checked = checkedJob(plan);
  const own: readonly ("gate" | "push-image" | "build" | "check")[] =
    use === "release" ? ["gate", checked, "push-image"] : [checked, "push-image"];
  const attests = use === "release" && plan.repository.attestations;
  return {
    name: `Verify the image for ${expression(matrix("platform"))}`,
    needs: [...new Set<Earlier | (typeof own)[number]>([...own, ...before.needs])],
    if: before.if,
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 20,
    strategy: { "fail-fast": false, matrix: { include: imagePlatforms } },
    steps: [
      checkout("commit"),
      taskStep({
        id: "verify",
        name: "Pull it and run it",
        task: "verify-image",
        token: true,
        args: `--platform "$PLATFORM" --digest "$DIGEST"${use === "branch" ? ' --branch "$GITHUB_REF_NAME"' : ""}`,
        env: {
          PLATFORM: expression(matrix("platform")),
          DIGEST: expression(needsOutput("push-image", "digest")),
          SUMS: expression(needsOutput(checked, "sums")),
          ...(use === "release" && { VERSION: expression(needsOutput("gate", "version")) }),
        },
        grants: {
          contents: { access: "read", reason: "check out the sources" },
          ...(plan.repository.visibility === "private" && {
            packages: { access: "read", reason: "pull the private image" },
          }),
          ...(attests && { attestations: { access: "read", reason: "verify the attestations" } }),
        },
      }),
    ],
  };
}
