import assert from "node:assert/strict";
import { consentTo } from "../../../cli/commands/consent.ts";
import type { Change } from "../../../cli/commands/consent.ts";
import type { ChangeOptions } from "../../../cli/commands/options.ts";
import { MisusedError } from "../../../cli/faults/misused.ts";

const consent = (change: Change, options: Partial<ChangeOptions> = {}, terminal = true) =>
  consentTo(change, { stack: "prod", cwd: ".", ...options }, terminal);

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof MisusedError && message.test(error.message);

describe("consent", () => {
  it("is asked for on a terminal, and given by --yes or where no preview is shown", () => {
    assert.equal(consent("up"), "asked");
    assert.equal(consent("up", { yes: true }, false), "given");
    assert.equal(consent("refresh", { skipPreview: true }, false), "given");
  });

  it("can't be given without a terminal, nor where one object is printed", () => {
    assert.throws(() => consent("up", {}, false), refused(/no terminal .*`--yes`.*npm run preview/));
    assert.throws(() => consent("up", { json: true }), refused(/^--json: .*`--yes`/));
    assert.throws(() => consent("destroy", { json: true }), refused(/`--confirm prod`/));
  });

  it("to a destroy is given by the stack's name alone", () => {
    assert.equal(consent("destroy"), "asked");
    assert.equal(consent("destroy", { skipPreview: true }), "asked");
    assert.equal(consent("destroy", { confirm: "prod" }, false), "given");
    assert.throws(
      () => consent("destroy", { confirm: "dev" }),
      refused(/^--confirm dev: .*nothing was done/),
    );
    assert.throws(() => consent("destroy", { yes: true, confirm: "prod" }), refused(/^--yes: /));
  });
});
