import type { Settings } from "../config/schema/settings.ts";
import type { CondaPlan, Notice } from "./plan.ts";

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

/** The environment that holds the token of whoever submits to conda-forge; runs of the default branch alone get it. */
export const condaForgeEnvironment = "conda-forge";
/** That token's name. */
export const condaForgeSecret = "CONDA_FORGE_TOKEN";

/** That somebody has to hand over a token, which no job has by itself. */
export function condaNotices({ conda, secrets }: Settings): Notice[] {
  if (conda === undefined || secrets[condaForgeSecret]?.environment === condaForgeEnvironment) return [];
  const text = `conda-forge.yml submits by a token of yours (public_repo), which the stack does not set: before its first run, gh secret set ${condaForgeSecret} --env ${condaForgeEnvironment}`;
  return [{ place: "slipway:conda", text }];
}
