import { join } from "node:path";
import { toolEnvironment } from "../../../rehearsal/python/tool-environment.ts";

/** Installs devpi, twine and uv by hash, kept from run to run; answers the folder that holds their programs. */
export function indexTools(): Promise<string> {
  return toolEnvironment(["tests", "index"], join(import.meta.dirname, "tools.txt"));
}
