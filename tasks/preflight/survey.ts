import { setTimeout as sleep } from "node:timers/promises";
import type { DeclaredIndex, Declaration } from "../declaration/declaration.ts";
import type { GitHub } from "../github/client.ts";
import { commitOfTag } from "../github/tags.ts";
import { readEnvironment, workflowRuns } from "../github/runs.ts";
import { askJobToken } from "../oidc/job-claims.ts";
import type { TaskCall } from "../program/task.ts";
import { readSourceVersions } from "../version/sources.ts";
import { checkBuild } from "./build-run.ts";
import { checkChangelog } from "./changelog.ts";
import { checkClaims } from "./claims.ts";
import { checkCommit } from "./commit.ts";
import { checkEnvironment } from "./environment.ts";
import { type Finding, finding, settled } from "./finding.ts";
import type { Git } from "./git.ts";
import { checkHoldings } from "./holdings.ts";
import { checkImageLock } from "./image-lock.ts";
import { indexPorts } from "./index-ports.ts";
import { presentName } from "./publisher.ts";
import { type ReleaseRun, tagOf } from "./release-run.ts";
import { checkSources } from "./sources.ts";

/** All that checks look at. */
export interface Survey extends Pick<TaskCall, "say" | "variables"> {
  readonly declaration: Declaration;
  readonly run: ReleaseRun;
  /** The checkout's folder. */
  readonly root: string;
  /** How long a build that goes on is waited for (milliseconds). */
  readonly patience: number;
  readonly github: GitHub;
  readonly git: Git;
}

/** Makes every check of a release. The build comes last, and is waited for only where nothing else stops the release. */
export async function surveyRelease(survey: Survey, version: string | null): Promise<readonly Finding[]> {
  const { declaration, root } = survey;
  const imageLock = checkImageLock(root, declaration);
  const found = [
    await commitFinding(survey),
    ...(version === null
      ? []
      : [
          checkSources(readSourceVersions(root, declaration.package), version),
          checkChangelog(root, declaration.package, version),
        ]),
    ...(imageLock === null ? [] : [imageLock]),
    ...(await surveyPublisher(survey)),
  ];
  for (const index of version === null ? [] : declaration.indexes) {
    found.push(await holdingsFinding(survey, index, version ?? ""));
  }
  const isSound = version !== null && found.every(({ faults }) => faults.length === 0);
  return [...found, await buildFinding(survey, isSound ? survey.patience : 0)];
}

/** Makes the checks that a trusted publisher depends on. */
export async function surveyPublisher(survey: Survey): Promise<readonly Finding[]> {
  const found = [...(await claimFindings(survey))];
  for (const { environment } of survey.declaration.indexes) {
    if (environment === null) continue;
    const check = `Environment ${environment.name}`;
    const { workflow } = survey.declaration.release;
    const deployment = { tag: tagOf(survey.run), workflow, mode: survey.run.mode };
    found.push(
      await settled(check, async () =>
        checkEnvironment(environment, await readEnvironment(survey.github, environment.name), deployment),
      ),
    );
  }
  return found;
}

function commitFinding({ run, declaration, git, github }: Survey): Promise<Finding> {
  return settled("Commit", async () => {
    const tag = tagOf(run);
    // What the tag is about is told already.
    if (tag === null) return finding("Commit", run.commit.slice(0, 12));
    const { defaultBranch } = declaration.repository;
    const remote = await commitOfTag(github, tag);
    return checkCommit(git, { tag, commit: run.commit, defaultBranch, remote });
  });
}

async function claimFindings({ declaration, run, github, ...host }: Survey): Promise<readonly Finding[]> {
  const clocks: Finding[] = [];
  const claimed = await settled("OIDC claims", async () => {
    const { claims, clock } = await askJobToken(run.page, { variables: host.variables, say: host.say });
    clocks.push(finding("Clock", "held against GitHub's", { faults: clock === null ? [] : [clock] }));
    const ask = () => presentName(github, declaration.repository);
    return checkClaims(declaration, { claims, run, presentName: ask });
  });
  return [claimed, ...clocks];
}

function holdingsFinding(survey: Survey, index: DeclaredIndex, version: string): Promise<Finding> {
  const { declaration } = survey;
  const candidate = {
    kind: declaration.package.kind,
    version,
    attestations: declaration.release.attestations,
  };
  return settled(`Index ${index.title}`, async () =>
    checkHoldings(index, candidate, await indexPorts(survey, index, version)),
  );
}

function buildFinding({ declaration, run, git, github, say }: Survey, patience: number): Promise<Finding> {
  const { buildWorkflow: workflow } = declaration.release;
  const { defaultBranch } = declaration.repository;
  return settled("Build", async () => {
    const commit = (await git.commitOf(run.commit)) ?? run.commit;
    const runs = () => workflowRuns(github, { workflow, commit });
    return checkBuild(
      { workflow, commit, defaultBranch },
      { runs, say, patience, sleep: (time) => sleep(time) },
    );
  });
}
