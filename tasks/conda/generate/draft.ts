/** A requirement of a recipe: always there, or where a condition holds. */
export type RequirementLine = string | { readonly if: string; readonly then: readonly string[] };

/** A recipe before it is written. */
export interface RecipeDraft {
  readonly name: string;
  readonly version: string;
  /** Written where the package needs a newer Python than conda-forge builds for; null: conda-forge's own. */
  readonly pythonMin: string | null;
  readonly url: string;
  readonly sha256: string;
  readonly noarch: boolean;
  /** Where it is not built. */
  readonly skip: readonly string[];
  readonly script: readonly string[];
  readonly entryPoints: readonly string[];
  readonly build: readonly RequirementLine[];
  readonly host: readonly string[];
  readonly run: readonly RequirementLine[];
  /** Module that the test imports. */
  readonly imports: string;
  readonly about: AboutDraft;
  readonly maintainers: readonly string[];
}

/** What the recipe tells of the package. */
export interface AboutDraft {
  readonly homepage: string;
  readonly summary: string;
  readonly license: string;
  readonly licenseFiles: readonly string[];
  readonly documentation: string | null;
  readonly repository: string;
}
