import { z } from "zod";
import { conda } from "./conda.ts";
import { delivery } from "./delivery.ts";
import { image } from "./image.ts";
import { packageSchema } from "./package.ts";
import { channels, environments, index, secrets } from "./publishing.ts";
import { release } from "./release.ts";
import { actions, repository } from "./repository.ts";
import { upkeep } from "./upkeep.ts";

/**
 * The whole of what a stack file may set under `slipway:`. Each setting's meta data are its documentation
 * (the reference is made from them) and the example that errors offer.
 */
export const settingsSchema = z.strictObject({
  package: packageSchema.meta({ description: "The package that is released." }),
  index: index.meta({ description: "Where releases are published.", example: { name: "pypi" } }),
  channels: channels.meta({ description: "Where releases go besides the index." }),
  release: release.prefault({}).meta({ description: "What a release has to pass beyond its tests." }),
  image: image.meta({
    description: "A container image of each release; `{}` takes every default.",
  }),
  conda: conda.meta({ description: "The package on conda-forge." }),
  upkeep: upkeep.prefault({}).meta({ description: "What is kept up to date between releases." }),
  environments: environments.meta({ description: "Deployment environments by name, each with its rules." }),
  repository: repository
    .prefault({})
    .meta({ description: "The repository's settings, and what GitHub offers there." }),
  delivery: delivery.prefault({}).meta({ description: "How the pipeline's files get into the repository." }),
  secrets: secrets.meta({
    description: "Secrets by name; their values stand encrypted under `secrets:NAME`.",
  }),
  actions: actions.meta({ description: "Pinned actions that your overrides use beyond Slipway's own lock." }),
  overrides: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: "Changes to the delivered workflows, by file name; see docs/overrides.md." }),
});

/** What the operator typed, checked and with every default filled in. */
export type Settings = z.output<typeof settingsSchema>;
