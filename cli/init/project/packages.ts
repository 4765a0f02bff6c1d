import { posix } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { onOneLine } from "../../../documents/printable.ts";
import { pathsBelow, type Tree } from "../tree/tree.ts";
import { parseIni } from "./ini.ts";
import { parseToml, readText } from "./project.ts";
import { hasAt, textAt, valueAt, type Table } from "./table.ts";

/** Folders whose projects are not what a repository releases. */
const besides =
  /^(?:tests?|testing|docs?|examples?|samples?|demos?|bench(?:marks?)?|fixtures?|templates?|vendor|third_party|node_modules|build|dist|\..+)$/i;
const marks = ["pyproject.toml", "setup.py", "setup.cfg"];
/** So many folders are looked into; more are no repository of packages. */
const mostFolders = 40;

/** A folder with a package. */
interface Candidate {
  readonly folder: string;
  /** null: its files name none, or can't be read. */
  readonly name: string | null;
}

/**
 * The folder of the package: the one that is asked for, else the only one. Throws a FaultsError that lists the
 * packages where there are several, and where there is none.
 */
export async function packageFolder(tree: Tree, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return askedFolder(tree, asked);
  const found = await candidates(tree);
  const [first, ...others] = found;
  if (first === undefined) {
    const because = tree.incomplete === null ? "" : `; ${tree.incomplete}`;
    throw new FaultsError([
      {
        place: tree.name,
        fault: `holds no Python package: no pyproject.toml, setup.py or setup.cfg that describes one${because}`,
        mend: "name the package's folder by --folder",
      },
    ]);
  }
  if (others.length === 0) return first.folder;
  const listed = found.map(({ folder, name }) => `--folder ${folder}${name === null ? "" : ` (${name})`}`);
  throw new FaultsError([
    {
      place: tree.name,
      fault: `holds ${found.length} packages, and a stack releases one`,
      mend: onOneLine(`choose one: ${listed.join(", ")}`),
    },
  ]);
}

function askedFolder(tree: Tree, asked: string): string {
  const folder = posix.normalize(asked.replaceAll("\\", "/")).replace(/\/$/, "");
  const here = pathsBelow(tree.paths, folder);
  if (marks.some((mark) => here.includes(mark))) return folder;
  const fault = here.length === 0 ? "is no folder of it" : "holds no pyproject.toml, setup.py or setup.cfg";
  throw new FaultsError([
    {
      place: `${tree.name}: --folder ${asked}`,
      fault,
      mend: "name a package's folder from the repository's root",
    },
  ]);
}

async function candidates(tree: Tree): Promise<readonly Candidate[]> {
  const below = pathsBelow(tree.paths, tree.start).filter((path) => marks.includes(posix.basename(path)));
  const folders = [...new Set(below.map((path) => posix.dirname(path)))]
    .filter((folder) => !folder.split("/").some((part) => besides.test(part) && part !== "."))
    .sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))
    .slice(0, mostFolders)
    .map((folder) => posix.join(tree.start, folder));
  const found = await Promise.all(folders.map((folder) => candidate(tree, folder)));
  return found.filter((one) => one !== null);
}

async function candidate(tree: Tree, folder: string): Promise<Candidate | null> {
  const has = (mark: string) => tree.paths.includes(posix.join(folder, mark));
  const text = async (mark: string) => {
    const read = has(mark) ? await readText(tree, posix.join(folder, mark)) : "";
    return typeof read === "string" ? read : null;
  };
  const setupCfg = parseIni((await text("setup.cfg")) ?? "")["metadata"]?.["name"] ?? null;
  if (has("pyproject.toml")) {
    const pyproject = readable((await text("pyproject.toml")) ?? "\0");
    if (pyproject === null) return { folder, name: null };
    if (isNoPackage(pyproject)) return null;
    const name = textAt(pyproject, "project", "name") ?? textAt(pyproject, "tool", "poetry", "name");
    const described = hasAt(pyproject, "project") || hasAt(pyproject, "tool", "poetry");
    if (described || hasAt(pyproject, "tool", "flit", "metadata")) return { folder, name: name ?? setupCfg };
  }
  return has("setup.py") || setupCfg !== null ? { folder, name: setupCfg } : null;
}

function readable(text: string): Table | null {
  try {
    return parseToml(text, "");
  } catch {
    return null;
  }
}

/** Such as the root of a workspace, which only holds what its packages share. */
function isNoPackage(pyproject: Table): boolean {
  return (
    valueAt(pyproject, "tool", "uv", "package") === false ||
    valueAt(pyproject, "tool", "poetry", "package-mode") === false ||
    valueAt(pyproject, "tool", "pdm", "distribution") === false
  );
}
