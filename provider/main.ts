import { enableCompileCache } from "node:module";

enableCompileCache();
// Imported after the cache is on, so that it serves the libraries too: they are most of the start.
const [{ serveProcess }, { slipway }] = await Promise.all([
  import("./protocol/server.ts"),
  import("./slipway.ts"),
]);
await serveProcess(slipway);
