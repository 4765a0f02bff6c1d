import { feedstockRecipe, findFeedstock, organization } from "../conda-forge/feedstock.ts";
import type { Declaration, DeclaredConda } from "../declaration/declaration.ts";
import type { GitHub } from "../github/client.ts";
import { TaskError } from "../program/fault.ts";
import { sameVersion } from "../version/version.ts";
import type { Channel } from "./channel.ts";

/**
 * conda-forge as a channel: the sdist that the recipe on the feedstock's default branch is built from, where that is
 * the version asked for; nothing before the feedstock has come to it, and where its hash can't be told. Its bot does
 * that hours or days after a release, so that nothing ever waits for it.
 */
export function condaChannel(
  github: GitHub,
  {
    package: { distribution },
    conda: { name },
  }: Pick<Declaration, "package"> & { readonly conda: DeclaredConda },
): Channel {
  return {
    name: "conda-forge",
    title: "conda-forge",
    openDays: null,
    page: () => `https://github.com/${organization}/${name}-feedstock`,
    async read(version) {
      const feedstock = await findFeedstock(github, name);
      const recipe = feedstock === null ? null : await feedstockRecipe(github, feedstock);
      if (recipe?.sha256 == null || recipe.version === null) return [];
      if (!sameVersion(recipe.version, version)) return [];
      const file = fileOf(recipe.urls) ?? `${distribution}-${version}.tar.gz`;
      return [{ name: file, sha256: recipe.sha256, size: null, uploaded: null }];
    },
    async fetch(file) {
      const place = `conda-forge, ${file.name}`;
      const mend = "fetch it from the index that the recipe names";
      throw new TaskError([{ place, fault: "is not kept there, only its hash", mend }]);
    },
  };
}

/** The name of the file at an address. */
function fileOf([url = ""]: readonly string[]): string | null {
  return /\/([\w.+-]+\.(?:tar\.gz|zip))$/.exec(url)?.[1] ?? null;
}
