import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";

/** A package's sdist on an index, whose hash is known. */
export interface LockedSdist {
  readonly name: string;
  readonly version: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Where it is kept, and how it is fetched. */
export interface Fetching {
  /** Folder of the user's cache. */
  readonly cache: string;
  readonly say: (line: string) => void;
  /** @default the environment */
  readonly variables?: NodeJS.ProcessEnv;
}

/**
 * Fetches an sdist that setuptools builds, as pip on this machine is set up to; from the cache once it was fetched. Throws
 * a FaultsError.
 */
export async function fetchSdist(sdist: LockedSdist, fetching: Fetching): Promise<Buffer> {
  const folder = join(fetching.cache, "sdists");
  const kept = join(folder, `${sdist.sha256}.tar.gz`);
  const found = whole(kept, sdist);
  if (found !== null) return found;
  fetching.say(`fetching ${titleOf(sdist)}`);
  mkdirSync(folder, { recursive: true });
  const temporary = mkdtempSync(join(folder, "fetching-"));
  try {
    await download(sdist, temporary, fetching.variables ?? process.env);
    const name = readdirSync(temporary).find((one) => one.endsWith(".tar.gz")) ?? "";
    const file = whole(join(temporary, name), sdist);
    if (file === null) throw refused(sdist, "came with another hash than is known of it");
    renameSync(join(temporary, name), kept);
    return file;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** As messages call it. */
export function titleOf({ name, version }: LockedSdist): string {
  return `${name}-${version}.tar.gz`;
}

/** Null where it is not there, or is not what it has to be. */
function whole(file: string, { sha256 }: LockedSdist): Buffer | null {
  try {
    const content = readFileSync(file);
    return sha256Of(content) === sha256 ? content : null;
  } catch {
    return null;
  }
}

/** Pip computes the metadata of what it downloads by the package's own code, unless this stands in setuptools' place. */
const backend = ({ name, version }: LockedSdist) => `import os
def prepare_metadata_for_build_wheel(folder, config_settings=None):
    name = "${name}-${version}.dist-info"
    os.mkdir(os.path.join(folder, name))
    with open(os.path.join(folder, name, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\\nName: ${name}\\nVersion: ${version}\\n")
    return name
`;

async function download(sdist: LockedSdist, folder: string, variables: NodeJS.ProcessEnv): Promise<void> {
  const [stand, requirements] = [join(folder, "backend"), join(folder, "requirements.txt")];
  mkdirSync(join(stand, "setuptools"), { recursive: true });
  writeFileSync(join(stand, "setuptools", "__init__.py"), "");
  writeFileSync(join(stand, "setuptools", "build_meta.py"), backend(sdist));
  writeFileSync(requirements, `${sdist.name}==${sdist.version} --hash=sha256:${sdist.sha256}\n`);
  const rules = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"];
  const quiet = ["--no-input", "--disable-pip-version-check", "--quiet", "--ignore-requires-python"];
  const args = ["-m", "pip", "download", ...rules, ...quiet, "--dest", folder, "-r", requirements];
  const before = variables["PYTHONPATH"] ?? "";
  const env = {
    ...variables,
    PYTHONPATH: before === "" ? stand : `${stand}${delimiter}${before}`,
    PYTHONDONTWRITEBYTECODE: "1",
    PIP_REQUIRE_VIRTUALENV: "false",
  };
  const said: string[] = [];
  for (const python of ["python3", "python"]) {
    const failure = await failureOf(python, args, env);
    if (failure === null) return;
    said.push(failure);
    if (!/^there is no |No module named '?pip\b/.test(failure)) break;
  }
  throw refused(sdist, `could not be fetched: ${said.at(-1) ?? ""}`);
}

/** Null: it went well. */
function failureOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 600_000 }, (error, stdout, stderr) => {
      if (error === null) return resolve(null);
      if (error.code === "ENOENT") return resolve(`there is no ${program}`);
      const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
      const errors = lines.filter((line) => line.startsWith("ERROR:"));
      const told = errors.at(-1) ?? lines.findLast((line) => line !== "") ?? error.message;
      resolve(told.replace(/^ERROR: /, ""));
    });
  });
}

function refused(sdist: LockedSdist, fault: string): FaultsError {
  const mend =
    "let pip on this machine reach an index that has it (pip config, PIP_INDEX_URL), or name the sources: --source PATH";
  return new FaultsError([{ place: titleOf(sdist), fault, mend }]);
}
