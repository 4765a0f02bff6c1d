import { join } from "node:path";
import { toolEnvironment } from "../../../rehearsal/python/tool-environment.ts";

/** Installs shellcheck by hash, kept from run to run; answers the path of its program. */
export async function shellcheck(): Promise<string> {
  const bin = await toolEnvironment(["tests", "shellcheck"], join(import.meta.dirname, "tools.txt"));
  return join(bin, "shellcheck");
}
