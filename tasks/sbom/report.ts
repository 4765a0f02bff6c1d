import { normalizeName } from "../index/file-name.ts";
import { listOf, objectOf, parseJson, text } from "../json/shape.ts";

/** What pip installed. */
export interface Installed {
  /** As an index compares it: `typing-extensions`. */
  readonly name: string;
  readonly version: string;
  /** Of the very wheel. */
  readonly sha256: string;
}

const report = objectOf({
  install: listOf(
    objectOf({
      download_info: objectOf({ archive_info: objectOf({ hashes: objectOf({ sha256: text }) }) }),
      metadata: objectOf({ name: text, version: text }),
    }),
  ),
});

/** Reads the report of `pip install --report` (version 1), sorted by name; throws a ShapeError where it is none. */
export function readReport(content: Uint8Array): readonly Installed[] {
  return parseJson(content, report)
    .install.map(({ metadata, download_info: { archive_info } }) => ({
      name: normalizeName(metadata.name),
      version: metadata.version,
      sha256: archive_info.hashes.sha256,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
