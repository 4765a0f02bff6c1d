import assert from "node:assert/strict";
import { type Bump, nextVersion } from "../../../documents/release/next-version.ts";

const nothing = { asked: null, bump: null, stated: null, tagged: [] };

/** The version, or the faults as lines. */
function next(question: Partial<Parameters<typeof nextVersion>[0]>): string {
  const answer = nextVersion({ ...nothing, ...question });
  if ("version" in answer) return answer.version;
  return answer.faults.map(({ place, fault, mend }) => `${place}: ${fault}; ${mend}`).join("\n");
}

describe("the next version", () => {
  const counted: readonly (readonly [from: string, bump: Bump, to: string])[] = [
    ["1.2.3", "major", "2.0.0"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "patch", "1.2.4"],
    ["1.2.3", "pre", "1.2.4rc1"],
    ["1.2", "patch", "1.2.1"],
    ["1", "minor", "1.1.0"],
    ["2.0.0rc1", "major", "2.0.0"],
    ["2.1.0rc1", "major", "3.0.0"],
    ["2.1.0rc1", "minor", "2.1.0"],
    ["2.1.1b2", "patch", "2.1.1"],
    ["2.1.0rc1", "pre", "2.1.0rc2"],
    ["2.1.0a9", "pre", "2.1.0a10"],
    ["2.1.0.dev3", "pre", "2.1.0rc1"],
    ["2.1.0b1.dev3", "pre", "2.1.0b1"],
    ["1.2.3.post1", "patch", "1.2.4"],
    ["1!2.3.4", "minor", "1!2.4.0"],
    ["2026.11.22.1", "patch", "2026.11.23"],
  ];
  for (const [from, bump, to] of counted)
    it(`of ${from} by ${bump} is ${to}`, () => {
      assert.equal(next({ bump, stated: from }), to);
      assert.equal(next({ bump, tagged: ["0.1.0", from, "not-a-version"] }), to);
    });

  it("is proposed: what is not tagged yet, the release of a pre-release, else a patch", () => {
    assert.equal(next({ stated: "1.2.0", tagged: ["1.1.0"] }), "1.2.0");
    assert.equal(next({ stated: "1.2.0", tagged: ["1.2"] }), "1.2.1");
    assert.equal(next({ stated: "1.3.0.dev0", tagged: ["1.2.0"] }), "1.3.0");
    assert.equal(next({ tagged: ["1.3.0rc2"] }), "1.3.0");
    assert.match(next({}), /^--version: is missing, and there is none to count from; .*--version 0\.1\.0$/);
  });

  it("is what is asked for, pre-releases and others, if it is above what there is", () => {
    for (const asked of ["1.2.1", "2.0.0rc1", "1.2.0.post1", "1!0.1"])
      assert.equal(next({ asked, stated: "1.2.0", tagged: ["1.2.0"] }), asked);
    assert.equal(next({ asked: "1.2.0", stated: "1.2.0", tagged: ["1.1.0"] }), "1.2.0");
  });

  const refused: readonly (readonly [asked: string, said: RegExp])[] = [
    ["one", /^--version one: is no version \(PEP 440\); write one such as/],
    ["", /^--version : is no version/],
    ["v1.3.0", /is not how indexes spell that version; write --version 1\.3\.0$/],
    ["1.3.0-RC.1", /; write --version 1\.3\.0rc1$/],
    ["1.3.0+local", /is local, and no index takes it/],
    ["1.2.0", /is tagged already, as 1\.2\.0; take a higher one/],
    ["1.2", /is tagged already, as 1\.2\.0/],
    ["1.1.9", /is lower than 1\.2\.0, the newest; take a higher one/],
    ["1.2.0rc1", /is lower than 1\.2\.0, the newest/],
  ];
  for (const [asked, said] of refused)
    it(`is not ${JSON.stringify(asked)} after 1.2.0`, () => {
      assert.match(next({ asked, stated: "1.2.0", tagged: ["1.1.0", "1.2.0"] }), said);
    });
});
