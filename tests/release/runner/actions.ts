import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import type { Runner, StepEnded } from "./job.ts";

type Inputs = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

const nothing: StepEnded = { ok: true, outputs: {}, log: "" };

/** What an action does, as far as delivered workflows use it. */
export async function useAction(uses: string, inputs: Inputs, runner: Runner): Promise<StepEnded> {
  const action = uses.split("@")[0] ?? "";
  switch (action) {
    case "actions/checkout":
      return checkout(runner);
    case "actions/setup-python":
      runner.path.unshift(
        await runner.ground.python(inputs["python-version"] ?? "", join(runner.temp, "..", "python")),
      );
      return nothing;
    case "actions/upload-artifact":
      return uploadArtifact(inputs, runner);
    case "actions/download-artifact":
      return downloadArtifact(inputs, runner);
    case "actions/attest":
      return attest(inputs, runner);
    case "docker/login-action":
      return signIn(inputs, runner);
    case "pypa/gh-action-pypi-publish":
      return publish(inputs, runner);
    default:
      return { ok: false, outputs: {}, log: `nothing stands in for ${action}\n` };
  }
}

function checkout({ ground, workspace }: Runner): StepEnded {
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", ground.repository, workspace], {
    stdio: "pipe",
  });
  execFileSync("git", ["checkout", "--quiet", "--detach", ground.github.sha], {
    cwd: workspace,
    stdio: "pipe",
  });
  return nothing;
}

/** Each upload has an id of its own, also under a name that was there; of a folder it is what lies in it. */
function uploadArtifact({ name = "", path = "" }: Inputs, { ground, workspace }: Runner): StepEnded {
  const from = resolve(workspace, path);
  const files = globSync(existsSync(from) && statSync(from).isDirectory() ? join(from, "*") : from);
  const folder = join(ground.folder, "artifacts", name);
  const ids = join(ground.folder, "artifact-ids");
  for (const one of [folder, ids]) mkdirSync(one, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const file of files) cpSync(file, join(folder, basename(file)), { recursive: true });
  const id = randomUUID();
  writeFileSync(join(ids, name), id);
  const log = `${name}: ${files.length} files\n`;
  return { ok: files.length > 0, outputs: { "artifact-id": id }, log };
}

function downloadArtifact(inputs: Inputs, { ground, workspace }: Runner): StepEnded {
  const root = join(ground.folder, "artifacts");
  const ids = join(ground.folder, "artifact-ids");
  const all = existsSync(root) ? readdirSync(root) : [];
  const prefix = (inputs["pattern"] ?? "").replace(/\*$/, "");
  const named =
    inputs["name"] ?? all.find((one) => readFileSync(join(ids, one), "utf8") === inputs["artifact-ids"]);
  const chosen =
    inputs["pattern"] === undefined ? [named ?? ""] : all.filter((one) => one.startsWith(prefix));
  const folder = resolve(workspace, inputs["path"] ?? ".");
  const missing = chosen.filter((one) => !all.includes(one));
  if (missing.length > 0) return { ok: false, outputs: {}, log: `no artifact ${missing.join()}\n` };
  if (chosen.length > 0) mkdirSync(folder, { recursive: true });
  const apart = inputs["pattern"] !== undefined && inputs["merge-multiple"] !== "true";
  for (const one of chosen) cpSync(join(root, one), apart ? join(folder, one) : folder, { recursive: true });
  return { ...nothing, log: `${chosen.join(", ")}\n` };
}

async function attest(inputs: Inputs, runner: Runner): Promise<StepEnded> {
  const { ground, workspace, temp, permissions } = runner;
  const lacking = ["id-token", "attestations"].filter((name) => permissions[name] !== "write");
  if (lacking.length > 0) return refused(`the job lacks ${lacking.join(", ")}: write`);
  if (inputs["subject-digest"] !== undefined) return attestImage(inputs, runner);
  const lines = readFileSync(resolve(workspace, inputs["subject-checksums"] ?? ""), "utf8").split("\n");
  const subjects = lines
    .filter((line) => line !== "")
    .map((line) => {
      const [, sha256, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      if (sha256 === undefined || name === undefined) throw new Error(`no hash and name: ${line}`);
      return { name, sha256 };
    });
  const bundle = join(temp, "attestation.json");
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(bundle, await ground.attest(subjects));
  return { ok: subjects.length > 0, outputs: { "bundle-path": bundle }, log: "" };
}

/** As the action does with `push-to-registry`: it needs a login, and whole names and digests. */
async function attestImage(inputs: Inputs, runner: Runner): Promise<StepEnded> {
  const { "subject-name": name = "", "subject-digest": digest = "", "sbom-path": path } = inputs;
  const registry = name.split("/")[0] ?? "";
  if (!/^[a-z0-9.-]+(?:\/[a-z0-9._-]+)+$/.test(name)) return refused(`no name of an image: ${name}`);
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) return refused(`no digest: ${digest}`);
  if (inputs["push-to-registry"] !== "true") return refused("it would not reach the registry");
  if (runner.permissions["packages"] !== "write" || !runner.signedIn.has(registry))
    return refused(`the job may not push to ${registry}`);
  const sbom = path === undefined ? null : readFileSync(resolve(runner.workspace, path));
  if (sbom !== null && (JSON.parse(sbom.toString("utf8")) as Json)["bomFormat"] !== "CycloneDX")
    return refused(`${path ?? ""} is no list of CycloneDX`);
  const bundle = join(runner.temp, "attestation.json");
  const attested = { name, digest, sbom: sbom === null ? null : sha256Of(sbom) };
  writeFileSync(bundle, await runner.ground.attestImage(attested));
  return { ok: true, outputs: { "bundle-path": bundle }, log: `${digest}\n` };
}

function signIn(inputs: Inputs, { ground: { github }, signedIn }: Runner): StepEnded {
  const { registry = "", username, password } = inputs;
  if (username !== github.actor || password !== github.token) return refused(`no login to ${registry}`);
  signedIn.add(registry);
  return nothing;
}

function refused(why: string): StepEnded {
  return { ok: false, outputs: {}, log: `${why}\n` };
}

async function publish(inputs: Inputs, { ground, workspace, tokens }: Runner): Promise<StepEnded> {
  if (tokens === null) return { ok: false, outputs: {}, log: "the job may not ask for a token\n" };
  try {
    const log = await ground.publish(resolve(workspace, inputs["packages-dir"] ?? "dist"), tokens);
    return { ...nothing, log };
  } catch (error) {
    return { ok: false, outputs: {}, log: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}
