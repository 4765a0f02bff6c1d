import { copyFileSync, chmodSync, existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** A set of variables. */
export type Variables = Readonly<Record<string, string>>;

/** Of the user's own: how packages and networks are reached, and where containers run. */
const kept =
  /^(?:PIP_.*|UV_.*|LANG|LC_ALL|TZ|USER|LOGNAME|(?:https?|all|no)_proxy|(?:SSL_CERT|REQUESTS_CA|CURL_CA|NODE_EXTRA_CA|GIT_SSL_CA)\w*|DOCKER_HOST|CONTAINER_HOST|XDG_RUNTIME_DIR)$/i;

/** Where a package is installed is the job's own decision. */
const dropped = /^PIP_(?:TARGET|PREFIX|USER|REQUIRE_VIRTUALENV)$/i;

/** Programs that look for themselves below HOME unless they are told. */
const homes = {
  PYENV_ROOT: ".pyenv",
  ASDF_DATA_DIR: ".asdf",
  VOLTA_HOME: ".volta",
  MISE_DATA_DIR: ".local/share/mise",
  UV_PYTHON_INSTALL_DIR: ".local/share/uv/python",
};

/** Asked for a toolchain that is not there it would install it; without settings, write some: pip asks for its version. */
const rustupAsItIs = { RUSTUP_AUTO_INSTALL: "0" };

/** How the user reaches indexes; each is copied into a job's own home. */
const settings = ["pip/pip.conf", "uv/uv.toml"] as const;
const homeSettings = [
  ".pip/pip.conf",
  ".netrc",
  ".cargo/config.toml",
  "Library/Application Support/pip/pip.conf",
] as const;

/** The folders of a job that its steps know by a variable. */
export interface Places {
  readonly home: string;
  readonly temp: string;
  readonly path: readonly string[];
}

/** All that steps have of this machine: nothing of the user's beyond what packages and networks need. */
export function surroundings({ home, temp, path }: Places, user: NodeJS.ProcessEnv = process.env): Variables {
  const own = Object.entries(user).flatMap<[string, string]>(([name, value]) =>
    value !== undefined && kept.test(name) && !dropped.test(name) ? [[name, value]] : [],
  );
  const userHome = user["HOME"] ?? homedir();
  const tools = Object.entries(homes).flatMap<[string, string]>(([name, folder]) => {
    const value = user[name] ?? join(userHome, folder);
    return existsSync(value) ? [[name, value]] : [];
  });
  const rustup = user["RUSTUP_HOME"] ?? join(userHome, ".rustup");
  return {
    ...caches(userHome, user),
    PIP_PROGRESS_BAR: "off",
    ...Object.fromEntries([...own, ...tools]),
    ...(existsSync(join(rustup, "settings.toml")) && { ...rustupAsItIs, RUSTUP_HOME: rustup }),
    // Steps have a terminal under act, and nobody sits at it.
    TERM: "dumb",
    GIT_TERMINAL_PROMPT: "0",
    HOME: home,
    TMPDIR: temp,
    PATH: path.join(delimiter),
  };
}

/** Copies the user's settings of pip and its like into a job's home, readable by its owner alone. */
export function furnish(home: string, user: NodeJS.ProcessEnv = process.env): void {
  const userHome = user["HOME"] ?? homedir();
  const config = user["XDG_CONFIG_HOME"] ?? join(userHome, ".config");
  const copies = [
    ...settings.map((name) => [join(config, name), join(home, ".config", name)] as const),
    ...homeSettings.map((name) => [join(userHome, name), join(home, name)] as const),
  ];
  mkdirSync(home, { recursive: true });
  for (const [from, to] of copies) {
    if (!existsSync(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, 0o600);
  }
}

function caches(userHome: string, user: NodeJS.ProcessEnv): Variables {
  const cache = user["XDG_CACHE_HOME"] ?? join(userHome, ".cache");
  const pip = process.platform === "darwin" ? join(userHome, "Library", "Caches") : cache;
  return { XDG_CACHE_HOME: cache, PIP_CACHE_DIR: join(pip, "pip"), UV_CACHE_DIR: join(cache, "uv") };
}
