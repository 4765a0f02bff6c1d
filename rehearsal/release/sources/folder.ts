import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Fault, FaultsError } from "../../../config/fault.ts";
import { git } from "../../github/git/run.ts";
import { type ReadSources, type SourceFile, type SourceFiles, withoutLeftovers } from "./source-files.ts";

/** A package's sources are smaller; more is most likely another folder than was meant. */
const mostFiles = 20_000;
const mostBytes = 2 ** 29;

/** Folders of version control and of tools, in which no sources lie. */
const passedOver =
  /^(?:\.git|\.hg|\.svn|\.slipway|\.tox|\.nox|\.venv|venv|\.eggs|node_modules|__pycache__|\.(?:mypy|ruff|pytest)_cache)$/;

/** A folder as a person has named it. */
export interface NamedFolder {
  /** Absolute. */
  readonly path: string;
  /** As it was written: `../example`. */
  readonly shown: string;
}

/**
 * The sources in a folder: of a clone the files that git tracks, as they are by now; of any other folder all but virtual
 * environments and caches. Throws a FaultsError.
 */
export async function readFolder(folder: NamedFolder): Promise<ReadSources> {
  assertFolder(folder);
  return existsSync(join(folder.path, ".git")) ? readClone(folder) : readPlain(folder);
}

function assertFolder({ path, shown }: NamedFolder): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const fault = found ? "is a file" : "does not exist";
  throw refused(shown, fault, "name the folder of the package's repository, such as a clone of it");
}

async function readClone({ path, shown }: NamedFolder): Promise<ReadSources> {
  const listed = await git(path, ["ls-files", "-z", "--cached", "--stage"]).catch(() => null);
  if (listed === null) throw refused(shown, "has a .git that git can't read", "clone it anew");
  const entries = listed.split("\0").flatMap((line) => {
    const [, mode = "", name = ""] = /^(\d+) \S+ \d\t(.*)$/s.exec(line) ?? [];
    return name === "" ? [] : [{ mode, name }];
  });
  const submodules = entries.filter(({ mode }) => mode === "160000").map(({ name }) => name);
  const files = new Reading(shown);
  for (const { mode, name } of entries) {
    if (mode !== "160000") files.add(name, join(path, name), mode === "100755");
  }
  const changed = (await git(path, ["status", "--porcelain", "--untracked-files=no", "-z"])).split("\0");
  const count = changed.filter((line) => line !== "").length;
  return {
    files: files.read,
    name: shown,
    notices: [
      ...(count === 0 ? [] : [`${shown}: ${countOf(count)} not committed, and released as it is now`]),
      ...submodules.map((name) => `${shown}: the submodule ${name} stays empty, as the workflows leave it`),
    ],
  };
}

function countOf(count: number): string {
  return count === 1 ? "a change is" : `${count} changes are`;
}

async function readPlain({ path, shown }: NamedFolder): Promise<ReadSources> {
  const files = new Reading(shown);
  const walk = (prefix: string) => {
    for (const entry of readdirSync(join(path, prefix), { withFileTypes: true })) {
      const name = prefix + entry.name;
      if (!entry.isDirectory()) files.add(name, join(path, name));
      else if (!passedOver.test(entry.name) && !isOfTool(join(path, name))) walk(`${name}/`);
    }
  };
  walk("");
  return { files: withoutLeftovers(files.read), name: shown, notices: [] };
}

/** A virtual environment of any name, or what says of itself that it is a cache. */
function isOfTool(folder: string): boolean {
  return ["pyvenv.cfg", "CACHEDIR.TAG"].some((name) => existsSync(join(folder, name)));
}

class Reading {
  readonly read: SourceFiles;
  readonly #files = new Map<string, SourceFile>();
  readonly #shown: string;
  #bytes = 0;

  constructor(shown: string) {
    this.#shown = shown;
    this.read = this.#files;
  }

  /** What git tracks may have been removed by hand; sockets and the like are no sources. */
  add(path: string, file: string, isExecutable?: boolean): void {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink())
      this.#files.set(path, { mode: "120000", content: Buffer.from(readlinkSync(file)) });
    if (stats?.isFile()) {
      const mode = (isExecutable ?? (stats.mode & 0o100) !== 0) ? "100755" : "100644";
      this.#bytes += stats.size;
      if (this.#bytes <= mostBytes) this.#files.set(path, { mode, content: readFileSync(file) });
    }
    if (this.#files.size > mostFiles || this.#bytes > mostBytes) {
      const fault = `holds more than ${mostFiles} files or ${mostBytes / 2 ** 20} MiB`;
      throw refused(this.#shown, fault, "name the folder of the package alone, or a clone of it");
    }
  }
}

function refused(shown: string, fault: string, mend: string): FaultsError {
  const faults: readonly Fault[] = [{ place: `--source ${shown}`, fault, mend }];
  return new FaultsError(faults);
}
