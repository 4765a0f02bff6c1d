import type { Project } from "../project/project.ts";
import type { Found } from "../tree/tree.ts";
import type { Version } from "./version.ts";

/** Where a package states its version besides where it is declared: all of them have to agree before a release. */
export interface StatedVersions {
  readonly changelog: Found<string> | null;
  readonly versionModules: Found<readonly string[]> | null;
}

const changelogName = /^(?:docs?\/)?(?:changelog|changes|history|news)(?:\.(?:md|rst|txt))?$/i;

/** Finds the changelog by its usual names, and the package's own module if it holds a version as a text. */
export function statedVersions(
  project: Project,
  known: { readonly importName: string; readonly version: Version | null },
): StatedVersions {
  const changelog = project.paths.find((path) => changelogName.test(path));
  const module = moduleWithVersion(project, known.importName);
  const declared = known.version?.from === "file" ? known.version.path : null;
  const byTags = known.version?.from === "tags";
  return {
    changelog: changelog === undefined ? null : { value: changelog, from: "found by its name" },
    versionModules:
      module === null || module === declared || byTags
        ? null
        : { value: [module], from: "it states __version__ as a text" },
  };
}

function moduleWithVersion({ text, paths }: Project, importName: string): string | null {
  const inside = importName.replaceAll(".", "/");
  const places = ["", "src/", "lib/", "python/"].map((root) => `${root}${inside}/__init__.py`);
  const module = places.find((place) => paths.includes(place));
  if (module === undefined) return null;
  return /^__version__\s*(?::[^=\n]+)?=\s*["'][^"'\n]+["']/m.test(text(module) ?? "") ? module : null;
}
