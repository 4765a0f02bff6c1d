import type { Recipe } from "../recipe/recipe.ts";

/** What a rule found. */
export interface RuleFinding {
  /** null: of the recipe as a whole. */
  readonly line: number | null;
  readonly fault: string;
  readonly mend: string;
}

/** One of conda-forge's rules. */
export interface Rule {
  /** Names it in faults and tests. */
  readonly name: string;
  /** Messages of conda-smithy's linter that say the same: `R-001`; empty: reviewers ask for it. */
  readonly smithy: readonly string[];
  /** Whether it is told alone, and stops nothing: conda-forge takes such a recipe as well. */
  readonly advice?: true;
  find(recipe: Recipe): readonly RuleFinding[];
}
