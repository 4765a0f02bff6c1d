import assert from "node:assert/strict";
import { explain, explainEngine, explainErrors } from "../../cli/explain.ts";
import { urnOf } from "./engine-events.ts";

const one = (message: string, urn: string | null = null) => {
  const [fault] = explain({ message, urn });
  assert.ok(fault);
  return fault;
};

describe("explain", () => {
  it("keeps what already says place, fault and mend", () => {
    const message =
      'slipway:package: is missing; add it\nslipway:pakage: is not a known setting; did you mean "package"?';
    assert.deepEqual(explain({ message, urn: null }), [
      { place: "slipway:package", fault: "is missing", mend: "add it" },
      { place: "slipway:pakage", fault: "is not a known setting", mend: 'did you mean "package"?' },
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
    assert.match(explainEngine("error: the stack is currently locked by 1 lock(s).").mend, /cancel/);
  });

  it("knows an engine that was killed by its words", () => {
    const fault = explainEngine("Command was killed with SIGKILL (Forced termination): pulumi up");
    assert.equal(fault.fault, "was killed by SIGKILL");
  });

  it("names the line at which the program crashed, once", () => {
    const trace =
      "Unhandled exception: TypeError: x is not a function\n" +
      "    at run (file:///p/node_modules/a/index.js:1:2)\n    at program (file:///p/index.ts:12:3)\n";
    const faults = explainErrors([
      { severity: "error", message: trace, urn: null },
      { severity: "error", message: "x is not a function", urn: null },
      { severity: "warning", message: "no reviewers", urn: null },
    ]);
    assert.deepEqual(
      faults.map(({ place, fault }) => `${place}: ${fault}`),
      ["/p/index.ts:12: x is not a function"],
    );
  });

  it("takes the list marks of a provider's errors away", () => {
    assert.equal(one("1 error occurred:\n\t* creating file: boom\n\n").fault, "creating file: boom");
  });
});
