import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Login } from "../../../../tasks/registry/credentials.ts";
import type { Step } from "../../step/step.ts";

/** Keeps a login as docker does, in a folder of the job's own that only its user can read; answers that. */
export function keepLogin(step: Step, registry: string, { user, password }: Login): string {
  const folder = folderOf(step);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const auth = Buffer.from(`${user}:${password}`).toString("base64");
  const auths = { ...readAuths(folder), [registry]: { auth } };
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }), { mode: 0o600 });
  return folder;
}

/** The login to a registry that an earlier step made; null: none did. */
export function loginFor(step: Step, registry: string): Login | null {
  const auth = readAuths(folderOf(step))[registry]?.auth;
  if (auth === undefined) return null;
  const [, user = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString("utf8")) ?? [];
  return { user, password };
}

/** Never where the user's own are kept. */
function folderOf({ temp }: Step): string {
  return join(temp, "docker");
}

type Auths = Readonly<Record<string, { readonly auth: string } | undefined>>;

function readAuths(folder: string): Auths {
  const file = join(folder, "config.json");
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly auths?: Auths }).auths ?? {};
}
