import type { DeclaredIndex } from "../declaration/declaration.ts";
import type { LedgerTest } from "../ledger/release-ledger.ts";
import type { InstallationFacts } from "./facts.ts";
import { alignedTable } from "./table.ts";

/** The section on how to install and verify the package, and where its last release was tested. */
export function renderInstallation(facts: InstallationFacts): string {
  return [
    "## Installation",
    ...installation(facts),
    ...verification(facts),
    "### Tested",
    ...tested(facts),
  ].join("\n\n");
}

function installation({ declaration, version, hasImage, onConda }: InstallationFacts): readonly string[] {
  const { package: declared, conda, image } = declaration;
  const { name } = declared;
  const index = indexOf(declaration.indexes);
  const [pip, uv] = ["--index-url", "--index"].map((option) => (index === null ? "" : `${option} ${index} `));
  return [
    "With pip, or with [uv](https://docs.astral.sh/uv/):",
    commandBlock(`python -m pip install ${pip}${name}`, `uv add ${uv}${name}`),
    ...(conda !== null && onConda === true
      ? ["From conda-forge:", commandBlock(`conda install --channel conda-forge ${conda.name}`)]
      : []),
    ...(image !== null && hasImage
      ? [
          "As a container, for x86-64 and ARM64:",
          commandBlock(`docker run --rm -it ${image.registry}/${image.name}:${version}`),
        ]
      : []),
  ];
}

/** The address that installers have to be told; null: they know PyPI by themselves. */
function indexOf(indexes: readonly DeclaredIndex[]): string | null {
  return indexes.findLast(({ name }) => name !== "testpypi")?.simpleUrl ?? null;
}

function verification({ declaration, tag, version, files, hasImage }: InstallationFacts): readonly string[] {
  const { repository, release, image } = declaration;
  if (!release.attestations) return [];
  const whose = `${repository.owner}/${repository.name}`;
  const signer = `--signer-workflow ${whose}/.github/workflows/${release.workflow}`;
  const verify = (what: string) => `gh attestation verify ${what} --repo ${whose} \\\n    ${signer}`;
  const file =
    files.find((one) => one.endsWith("-none-any.whl")) ?? files.find((one) => one.endsWith(".tar.gz"));
  const commands = [
    ...(file === undefined || !release.githubRelease
      ? []
      : [`gh release download ${tag} --repo ${whose} --pattern ${file}`, verify(file)]),
    ...(image !== null && hasImage ? [verify(`oci://${image.registry}/${image.name}:${version}`)] : []),
  ];
  if (commands.length === 0) return [];
  return [
    "### Verifying it",
    "Each file of a release is attested: it was built by this repository's own workflow, from the sources at its tag. " +
      "[GitHub's command line](https://cli.github.com/) checks that:",
    commandBlock(...commands),
  ];
}

function tested({ declaration, version, url, tested: tests }: InstallationFacts): readonly string[] {
  const release = `[${version}](${url})`;
  if (tests === null || tests.length === 0)
    return [`What release ${release} was tested on was not recorded.`];
  const { pythons, platforms } = declaration.package;
  const columns = columnsOf(tests, pythons);
  const rows = ordered(
    platforms,
    tests.map(({ platform }) => platform),
  ).map((platform) => {
    const own = tests.filter((test) => test.platform === platform);
    return [platform, ...columns.map(({ holds, word }) => (own.some(holds) ? word : ""))];
  });
  const head = ["Platform", ...columns.map(({ title }) => title)];
  return [`Release ${release} was tested on:`, alignedTable(head, rows)];
}

interface Column {
  readonly title: string;
  readonly word: string;
  readonly holds: (test: LedgerTest) => boolean;
}

function columnsOf(tests: readonly LedgerTest[], declared: readonly string[]): readonly Column[] {
  const own = tests.filter(({ what }) => what === "test");
  const pythons = ordered(
    declared,
    own.flatMap(({ python }) => python ?? []),
  );
  const indexes = ordered(
    [],
    tests.flatMap(({ what }) => (what === "test" || what === "image" ? [] : [what])),
  );
  return [
    ...pythons.map((python): Column => {
      const holds = (test: LedgerTest) => test.what === "test" && test.python === python;
      return { title: `Python ${python}`, word: "tested", holds };
    }),
    ...indexes.map((title): Column => {
      return { title: `From ${title}`, word: "installed", holds: ({ what }) => what === title };
    }),
    ...(tests.some(({ what }) => what === "image")
      ? [{ title: "Image", word: "verified", holds: ({ what }: LedgerTest) => what === "image" }]
      : []),
  ];
}

/** Those that are there, the declared ones in their order, others behind them. */
function ordered(declared: readonly string[], there: readonly string[]): readonly string[] {
  const found = new Set(there);
  const others = [...found].filter((one) => !declared.includes(one)).sort();
  return [...declared.filter((one) => found.has(one)), ...others];
}

function commandBlock(...commands: readonly string[]): string {
  return ["```console", ...commands, "```"].join("\n");
}
