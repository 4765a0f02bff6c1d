import assert from "node:assert/strict";
import { parseSettings } from "../../config/parse.ts";
import { faultLines, least, rawConfig } from "./raw-config.ts";

const declared = `${least}slipway:secrets: {CODECOV_TOKEN: {reason: takes no OIDC token}}\n`;
const planted = "planted-value-of-a-secret";

describe("secrets in the configuration", () => {
  it("takes a declared one whose value is encrypted", () => {
    assert.deepEqual(faultLines(`${declared}secrets:CODECOV_TOKEN: {secure: abc}\n`), []);
  });

  it("misses the value of a declared one, and says how to set it", () => {
    assert.deepEqual(faultLines(declared), [
      "slipway:secrets.CODECOV_TOKEN: has no value; set it by `pulumi config set --secret secrets:CODECOV_TOKEN --stack dev`",
    ]);
  });

  it("refuses one in plain text, without repeating it", () => {
    const lines = faultLines(`${declared}secrets:CODECOV_TOKEN: ${planted}\n`);
    assert.match(lines[0] ?? "", /^secrets:CODECOV_TOKEN: is a secret in plain text; revoke it/);
    assert.ok(!lines.join().includes(planted));
  });

  it("refuses an encrypted value among the settings, which are delivered in clear, and never shows it", () => {
    const raw = rawConfig(least);
    const values = {
      ...raw.values,
      "slipway:package": raw.values["slipway:package"]?.replace("pure", planted) ?? "",
    };
    assert.throws(
      () => parseSettings({ ...raw, values, secretKeys: new Set(["slipway:package"]) }),
      (error: Error) =>
        error.message.startsWith(
          "slipway:package: holds an encrypted value, and settings are delivered in clear; ",
        ) && !error.message.includes(planted),
    );
  });

  it("refuses the value of one that is declared nowhere", () => {
    assert.match(
      faultLines(`${declared}secrets:CODECOV_TOKEN: {secure: a}\nsecrets:CODECOV_TOKN: {secure: b}\n`)[0] ??
        "",
      /^secrets:CODECOV_TOKN: is the value of a secret that is declared nowhere; did you mean "CODECOV_TOKEN"\?$/,
    );
  });

  it("refuses a plain github:token", () => {
    assert.match(
      faultLines(`${least}github:token: ${planted}\n`)[0] ?? "",
      /^github:token: holds a secret in plain text; /,
    );
  });

  it("refuses the shape of a credential anywhere, without repeating it", () => {
    const token = `ghp_${"a1".repeat(18)}`;
    const lines = faultLines(`${least}slipway:environments: {testpypi: {variables: {TOKEN: ${token}}}}\n`);
    assert.match(lines[0] ?? "", /^slipway:environments: holds a secret in plain text; /);
    assert.ok(!lines.join().includes(token));
  });

  it("does not repeat a credential typed where a choice is expected", () => {
    const token = `github_pat_${"a1".repeat(20)}`;
    const lines = faultLines(least.replace("kind: pure", `kind: ${token}`));
    assert.ok(lines.length >= 2);
    assert.ok(!lines.join().includes(token));
  });

  it("refuses a token of the index, which trusted publishing replaces", () => {
    const yaml = `${least}slipway:secrets: {PYPI_API_TOKEN: {reason: old habit}}\nsecrets:PYPI_API_TOKEN: {secure: a}\n`;
    assert.deepEqual(faultLines(yaml), [
      "slipway:secrets.PYPI_API_TOKEN: is a token of the index, which trusted publishing replaces; remove it, and register the trusted publisher once",
    ]);
  });
});
