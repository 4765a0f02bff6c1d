import assert from "node:assert/strict";
import { readSettings, restAddress } from "../../../provider/github/settings.ts";

const app = { id: "1", installationId: "2", pemFile: "line\\nline" };
const appEnv = { GITHUB_APP_ID: "3", GITHUB_APP_INSTALLATION_ID: "4", GITHUB_APP_PEM_FILE: "key" };

describe("the address of GitHub's REST API", () => {
  const addresses = [
    ["https://api.github.com/", "https://api.github.com/"],
    ["https://api.github.com", "https://api.github.com/"],
    ["https://github.com/", "https://api.github.com/"],
    ["https://acme.ghe.com", "https://api.acme.ghe.com/"],
    ["https://api.acme.ghe.com/", "https://api.acme.ghe.com/"],
    ["https://github.example.com", "https://github.example.com/api/v3/"],
    ["https://github.example.com/api/v3", "https://github.example.com/api/v3/"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080/api/v3/"],
  ] as const;
  for (const [given, expected] of addresses) {
    it(`${given} is ${expected}`, () => assert.equal(restAddress(given), expected));
  }

  it("is refused where it is none", () => {
    assert.throws(
      () => restAddress("github.example.com"),
      /github:baseUrl: "github.example.com" is not an address; give it whole/,
    );
    assert.throws(() => restAddress("ftp://github.example.com"), /is not an address/);
  });
});

describe("the provider's settings", () => {
  it("come from the configuration before the environment", () => {
    const env = {
      GITHUB_TOKEN: "other",
      GITHUB_OWNER: "other",
      GITHUB_BASE_URL: "https://other.example.com/",
    };
    const settings = readSettings(
      { token: "mine", owner: "me", baseUrl: "https://github.example.com/" },
      env,
    );
    assert.deepEqual(settings, {
      token: "mine",
      owner: "me",
      baseUrl: "https://github.example.com/api/v3/",
      appAuth: null,
    });
  });

  it("come from the environment where nothing is configured", () => {
    const env = {
      GITHUB_TOKEN: "theirs",
      GITHUB_OWNER: "them",
      GITHUB_BASE_URL: "https://github.example.com/",
    };
    const expected = {
      token: "theirs",
      owner: "them",
      baseUrl: "https://github.example.com/api/v3/",
      appAuth: null,
    };
    assert.deepEqual(readSettings({}, env), expected);
    assert.equal(readSettings({}, {}).baseUrl, "https://api.github.com/");
    assert.equal(readSettings({}, {}).token, null);
  });

  it("take an App that is configured before any token of the environment", () => {
    const { appAuth, token } = readSettings({ appAuth: app }, { GITHUB_TOKEN: "theirs" });
    assert.deepEqual(appAuth, { ...app, pemFile: "line\nline" });
    assert.equal(token, null);
  });

  it("take an App of the environment only where no token is configured", () => {
    assert.deepEqual(readSettings({}, appEnv).appAuth, { id: "3", installationId: "4", pemFile: "key" });
    assert.equal(readSettings({ token: "mine" }, appEnv).appAuth, null);
  });

  it("refuse half an App", () => {
    assert.throws(
      () => readSettings({ appAuth: { id: "1" } }, {}),
      /github:appAuth: is incomplete; give id, installationId and pemFile/,
    );
  });
});
