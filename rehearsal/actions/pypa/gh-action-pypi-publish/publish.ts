import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { TaskError, oneLine } from "../../../../tasks/program/fault.ts";
import type { StandIn, Step } from "../../step/step.ts";
import { attestFile } from "./attest-file.ts";
import { exchange } from "./exchange.ts";
import { type Distribution, readDistribution } from "./distribution.ts";
import { type Uploading, upload } from "./upload.ts";

/** Uploads files to the index that stands for the named one, one after the other as twine does. */
export const publish: StandIn = async (step) => {
  const url = uploadUrlOf(step);
  const files = distributionsIn(resolve(step.workspace, either(step, "packages-dir")), step);
  const login = await loginOf(step, url);
  const uploads = [];
  for (const file of files) {
    uploads.push({ file, attestations: login.attested ? await attestFile(step, file, url) : null });
  }
  if (isOn(step, "verify-metadata")) step.note("twine does not check the metadata before the upload");
  if (isOn(step, "print-hash")) files.forEach((file) => tellHashes(step, file));
  const skipExisting = isOn(step, "skip-existing");
  for (const one of uploads) await send(step, { ...one, url, login, skipExisting });
  return {};
};

/** Inputs have two spellings, of which the older has the default. */
function either(step: Step, name: string): string {
  return step.input(name) || step.input(name.replace("-", "_"));
}

function isOn(step: Step, name: string): boolean {
  return either(step, name).toLowerCase() !== "false";
}

/** No address means PyPI; `*` is for those that a workflow finds out while it runs, such as TestPyPI's. */
function uploadUrlOf(step: Step): string {
  const declared = either(step, "repository-url");
  const uploads = JSON.parse(step.variable("REHEARSAL_UPLOADS")) as Readonly<Record<string, string>>;
  const url = uploads[declared] ?? (declared === "" ? undefined : uploads["*"]);
  if (url !== undefined) return url;
  throw new Error(`Nothing stands for the index ${declared || "PyPI"} in this rehearsal`);
}

/** Wheels first, as twine sends them. */
function distributionsIn(folder: string, step: Step): readonly Distribution[] {
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
  const strange = names.filter((name) => !/\.(?:whl|tar\.gz)$/.test(name));
  if (strange.length > 0)
    throw new Error(
      strange.map((name) => `InvalidDistribution: Unknown distribution format: '${name}'`).join("\n"),
    );
  const folders = names.filter((name) => !statSync(join(folder, name)).isFile());
  if (folders.length > 0)
    throw new Error(`Path looks like a distribution but is not a file: ${folders.join(", ")}`);
  if (names.length === 0)
    step.warn(
      `It looks like there are no Python distribution packages to publish in the directory "${folder}"`,
    );
  const isWheel = (name: string) => name.endsWith(".whl");
  const ordered = [...names.filter(isWheel), ...names.filter((name) => !isWheel(name))];
  if (ordered.length === 0)
    throw new Error(`InvalidDistribution: Cannot find file (or expand pattern): '${folder}/*'`);
  return ordered.map((name) => readDistribution(join(folder, name)));
}

interface Login {
  readonly user: string;
  readonly password: string;
  /** Whether files go with attestations: only where a trusted publisher sends them. */
  readonly attested: boolean;
}

async function loginOf(step: Step, url: string): Promise<Login> {
  const password = step.input("password");
  const wanted = step.input("attestations").toLowerCase() !== "false";
  if (password === "") return { user: "__token__", password: await exchange(step, url), attested: wanted };
  if (wanted)
    step.warn(
      "The workflow was run with 'attestations: true', but a password was given: attestations need a trusted publisher. They are left out.",
    );
  return { user: step.input("user"), password, attested: false };
}

function tellHashes(step: Step, { name, md5, sha256 }: Distribution): void {
  step.say(`Showing hash values of ${name}:`);
  step.say(`SHA256: ${sha256}`);
  step.say(`MD5: ${md5}`);
}

async function send(step: Step, uploading: Uploading & { readonly skipExisting: boolean }): Promise<void> {
  const { name } = uploading.file;
  step.say(`Uploading ${name}`);
  const { status, reason } = await upload(uploading);
  if (status >= 200 && status < 300) return;
  const exists = status === 409 || (status === 400 && /already exist/i.test(reason));
  if (uploading.skipExisting && exists) {
    step.warn(`Skipping ${name} because it appears to already exist`);
    return;
  }
  const mend = "see what the index says; what it took stays there";
  throw new TaskError([{ place: name, fault: `HTTPError: ${status} ${oneLine(reason)}`, mend }]);
}
