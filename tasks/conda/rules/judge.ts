import {
  type Recipe,
  type RecipePackage,
  type RecipeRequirement,
  packageName,
  requirementsOf,
} from "../recipe/recipe.ts";
import type { Rule, RuleFinding } from "./rule.ts";

/** What a rule says of one requirement; null where it is sound. */
type Judge = (requirement: RecipeRequirement) => Omit<RuleFinding, "line"> | null;

/** A rule on every requirement by itself. */
export function each(judge: Judge): Rule["find"] {
  return (recipe) =>
    recipe.packages.flatMap((one) =>
      requirementsOf(recipe, one).flatMap((requirement) => {
        const found = judge(requirement);
        return found === null ? [] : [{ line: requirement.line, ...found }];
      }),
    );
}

/** A rule on the requirements of a package together. */
export function ofBuild(
  judge: (all: readonly RecipeRequirement[], one: RecipePackage) => Omit<RuleFinding, "line"> | null,
): Rule["find"] {
  return (recipe: Recipe) =>
    recipe.packages.flatMap((one) => {
      const all = requirementsOf(recipe, one);
      const found = judge(all, one);
      const build = all.find(({ section }) => section === "build" || section === "host");
      return found === null ? [] : [{ line: build?.line ?? null, ...found }];
    });
}

/** Whether a package is built with the compiler of a language. */
export function uses(all: readonly RecipeRequirement[], language: string): boolean {
  return all.some(
    ({ section, written }) =>
      section === "build" && new RegExp(`compiler\\(\\s*["'](?:m2w64_)?${language}["']`).test(written),
  );
}

/** Whether a package is built with another. */
export function requires(all: readonly RecipeRequirement[], name: string): boolean {
  return all.some(
    ({ section, text }) => (section === "build" || section === "host") && packageName(text) === name,
  );
}
