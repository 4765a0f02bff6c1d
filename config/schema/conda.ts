import { z } from "zod";
import { relativePath, text } from "./leaves.ts";

const condaName = (example: string) =>
  text(/^[a-z0-9_][a-z0-9_.-]*$/, "is not the name of a conda package", example);

/** The package on conda-forge. */
export const conda = z
  .strictObject({
    maintainers: z
      .array(text(/^[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9][\w.-]*)?$/, "is not a login", "octocat"))
      .min(1)
      .meta({
        example: ["octocat"],
        description: "Logins of those who maintain the feedstock; each has to agree.",
      }),
    name: condaName("pyvenice")
      .optional()
      .meta({ example: "pyvenice", description: "Name on conda-forge. Default: the package's." }),
    recipe: relativePath("conda/recipe.yaml").optional().meta({
      example: "conda/recipe.yaml",
      description:
        "A recipe.yaml that the repository keeps, where the generated one is not enough. It is compared with the wheel's metadata all the same.",
    }),
    names: z
      .record(
        text(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, "is not a package name", "torch"),
        condaName("pytorch"),
      )
      .default({})
      .meta({
        description: "Dependencies that conda-forge calls otherwise than the index: `{torch: pytorch}`.",
      }),
    compilers: z
      .array(z.enum(["c", "cxx", "fortran", "rust", "go"]))
      .min(1)
      .optional()
      .meta({
        example: ["c"],
        description:
          "Compilers that a native package needs. Default: what its build backend tells, or else `c`.",
      }),
    host: z
      .array(text(/^[a-z0-9_][^\p{Cc}\u2028\u2029]*$/u, "is not a conda requirement", "openssl"))
      .default([])
      .meta({ description: "Libraries that a native package is linked with: `openssl`." }),
  })
  .optional();
