import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { onInterruption } from "../../toolchain/interruption.js";
import { withLock } from "../../toolchain/lock.js";
import { cacheFolder } from "../../toolchain/places.js";

/** A base image in a storage of buildah's, kept from run to run since it takes half a minute to make. */
export interface DebianBase {
  /** `localhost/...@sha256:...` */
  readonly reference: string;
  /** Folder of the storage, as build-image takes it for its cache. */
  readonly cache: string;
  /** Folders of programs that are not on the PATH. */
  readonly path: readonly string[];
}

/** A release of Debian, and what it calls Python. */
export interface DebianRelease {
  readonly suite: string;
  /** Its number: `13`. */
  readonly version: string;
  /** Minor version of its CPython: `3.13`. */
  readonly python: string;
}

/** By the Python that each has alone, newest first. */
export const debianReleases: readonly DebianRelease[] = [
  { suite: "forky", version: "14", python: "3.14" },
  { suite: "trixie", version: "13", python: "3.13" },
  { suite: "bookworm", version: "12", python: "3.11" },
];

/** The one that tests stand on. */
const trixie: DebianRelease = { suite: "trixie", version: "13", python: "3.13" };

const packages = ["python3", "python3-venv", "ca-certificates"];

/** As slim images do: what nothing reads in a container is a third of the files. */
const leftOut = ["locale", "doc", "man"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);

/** What a base is made with. */
export interface MakingBase {
  /** @default trixie */
  readonly release?: DebianRelease;
  /** Told once, where it has to be made. @default nothing is */
  readonly say?: (line: string) => void;
  /** Folders of programs that are not on the PATH. @default none */
  readonly path?: readonly string[];
}

/** A Debian with its Python, which brings no pip but in the wheel that virtual environments are made with. */
const dockerfile = `FROM scratch
ADD root.tar /
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["python3"]
`;

/** Makes the base where it is not there; throws an Error that tells what is missing on this machine. */
export async function debianBase({
  release = trixie,
  say = () => {},
  path = [],
}: MakingBase = {}): Promise<DebianBase> {
  const made = [process.arch, release.suite, packages.join(), leftOut.join(), dockerfile].join("\n");
  const key = createHash("sha256").update(made).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "images", `${release.suite}-${key}`);
  const complete = join(folder, "complete");
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(complete)) return;
      say(`making Debian ${release.version} with its Python ${release.python}, once`);
      await asRoot(["rm", "-rf", folder]);
      mkdirSync(folder);
      await makeRoot(release.suite, join(folder, "root.tar"), path);
      writeFileSync(join(folder, "Dockerfile"), dockerfile);
      const tag = tagOf(release);
      // A time long past: no cooldown leaves it out.
      const bud = ["bud", "--isolation", "chroot", "--layers=false", "--timestamp", "0", "--tag", tag];
      await buildah(folder, [...bud, folder], { path });
      rmSync(join(folder, "root.tar"));
      const digest = await buildah(folder, ["images", "--format", "{{.Digest}}", tag], { path });
      writeFileSync(`${complete}.partial`, `${tag.split(":")[0] ?? ""}@${digest.trim()}`);
      renameSync(`${complete}.partial`, complete);
    },
    (holder) => say(`${holder} is making the base image; waiting`),
  );
  return { reference: readFileSync(complete, "utf8"), cache: folder, path };
}

/** The same base as an archive of OCI, its layer packed, as a registry would have it; kept as well. */
export async function baseArchive({ reference, cache, path }: DebianBase): Promise<string> {
  const file = join(cache, "base.tar");
  await withLock(
    `${cache}.lock`,
    async () => {
      if (existsSync(file)) return;
      const partial = `${file}.partial`;
      await asRoot(["rm", "-f", partial]);
      await buildah(cache, ["push", "--quiet", reference, `oci-archive:${partial}`], { path });
      renameSync(partial, file);
    },
    () => {},
  );
  return file;
}

/** Runs buildah on the storage of a folder, as build-image lays it out; answers what it printed. */
export function buildah(
  folder: string,
  args: readonly string[],
  { before = [], path = [] }: { readonly before?: readonly string[]; readonly path?: readonly string[] } = {},
): Promise<string> {
  const roots = ["--root", join(folder, "storage"), "--runroot", join(folder, "run")];
  return asRoot([...before, "buildah", ...roots, "--storage-driver", "vfs", ...args], path);
}

/** A command line as root: buildah's chroot and a read-only root need that. */
export function elevated(command: readonly string[]): readonly [string, ...string[]] {
  const [program = "", ...args] = process.getuid?.() === 0 ? command : ["sudo", "-n", "-E", ...command];
  return [program, ...args];
}

async function asRoot(command: readonly string[], path: readonly string[] = []): Promise<string> {
  const [program, ...args] = elevated(command);
  const options = {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: {
      ...process.env,
      PATH: [...path, process.env["PATH"] ?? ""].join(delimiter),
      TMPDIR: process.env["TMPDIR"] ?? "/tmp",
    },
  } as const;
  return await new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, out, err) => {
      withdraw();
      if (error === null) {
        resolve(out);
        return;
      }
      const said = err.trim() === "" ? error.message : err.trim().split("\n").slice(-4).join(" | ");
      const what = command.find((part) => part !== "unshare") ?? program;
      const mend = "install Debian's buildah and mmdebstrap, as npm test does, and run as root or with sudo";
      reject(new Error(`${what}: failed: ${said}; ${mend}`));
    });
    const withdraw = onInterruption(() => child.kill());
  });
}

function tagOf({ version }: DebianRelease): string {
  return `localhost/slipway-debian-python:${version}`;
}

/** From the archive that this machine's own packages come from; where that is not Debian's, from mmdebstrap's default. */
async function makeRoot(suite: string, file: string, path: readonly string[]): Promise<void> {
  const mirror = debianArchive();
  const include = `--include=${packages.join(",")}`;
  // What is not released yet says how long its lists are good for, which a mirror that is kept back exceeds.
  const kept = `--aptopt=Acquire::Check-Valid-Until "false"`;
  const options = ["--variant=minbase", include, ...leftOut, "--skip=output/dev", kept, "--quiet"];
  await asRoot(["mmdebstrap", ...options, suite, file, ...(mirror === null ? [] : [mirror])], path);
}

function debianArchive(): string | null {
  const format = "$(ORIGIN)|$(RELEASE)|$(REPO_URI)";
  try {
    const told = execFileSync("apt-get", ["indextargets", "--format", format], { encoding: "utf8" });
    const rows = told.split("\n").map((line) => line.split("|"));
    const own = rows.find(([origin, release]) => origin === "Debian" && /^[a-z]+$/.test(release ?? ""));
    return own?.[2] ?? null;
  } catch {
    return null;
  }
}
