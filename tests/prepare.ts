import { indexTools } from "./tasks/index/tools.ts";

/** Installs what many tests upload and resolve with before the first begins: none waits for it within its own time. */
export async function mochaGlobalSetup(): Promise<void> {
  // Where it can't be installed, the tests that need it say so.
  await indexTools().catch(() => undefined);
}
