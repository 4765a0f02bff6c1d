import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FaultsError } from "../../../../config/fault.ts";
import type { Plan } from "../../../../plan/plan.ts";
import { repositoryFolder } from "../../../../rehearsal/github/git/repository.ts";
import { git } from "../../../../rehearsal/github/git/run.ts";
import { seedGitHub } from "../../../../rehearsal/github/seed.ts";
import { Store } from "../../../../rehearsal/github/store/store.ts";
import { packageFolder } from "../../../../rehearsal/packages/packages.ts";
import { type LayOut, layOutSources } from "../../../../rehearsal/release/sources/lay-out.ts";
import { cacheFolder } from "../../../../toolchain/places.js";
import { checkChangelog } from "../../../../tasks/preflight/changelog.ts";
import { checkSources } from "../../../../tasks/preflight/sources.ts";
import { readSourceVersions } from "../../../../tasks/version/sources.ts";
import { prod } from "../../../documents/fixture-plan.ts";

type Texts = Readonly<Record<string, string>>;

const example: Texts = {
  "pyproject.toml": '[project]\nname = "example"\nversion = "1.2.0"\n',
  "example/__init__.py": '__version__ = "1.2.0"\n',
  "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.2.0] - 2026-01-01\n\n- First.\n",
};

const plan: Plan = {
  ...prod,
  package: {
    ...prod.package,
    name: "example",
    distribution: "example",
    importName: "example",
    versionModules: ["example/__init__.py"],
    changelog: "CHANGELOG.md",
  },
  repository: { ...prod.repository, owner: "octo-org", name: "example" },
};

const pyvenicePlan: Plan = {
  ...prod,
  package: { ...prod.package, versionModules: ["pyvenice/__init__.py"], changelog: "CHANGELOG.md" },
};

describe("the sources of a rehearsed release", () => {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  function folderWith(texts: Texts): string {
    const folder = mkdtempSync(join(tmpdir(), "slipway-sources-"));
    folders.push(folder);
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  /** A GitHub with one repository, and what is to be laid out in it. */
  async function wantedIn(
    given: Plan,
    files: string | undefined,
    more: Partial<LayOut> = {},
  ): Promise<LayOut> {
    const root = folderWith({});
    const { owner, name } = given.repository;
    const repository = { owner, name, defaultBranch: "main", visibility: "public" as const };
    const repositories = [{ ...repository, ...(files !== undefined && { files }) }];
    await seedGitHub(root, { repositories, users: [], teams: [] });
    return {
      root,
      fullName: `${owner}/${name}`,
      plan: given,
      source: null,
      version: null,
      documents: new Map([[".github/workflows/release.yml", "name: Release\n"]]),
      cache: join(cacheFolder(), "tests"),
      say: () => undefined,
      today: "2026-11-22",
      ...more,
    };
  }

  function inRepository({ root, fullName }: LayOut, ...command: string[]): Promise<string> {
    return git(repositoryFolder(root, fullName), command);
  }

  async function listed(wanted: LayOut, commit: string): Promise<readonly string[]> {
    return (await inRepository(wanted, "ls-tree", "-r", "--name-only", commit)).trim().split("\n");
  }

  async function faultsOf(wanted: LayOut): Promise<readonly string[]> {
    try {
      await layOutSources(wanted);
    } catch (error) {
      if (error instanceof FaultsError) return error.message.split("\n");
      throw error;
    }
    return assert.fail("nothing was wrong");
  }

  it("joins a folder with what is delivered, tags its own version, and has its build passed", async () => {
    const there = folderWith({
      ".github/workflows/release.yml": "old\n",
      ".github/workflows/upkeep.yml": "kept\n",
      ".github/slipway/locks/image.txt": "lock\n",
      "README.md": "the repository's\n",
    });
    const path = folderWith({
      ...example,
      "README.md": "the package's\n",
      ".github/workflows/publish.yml": "of its own\n",
      ".github/FUNDING.yml": "of its own\n",
      ".venv/lib/x.py": "",
      "environment/pyvenv.cfg": "",
      "example/__pycache__/x.pyc": "",
      "example.egg-info/PKG-INFO": "",
    });
    const wanted = await wantedIn(plan, there, { source: { kind: "folder", path, shown: "../example" } });
    const { commit, ...laidOut } = await layOutSources(wanted);
    assert.deepEqual(laidOut, { tag: "v1.2.0", version: "1.2.0", name: "../example", changes: [] });
    for (const ref of ["v1.2.0", "main"])
      assert.equal((await inRepository(wanted, "rev-parse", ref)).trim(), commit);
    assert.deepEqual(await listed(wanted, commit), [
      ".github/FUNDING.yml",
      ".github/slipway/locks/image.txt",
      ".github/workflows/release.yml",
      ".github/workflows/upkeep.yml",
      "CHANGELOG.md",
      "README.md",
      "example/__init__.py",
      "pyproject.toml",
    ]);
    assert.equal(await inRepository(wanted, "show", "main:README.md"), "the package's\n");
    assert.equal(await inRepository(wanted, "show", "main:.github/workflows/release.yml"), "name: Release\n");
    const runs = new Store(wanted.root).read().repositories["octo-org/example"]?.runs ?? [];
    assert.deepEqual(
      runs.map(({ workflow, event, head_branch, head_sha, conclusion }) => [
        workflow,
        event,
        head_branch,
        head_sha === commit,
        conclusion,
      ]),
      [["build.yml", "push", "main", true, "success"]],
    );
    assert.equal(await inRepository(wanted, "status", "--porcelain"), "");
  });

  it("takes of a clone what git tracks, as it is now, with its modes and links", async () => {
    const path = folderWith({ ...example, "run.sh": "#!/bin/sh\n", "secret.env": "of nobody\n" });
    chmodSync(join(path, "run.sh"), 0o755);
    symlinkSync("CHANGELOG.md", join(path, "HISTORY.md"));
    const inClone = (...args: string[]) => git(path, args);
    await inClone("init", "--quiet");
    await inClone("add", "pyproject.toml", "example", "CHANGELOG.md", "HISTORY.md", "run.sh");
    await inClone("commit", "--quiet", "-m", "First");
    writeFileSync(join(path, "example/__init__.py"), '__version__ = "1.2.0"\nnew = 1\n');
    const wanted = await wantedIn(plan, undefined, { source: { kind: "folder", path, shown: "clone" } });
    const { changes, commit } = await layOutSources(wanted);
    assert.deepEqual(changes, ["clone: a change is not committed, and released as it is now"]);
    assert.match(await inRepository(wanted, "show", "main:example/__init__.py"), /new = 1/);
    const modes = await inRepository(wanted, "ls-tree", commit, "run.sh", "HISTORY.md", "secret.env");
    assert.deepEqual(
      modes
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, 6), line.split("\t")[1]]),
      [
        ["120000", "HISTORY.md"],
        ["100755", "run.sh"],
      ],
    );
  });

  it("changes version and changelog in a commit of its own for another version, and says so", async () => {
    const source = { kind: "folder", path: folderWith(example), shown: "example" } as const;
    const wanted = await wantedIn(plan, undefined, { source, version: "1.3.0" });
    const { tag, changes, commit } = await layOutSources(wanted);
    assert.equal(tag, "v1.3.0");
    assert.deepEqual(changes, [
      "version 1.3.0 in place of 1.2.0: changed pyproject.toml, example/__init__.py, CHANGELOG.md",
    ]);
    const changed = await inRepository(wanted, "diff", "--name-only", `${commit}^`, commit);
    assert.deepEqual(changed.trim().split("\n"), ["CHANGELOG.md", "example/__init__.py", "pyproject.toml"]);
    assert.match(
      await inRepository(wanted, "show", `${commit}:CHANGELOG.md`),
      /^## \[1\.3\.0\] - 2026-11-22$/m,
    );
  });

  it("gives the commit of the same sources the same time in every rehearsal", async () => {
    const source = { kind: "folder", path: folderWith(example), shown: "example" } as const;
    const times = [];
    for (const version of [null, "1.3.0"]) {
      const wanted = await wantedIn(plan, undefined, { source, version });
      await layOutSources(wanted);
      times.push(await inRepository(wanted, "log", "-1", "--format=%ct", "main"));
    }
    assert.deepEqual([...new Set(times)], ["1767225600\n"]);
  });

  it("releases what the repository holds where it holds a package, with no commit where nothing is to be changed", async () => {
    const files = folderWith({ ...example, ".github/workflows/release.yml": "name: Release\n" });
    const wanted = await wantedIn(plan, files);
    const before = (await inRepository(wanted, "rev-parse", "main")).trim();
    const laidOut = await layOutSources(wanted);
    assert.equal(laidOut.commit, before);
    assert.equal(laidOut.name, "octo-org/example, branch main");
    assert.equal((await layOutSources(wanted)).commit, before);
  });

  it("lets the changed sources be tagged anew, and says what the tag stood for", async () => {
    const wanted = await wantedIn(plan, folderWith(example), { documents: new Map() });
    const { commit } = await layOutSources(wanted);
    const again = await layOutSources({ ...wanted, documents: new Map([["NEW.md", "new\n"]]) });
    assert.deepEqual(again.changes, [`tag v1.2.0 stood for ${commit.slice(0, 12)} before`]);
  });

  it("releases pyvenice's sdist where the repository holds but the stand-in, and its own sources once they are changed", async () => {
    const wanted = await wantedIn(pyvenicePlan, packageFolder("TheLustriVA/PyVenice"));
    const { name, commit, version } = await layOutSources(wanted);
    assert.deepEqual([name, version], ["pyvenice-0.3.1.tar.gz", "0.3.1"]);
    const paths = await listed(wanted, commit);
    assert.ok(paths.includes("pyvenice/api_keys.py"));
    assert.ok(paths.includes(".github/workflows/publish.yml"));
    for (const leftover of [/PKG-INFO/, /egg-info/, /^setup\.cfg$/, /^Dockerfile$/])
      assert.deepEqual(
        paths.filter((path) => leftover.test(path)),
        [],
      );
    const other = await wantedIn(pyvenicePlan, packageFolder("TheLustriVA/PyVenice"));
    const module = join(repositoryFolder(other.root, other.fullName), "pyvenice", "__init__.py");
    writeFileSync(module, '__version__ = "0.3.1"\n');
    assert.equal((await layOutSources(other)).name, "TheLustriVA/PyVenice, branch main");
  });

  it("leaves pyvenice's own faults to the gate, and mends them all with another version", async () => {
    const findings = async (version: string | null) => {
      const wanted = await wantedIn(pyvenicePlan, undefined, { version });
      const laidOut = await layOutSources(wanted);
      const root = repositoryFolder(wanted.root, wanted.fullName);
      const declared = {
        folder: ".",
        versionFile: "pyproject.toml",
        versionModules: ["pyvenice/__init__.py"],
        changelog: "CHANGELOG.md",
      };
      const checks = [
        checkSources(readSourceVersions(root, declared), laidOut.version),
        checkChangelog(root, declared, laidOut.version),
      ];
      return checks.flatMap(({ faults }) => faults.map(({ place, fault }) => `${place}: ${fault}`));
    };
    assert.deepEqual(await findings(null), [
      "pyvenice/__init__.py:7: states version 0.1.0, the tag 0.3.1",
      "CHANGELOG.md: has no heading that names 0.3.1; its first is 0.3.0",
    ]);
    assert.deepEqual(await findings("0.3.2"), []);
  });

  describe("refuses, with the mend,", () => {
    const folder = (path: string, shown = "here") => ({ kind: "folder", path, shown }) as const;

    it("a folder that is not there, and one that is a file", async () => {
      const path = folderWith(example);
      assert.deepEqual(
        await faultsOf(await wantedIn(plan, undefined, { source: folder(join(path, "no")) })),
        ["--source here: does not exist; name the folder of the package's repository, such as a clone of it"],
      );
      const file = folder(join(path, "pyproject.toml"));
      assert.match(
        (await faultsOf(await wantedIn(plan, undefined, { source: file })))[0] ?? "",
        /is a file; name/,
      );
    });

    it("a folder without a package where it is declared", async () => {
      const monorepo = { ...plan, package: { ...plan.package, folder: "python/example" } };
      const wanted = await wantedIn(monorepo, undefined, { source: folder(folderWith(example)) });
      assert.match(
        (await faultsOf(wanted))[0] ?? "",
        /^--source here: holds no pyproject.toml and no setup.py in python\/example, the package's folder, but pyproject.toml; name the folder/,
      );
    });

    it("a repository that holds no sources, where none are named", async () => {
      assert.deepEqual(await faultsOf(await wantedIn(plan, undefined)), [
        "octo-org/example, branch main: holds no pyproject.toml and no setup.py; name the package's sources: --source PATH",
      ]);
    });

    it("sources that state no version, all places at once", async () => {
      const path = folderWith({ ...example, "pyproject.toml": "[project]\n", "example/__init__.py": "" });
      const mend = "let it state one, or name a version: --version X";
      assert.deepEqual(await faultsOf(await wantedIn(plan, undefined, { source: folder(path) })), [
        `pyproject.toml (here): states no version as a text; ${mend}`,
        `example/__init__.py (here): states no version as a text; ${mend}`,
      ]);
    });

    it("a version that tags alone tell, where none is named", async () => {
      const tagged = {
        ...plan,
        package: { ...plan.package, version: { from: "tags" as const }, versionModules: [] },
      };
      const wanted = await wantedIn(tagged, undefined, { source: folder(folderWith(example)) });
      assert.deepEqual(await faultsOf(wanted), [
        "version: is told by tags alone (here); name the one to rehearse: --version X",
      ]);
      assert.equal((await layOutSources({ ...wanted, version: "2.0.0" })).tag, "v2.0.0");
    });

    it("a version that is lower than the sources'", async () => {
      const wanted = await wantedIn(plan, undefined, {
        source: folder(folderWith(example)),
        version: "1.1.0",
      });
      assert.match(
        (await faultsOf(wanted))[0] ?? "",
        /^--version 1\.1\.0: is lower than 1\.2\.0, the newest/,
      );
    });

    it("a GitHub to which nothing was delivered", async () => {
      const wanted = await wantedIn(plan, undefined);
      assert.deepEqual(await faultsOf({ ...wanted, fullName: "octo-org/other" }), [
        "octo-org/other: is not on the rehearsal's GitHub; run `npm run rehearse -- up` first",
      ]);
    });
  });
});
