import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Ended, run } from "../index/run.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";
import { declarationOf } from "./declared.ts";
import {
  type Published,
  type Uploaded,
  attestedBy,
  commit,
  lockOf,
  publish,
  ref,
  repository,
  sumsOf,
  write,
} from "./published.ts";

const project = join(import.meta.dirname, "../../..");

/** Stands in for pypi-attestations: what it is called with must be right, and no attestation may be forged. */
const main = `
import json, os, sys
assert sys.argv[1:5] == ["verify", "pypi", "--repository", "https://github.com/${repository}"], sys.argv
assert sys.argv[5] == "--provenance-file" and os.path.exists(sys.argv[7]), sys.argv
with open(sys.argv[6]) as file: text = file.read()
sys.exit("Verification failed: forged" if "forged" in text else 0)
`;
const tool = wheel("pypi_attestations", {
  "pypi_attestations/__init__.py": "",
  "pypi_attestations/__main__.py": main,
});
const dependency = wheel("dep", { "dep/__init__.py": "" });

/** What runs on installation or import must see no token, and nothing by which it could tell later steps anything. */
const blind =
  'import dep, os\nassert not [name for name in os.environ if name.startswith(("GH_", "GITHUB_"))]\n';
const sound = releaseOf({ "demo/__init__.py": blind }, attestedBy("release.yml"));

function wheel(name: string, files: Readonly<Record<string, string>>): Uploaded {
  const stem = `${name}-1.0-py3-none-any`;
  return { name: `${stem}.whl`, content: wheelOf({ name: stem, files }) };
}

/** A wheel that needs `dep`, and an sdist. */
function releaseOf(
  files: Readonly<Record<string, string>>,
  provenance?: Uploaded["provenance"],
): readonly [Uploaded, Uploaded] {
  const stem = "demo-1.0-py3-none-any";
  const content = wheelOf({ name: stem, files, requires: ["dep>=1"], requiresPython: ">=3.8" });
  const both = { ...(provenance !== undefined && { provenance }) };
  return [
    { name: `${stem}.whl`, content, ...both },
    { name: "demo-1.0.tar.gz", content: sdistOf("demo-1.0"), ...both },
  ];
}

/** Runs the task as a job would; what is set otherwise comes last. */
async function verify(
  { folder, index, github }: Published,
  files: readonly Uploaded[],
  ...args: readonly string[]
): Promise<Ended & { readonly summary: string }> {
  const declaration = write(folder, "release.json", JSON.stringify(declarationOf({})));
  const summary = write(folder, "summary.md", "");
  const tools = write(folder, "tools.txt", lockOf([tool]));
  const common = ["--declaration", declaration, "--index", "pypi", "--tools", tools];
  const given = ["--locks", join(folder, "locks"), "--wait", "0", "--pep740", "on", ...args];
  const ended = await run(process.execPath, [join(project, "tasks/verify-release.ts"), ...common, ...given], {
    VERSION: "1.0",
    SUMS: sumsOf(files),
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: commit,
    GITHUB_REF: ref,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: github.url.replace(/\/$/, ""),
    GH_TOKEN: "ghs_never-to-be-shown",
    GITHUB_STEP_SUMMARY: summary,
    PYPI_SIMPLE_URL: index.simpleUrl,
    PIP_INDEX_URL: index.simpleUrl,
    PIP_FIND_LINKS: "",
    PATH: `${join(project, "rehearsal/github/gh")}${delimiter}${process.env["PATH"] ?? ""}`,
  });
  assert.doesNotMatch(ended.output, /never-to-be-shown/);
  return { ...ended, summary: readFileSync(summary, "utf8") };
}

describe("verify-release", function () {
  // Two virtual environments with pip each.
  this.timeout(120_000);

  it("waits for a lagging index, installs by hash, imports, and verifies both attestations of wheel and sdist", async () => {
    let looks = 0;
    // The first look comes too early, and pip asks another edge, which lags too.
    const intercept = ({ path }: { readonly path: string }) => {
      return path === "/simple/demo/" && [1, 3].includes((looks += 1))
        ? { status: 404, body: "" }
        : undefined;
    };
    await using published = await publish([...sound, dependency, tool], { intercept });
    await published.attest(sound);
    write(join(published.folder, "locks"), "runtime.txt", lockOf([dependency]));
    const { code, output, summary } = await verify(published, sound, "--wait", "1");
    assert.equal(code, 0, output);
    assert.match(output, /PyPI lacks 2 of 2; looking again in 3 s/);
    assert.match(output, /pip finds no file of 1\.0 on PyPI; again in 5 s/);
    for (const row of ["2 files by hash", "install of demo-1\\.0-py3", "import demo", "pip check"]) {
      assert.match(output, new RegExp(row));
    }
    for (const name of ["demo-1\\.0-py3-none-any\\.whl", "demo-1\\.0\\.tar\\.gz"]) {
      assert.match(output, new RegExp(`^${name}, provenance on GitHub: verified$`, "m"));
      assert.match(output, new RegExp(`^${name}, attestation on PyPI: verified$`, "m"));
    }
    assert.match(summary, /1\.0 on PyPI, .*: verified/);
  });

  it("tells all at once: a broken import, a dependency that is missing, no attestation on either side", async () => {
    const broken = releaseOf({ "demo/__init__.py": "import nothing_of_that_name\n" });
    await using published = await publish([...broken, tool]);
    write(join(published.folder, "locks"), "runtime.txt", "");
    const { code, output, summary } = await verify(published, broken);
    assert.equal(code, 1);
    assert.match(output, /^PyPI, demo 1\.0: can't be imported as demo: .*nothing_of_that_name/m);
    assert.match(output, /^PyPI, demo 1\.0: lacks what it needs: .*requires dep, which is not installed/m);
    assert.match(output, /^GitHub, demo-1\.0\.tar\.gz: is not attested as built here/m);
    assert.match(output, /^PyPI, demo-1\.0-py3-none-any\.whl: has no attestation; /m);
    assert.match(summary, /failed/);
  });

  it("refuses other contents and strange files at once, before anything is installed", async () => {
    const other = releaseOf({ "demo/__init__.py": "evil = True\n" });
    const strange = { name: "demo-1.0-cp313-cp313-win_amd64.whl", content: Buffer.from("?") };
    await using published = await publish([...other, strange]);
    const { code, output } = await verify(published, sound, "--wait", "10");
    assert.equal(code, 1);
    assert.match(output, /^PyPI, demo-1\.0-py3-none-any\.whl: has other contents than the release's file; /m);
    assert.match(output, /^PyPI, demo-1\.0-cp313-cp313-win_amd64\.whl: is none of this release's files; /m);
    assert.doesNotMatch(output, /looking again/);
    assert.equal(published.index.requests()["GET /packages/{file}"], undefined);
  });

  it("names each file that does not show in time", async () => {
    await using published = await publish([sound[0]]);
    const { code, output } = await verify(published, sound);
    assert.equal(code, 1);
    assert.match(output, /^PyPI, demo-1\.0\.tar\.gz: does not show after 0 minutes; run this job again/m);
  });

  it("does not take a forged attestation of the index", async () => {
    const forged = releaseOf({ "demo/__init__.py": "" }, attestedBy("release.yml", { forged: true }));
    await using published = await publish([...forged, dependency, tool]);
    await published.attest(forged);
    write(join(published.folder, "locks"), "runtime.txt", lockOf([dependency]));
    const { code, output } = await verify(published, forged, "--sdist", "no");
    assert.equal(code, 1);
    assert.match(output, /any\.whl: has an attestation that does not hold: Verification failed: forged; /);
    assert.doesNotMatch(output, /tar\.gz, /);
  });

  it("says what it is not told, and which indexes there are", async () => {
    await using published = await publish([]);
    const { code, output } = await verify(published, sound, "--index", "elsewhere");
    assert.equal(code, 2);
    assert.match(output, /--index: names no declared index; name one of pypi/);
  });
});
