import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { upstreamIndex } from "../../../rehearsal/release/upstream.ts";
import { cacheFolder } from "../../../toolchain/places.js";
import { listed } from "./left-behind.ts";

/** A user's machine as rehearsals in this process see it: a home, a folder for temporary files, a cache. */
export interface Machine {
  /** What lay there before. */
  readonly before: Listing;
  now(): Listing;
  restore(): void;
}

type Listing = Readonly<Record<string, readonly string[]>>;

const project = join(import.meta.dirname, "../../..");

/** As rustup's: pip asks it for its version, and it writes down its settings where there are none. */
const rustc = [
  "#!/bin/sh",
  'home="${RUSTUP_HOME:-$HOME/.rustup}"',
  'mkdir -p "$home"; [ -e "$home/settings.toml" ] || echo > "$home/settings.toml"',
  "echo rustc 1.90.0",
  "",
].join("\n");

/** Nothing of the real user's is known there but the index and this project's cache. */
export async function machineFor(folder: string): Promise<Machine> {
  const [home, temporary, programs] = ["home", "tmpdir", "programs"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const one of [join(home, ".rustup"), temporary, programs]) mkdirSync(one, { recursive: true });
  writeFileSync(join(home, ".netrc"), "machine example.org login me password secret\n", { mode: 0o600 });
  writeFileSync(join(programs, "rustc"), rustc);
  chmodSync(join(programs, "rustc"), 0o755);
  const changed: Readonly<Record<string, string>> = {
    PIP_INDEX_URL: await upstreamIndex(process.env),
    SLIPWAY_CACHE: cacheFolder(),
    XDG_CACHE_HOME: join(folder, "cache"),
    HOME: home,
    TMPDIR: temporary,
    PATH: [programs, process.env["PATH"] ?? ""].join(delimiter),
  };
  const old = Object.keys(changed).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, changed);
  const now = (): Listing => ({
    home: listed(home),
    temporary: listed(temporary),
    project: readdirSync(project).sort(),
    rehearsal: readdirSync(join(project, "rehearsal"), { recursive: true }).map(String).sort(),
  });
  const restore = () => {
    for (const [name, value] of old) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  return { before: now(), now, restore };
}
