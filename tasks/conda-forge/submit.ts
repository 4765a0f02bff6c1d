import type { Declaration } from "../declaration/declaration.ts";
import type { GitHub } from "../github/client.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { type Proposal, bringRecipe } from "./branch.ts";
import { type Known, fillChecklist } from "./checklist.ts";
import { findFeedstock, readText } from "./feedstock.ts";
import { forkOf } from "./fork.ts";
import { openPull, reopen } from "./pull-request.ts";
import { type RecipeFacts } from "./recipe.ts";
import type { RecipeFile } from "./recipe-files.ts";
import { type CheckedSource, checkSource } from "./source-check.ts";
import {
  type OwnPull,
  type StagedPull,
  type Upstream,
  branchOf,
  isStaged,
  pullsFrom,
  pullsWithRecipe,
  stagedRecipes,
  upstreamOf,
} from "./staged.ts";

/** A recipe to be submitted. */
export interface Submission {
  readonly declaration: Declaration;
  /** As conda calls the package. */
  readonly name: string;
  readonly recipe: RecipeFacts & { readonly version: string };
  readonly files: readonly RecipeFile[];
  /** The person who submits it. */
  readonly login: string;
  /** What that person has said. */
  readonly confirmed: ReadonlySet<string>;
  /** Whether a pull request that was closed is opened again. */
  readonly reopens: boolean;
  /** How long a new fork is waited for (milliseconds). */
  readonly bound: number;
}

/** What came of it. */
export interface Submitted {
  readonly state: "feedstock" | "merged" | "open";
  readonly url: string;
  /** Points of the checklist that nobody has checked; known only where the pull request was opened now. */
  readonly open: readonly string[];
}

/**
 * Brings a recipe to staged-recipes in one pull request, however often it is done and wherever it was interrupted. Does
 * nothing where the feedstock is there, or the pull request is merged; throws a TaskError where somebody else proposes
 * such a recipe, or the own proposal was turned down.
 */
export async function submit(
  github: GitHub,
  submission: Submission,
  call: Pick<TaskCall, "variables" | "say">,
): Promise<Submitted> {
  const { name, login, files, recipe, bound } = submission;
  const feedstock = await findFeedstock(github, name);
  if (feedstock?.archived === true) throw archived(feedstock.url);
  if (feedstock !== null) return { state: "feedstock", url: feedstock.url, open: [] };
  const [own = null] = await pullsFrom(github, login, name);
  if (own?.merged === true) return { state: "merged", url: own.url, open: [] };
  if (own?.state === "closed" && !submission.reopens) throw turnedDown(own);
  const upstream = await upstreamOf(github);
  await requireFree(github, upstream, { name, own });
  const source = await checkSource(submission.declaration, recipe, call);
  const fork = await forkOf(github, upstream, login);
  const proposal: Proposal = { name, version: recipe.version, files, upstream, login, fork, bound };
  if (own?.state === "closed") await reopenOrTell(github, proposal, { own, call });
  call.say(`${fork}, branch ${branchOf(name)}: ${await bringRecipe(github, proposal)}`);
  let open: readonly string[] = [];
  const url = await openPull(github, proposal, async () => {
    const filled = fillChecklist(await templateOf(github, upstream), knownOf(submission, source));
    open = filled.open;
    return `${filled.text}\n\n${toldOf(submission, source)}\n`;
  });
  return { state: "open", url, open };
}

async function reopenOrTell(
  github: GitHub,
  proposal: Proposal,
  { own, call }: { readonly own: OwnPull; readonly call: Pick<TaskCall, "say"> },
): Promise<void> {
  const isOpen = await reopen(github, proposal, own);
  call.say(
    isOpen ? `${own.url}: opened again` : `${own.url}: can't be opened again; a new one takes its place`,
  );
}

/** Nobody else proposes such a recipe, and none is there. */
async function requireFree(
  github: GitHub,
  upstream: Upstream,
  { name, own }: { readonly name: string; readonly own: OwnPull | null },
): Promise<void> {
  if (own?.state === "open") return;
  const others = (await pullsWithRecipe(github, name)).filter(({ number }) => number !== own?.number);
  const faults = others.map(otherFault);
  if (await isStaged(github, upstream, name)) {
    const place = `https://github.com/${upstream.repository}/tree/${upstream.defaultBranch}/recipes/${name}`;
    const fault = "is there already, and becomes a feedstock";
    faults.push({ place, fault, mend: "wait for the feedstock, and ask there to be a maintainer" });
  }
  if (faults.length > 0) throw new TaskError(faults);
}

function otherFault({ url, user, merged }: StagedPull): Fault {
  const fault = `${merged ? "has added" : "proposes"} a recipe of that name, by ${user}`;
  const mend = merged
    ? "wait for its feedstock, and ask there to be a maintainer"
    : "agree with them: review it, or have it closed, then run the job again";
  return { place: url, fault, mend };
}

function archived(url: string): TaskError {
  const mend = "ask conda-forge to bring it back, by a request in conda-forge/admin-requests";
  return new TaskError([{ place: url, fault: "is the feedstock, and is archived", mend }]);
}

function turnedDown({ url }: OwnPull): TaskError {
  const fault = "was closed without being merged";
  const mend = "read there why; to open it again, run the workflow conda-forge.yml with -f reopen=true";
  return new TaskError([{ place: url, fault, mend }]);
}

/** Where staged-recipes keeps what a pull request is to say. */
async function templateOf(github: GitHub, { repository, defaultBranch }: Upstream): Promise<string> {
  const file = ".github/pull_request_template.md";
  const ref = encodeURIComponent(defaultBranch);
  return (await readText(github, `/repos/${repository}/contents/${file}?ref=${ref}`)) ?? "";
}

function knownOf({ recipe, declaration, login, confirmed }: Submission, source: CheckedSource): Known {
  const { maintainers, isNoarch, urls, buildNumber } = recipe;
  const isAlone = maintainers.length === 1 && maintainers[0]?.toLowerCase() === login.toLowerCase();
  return {
    isLicensePackaged: source.hasLicense,
    isOfficial: true,
    isArchive: urls.length > 0 && urls.every((url) => /^https?:\/\/\S+\.(tar\.gz|zip)$/.test(url)),
    buildNumber,
    isPure: isNoarch && declaration.package.kind === "pure",
    isAgreed: isAlone || confirmed.has("maintainers"),
    confirmed,
  };
}

function toldOf({ declaration, name }: Submission, { sdist, sha256, index }: CheckedSource): string {
  const { owner, name: repository } = declaration.repository;
  return [
    `Adds \`${name}\`, developed at https://github.com/${owner}/${repository}.`,
    `Its source is \`${sdist}\` as ${index} has it (SHA-256 \`${sha256}\`).`,
    `Points are ticked where the workflow that opened this, or a person who started it, has checked them.`,
  ].join("\n");
}

/** What to do once a pull request is open. */
export function nextSteps({ declaration }: Submission): readonly string[] {
  const team = declaration.package.kind === "pure" ? "help-python" : "help-python-c";
  return [
    `conda-forge's checks build the recipe now; mend what they find in the recipe, and run the job again.`,
    `Once they pass, comment there: @conda-forge-admin, please ping conda-forge/${team}`,
    `After it is merged into ${stagedRecipes}, the feedstock is made and its bot follows the releases.`,
  ];
}
