import { createHash } from "node:crypto";
import type { Declaration } from "../../../tasks/declaration/declaration.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { declarationOf } from "../wheel/declared-package.ts";
import { type IndexedFile, sdistOf } from "./sdist-index.ts";

/** What a recipe in a test says. */
export interface Said {
  readonly sdist?: IndexedFile;
  readonly version?: string;
  readonly license?: string;
  readonly maintainers?: readonly string[];
  readonly buildNumber?: number;
}

/** A recipe of `my-pkg`, as one for conda-forge is written. */
export function recipeOf({
  version = "1.2.0",
  sdist = sdistOf(version),
  license = "LICENSE",
  maintainers = ["Mona"],
  buildNumber = 0,
}: Said = {}): string {
  return `schema_version: 1

context:
  version: "${version}"

package:
  name: my-pkg
  version: \${{ version }}

source:
  url: https://files.example.org/packages/source/m/my-pkg/my_pkg-\${{ version }}.tar.gz
  sha256: ${sha256Of(sdist.content)}

build:
  noarch: python
  number: ${buildNumber}

about:
  license: MIT
  license_file: ${license}

extra:
  recipe-maintainers:
${maintainers.map((login) => `    - ${login}\n`).join("")}`;
}

/** `my-pkg` with a feedstock of its name, published on PyPI. */
export function declared(): Declaration {
  const conda = {
    name: "my-pkg",
    maintainers: ["mona"],
    recipe: null,
    names: {},
    compilers: [],
    host: [],
  };
  const index = {
    name: "pypi",
    title: "PyPI",
    simpleUrl: null,
    uploadUrl: null,
    trustedPublishing: true,
    environment: null,
  } as const;
  return { ...declarationOf(), conda, indexes: [index] };
}

/** A file of a recipe, as it is submitted. */
export function recipeFile(path: string, text: string): { path: string; content: Buffer; sha: string } {
  const content = Buffer.from(text);
  return {
    path,
    content,
    sha: createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex"),
  };
}
