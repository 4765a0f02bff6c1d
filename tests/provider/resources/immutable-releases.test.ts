import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { connect, RefusedError, type GitHubClient } from "../../../provider/github/client.ts";
import { immutableReleases as resource } from "../../../provider/resources/immutable-releases.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import {
  startEmulatedGitHub,
  type EmulatedGitHub,
  type TokenRules,
} from "../../../rehearsal/github/server.ts";
import { temporaryFolder } from "../../rehearsal/providers/stack.ts";

const inputs = { owner: "example-owner", repository: "example-package" };
const id = "example-owner/example-package";
const { type } = resource;
const nobody: GitHubClient = { owner: null, request: () => Promise.reject(new Error("asked GitHub")) };

/** A GitHub where each name has a repository of its own, and one where all names lead to the same. */
const naming = (id: (name: string) => number): GitHubClient => ({
  owner: null,
  request: async (_route, { owner, repo } = {}) => ({
    status: 200,
    headers: {},
    data: { id: id(`${String(owner)}/${String(repo)}`) },
  }),
});
const byName = naming((name) => Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
const oneId = naming(() => 7);

describe("immutable releases, compared", () => {
  const outputs = { ...inputs, enabled: true, enforcedByOwner: false };

  it("are the same as long as nothing changed", async () => {
    const found = await resource.diff({ type, id, inputs, outputs }, inputs, nobody);
    assert.deepEqual(found, { changes: [], replaces: [] });
  });

  for (const name of ["owner", "repository"] as const) {
    it(`are replaced with another ${name}`, async () => {
      const old = { type, id, inputs, outputs };
      const { changes, replaces } = await resource.diff(old, { ...inputs, [name]: "other" }, byName);
      assert.deepEqual([changes, replaces], [[name], [name]]);
    });
  }

  it("stay with a repository that was renamed or transferred", async () => {
    const old = { type, id, inputs, outputs };
    const { changes, replaces } = await resource.diff(old, { ...inputs, repository: "renamed" }, oneId);
    assert.deepEqual([changes, replaces], [["repository"], []]);
  });

  it("are mended in place where somebody switched them off", async () => {
    const off = { ...outputs, enabled: false };
    const found = await resource.diff({ type, id, inputs, outputs: off }, inputs, nobody);
    assert.deepEqual(found, { changes: ["enabled"], replaces: [] });
  });
});

describe("immutable releases, checked", () => {
  it("take the provider's owner where none is given", () => {
    const { inputs: checked, failures } = resource.check({ repository: "a" }, { ...nobody, owner: "b" });
    assert.deepEqual([checked, failures], [{ owner: "b", repository: "a" }, []]);
  });

  it("name what is missing or no name, all at once", () => {
    const { failures = [] } = resource.check({ repository: "owner/name" }, nobody);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["owner", "repository"],
    );
    assert.match(
      failures[0]?.reason ?? "",
      /is missing; name the owner of the repository, or set github:owner/,
    );
    assert.match(failures[1]?.reason ?? "", /is no name of a repository/);
  });
});

describe("immutable releases at GitHub", () => {
  let folder: string;
  let github: EmulatedGitHub;
  const open = async (rules: TokenRules = {}) => {
    github = await startEmulatedGitHub({ root: folder, token: rules });
    const settings = { baseUrl: github.url, token: "planted-token-77", appAuth: null, owner: null };
    return connect(settings, () => Promise.resolve());
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    const visibility = "public" as const;
    await seedGitHub(folder, {
      repositories: [{ owner: inputs.owner, name: inputs.repository, defaultBranch: "main", visibility }],
      users: [],
      teams: [],
    });
  });
  afterEach(async () => {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("are switched on, twice without harm, and off again", async () => {
    const client = await open();
    const created = await resource.create(client, inputs);
    assert.deepEqual(created, { id, outputs: { ...inputs, enabled: true, enforcedByOwner: false } });
    assert.deepEqual(await resource.create(client, inputs), created);
    const known = { type, id, inputs, outputs: created.outputs };
    await resource.delete(client, known);
    assert.equal((await resource.read(client, known))?.outputs["enabled"], false);
    await resource.delete(client, known);
  });

  it("are found by their id alone, for an import", async () => {
    const client = await open();
    const { outputs } = await resource.create(client, inputs);
    assert.deepEqual(await resource.read(client, { type, id, inputs: {}, outputs: {} }), {
      id,
      inputs,
      outputs,
    });
    await assert.rejects(
      resource.read(client, { type, id: "a:b", inputs: {}, outputs: {} }),
      /give its id as "owner\/repository"/,
    );
  });

  it("are gone with their repository", async () => {
    const client = await open();
    assert.equal(
      await resource.read(client, { type, id: "example-owner/none", inputs: {}, outputs: {} }),
      null,
    );
  });

  it("name the permission that a token lacks", async () => {
    const client = await open({ permissions: { administration: "read" } });
    await assert.rejects(resource.create(client, inputs), (error: Error) => {
      assert.match(
        error.message,
        /^example-owner\/example-package: can't make releases immutable: the token lacks the permission \(403 /,
      );
      assert.match(error.message, /"Administration: write"/);
      assert.ok(!error.message.includes("planted-token"));
      return true;
    });
  });

  it("explain a token that is not valid", async () => {
    const client = await open({ valid: ["another"] });
    await assert.rejects(
      resource.create(client, inputs),
      /GitHub does not accept the token \(401 .*; set github:token/,
    );
  });

  it("explain a repository that the token can't see", async () => {
    const client = await open({ repositories: ["example-owner/other"] });
    await assert.rejects(
      resource.create(client, inputs),
      /no such repository, or the token can't see it \(404 .*Administration: write/,
    );
  });
});

describe("immutable releases that the owner enforces", () => {
  const enforcing = answering((method) => {
    if (method === "GET") return { enabled: true, enforced_by_owner: true };
    throw refused(409, "Immutable releases are enforced by the organization");
  });

  it("need not be switched on", async () => {
    const { outputs } = await resource.create(enforcing, inputs);
    assert.deepEqual(outputs, { ...inputs, enabled: true, enforcedByOwner: true });
  });

  it("can't be switched off, and say who can", async () => {
    await assert.rejects(
      resource.delete(enforcing, { type, id, inputs, outputs: {} }),
      /releases stay immutable, because the owner enforces it .*; let an owner lift that, or take the resource out/,
    );
  });

  it("are told from a conflict of another kind", async () => {
    const conflicting = answering((method) => {
      if (method === "GET") return { enabled: false, enforced_by_owner: false };
      throw refused(409, "Something else");
    });
    await assert.rejects(
      resource.create(conflicting, inputs),
      /can't make releases immutable \(409 Something else\)/,
    );
  });
});

function answering(answer: (method: string) => unknown): GitHubClient {
  return {
    owner: null,
    request: async (route) => ({
      status: 200,
      headers: {},
      data: await Promise.resolve(answer(route.split(" ")[0] ?? "")),
    }),
  };
}

function refused(status: number, reason: string): RefusedError {
  return new RefusedError({ status, reason, method: "PUT", url: "http://127.0.0.1/", errors: [] });
}
