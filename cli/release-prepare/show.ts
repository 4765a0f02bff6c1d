import { createTwoFilesPatch } from "diff";
import type { Plan } from "../../plan/plan.ts";
import type { Colours } from "../show/colours.ts";
import { wrapped } from "../show/wrap.ts";
import type { Preparation } from "../../documents/release/prepare.ts";
import type { Proposal } from "./propose.ts";
import { nextSteps } from "./pull-text.ts";

/** What was prepared, and how it is shown. */
export interface Shown {
  readonly plan: Plan;
  readonly preparation: Preparation;
  /** Old texts of what is edited, by path. */
  readonly before: ReadonlyMap<string, string>;
  /** null: there was nothing to propose, or it was only to be shown. */
  readonly proposal: Proposal | null;
  readonly isDryRun: boolean;
}

/** For people. */
export function shownLines(shown: Shown, colours: Colours, width: number): readonly string[] {
  const { plan, preparation, proposal } = shown;
  const steps = nextSteps(plan, preparation);
  const isOpen = preparation.edits.size > 0;
  const numbered = [
    ...(isOpen
      ? [shown.isDryRun ? "Let it open the pull request, and merge that." : "Merge the pull request."]
      : []),
    ...steps,
  ].map((step, at) => `  ${at + 1}. ${step}`);
  const paths = proposal === null ? [] : [...preparation.edits.keys()].map((path) => `  ${path}`);
  const text = [said(shown, colours), ...paths, ...preparation.notices];
  const rest = ["", "What happens next:", ...numbered];
  const patches = shown.isDryRun
    ? filesOf(shown).flatMap(({ diff }) => ["", ...diff.trimEnd().split("\n")])
    : [];
  return [
    ...text.flatMap((line) => wrapped(line, width)),
    ...patches,
    ...rest.flatMap((line) => wrapped(line, width)),
  ];
}

function said({ plan, preparation, proposal, isDryRun }: Shown, colours: Colours): string {
  const { version, stated, edits } = preparation;
  const name = colours.bold(`${plan.package.name} ${version}`);
  if (edits.size === 0)
    return stated === null
      ? `${name}: its tag alone decides the version, so that nothing is to be bumped.`
      : `${name}: the sources say so already, nothing is to be changed.`;
  const after = stated === null || stated === version ? "" : ` after ${stated}`;
  if (proposal === null) return `${name}${after}${isDryRun ? " would change:" : ":"}`;
  return `${name}${after}: pull request ${proposal.number} ${actions[proposal.action]}: ${proposal.url}`;
}

const actions = {
  opened: "is open",
  updated: "is brought up to date",
  unchanged: "is open, and up to date",
} as const;

function filesOf({ preparation, before }: Shown) {
  return [...preparation.edits].map(([path, text]) => ({
    path,
    diff: createTwoFilesPatch(`a/${path}`, `b/${path}`, before.get(path) ?? "", text, undefined, undefined, {
      context: 2,
      headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    }),
  }));
}

/** The one object that `--json` prints. */
export function shownJson(shown: Shown): object {
  const { plan, preparation, proposal, isDryRun } = shown;
  const { version, stated, tag, notices } = preparation;
  return {
    command: "release:prepare",
    stack: plan.stack,
    result: "succeeded",
    version,
    stated,
    tag,
    dryRun: isDryRun,
    files: filesOf(shown),
    pullRequest: proposal,
    notices,
    next: nextSteps(plan, preparation),
    faults: [],
  };
}
