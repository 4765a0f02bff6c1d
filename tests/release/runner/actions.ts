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
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Runner, StepEnded } from "./job.ts";

type Inputs = Readonly<Record<string, string>>;

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

/** Each upload has an id of its own, also under a name that was there. */
function uploadArtifact({ name = "", path = "" }: Inputs, { ground, workspace }: Runner): StepEnded {
  const files = globSync(resolve(workspace, path));
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
  for (const one of chosen) cpSync(join(root, one), folder, { recursive: true });
  return { ...nothing, log: `${chosen.join(", ")}\n` };
}

async function attest(inputs: Inputs, { ground, workspace, temp }: Runner): Promise<StepEnded> {
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

async function publish(inputs: Inputs, { ground, workspace, tokens }: Runner): Promise<StepEnded> {
  if (tokens === null) return { ok: false, outputs: {}, log: "the job may not ask for a token\n" };
  try {
    const log = await ground.publish(resolve(workspace, inputs["packages-dir"] ?? "dist"), tokens);
    return { ...nothing, log };
  } catch (error) {
    return { ok: false, outputs: {}, log: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}
