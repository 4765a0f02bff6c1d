import assert from "node:assert/strict";
import { repositoryFaults, unanswered } from "../../components/repository-lookup.ts";
import { formatFault } from "../../config/fault.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const { repository } = buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(least)));
const facts = {
  nodeId: "R_1",
  name: "example",
  visibility: "public",
  archived: false,
};

describe("repositoryFaults", () => {
  it("finds nothing where GitHub says the same as the stack", () => {
    assert.deepEqual(repositoryFaults(repository, facts), []);
  });

  const cases: readonly (readonly [name: string, facts: Partial<typeof facts>, expected: string])[] = [
    [
      "a repository that GitHub doesn't show",
      { nodeId: "" },
      "slipway:package.repository: GitHub shows no repository octo-org/example to this token; correct the name, create the repository, or give the token access to it (permission Metadata: read)",
    ],
    [
      "an archived one",
      { archived: true },
      "slipway:package.repository: octo-org/example is archived; unarchive it in its settings on GitHub",
    ],
    [
      "a private one that is declared public",
      { visibility: "private" },
      "slipway:repository.visibility: is public, and on GitHub it is private; set it to private",
    ],
  ];
  for (const [name, changed, expected] of cases) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(repositoryFaults(repository, { ...facts, ...changed }).map(formatFault), [expected]);
    });
  }
});

describe("GitHub that does not answer", () => {
  it("is a fault with what the network said, not a stack trace", () => {
    const message =
      "Invocation of github:index/getRepository:getRepository returned an error:\n\u001b[31mGET http://127.0.0.1:1/repos/o/r: dial tcp 127.0.0.1:1: connect: connection refused\u001b[0m\n    at x (file.ts:1)";
    assert.equal(
      formatFault(unanswered("o/r", message)),
      "github: GitHub does not answer for o/r (GET http://127.0.0.1:1/repos/o/r: dial tcp 127.0.0.1:1: connect: connection refused); check the network, github:baseUrl and what the token may do (Metadata: read), then try again",
    );
  });

  it("for a token it refuses says so", () => {
    assert.match(
      formatFault(unanswered("o/r", "GET /repos/o/r: 401 Bad credentials []")),
      /^github:token: .*401 Bad credentials.*; set github:token or GITHUB_TOKEN/,
    );
  });
});
