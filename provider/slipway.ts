import { readFileSync } from "node:fs";
import { connect } from "./github/client.ts";
import { readSettings } from "./github/settings.ts";
import { dispatcher } from "./protocol/dispatch.ts";
import type { ProviderPackage } from "./protocol/provider.ts";
import { getPlugin } from "./plugins.ts";
import { getDelivery } from "./resources/delivery/lookup.ts";
import { deliveryResource } from "./resources/delivery/resource.ts";
import { immutableReleases } from "./resources/immutable-releases.ts";

const offer = {
  resources: [deliveryResource, immutableReleases],
  functions: { "slipway:index:getDelivery": getDelivery, "slipway:index:getPlugin": getPlugin },
};

/** The provider `slipway`: what a release pipeline needs of GitHub and no published provider has. */
export const slipway: ProviderPackage = {
  name: "slipway",
  version: "0.1.0",
  schema: () => readFileSync(new URL("./schema.json", import.meta.url), "utf8"),
  configure: (settings) => dispatcher(offer, connect(readSettings(settings, process.env))),
};
