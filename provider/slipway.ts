import { readFileSync } from "node:fs";
import { connect } from "./github/client.ts";
import { readSettings } from "./github/settings.ts";
import { dispatcher } from "./protocol/dispatch.ts";
import type { ProviderPackage } from "./protocol/provider.ts";
import { immutableReleases } from "./resources/immutable-releases.ts";

/** The provider `slipway`: what a release pipeline needs of GitHub and no published provider has. */
export const slipway: ProviderPackage = {
  name: "slipway",
  version: "0.1.0",
  schema: () => readFileSync(new URL("./schema.json", import.meta.url), "utf8"),
  configure: (settings) =>
    dispatcher({ resources: [immutableReleases] }, connect(readSettings(settings, process.env))),
};
