import type { Limits } from "./route.ts";

/** How much the service takes and gives. */
export const serviceLimits: Limits = {
  blobBytes: 100 * 1024 * 1024,
  treeEntries: 100_000,
  assetBytes: 2 ** 31,
  assets: 1000,
  forkQuestions: 2,
  requests: 5000,
};
