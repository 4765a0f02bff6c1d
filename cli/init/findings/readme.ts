import { posix } from "node:path";
import type { Project } from "../project/project.ts";
import { textAt } from "../project/table.ts";
import type { Found } from "../tree/tree.ts";

/** Of plain characters alone: the path reaches workflows. */
const isMarkdown = (path: string) => /^[\w./-]+\.(?:md|markdown)$/i.test(path);

/** The package's README from the repository's root; null: none that is Markdown, which upkeep writes. */
export function readmeOf({ folder, paths, pyproject }: Project): Found<string> | null {
  const table = pyproject ?? {};
  const named = textAt(table, "project", "readme") ?? textAt(table, "project", "readme", "file");
  const isThere = named !== null && isMarkdown(named) && paths.includes(posix.normalize(named));
  const path = isThere ? posix.normalize(named) : paths.find((one) => /^readme\.(?:md|markdown)$/i.test(one));
  if (path === undefined) return null;
  const from = isThere ? "pyproject.toml, project.readme" : "found by its name";
  return { value: posix.join(folder, path), from };
}
