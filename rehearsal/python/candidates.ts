import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

type Variables = Readonly<Record<string, string | undefined>>;

const onPath = /^python3?(?:\.\d+t?)?(?:\.exe)?$/;

/** Files that may be a CPython: on the PATH, of pyenv, of uv, and of a hosted runner; each once, links followed. */
export function candidates(env: Variables): readonly string[] {
  const files = [
    ...pathFolders(env).flatMap((folder) =>
      list(folder)
        .filter((name) => onPath.test(name))
        .map((name) => join(folder, name)),
    ),
    ...pyenvRoots(env).flatMap((root) => installed(join(root, "versions"), ["bin", "python"])),
    ...installed(uvFolder(env), ["bin", "python3"]),
    ...toolCaches(env).flatMap((folder) => [
      ...installed(join(folder, "Python"), ["x64", "bin", "python"]),
      ...installed(join(folder, "Python"), ["arm64", "bin", "python"]),
    ]),
  ];
  return [...new Set(files.flatMap(follow))];
}

/** A shim of pyenv asks bash which version it is, of those that are listed anyway. */
function pathFolders(env: Variables): readonly string[] {
  const shims = new Set(pyenvRoots(env).map((root) => join(root, "shims")));
  return onThePath(env).filter((folder) => !shims.has(folder));
}

/** As its variable says, below HOME, and where shims on the PATH belong to: HOME may be another one for this command. */
function pyenvRoots(env: Variables): readonly string[] {
  const shims = onThePath(env).filter((folder) => basename(folder) === "shims");
  const ofShims = shims.map((folder) => dirname(folder)).filter((root) => existsSync(join(root, "versions")));
  return [...new Set([env["PYENV_ROOT"] ?? join(env["HOME"] ?? "", ".pyenv"), ...ofShims])];
}

function onThePath(env: Variables): readonly string[] {
  return (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
}

function uvFolder(env: Variables): string {
  const data = env["XDG_DATA_HOME"] ?? join(env["HOME"] ?? "", ".local", "share");
  return env["UV_PYTHON_INSTALL_DIR"] ?? join(data, "uv", "python");
}

function toolCaches(env: Variables): readonly string[] {
  const folder = env["RUNNER_TOOL_CACHE"] ?? env["AGENT_TOOLSDIRECTORY"];
  return folder === undefined ? [] : [folder];
}

function installed(folder: string, inside: readonly string[]): readonly string[] {
  return list(folder).map((name) => join(folder, name, ...inside));
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function follow(file: string): readonly string[] {
  return existsSync(file) ? [realpathSync(file)] : [];
}
