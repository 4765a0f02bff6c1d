import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredPackage } from "../declaration/declaration.ts";
import { TaskError } from "../program/fault.ts";
import { type Ended, lastLines } from "../python/run.ts";
import type { Check } from "../verify/asked.ts";
import { sameVersion } from "../version/version.ts";
import { type ClientName, type Pulled, clientOf } from "./clients.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** What is run. */
export interface Running extends Pulled {
  readonly package: Pick<DeclaredPackage, "name" | "importName">;
  /** Null: whatever is installed. */
  readonly version: string | null;
}

/** Prints the installed version, and imports the package. */
const question =
  "import sys; from importlib import import_module; from importlib.metadata import version; " +
  "print(version(sys.argv[1])); import_module(sys.argv[2])";

/** Pulls an image and imports the package in it; throws a TaskError where that fails. */
export async function runImage(
  by: ClientName,
  running: Running,
  variables: Variables,
): Promise<readonly Check[]> {
  const { image, package: declared, version } = running;
  const client = clientOf(by, running, variables);
  try {
    const pulled = await client.pull();
    if (pulled.code !== 0) throw failure(image, "can't be pulled", pulled);
    const ran = await client.run("python", ["-I", "-c", question, declared.name, declared.importName]);
    if (ran.code !== 0) throw failure(image, `can't import ${declared.importName} on a read-only root`, ran);
    const installed = ran.out.trim().split(/\s+/)[0] ?? "";
    if (version !== null && !sameVersion(installed, version)) {
      throw failure(image, `has version ${installed} installed`, { ...ran, out: "", err: "" });
    }
    return [
      { what: client.title, verdict: "works" },
      { what: `import ${declared.importName} ${installed}, read-only and without network`, verdict: "works" },
    ];
  } finally {
    client.close();
  }
}

function failure(place: string, fault: string, ended: Ended): TaskError {
  const said = lastLines(ended, 3);
  const mend = "mend the image or the package, and release a new version";
  return new TaskError([{ place, fault: said === "" ? fault : `${fault}: ${said}`, mend }]);
}

/**
 * Does something with a login for the registry that docker, buildah and gh find, and none else: in a folder of its own, gone
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
    return await work({
      ...variables,
      DOCKER_CONFIG: folder,
      REGISTRY_AUTH_FILE: join(folder, "config.json"),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
