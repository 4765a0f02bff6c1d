import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import type { OwnStackPlace } from "../engine/stack.ts";
import type { Project } from "../project/project.ts";
import { readStackFile } from "../project/project.ts";
import { rehearsalStackFile } from "./stack-file.ts";
import type { RehearsalStackFile } from "./stack-file.ts";
import { anew } from "./anew.ts";
import { openVault } from "./vault.ts";

/** A stack laid out for the rehearsal, apart from the operator's files. */
export interface RehearsalFolder {
  readonly place: OwnStackPlace;
  readonly stackFile: RehearsalStackFile;
}

/** Settings of the operator's own Pulumi that must not reach the rehearsal's engine. */
const foreign = [
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_STACK",
  "PULUMI_CONFIG",
  "GITHUB_TOKEN",
  "GITHUB_BASE_URL",
];

/** Writes the rehearsal's project and stack file under `root`. Throws a FaultsError for an unknown stack. */
export function layOut(project: Project, stack: string, root: string): RehearsalFolder {
  const file = readStackFile(project, stack);
  const stateFolder = resolve(root, "state");
  const workFolder = resolve(root, "rehearsal");
  const homeFolder = resolve(root, "pulumi");
  for (const folder of [stateFolder, workFolder, homeFolder]) makeFolder(folder);
  withoutLog(homeFolder);
  // Beside the state that it encrypts: the one is of no use without the other.
  const vault = openVault(join(stateFolder, "vault.json"), anew(root));
  const stackFile = rehearsalStackFile(file, vault);
  writeFileSync(join(workFolder, "Pulumi.yaml"), stringify({ name: project.name, runtime: "nodejs" }));
  writeFileSync(join(workFolder, `Pulumi.${stack}.yaml`), stackFile.text, { mode: 0o600 });
  const environment = {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    PULUMI_BACKEND_URL: `file://${stateFolder}`,
    PULUMI_CONFIG_PASSPHRASE: vault.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The providers are attached: looking for those that the state names on the network would take seconds.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const place = { project: project.name, stack, workFolder, stateFolder, homeFolder, environment };
  return { place, stackFile };
}

/** The engine logs half a megabyte a run, unasked and encrypted; where its folder can't be made, it goes without. */
function withoutLog(homeFolder: string): void {
  const folder = join(homeFolder, "logs");
  if (!existsSync(folder)) writeFileSync(folder, "");
}

/** Node's own `recursive` tries for ever where a file system lets nobody make folders, as /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another first run made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
