import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasPlugin } from "../../provider/plugins.ts";
import { withAttached } from "../../rehearsal/providers/emulated.ts";
import { slipway } from "../../provider/slipway.ts";
import { temporaryFolder } from "../rehearsal/providers/stack.ts";

const docker = { name: "docker", version: "4.11.2" };

describe("a provider's plugin", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const plugins = (name: string) => join(folder, "plugins", name);
  const found = (env: NodeJS.ProcessEnv = {}) => hasPlugin(docker, { PULUMI_HOME: folder, ...env });

  it("is there where the engine installed that version of it", () => {
    assert.equal(found(), false);
    mkdirSync(plugins("resource-docker-v4.11.1"), { recursive: true });
    assert.equal(found(), false);
    mkdirSync(plugins("resource-docker-v4.11.2"));
    assert.equal(found(), true);
  });

  it("is not there while it is downloaded, or after that was broken off", () => {
    mkdirSync(plugins("resource-docker-v4.11.2"), { recursive: true });
    writeFileSync(plugins("resource-docker-v4.11.2.partial"), "");
    assert.equal(found(), false);
  });

  it("is there on the PATH, and where the engine attaches to one that runs", () => {
    writeFileSync(join(folder, "pulumi-resource-docker"), "");
    assert.equal(found({ PATH: `/nowhere::${folder}` }), true);
    assert.equal(found({ PULUMI_DEBUG_PROVIDERS: "github:1,docker:2" }), true);
    assert.equal(found({ PULUMI_DEBUG_PROVIDERS: "docker-build:2" }), false);
  });

  it("need not be there in a rehearsal that attaches a stand-in, and no other counts as attached", async () => {
    const settings = { baseUrl: "http://127.0.0.1:1/", token: "any" };
    const provider = withAttached(slipway, ["docker"]).configure(settings);
    const ask = (name: string) => provider.invoke("slipway:index:getPlugin", { name, version: "0.0.0" });
    assert.deepEqual(await ask("docker"), { found: true });
    assert.deepEqual(await ask("no-such-provider"), { found: false });
  });
});
