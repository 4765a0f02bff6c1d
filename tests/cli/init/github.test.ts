import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { FaultsError } from "../../../config/fault.ts";
import { findingsOf } from "../../../cli/init/findings/findings.ts";
import { openSource } from "../../../cli/init/open.ts";
import { settingsOf } from "../../../cli/init/stack-file/settings.ts";
import { stackFileText } from "../../../cli/init/stack-file/stack-file.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub, type EmulatedGitHubOptions } from "../../../rehearsal/github/server.ts";
import { temporaryFolder } from "../../rehearsal/github/emulated.ts";
import { preview } from "./read-sources.ts";
import { shapes, sources } from "./sources.ts";

interface OnGitHub extends AsyncDisposable {
  readonly url: string;
}

/** An emulated GitHub with `octo/example`, whose files are those of a folder. */
async function onGitHub(files: string, limits: EmulatedGitHubOptions["limits"] = {}): Promise<OnGitHub> {
  const root = temporaryFolder();
  const repository = {
    owner: "octo",
    name: "example",
    defaultBranch: "trunk",
    visibility: "private",
    files,
  } as const;
  await seedGitHub(root, { repositories: [repository], users: ["octo"], teams: [] });
  const github = await startEmulatedGitHub({ root, limits });
  return {
    url: github.url,
    async [Symbol.asyncDispose]() {
      await github.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const open = (source: string, baseUrl: string) =>
  openSource(source, { cwd: "/", baseUrl, env: { GH_TOKEN: "any" } });

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "";
  } catch (error) {
    if (error instanceof FaultsError) return error.message;
    throw error;
  }
}

describe("init of a repository on GitHub", () => {
  it("reads files, default branch, visibility and owner there", async () => {
    using made = sources(shapes["meson-python"]);
    await using github = await onGitHub(made.folder);
    const findings = await findingsOf(await open("octo/example", github.url), undefined);
    const { settings } = preview(stackFileText(settingsOf(findings), findings, "octo/example"));
    assert.equal(settings.package.kind, "native");
    assert.equal(settings.package.repository, "octo/example");
    assert.deepEqual(
      [settings.repository.defaultBranch, settings.repository.visibility],
      ["trunk", "private"],
    );
    assert.deepEqual(settings.environments["pypi"]?.reviewers, ["octo"]);
    assert.equal(findings.baseUrl, github.url);
  });

  it("finds which of pyvenice's workflows publish", async () => {
    await using github = await onGitHub(
      fileURLToPath(new URL("../../../rehearsal/packages/pyvenice", import.meta.url)),
    );
    const findings = await findingsOf(await open("octo/example", github.url), undefined);
    const { settings } = preview(stackFileText(settingsOf(findings), findings, "octo/example"));
    assert.deepEqual(settings.delivery.retire, [
      ".github/workflows/publish.yml",
      ".github/workflows/pypi-release.yml",
    ]);
    const offered = findings.delivery.retire.filter(({ chosen }) => !chosen);
    assert.deepEqual(offered, [
      {
        path: ".github/workflows/docker.yml",
        reasons: [
          "stays, since nothing of Slipway's takes its place: uncomment to remove it",
          "job image runs docker/build-push-action, which pushes an image",
        ],
        chosen: false,
      },
    ]);
    assert.equal(settings.package.tests.command, 'pytest -m "not integration"');
  });

  it("reads what it can of a tree that GitHub does not list as a whole, and says so", async () => {
    using made = sources({
      "a/b/c": "",
      ...shapes.flit,
      ".github/workflows/x.yml": "jobs: {it: {steps: [{run: twine upload x}]}}",
    });
    await using github = await onGitHub(made.folder, { treeEntries: 4 });
    const findings = await findingsOf(await open("octo/example", github.url), undefined);
    assert.equal(findings.name?.value, "example");
    assert.deepEqual(
      findings.delivery.retire.map(({ path }) => path),
      [".github/workflows/x.yml"],
    );
    assert.ok(
      findings.faults.some(({ fault }) => fault.includes("was not looked through as a whole: GitHub lists")),
    );
  });

  it("says which repository it can't see, and which server does not answer", async () => {
    using made = sources(shapes.flit);
    await using github = await onGitHub(made.folder);
    assert.match(
      await refusal(open("octo/other", github.url)),
      /^octo\/other: is no repository on GitHub, or the token can't see it; /,
    );
    assert.match(await refusal(open("octo/example", "nowhere")), /^--base-url: is not an address; /);
  });

  it("takes the page of a proxy, or half an answer, for no GitHub instead of for a repository without a package", async () => {
    let body = "<html>Log in</html>";
    const server = createServer((_request, response) => {
      response.writeHead(200, { "Content-Type": body.startsWith("{") ? "application/json" : "text/html" });
      response.end(body);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const said = /^octo\/example: can't be read: what answers is no GitHub; check --base-url/;
      assert.match(await refusal(open("octo/example", url)), said);
      body = '{"default_branch": ';
      assert.match(await refusal(open("octo/example", url)), said);
      body = '{"default_branch": "main", "tree": "none"}';
      assert.match(await refusal(open("octo/example", url)), said);
    } finally {
      server.close();
    }
  });
});
