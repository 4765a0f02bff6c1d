import assert from "node:assert/strict";
import { keptByNpm } from "../../../cli/faults/kept-by-npm.ts";

describe("options that npm kept for itself", () => {
  it("are named with the two dashes that were forgotten", () => {
    const environment = { npm_lifecycle_event: "preview", npm_config_stack: "prod" };
    assert.match(keptByNpm(environment), /`npm run preview -- --stack prod`/);
  });

  it("are named without the value that npm took for an argument", () => {
    const environment = { npm_lifecycle_event: "up", npm_config_stack: "true" };
    assert.match(keptByNpm(environment), /`npm run up -- --stack NAME`/);
  });

  it("follow the command of a rehearsal", () => {
    const environment = { npm_lifecycle_event: "rehearse", npm_config_stack: "prod" };
    assert.match(keptByNpm(environment), /`npm run rehearse -- COMMAND --stack prod`/);
  });

  it("are none where npm passed them on, or did not start the command", () => {
    assert.equal(keptByNpm({ npm_lifecycle_event: "up" }), "");
    assert.equal(keptByNpm({ npm_config_stack: "prod" }), "");
  });
});
