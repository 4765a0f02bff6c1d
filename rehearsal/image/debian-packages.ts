import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath, run, tail } from "../../toolchain/command.js";
import { withLock } from "../../toolchain/lock.js";
import { cacheFolder } from "../../toolchain/places.js";

/**
 * A program of Debian's package of that name, with what it needs and this machine lacks: fetched and unpacked into the
 * user's cache, where nothing of it is installed and no root is needed; null where that can't be had.
 */
export async function unpackedProgram(name: string, say: (line: string) => void): Promise<string | null> {
  const kept = join(cacheFolder(), "debian", `${name}-${process.arch}`);
  const program = join(kept, "program", name);
  const [aptGet, dpkg] = [findOnPath("apt-get"), findOnPath("dpkg-deb")];
  if (existsSync(program) || aptGet === undefined || dpkg === undefined) {
    return existsSync(program) ? program : null;
  }
  return await withLock(
    join(cacheFolder(), "debian.lock"),
    async () => {
      if (existsSync(program)) return program;
      say(`fetching ${name}`);
      const folder = mkdtempSync(join(cacheFolder(), "debian-"));
      try {
        const why = await unpack(name, { aptGet, dpkg, folder });
        if (why !== null) {
          say(`${name} can't be had: ${why}`);
          return null;
        }
        mkdirSync(dirname(kept), { recursive: true });
        rmSync(kept, { recursive: true, force: true });
        renameSync(join(folder, "root"), kept);
        return await startable(kept, name, say);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    (holder) => say(`${holder} is fetching ${name}; waiting`),
  );
}

interface Unpacking {
  readonly aptGet: string;
  readonly dpkg: string;
  readonly folder: string;
}

/** Null: it is below `root`. */
async function unpack(name: string, { aptGet, dpkg, folder }: Unpacking): Promise<string | null> {
  // Simulating needs no root, and names what this machine lacks.
  const simulated = await run(aptGet, ["install", "--simulate", "--no-install-recommends", name]);
  const lacking = [...simulated.output.matchAll(/^Inst (\S+) /gm)].map(([, one = ""]) => one);
  const fetched = await run(aptGet, ["download", "--quiet", ...new Set([name, ...lacking])], { cwd: folder });
  if (!fetched.ok) return tail(fetched.output, 2);
  const root = join(folder, "root");
  for (const file of readdirSync(folder).filter((one) => one.endsWith(".deb"))) {
    const unpacked = await run(dpkg, ["--extract", join(folder, file), root]);
    if (!unpacked.ok) return tail(unpacked.output, 2);
  }
  return null;
}

/** The script that starts it, once it is seen to start; null: it does not. */
async function startable(kept: string, name: string, say: (line: string) => void): Promise<string | null> {
  const file = join(kept, "program", name);
  const written = `${file}.partial`;
  writeStart(kept, name, written);
  const started = await run(written, ["--version"]);
  if (started.ok) renameSync(written, file);
  else say(`${name} was fetched, and does not start: ${tail(started.output, 2)}`);
  return started.ok ? file : null;
}

/** With its own libraries, and with the policy for images of Debian's package, which would lie in /etc. */
function writeStart(kept: string, name: string, file: string): void {
  const home = join(kept, "home");
  const policy = join(home, ".config", "containers");
  mkdirSync(policy, { recursive: true });
  writeFileSync(join(policy, "policy.json"), '{"default": [{"type": "insecureAcceptAnything"}]}\n');
  mkdirSync(dirname(file), { recursive: true });
  const libraries = ["usr/lib", "lib"].flatMap((below) => librariesBelow(join(kept, below)));
  const lines = [
    "#!/bin/sh",
    `export HOME='${home}'`,
    ...(libraries.length === 0 ? [] : [`export LD_LIBRARY_PATH='${libraries.join(":")}'`]),
    `exec '${join(kept, "usr", "bin", name)}' "$@"`,
    "",
  ];
  writeFileSync(file, lines.join("\n"), { mode: 0o755 });
}

function librariesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith("-linux-gnu") || name.includes("-linux-gnueabi"))
    .map((name) => join(folder, name));
}
