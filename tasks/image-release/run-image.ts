import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import { TaskError } from "../program/fault.ts";
import { type Ended, lastLines, runProgramFile } from "../python/run.ts";
import type { Check } from "../verify/asked.ts";
import { sameVersion } from "../version/version.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** What is run. */
export interface Running {
  /** By digest, as the engine pulls it: `ghcr.io/octo-org/octo-package@sha256:...`. */
  readonly image: string;
  /** `linux/arm64` */
  readonly platform: string;
  readonly package: Pick<DeclaredPackage, "name" | "importName">;
  /** Null: whatever is installed. */
  readonly version: string | null;
}

/** Prints the installed version, and imports the package. */
const question =
  "import sys; from importlib import import_module; from importlib.metadata import version; " +
  "print(version(sys.argv[1])); import_module(sys.argv[2])";

/** What a container may do with it: nothing but to compute. */
const confined = [
  "--rm",
  "--read-only",
  "--network",
  "none",
  "--cap-drop",
  "ALL",
  "--security-opt",
  "no-new-privileges",
];

/** Pulls an image by docker and imports the package in it; throws a TaskError where that fails. */
export async function runImage(running: Running, variables: Variables): Promise<readonly Check[]> {
  const { image, platform, package: declared, version } = running;
  const docker = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await runProgramFile("docker", args, { variables, minutes: 15 });
    if (ended !== null) return ended;
    const mend = "set docker up first, or write --engine none";
    throw new TaskError([{ place: "docker", fault: "is not on the PATH", mend }]);
  };
  const pulled = await docker("pull", "--quiet", "--platform", platform, image);
  if (pulled.code !== 0) throw failure(image, "can't be pulled", pulled);
  const program = ["--entrypoint", "python", image, "-I", "-c", question, declared.name, declared.importName];
  const ran = await docker("run", ...confined, "--platform", platform, ...program);
  if (ran.code !== 0) throw failure(image, `can't import ${declared.importName} on a read-only root`, ran);
  const installed = ran.out.trim().split(/\s+/)[0] ?? "";
  if (version !== null && !sameVersion(installed, version)) {
    throw failure(image, `has version ${installed} installed`, { ...ran, out: "", err: "" });
  }
  return [
    { what: `docker pull --platform ${platform}`, verdict: "works" },
    { what: `import ${declared.importName} ${installed}, read-only and without network`, verdict: "works" },
  ];
}

function failure(place: string, fault: string, ended: Ended): TaskError {
  const said = lastLines(ended, 3);
  const mend = "mend the image or the package, and release a new version";
  return new TaskError([{ place, fault: said === "" ? fault : `${fault}: ${said}`, mend }]);
}

/**
 * Does something with a login for the registry that docker and gh find, and none else: in a folder of its own, gone
 * afterwards. Without a login nobody else's is found either.
 */
export async function withLogin<T>(
  {
    host,
    signsIn,
    variables,
  }: { readonly host: string; readonly signsIn: boolean; readonly variables: Variables },
  work: (variables: Variables) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "docker-config-"));
  try {
    const login = `${variables["GITHUB_ACTOR"] || "github"}:${variables["GH_TOKEN"] ?? ""}`;
    const auths = { [host]: { auth: Buffer.from(login).toString("base64") } };
    const config = JSON.stringify(signsIn ? { auths } : {});
    writeFileSync(join(folder, "config.json"), config, { mode: 0o600 });
    return await work({ ...variables, DOCKER_CONFIG: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
