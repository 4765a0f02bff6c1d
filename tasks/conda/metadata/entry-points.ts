import type { TomlTable } from "./toml.ts";

/** Sections of an egg's entry_points.txt and tables of pyproject.toml that name programs. */
const sections = ["console_scripts", "gui_scripts"];
const tables = ["scripts", "gui-scripts"];

/**
 * The programs that an installer would write, as `name = module:function`, sorted: a package for any platform has to name
 * them, since nothing else makes them where it is installed.
 */
export function entryPointsOf(files: ReadonlyMap<string, Uint8Array>, project: TomlTable): readonly string[] {
  const egg = [...files.keys()].find((path) => path.endsWith(".egg-info/entry_points.txt"));
  const text = egg === undefined ? null : Buffer.from(files.get(egg) ?? []).toString("utf8");
  return [...new Set(text === null ? stated(project) : listed(text))].sort();
}

function listed(text: string): readonly string[] {
  let section = "";
  return text.split(/\r?\n/).flatMap((line) => {
    const head = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (head !== undefined) section = head;
    const [, name, target] = /^\s*([^=#[]+?)\s*=\s*(\S[^#]*?)\s*$/.exec(line) ?? [];
    if (name === undefined || target === undefined || !sections.includes(section)) return [];
    return [entryPoint(name, target)];
  });
}

function stated(project: TomlTable): readonly string[] {
  return tables.flatMap((name) => {
    const table = project[name];
    if (table === undefined || typeof table === "string" || Array.isArray(table)) return [];
    return Object.entries(table).flatMap(([program, target]) => {
      return typeof target === "string" ? [entryPoint(program, target)] : [];
    });
  });
}

/** Without the extras that a target may ask for, which conda does not know. */
function entryPoint(name: string, target: string): string {
  return `${name} = ${target.replace(/\s*\[.*\]$/, "").replaceAll(/\s+/g, "")}`;
}
