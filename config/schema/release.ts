import { z } from "zod";

/** What a release has to pass beyond its tests. */
export const release = z.strictObject({
  secondBuild: z.enum(["gate", "report"]).default("gate").meta({
    description:
      "Every file is built a second time on another runner. `gate`: a difference stops the release. `report`: it is told of alone.",
  }),
  coverage: z.int().min(0).max(100).default(95).meta({
    description:
      "Percent of supported CPython versions and platforms on which the package and all its dependencies must install from wheels alone; 0 only tells.",
    example: 95,
  }),
});
