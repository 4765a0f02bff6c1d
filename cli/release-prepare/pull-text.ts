import type { Plan } from "../../plan/plan.ts";
import type { Preparation } from "../../documents/release/prepare.ts";

/** What is left to do once the change is merged, one step each; commands are in backticks. */
export function nextSteps(
  { repository, release, index, environments }: Plan,
  { tag }: Preparation,
): readonly string[] {
  const branch = repository.defaultBranch;
  const { reviewers = [] } = environments.find(({ name }) => name === index.environment) ?? {};
  return [
    `Wait until the build of that commit has passed on ${branch}: a release asks for it.`,
    `Push the tag: \`git fetch origin && git tag ${tag} origin/${branch} && git push origin ${tag}\`. A person pushes it, or an App: what a workflow pushes with its GITHUB_TOKEN starts no workflow.`,
    `The tag ${release.tagPattern} starts the release; it publishes to ${index.title}${reviewers.length === 0 ? "" : ` once ${listed(reviewers)} approved it`}.`,
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `one of ${names.join(", ")}`;
}

/** The pull request's title and text. */
export function pullText(
  plan: Plan,
  preparation: Preparation,
): { readonly title: string; readonly body: string } {
  const { version, stated, edits, notices } = preparation;
  const from = stated === null || stated === version ? "" : `, after ${stated}`;
  const files = [...edits.keys()].map((path) => `- \`${path}\``);
  const steps = ["Merge this pull request.", ...nextSteps(plan, preparation)];
  return {
    title: `Prepare ${plan.package.name} ${version}`,
    body: [
      `Version ${version}${from}. It changes:`,
      "",
      ...files,
      "",
      ...(notices.length === 0 ? [] : [...notices, ""]),
      "What happens next:",
      "",
      ...steps.map((step, at) => `${at + 1}. ${step}`),
      "",
      `Prepared by stack ${plan.stack} of the Pulumi project ${plan.project}; \`npm run release:prepare\` there brings it up to date.`,
      "",
    ].join("\n"),
  };
}
