import assert from "node:assert/strict";
import { explain, explainEngine, explainErrors } from "../../cli/explain.ts";
import { formatFault } from "../../config/fault.ts";
import { urnOf } from "./engine-events.ts";

const mends = { stack: "prod", locked: "wait for prod", sealed: "set the passphrase", broken: "repair it" };

const one = (message: string, urn: string | null = null) => {
  const [fault] = explain({ message, urn }, mends);
  assert.ok(fault);
  return fault;
};

describe("explain", () => {
  it("keeps what already says place, fault and mend", () => {
    const message =
      'slipway:package: is missing; add it\nslipway:pakage: is not a known setting; did you mean "package"?';
    assert.deepEqual(explain({ message, urn: null }, mends), [
      { place: "slipway:package", fault: "is missing", mend: "add it" },
      { place: "slipway:pakage", fault: "is not a known setting", mend: 'did you mean "package"?' },
    ]);
  });

  it("says of each resource whose provider died what to do, and it once", () => {
    const faults = explainErrors(
      [
        { severity: "error", message: "error reading from server: EOF", urn: urnOf({ name: "a" }) },
        {
          severity: "error",
          message: "Detected that /bin/pulumi-resource-github exited prematurely. \n...",
          urn: null,
        },
      ],
      mends,
    );
    assert.deepEqual(faults.map(formatFault), [
      "github:RepositoryFile a: its provider ended in the middle of it; run the same command again: what was made already is looked for and taken over",
    ]);
  });

  it("names the permission that a 403 asks for, by the kind of resource", () => {
    const message = "PUT /repos: 403 Resource not accessible by personal access token []";
    const secretUrn = urnOf({ type: "github:index/actionsSecret:ActionsSecret", name: "s" });
    assert.match(one(message, secretUrn).mend, /"Secrets: write"/);
    const workflow = urnOf({ name: "files-.github/workflows/build.yml" });
    assert.match(one(message, workflow).mend, /"Contents: write" and "Workflows: write"/);
    const ruleset = urnOf({ type: "github:index/repositoryRuleset:RepositoryRuleset", name: "r" });
    assert.match(one(message, ruleset).mend, /"Administration: write"/);
    assert.equal(one(message, ruleset).place, "github:RepositoryRuleset r");
  });

  it("says once what a token lacks, and names all that it lacks it for", () => {
    const refused = "PUT http://127.0.0.1:1/api/v3/repos/o/r/x: 403 Resource not accessible []";
    const own =
      "o/r: can't make it so: the token lacks the permission (403 Resource not accessible); give it";
    const ruleset = urnOf({ type: "github:index/repositoryRuleset:RepositoryRuleset", name: "tags" });
    const faults = explainErrors(
      [
        { severity: "error", message: refused, urn: urnOf({ name: "files-.github/workflows/b.yml" }) },
        { severity: "error", message: "422 something else", urn: ruleset },
        { severity: "error", message: refused, urn: ruleset },
        {
          severity: "error",
          message: own,
          urn: urnOf({ type: "slipway:index:ImmutableReleases", name: "i" }),
        },
      ],
      mends,
    );
    assert.deepEqual(
      faults.map(({ place }) => place),
      [
        "github:RepositoryFile files-.github/workflows/b.yml, github:RepositoryRuleset tags, slipway:ImmutableReleases i",
        "github:RepositoryRuleset tags",
      ],
    );
    assert.match(
      faults[0]?.mend ?? "",
      /"Contents: write" and "Workflows: write" and "Administration: write"/,
    );
    assert.deepEqual(faults[0]?.said, [refused, refused]);
  });

  it("says who forbids that workflows open pull requests, and what to do", () => {
    const type = "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions";
    const said = "PUT https://api.github.com/repos/o/r/actions/permissions/workflow: 409  []";
    const { fault, mend } = one(said, urnOf({ type, name: "token" }));
    assert.match(fault, /^the owner of the repository does not let workflows open pull requests/);
    assert.match(mend, /in its settings under Actions, General; or set slipway:upkeep\.schedule to never$/);
  });

  it("says in words what exists already, and GitHub's own words apart", () => {
    const said = "POST http://127.0.0.1:1/repos/o/r/rulesets: 422 Validation Failed";
    const unnamed = `${said} [{Resource: Field: Code: Message:Name must be unique}]`;
    const ruleset = urnOf({ type: "github:index/repositoryRuleset:RepositoryRuleset", name: "tags" });
    const fault = one(unnamed, ruleset);
    assert.equal(fault.place, "github:RepositoryRuleset tags");
    assert.match(fault.fault, /^a ruleset of the same name exists already on GitHub \(422\)/);
    assert.doesNotMatch(fault.fault, /http:|Resource:/);
    assert.deepEqual(fault.said, [unnamed]);
    const coded = `${said} [{Resource:Label Field:name Code:already_exists Message:}]`;
    assert.match(one(coded, ruleset).fault, /exists already/);
    const invalid = `${said} [{Resource:X Field:size Code:invalid Message:}]`;
    assert.equal(one(invalid, ruleset).fault, "GitHub finds it invalid (422): size: invalid");
  });

  it("takes a 403 for a plan that is too small for no lack of a permission", () => {
    const message = "PUT /repos: 403 Upgrade to GitHub Pro or make this repository public []";
    assert.match(one(message, urnOf({ name: "a" })).mend, /slipway:repository\.plan/);
  });

  it("gives no advice that Slipway has no setting for where a file exists", () => {
    const message =
      "refusing to overwrite existing file: configure `overwrite_on_create` to `true` to override";
    const fault = one(message, urnOf({ name: "files-a.yml" }));
    assert.doesNotMatch(JSON.stringify(fault), /overwrite_on_create/);
    assert.match(fault.mend, /remove or rename that file in the repository, then run it again/);
  });

  it("keeps faults of the same wording at different places", () => {
    const message =
      "slipway:environments.a.foo: is not known; remove it\nslipway:environments.b.foo: is not known; remove it";
    const faults = explainErrors([{ severity: "error", message, urn: null }], mends);
    assert.deepEqual(
      faults.map(({ place }) => place),
      ["slipway:environments.a.foo", "slipway:environments.b.foo"],
    );
  });

  it("takes a place that has a space in it for a place", () => {
    const message = "slipway:overrides.a b: is not known; remove it\nslipway:index: is missing; add it";
    assert.equal(explain({ message, urn: null }, mends).length, 2);
  });

  it("says of a 404 that the token may not see the repository", () => {
    assert.match(
      one("GET /repos/a/b: 404 Not Found []", urnOf({ name: "a" })).mend,
      /owner and name.*granted/,
    );
  });

  it("says of a 401 which setting holds the token", () => {
    assert.match(one("GET /user: 401 Bad credentials []").mend, /github:token/);
  });

  it("says how to go on from a lock", () => {
    assert.match(
      explainEngine("error: the stack is currently locked by 1 lock(s).", mends).mend,
      /^wait for prod$/,
    );
  });

  const engineSays = [
    ["no stack named 'dev' found", /^stack dev: does not exist .*`pulumi stack init dev`/],
    ["passphrase must be set with PULUMI_CONFIG_PASSPHRASE", /^stack prod: .*; set the passphrase$/],
    ["get stack secrets manager: incorrect passphrase", /^stack prod: .*another passphrase/],
    ["PULUMI_ACCESS_TOKEN must be set for login", /^backend: nobody is logged in .*`pulumi login`/],
    ["could not unmarshal checkpoint", /^stack prod: .*; repair it$/],
  ] as const;
  for (const [words, expected] of engineSays) {
    it(`says in its own words what the engine means by "${words}", and repeats that`, () => {
      const fault = explainEngine(`the engine ended with exit code 1\nerror: ${words}`, mends);
      assert.match(formatFault(fault), expected);
      assert.deepEqual([fault.said, fault.speaker], [[words], "the engine"]);
    });
  }

  it("names the plugin that is missing, and how to install it", () => {
    const message =
      "could not load provider: Could not automatically download and install resource plugin " +
      "'pulumi-resource-github' at version v6.15.0, install the plugin using `pulumi plugin install`";
    const fault = one(message);
    assert.equal(fault.place, "provider github");
    assert.match(fault.mend, /`pulumi plugin install resource github v6\.15\.0`/);
  });

  it("says once that GitHub can't be reached, whoever asked", () => {
    const said = [
      "Preview failed: GET http://127.0.0.1:1/api/v3/repos/o/r: 0 connect ECONNREFUSED 127.0.0.1:1 []",
      'Get "http://127.0.0.1:1/repos/o/r": dial tcp 127.0.0.1:1: connect: connection refused',
      "Preview failed: o/r: can't read it: http://127.0.0.1:1 does not answer (connect ECONNREFUSED); check it",
    ];
    const faults = explainErrors(
      said.map((message, at) => ({ severity: "error", message, urn: urnOf({ name: String(at) }) })),
      mends,
    );
    assert.deepEqual(
      faults.map(({ place, fault }) => `${place}: ${fault}`),
      ["github: http://127.0.0.1:1 does not answer"],
    );
  });

  it("names all that a delivery asks of the token", () => {
    const message = "o/r: can't push: the token lacks the permission (403 Resource not accessible); give it";
    const delivery = urnOf({ type: "slipway:index:Delivery", name: "files" });
    assert.match(
      one(message, delivery).mend,
      /"Contents: write" and "Workflows: write" and "Pull requests: write"/,
    );
  });

  it("knows an engine that was killed by its words", () => {
    const fault = explainEngine("Command was killed with SIGKILL (Forced termination): pulumi up", mends);
    assert.equal(fault.fault, "was killed by SIGKILL");
  });

  it("names the line at which the program crashed, once", () => {
    const trace =
      "Unhandled exception: TypeError: x is not a function\n" +
      "    at run (file:///p/node_modules/a/index.js:1:2)\n    at program (file:///p/index.ts:12:3)\n";
    const faults = explainErrors(
      [
        { severity: "error", message: trace, urn: null },
        { severity: "error", message: "x is not a function", urn: null },
        { severity: "warning", message: "no reviewers", urn: null },
      ],
      mends,
    );
    assert.deepEqual(
      faults.map(({ place, fault }) => `${place}: ${fault}`),
      ["/p/index.ts:12: x is not a function"],
    );
  });

  it("takes the list marks of a provider's errors away", () => {
    assert.equal(one("1 error occurred:\n\t* creating file: boom\n\n").fault, "creating file: boom");
  });
});
