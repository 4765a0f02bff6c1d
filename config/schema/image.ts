import { z } from "zod";
import { text } from "./leaves.ts";

const reference = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

/** The container image of each release. */
export const image = z
  .strictObject({
    base: z.enum(["slim", "alpine"]).default("slim").meta({
      description:
        "Official Python image it stands on: `slim` (Debian), or `alpine` where all dependencies have wheels for musl on both architectures.",
    }),
    python: text(/^3\.\d{1,2}$/, "is not a minor version of CPython", "3.14")
      .optional()
      .meta({
        example: "3.14",
        description: "Python in the image. Default: the newest of `package.pythons` that has a locked base.",
      }),
    name: text(
      new RegExp(`^${reference}(?:/${reference})*$`),
      "is not the name of an image in lower case",
      "octo-org/octo-package",
    )
      .optional()
      .meta({
        example: "octo-org/octo-package",
        description: "Name in the registry. Default: owner and package in lower case.",
      }),
    registry: text(/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?$/, "is not the host of a registry", "ghcr.io")
      .default("ghcr.io")
      .meta({ description: "Registry; of GitHub Enterprise Server `containers.HOSTNAME`." }),
    command: z
      .array(text(/^[^\p{Cc}\u2028\u2029]+$/u, "is empty or holds control characters", "python"))
      .min(1)
      .default(["python"])
      .meta({ description: "What a container runs unless told otherwise." }),
  })
  .optional();
