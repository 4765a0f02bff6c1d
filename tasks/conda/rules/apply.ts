import type { Fault } from "../../program/fault.ts";
import type { Recipe } from "../recipe/recipe.ts";
import { aboutRules } from "./about.ts";
import { buildRules } from "./build.ts";
import { compilerRules } from "./compilers.ts";
import { pythonRules } from "./python.ts";
import { requirementRules } from "./requirements.ts";
import type { Rule } from "./rule.ts";
import { sectionRules } from "./sections.ts";
import { sourceRules } from "./source.ts";
import { textRules } from "./text.ts";

/**
 * conda-forge's rules for a recipe of schema version 1, after the messages of conda-smithy's linter (November 2026) and what
 * its reviewers ask for beside.
 */
export const rules: readonly Rule[] = [
  ...textRules,
  ...sectionRules,
  ...sourceRules,
  ...buildRules,
  ...requirementRules,
  ...compilerRules,
  ...pythonRules,
  ...aboutRules,
];

/** What the rules find in a recipe: faults, and what is told alone. */
export interface Judged {
  readonly faults: readonly Fault[];
  readonly advice: readonly Fault[];
}

/** Holds a recipe against all rules. */
export function applyRules(recipe: Recipe): Judged {
  const found = (asked: readonly Rule[]) =>
    asked.flatMap((rule) =>
      rule.find(recipe).map(({ line, fault, mend }) => ({
        place: line === null ? recipe.place : `${recipe.place}:${line}`,
        fault: `${fault} (${[rule.name, ...rule.smithy].join(", ")})`,
        mend,
      })),
    );
  return {
    faults: found(rules.filter(({ advice }) => advice !== true)),
    advice: found(rules.filter(({ advice }) => advice === true)),
  };
}
