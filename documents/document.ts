/** A file delivered into the package's repository. */
export interface Document {
  /** Relative to the repository's root, with forward slashes: `.github/workflows/release.yml`. */
  readonly path: string;
  /** The whole text, ending in a newline. */
  readonly content: string;
}
