import type { Cell } from "../metadata/cells.ts";
import { ClauseError, type Range, rangeOf } from "../metadata/range.ts";
import { conditionHolds } from "../recipe/condition.ts";
import { type RecipeRequirement, packageName } from "../recipe/recipe.ts";

/** What a recipe requires when the package runs, and where. */
export interface RecipeNeed {
  readonly requirement: RecipeRequirement;
  readonly name: string;
  /** null: it has a bound that can't be compared, such as alternatives. */
  readonly range: Range | null;
  readonly cells: readonly Cell[];
  /** Whether a condition asks for something unknown, so that it may hold or not. */
  readonly uncertain: boolean;
}

/** Reads the requirements of a recipe for the cells that it is built for. */
export function recipeNeeds(
  requirements: readonly RecipeRequirement[],
  cells: readonly Cell[],
): readonly RecipeNeed[] {
  return requirements.map((requirement) => {
    const truths = cells.map((cell) =>
      requirement.conditions.map((condition) => conditionHolds(condition, cell)),
    );
    return {
      requirement,
      name: packageName(requirement.text),
      range: boundOf(requirement.text),
      cells: cells.filter((_, index) => truths[index]?.every((truth) => truth !== false)),
      uncertain: truths.some((all) => all.includes(null)),
    };
  });
}

/** The bound of `name bound build`. */
function boundOf(text: string): Range | null {
  const bare = text
    .trim()
    .replace(/\s*\[.*\]$/, "")
    .replaceAll(/([<>=!~,])\s+/g, "$1");
  const bound = /^[\w.-]+\s*([^\s]*)/.exec(bare)?.[1] ?? "";
  if (bound.includes("|") || bound.includes("${{")) return null;
  try {
    return rangeOf(bound.split(",").filter((clause) => clause !== "" && clause !== "*"));
  } catch (error) {
    if (error instanceof ClauseError) return null;
    throw error;
  }
}
