import type { Settings } from "../config/schema/settings.ts";
import type { CondaPlan } from "./plan.ts";

/** The feedstock on conda-forge; null: the package is not there by this pipeline. */
export function condaOf({ conda, package: declared }: Settings): CondaPlan | null {
  if (conda === undefined) return null;
  const { maintainers, names, host } = conda;
  return {
    name: conda.name ?? declared.name.toLowerCase(),
    maintainers,
    names,
    host,
    recipe: conda.recipe ?? null,
    compilers: declared.kind === "pure" ? [] : (conda.compilers ?? null),
  };
}
