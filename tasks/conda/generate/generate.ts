import type { Declaration, DeclaredConda } from "../../declaration/declaration.ts";
import type { Fault } from "../../program/fault.ts";
import { needsOf } from "../metadata/needs.ts";
import type { Project } from "../metadata/project.ts";
import type { AboutDraft, RecipeDraft } from "./draft.ts";
import { builtWith } from "./backend.ts";
import { pythonRequirement, runRequirements } from "./run.ts";

/** What a recipe is made of. */
export interface Ingredients {
  readonly declaration: Declaration;
  readonly conda: DeclaredConda;
  readonly project: Project;
  /** Folder of the source's address, with a slash at its end. */
  readonly folder: string;
}

/** A recipe, all that keeps it from being one, and what a person should know of it. */
export interface Generated {
  readonly draft: RecipeDraft;
  readonly faults: readonly Fault[];
  readonly notices: readonly string[];
}

/** Makes a recipe of what the sdist says and the stack declares. */
export function generateRecipe({ declaration, conda, project, folder }: Ingredients): Generated {
  const noarch = declaration.package.kind === "pure";
  const place = `${project.file}, PKG-INFO`;
  const needs = needsOf({ place, requiresPython: project.requiresPython, requires: project.requires });
  const python = pythonRequirement(needs);
  const run = runRequirements(needs, { place, noarch, names: conda.names });
  const built = builtWith(project, conda, !noarch);
  const about = aboutOf(project, declaration, built.licenseFiles);
  const programs = project.entryPoints.filter((one) => !/^[^=\s]+ = [\w.]+:[\w.]+$/.test(one));
  const draft: RecipeDraft = {
    name: conda.name,
    version: project.version,
    pythonMin: noarch ? python.pythonMin : null,
    url: templated(folder, conda.name) + project.file.replace(`-${project.version}.`, "-${{ version }}."),
    sha256: project.sha256,
    noarch,
    skip: noarch ? [] : python.skip,
    script: built.script,
    entryPoints: project.entryPoints,
    build: built.build,
    host: [noarch ? "python ${{ python_min }}.*" : "python", "pip", ...built.host],
    run: [noarch ? python.run : "python", ...run.lines],
    imports: declaration.package.importName,
    about: about.draft,
    maintainers: conda.maintainers,
  };
  const faults = [
    ...needs.faults,
    ...run.faults,
    ...built.faults,
    ...about.faults,
    ...expressionFaults(draft, place),
    ...programs.map((one) => ({
      place: `${project.file}, ${one}`,
      fault: "is no program that can be named as module:function",
      mend: "correct it in pyproject.toml",
    })),
  ];
  return { draft, faults, notices: run.notices };
}

/** What metadata says goes into the recipe as it is, where rattler-build would compute what stands between the brackets. */
function expressionFaults({ about, entryPoints }: RecipeDraft, place: string): readonly Fault[] {
  const { licenseFiles, ...texts } = about;
  const stated = [...Object.entries(texts), ...licenseFiles.map((file) => ["license_file", file] as const)];
  const all = [...stated, ...entryPoints.map((one) => ["entry point", one] as const)];
  const mend = "word it otherwise in pyproject.toml";
  return all
    .filter(([, text]) => text?.includes("${{"))
    .map(([what]) => ({ place, fault: `has \${{ in its ${what}, which a recipe would compute`, mend }));
}

/** By the recipe's own name where that is the project's: a change of it is made in one place. */
function templated(folder: string, name: string): string {
  const own = `/${name[0] ?? ""}/${name}/`;
  return folder.endsWith(own) ? `${folder.slice(0, -own.length)}/\${{ name[0] }}/\${{ name }}/` : folder;
}

function aboutOf(
  { file, license, licenseFiles, summary, urls }: Project,
  { repository, package: declared }: Declaration,
  bundled: readonly string[],
): { readonly draft: AboutDraft; readonly faults: readonly Fault[] } {
  const address = `https://github.com/${repository.owner}/${repository.name}`;
  const place = `${file}, PKG-INFO`;
  const faults: Fault[] = [];
  if (license === null) {
    const mend = 'write it as an SPDX expression, such as license = "MIT", into [project] of pyproject.toml';
    faults.push({ place, fault: "does not tell the license for sure", mend });
  }
  if (licenseFiles.length === 0) {
    const mend = "put the license's text into the sdist: a file LICENSE beside pyproject.toml";
    faults.push({ place: file, fault: "holds no license file, which conda-forge requires", mend });
  }
  if (summary === null || summary === "" || summary === "UNKNOWN") {
    const mend = "write a description into [project] of pyproject.toml";
    faults.push({ place, fault: "says in no sentence what it is", mend });
  }
  const draft = {
    homepage: page(urls.homepage) ?? page(urls.repository) ?? address,
    summary: summary ?? declared.name,
    license: license ?? "",
    licenseFiles: [...licenseFiles, ...bundled],
    documentation: page(urls.documentation),
    repository: page(urls.repository) ?? address,
  };
  return { draft, faults };
}

/** Null where it is no address of a page, but a script or a file. */
function page(address: string | null): string | null {
  return address !== null && /^https?:\/\/[^\s/@]+(?:\/\S*)?$/i.test(address) ? address : null;
}
