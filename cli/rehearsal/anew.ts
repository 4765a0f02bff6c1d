import { join } from "node:path";

/** What to do where the parts of a rehearsal do not fit together any more: nothing in it is worth a rescue. */
export function anew(root: string): string {
  const parts = ["state", "github.json", "cloud.json", "repository"].map((name) => quoted(join(root, name)));
  return `begin anew, since a rehearsal can be made again: \`rm -rf ${parts.join(" ")}\`, then run \`up\` again`;
}

function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
