import { execFile } from "node:child_process";
import { promisify } from "node:util";
import docker from "@pulumi/docker/package.json" with { type: "json" };
import { hasPlugin } from "../../provider/plugins.ts";
import type { Engine } from "../engine/find.ts";
import type { Help } from "../run/ground.ts";

/** How long a download may take (ms). */
const patience = 120_000;

/**
 * Downloads the docker provider where the engine lacks it: the program does without rather than fail, so that the
 * engine would never be asked to. What goes wrong is for the program to tell.
 */
export async function fetchDockerPlugin(
  engine: Promise<Engine>,
  { tell, signal }: Help,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { version } = docker;
  const isForbidden = /^(1|true)$/i.test(env["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] ?? "");
  if (isForbidden || hasPlugin({ name: "docker", version }, env)) return;
  const { file } = await engine;
  tell(`installing the provider docker ${version} ...`);
  const args = ["plugin", "install", "resource", "docker", `v${version}`, "--non-interactive"];
  await promisify(execFile)(file, args, { env, signal, timeout: patience }).catch(() => {});
}
