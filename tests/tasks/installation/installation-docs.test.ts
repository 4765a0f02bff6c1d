import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Interception } from "../../../rehearsal/github/http/intercept.ts";
import type { Declaration } from "../../../tasks/declaration/declaration.ts";
import { createDraft, publishRelease, uploadAsset } from "../../../tasks/github/releases.ts";
import { type LedgerTest, type ReleaseLedger, writeLedger } from "../../../tasks/ledger/release-ledger.ts";
import { type Emulated, emulate } from "../../rehearsal/github/emulated.ts";
import { git, workTree } from "../../rehearsal/github/on-disk.ts";
import { declaredImage } from "../declared-image.ts";
import { clientOf, token } from "../github/clients.ts";
import { run } from "../index/run.ts";
import { declarationOf } from "../verify/declared.ts";

const program = join(import.meta.dirname, "../../../tasks/installation-docs.ts");
const hash = "ab".repeat(32);
const tested: readonly LedgerTest[] = [
  { what: "test", platform: "linux-x86_64", python: "3.12" },
  { what: "test", platform: "linux-x86_64", python: "3.13" },
  { what: "test", platform: "windows-amd64", python: "3.13" },
  { what: "PyPI", platform: "linux-x86_64", python: null },
  { what: "image", platform: "linux-x86_64", python: null },
  { what: "a | cell", platform: "linux-x86_64", python: null },
];

describe("installation-docs", function () {
  this.timeout(60_000);
  let github: Emulated;
  let folder: string;
  let answer: () => Interception | undefined;
  beforeEach(async () => {
    answer = () => undefined;
    github = await emulate(
      {},
      { intercept: ({ path }) => (path.includes("conda-forge") ? answer() : undefined) },
    );
    folder = mkdtempSync(join(tmpdir(), "slipway-installation-"));
    mkdirSync(join(folder, "new"));
  });
  afterEach(async () => {
    await github[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  /** Publishes version 1.2.0, with a ledger or without. */
  async function release(ledger: Partial<ReleaseLedger> | null): Promise<void> {
    git(workTree(github.root, "octocat/hello"), "tag", "v1.2.0");
    const client = clientOf(github.url);
    const draft = await createDraft(client, { tag: "v1.2.0", title: "1.2.0", prerelease: false, notes: "" });
    const read = "2026-11-22T10:00:00.000Z";
    const image = { digest: `sha256:${hash}`, platforms: [] };
    const whole: ReleaseLedger = {
      ...{ schema: 1, package: "demo", version: "1.2.0", tag: "v1.2.0", commit: "c".repeat(40) },
      ...{ workflow: "release.yml", run: { id: 1, attempt: 1 }, sealed: read, finished: read, extras: [] },
      files: ["demo-1.2.0.tar.gz", "demo-1.2.0-py3-none-any.whl"].map((name) => ({
        name,
        sha256: hash,
        size: 1,
      })),
      channels: [{ name: "image", title: "GHCR", read, decision: null, files: [], image }],
      tested,
      ...ledger,
    };
    const content = writeLedger(whole);
    if (ledger !== null) await uploadAsset(client, draft, { name: "release-ledger.json", content });
    await publishRelease(client, draft, { latest: true });
  }

  async function write(
    readme: string | Buffer,
    more: Partial<Declaration> = {},
    options: readonly string[] = [],
  ) {
    const file = join(folder, "new", "README.md");
    rmSync(file, { force: true });
    // Relative to the repository's root, which is where the task runs.
    const declaration = {
      ...declarationOf({ pythons: ["3.12", "3.13"], platforms: ["windows-amd64", "linux-x86_64"] }),
      ...more,
    };
    writeFileSync(join(folder, "README.md"), readme);
    writeFileSync(join(folder, "release.json"), JSON.stringify(declaration));
    const args = ["--out", "new", "--declaration", "release.json", ...options];
    const inFolder = ["-c", 'cd "$0" && exec "$@"', folder];
    const ended = await run("sh", [...inFolder, process.execPath, program, ...args], {
      ...{ GITHUB_API_URL: github.url.replace(/\/$/, ""), GITHUB_REPOSITORY: "octocat/hello" },
      ...{ GH_TOKEN: token, GITHUB_OUTPUT: join(folder, "output") },
    });
    return { ...ended, readme: existsSync(file) ? readFileSync(file, "utf8") : "" };
  }
  const upkeep = { cooldown: 7, readme: "README.md", keepImages: 30 };

  it("appends how to install and verify, and the table of what was tested where", async () => {
    await release({});
    const { code, output, readme } = await write("# Demo\n\nText.\n", { upkeep, image: declaredImage });
    assert.equal(code, 0, output);
    assert.ok(
      readme.startsWith("# Demo\n\nText.\n\n<!-- slipway:installation -->\n\n## Installation\n"),
      readme,
    );
    assert.ok(readme.endsWith("\n\n<!-- /slipway:installation -->\n"));
    for (const line of [
      "python -m pip install demo",
      "uv add demo",
      "docker run --rm -it ghcr.io/example/demo:1.2.0",
      "gh release download v1.2.0 --repo example/demo --pattern demo-1.2.0-py3-none-any.whl",
      "gh attestation verify demo-1.2.0-py3-none-any.whl --repo example/demo \\",
      "    --signer-workflow example/demo/.github/workflows/release.yml",
      "gh attestation verify oci://ghcr.io/example/demo:1.2.0 --repo example/demo \\",
      "| Platform      | Python 3.12 | Python 3.13 | From PyPI | Image    |",
      "| ------------- | ----------- | ----------- | --------- | -------- |",
      "| windows-amd64 |             | tested      |           |          |",
      "| linux-x86_64  | tested      | tested      | installed | verified |",
    ])
      assert.ok(readme.split("\n").includes(line), `${line}\n\n${readme}`);
    assert.match(
      readme,
      /^Release \[1\.2\.0\]\(https:\/\/github\.com\/octocat\/hello\/releases\/tag\/v1\.2\.0\) was tested on:$/m,
    );
    assert.doesNotMatch(readme, /conda|cell/);
    const again = await write(readme, { upkeep, image: declaredImage });
    assert.equal(again.readme, readme);
    assert.match(again.output, /README\.md stays as it is/);
    assert.match(readFileSync(join(folder, "output"), "utf8"), /true\n[^]*false\n/);
  });

  it("replaces what is between the markers alone, and keeps line ends", async () => {
    await release({});
    const readme =
      "# Demo\r\n<!-- slipway:installation -->\r\nold\r\n<!-- /slipway:installation -->\r\n## After\r\n";
    const written = (await write(readme, { upkeep })).readme;
    assert.match(written, /^# Demo\r\n<!-- slipway:installation -->\r\n\r\n## Installation\r\n/);
    assert.match(written, /\r\n<!-- \/slipway:installation -->\r\n## After\r\n$/);
    assert.doesNotMatch(written, /old|[^\r]\n/);
  });

  it("says only what is known: no image before it is released, and no table of an older release", async () => {
    await release({ tested: null, channels: [] });
    const { readme } = await write("# Demo\n", { upkeep, image: declaredImage });
    assert.doesNotMatch(readme, /docker|oci:|\| Platform/);
    assert.match(readme, /What release \[1\.2\.0\]\(.*\) was tested on was not recorded\./);
  });

  it("takes a release without a ledger, and writes nothing before the first one", async () => {
    const none = await write("# Demo\n", { upkeep });
    assert.deepEqual([none.code, none.readme], [0, ""]);
    await release(null);
    assert.match((await write("# Demo\n", { upkeep })).readme, /was not recorded\./);
  });

  it("names another index, and conda-forge only where it has the package; what can't be asked stays", async () => {
    await release({});
    const indexes = [
      ...declarationOf({}).indexes.map((index) => {
        return { ...index, name: "custom", simpleUrl: "https://packages.example.org/simple/" } as const;
      }),
    ];
    const conda = {
      name: "demo",
      maintainers: ["octocat"],
      recipe: null,
      names: {},
      compilers: null,
      host: [],
    };
    const { readme } = await write("# Demo\n", { upkeep, indexes, conda });
    assert.match(
      readme,
      /^python -m pip install --index-url https:\/\/packages\.example\.org\/simple\/ demo$/m,
    );
    assert.match(readme, /^uv add --index https:\/\/packages\.example\.org\/simple\/ demo$/m);
    assert.doesNotMatch(readme, /conda/);
    answer = () => ({ status: 403, body: {} });
    const before =
      "# Demo\n\n<!-- slipway:installation -->\nconda install --channel conda-forge demo\n<!-- /slipway:installation -->\n";
    assert.match(
      (await write(before, { upkeep, conda })).readme,
      /^conda install --channel conda-forge demo$/m,
    );
  });

  for (const [what, readme, fault] of [
    [
      "two sections",
      "<!-- slipway:installation --><!-- /slipway:installation -->".repeat(2),
      /has 2 of .* and 2 of /,
    ],
    ["half a section", "<!-- slipway:installation -->\n", /has 1 of .* and 0 of /],
    [
      "its markers the wrong way round",
      "<!-- /slipway:installation --><!-- slipway:installation -->",
      /has .* before /,
    ],
  ] as const) {
    it(`refuses a README with ${what}`, async () => {
      await release({});
      const { code, output } = await write(readme, { upkeep });
      assert.equal(code, 1);
      assert.match(output, fault);
    });
  }

  it("refuses a README in another encoding, whose letters it would lose", async () => {
    await release({});
    const { code, output, readme } = await write(Buffer.from("# D\u00e9mo\n", "latin1"), { upkeep });
    assert.deepEqual([code, readme], [1, ""]);
    assert.match(output, /^README\.md: is not UTF-8; save it as UTF-8$/m);
  });

  it("keeps a byte order mark and the line ends of a README", async () => {
    await release({});
    const { readme } = await write("\ufeff# Demo\r\n", { upkeep });
    assert.ok(readme.startsWith("\ufeff# Demo\r\n\r\n<!-- slipway"), readme);
    assert.doesNotMatch(readme, /[^\r]\n/);
  });

  it("says which README it lacks", async () => {
    assert.match((await write("")).output, /^--readme: is missing; set slipway:upkeep\.readme/m);
    assert.match((await write("", {}, ["--readme", "../README.md"])).output, /leads out of the repository/);
    assert.match((await write("", {}, ["--readme", "README.rst"])).output, /^README\.rst: is no Markdown; /m);
    assert.match((await write("", {}, ["--readme", "docs/README.md"])).output, /can't be read \(ENOENT\)/);
  });
});
