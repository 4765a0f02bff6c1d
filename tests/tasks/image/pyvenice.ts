import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dockerfileDocument } from "../../../documents/container/dockerfile.ts";
import type { ImagePlan } from "../../../plan/plan.ts";
import { fetchWheel, chooseWheels, type Chosen, type Source } from "../../../tasks/image/wheels.ts";
import { readImageLock } from "../../../tasks/image/lock.ts";
import { type ImagePlatform, targetOf } from "../../../tasks/image/platform.ts";
import { indexAddress } from "../../../tasks/index/address.ts";
import { prod } from "../../documents/fixture-plan.ts";
import { type DebianBase, buildah, elevated } from "../../../rehearsal/image/debian.ts";
import { declarationWith, declaredImage } from "./declared.ts";

const project = join(import.meta.dirname, "../../..");
const lockFile = join(import.meta.dirname, "pyvenice-0.3.1.txt");

/** pyvenice 0.3.1 as it is on the index. */
const wheel =
  "pyvenice==0.3.1 --hash=sha256:a69b193ed841470522d68729d5c7c58b48dad35f80458b4d7d78678778007b41";

/** The image's platform on this machine. */
export const platform: ImagePlatform = process.arch === "arm64" ? "linux/arm64" : "linux/amd64";

/** Lays out what a job of the delivered workflow has: built files, locks, the declaration and the Dockerfile. */
export async function layOut(folder: string): Promise<void> {
  const source = await indexSource();
  const lock = join(folder, "wheel.txt");
  write(lock, `${wheel}\n`);
  for (const [name, content] of await wheelsOf(lock, source)) write(join(folder, "dist", name), content);
  write(join(folder, "locks", "image.txt"), readFileSync(lockFile));
  write(join(folder, "release.json"), JSON.stringify(declarationWith(declaredImage)));
  const image: ImagePlan = { registry: "", name: "", base: "slim", command: ["python"], python: "3.13" };
  write(join(folder, "Dockerfile"), dockerfileDocument(prod, image).content);
}

/** The wheels that a lock has installed in the image, by name. */
async function wheelsOf(lock: string, source: Source): Promise<ReadonlyMap<string, Buffer>> {
  const target = targetOf(declaredImage, platform);
  const { chosen, faults } = await chooseWheels({ place: lock, pins: readImageLock(lock) }, [target], source);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const all: readonly Chosen[] = chosen.get(platform) ?? [];
  return new Map(
    await Promise.all(all.map(async (one) => [one.file.name, await fetchWheel(one, source)] as const)),
  );
}

async function indexSource(): Promise<Source> {
  const pypi = { name: "pypi", title: "PyPI", simpleUrl: null, uploadUrl: null } as const;
  const index = { ...pypi, trustedPublishing: false, environment: null };
  return { address: await indexAddress(index, process.env), http: { place: "PyPI" } };
}

/** How the task ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the task as a job does; what is set goes before its options and variables. */
export function runTask(
  folder: string,
  base: Pick<DebianBase, "reference" | "cache">,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const options = [
    ...["--files", "dist", "--locks", "locks", "--platform", platform, "--engine", "buildah"],
    ...["--cache", base.cache, "--base", base.reference, "--dockerfile", "Dockerfile"],
    ...["--declaration", "release.json", ...args],
  ];
  const task = [process.execPath, join(project, "tasks", "build-image.ts"), ...options];
  const [program, ...rest] = elevated(task);
  const child = spawn(program, rest, {
    cwd: folder,
    env: {
      ...process.env,
      SOURCE_DATE_EPOCH: "1700000000",
      GITHUB_SHA: "a".repeat(40),
      VERSION: "0.3.1",
      STORAGE_DRIVER: "",
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      GITHUB_OUTPUT: join(folder, "outputs"),
      ...env,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += String(part)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/**
 * Phase 3 of the plan on the same base, with the same wheels. Its own base has pip among the packages of /usr/local, which
 * Debian's Python gets there by a virtual environment, and looks for by PYTHONPATH alone.
 */
const planned = `ARG BASE
FROM \${BASE} AS builder
RUN python3 -m venv /usr/local
COPY wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels pyvenice
FROM \${BASE}
COPY --from=builder /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
COPY --from=builder /usr/local/bin /usr/local/bin
ENV PYTHONPATH=/usr/local/lib/python3.13/site-packages
RUN useradd -m -s /bin/sh pyvenice
USER pyvenice
RUN python -c "import pyvenice; print('PyVenice installed successfully')"
CMD ["python"]
`;

/** Builds the plan's image, and writes it as an archive. */
export async function buildPlanned(folder: string, base: DebianBase, out: string): Promise<void> {
  const source = await indexSource();
  const all = [join(folder, "wheel.txt"), lockFile].map((lock) => wheelsOf(lock, source));
  const context = join(folder, "planned");
  for (const [name, content] of (await Promise.all(all)).flatMap((wheels) => [...wheels])) {
    write(join(context, "wheels", name), content);
  }
  write(join(context, "Dockerfile"), planned);
  const tag = `localhost/slipway-planned-${process.pid}`;
  const args = ["--isolation", "chroot", "--pull-never", "--layers=false", "--timestamp", "1700000000"];
  const bud = ["bud", ...args, "--build-arg", `BASE=${base.reference}`, "--tag", tag, context];
  await buildah(base.cache, bud, { before: ["unshare", "--net", "--"] });
  await buildah(base.cache, ["push", "--quiet", tag, `oci-archive:${out}`]);
  await buildah(base.cache, ["rmi", "--force", tag]);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
