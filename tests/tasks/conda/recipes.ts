import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Declaration, DeclaredConda, DeclaredPackage } from "../../../tasks/declaration/declaration.ts";
import { type Checking, checkRecipe } from "../../../tasks/conda/check.ts";
import { type Making, makeRecipe } from "../../../tasks/conda/make-recipe.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { declarationOf } from "../verify/declared.ts";
import { rattlerBuild } from "./fetched.ts";

/** Stands for PyPI: addresses are derived from it, and nothing asks it. */
export const simpleUrl = "https://index.example.org/simple/";

/** What a task said, and how it ended. */
export interface Told {
  readonly lines: readonly string[];
  /** `place: fault; mend`, each in a line. */
  readonly faults: readonly string[];
}

/** A package that is declared with a feedstock. */
export function feedstockOf(own: Partial<DeclaredPackage>, conda: Partial<DeclaredConda> = {}): Declaration {
  const kind = own.kind ?? "pure";
  const name = own.name ?? "demo";
  return {
    ...declarationOf({ distribution: name.replaceAll("-", "_"), importName: name, ...own }),
    conda: {
      name,
      maintainers: ["octocat"],
      recipe: null,
      names: {},
      compilers: kind === "pure" ? [] : null,
      host: [],
      ...conda,
    },
  };
}

/** A folder of a repository with built files in `dist`. */
export class Workplace implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-conda-"));

  constructor(files: Readonly<Record<string, Uint8Array>> = {}) {
    mkdirSync(join(this.folder, "dist"));
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(this.folder, "dist", name), content);
  }

  get dist(): string {
    return join(this.folder, "dist");
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Makes the recipe; answers its text, null where there is none. */
  async make(
    declaration: Declaration,
    own: Partial<Making> & { readonly index?: string } = {},
  ): Promise<Told & { readonly text: string | null }> {
    const { index = simpleUrl, ...rest } = own;
    const out = join(this.folder, "out", "recipe.yaml");
    const making = { declaration, files: this.dist, out, version: "", published: false, ...rest };
    const told = await tell((call) => makeRecipe(making, call), { PYPI_SIMPLE_URL: index });
    return { ...told, text: told.faults.length > 0 ? null : readFileSync(out, "utf8") };
  }

  /** Checks a recipe's text; `render` only where it is asked for, since it starts a Python. */
  async check(declaration: Declaration, text: string, render: Checking["render"] = "skip"): Promise<Told> {
    const recipe = this.write("recipe.yaml", text);
    const checking = { declaration, recipe, files: this.dist, render };
    const path = render === "skip" ? "" : `${await rattlerBuild()}${delimiter}${process.env["PATH"] ?? ""}`;
    const told = await tell((call) => checkRecipe(checking, call), { PATH: path });
    const short = (line: string) => line.replaceAll(`${this.folder}/`, "");
    return { lines: told.lines.map(short), faults: told.faults.map(short) };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Call = Parameters<typeof makeRecipe>[1] & Parameters<typeof checkRecipe>[1];

async function tell(
  run: (call: Call) => Promise<void>,
  own: Readonly<Record<string, string>>,
): Promise<Told> {
  const lines: string[] = [];
  const call: Call = {
    variables: { PATH: process.env["PATH"], ...own },
    say: (line) => lines.push(line),
    output: () => {},
    tabulate: () => {},
  };
  try {
    await run(call);
    return { lines, faults: [] };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return { lines, faults: error.message.split("\n") };
  }
}
