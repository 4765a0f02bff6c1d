import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { addressVariables } from "./index/address.ts";
import { requireSound, tableOf } from "./preflight/finding.ts";
import { gitOf } from "./preflight/git.ts";
import { isLatest } from "./preflight/latest.ts";
import { readRun, runVariables, tagOf } from "./preflight/release-run.ts";
import { type Survey, surveyPublisher, surveyRelease } from "./preflight/survey.ts";
import { checkTag } from "./preflight/tag.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { isPrerelease, parseVersion } from "./version/version.ts";

type Option = "declaration" | "wait";

/** Decides whether a tag may be released, before anything of the package runs. */
const preflight: Task<Option> = {
  name: "preflight",
  summary:
    "Decides whether a tag may be released, before anything of the package runs: its version, its commit and that\n" +
    "commit's build, the sources, the changelog, the run's OIDC claims, the environments, and what the indexes hold.\n" +
    "Reads only; tells all faults at once. Hands on version, prerelease, latest and tag.",
  operands: "",
  variables: {
    ...runVariables,
    MODE: "release (the default), or check-publisher: only what a trusted publisher depends on is checked",
    GITHUB_API_URL: "address of GitHub's API",
    GH_TOKEN: "token that reads contents, actions and attestations",
    ACTIONS_ID_TOKEN_REQUEST_URL: "where the job asks for its OIDC token (permission id-token: write)",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "what it asks with",
    ...addressVariables,
    GITHUB_OUTPUT: "file that outputs are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    wait: { value: "MINUTES", help: "how long a build that still runs is waited for", default: "20" },
  },
  run: check,
};

async function check(call: TaskCall<Option>): Promise<void> {
  const declaration = readDeclaration(call.options.declaration);
  const run = readRun(call.variables);
  const root = process.cwd();
  const say = (line: string) => call.say(line);
  const survey: Survey = {
    declaration,
    run,
    root,
    say,
    variables: call.variables,
    patience: patienceOf(call.options.wait),
    github: gitHubOf(call.variables, say),
    git: gitOf(root),
  };
  const { release } = declaration;
  const tag = checkTag(run, release);
  const findings =
    run.mode === "release"
      ? [tag, ...(await surveyRelease(survey, tag.version))]
      : await surveyPublisher(survey);
  for (const { check: name, found, notices } of findings) say([`${name}: ${found}`, ...notices].join("; "));
  call.tabulate(tableOf(run.mode === "release" ? "Preflight" : "Preflight of the publisher", findings));
  requireSound(findings);
  const version = tag.version === null ? null : parseVersion(tag.version);
  const tags = await survey.git.tags(release.tagPrefix);
  call.output({
    tag: tagOf(run) ?? "",
    version: tag.version ?? "",
    prerelease: String(version !== null && isPrerelease(version)),
    latest: String(tag.version !== null && isLatest(tag.version, tags, release.tagPrefix)),
  });
}

/** In milliseconds. */
function patienceOf(wait: string): number {
  if (/^\d{1,3}$/.test(wait)) return Number(wait) * 60_000;
  throw new MisuseError({
    place: "--wait",
    fault: "is not a number of minutes from 0 to 999",
    mend: "write --wait 20",
  });
}

await runProgram(preflight);
