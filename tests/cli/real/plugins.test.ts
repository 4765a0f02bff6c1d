import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import docker from "@pulumi/docker/package.json" with { type: "json" };
import { fetchDockerPlugin } from "../../../cli/real/plugins.ts";
import { temporaryFolder } from "../../rehearsal/providers/stack.ts";

describe("the docker provider that an engine lacks", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What an engine is asked for that ends so; null: nothing. */
  async function askedOf(end: string, more: NodeJS.ProcessEnv = {}): Promise<string | null> {
    const [file, asked] = [join(folder, "pulumi"), join(folder, "asked")];
    writeFileSync(file, `#!/bin/sh\necho "$@" > ${asked}\n${end}\n`, { mode: 0o755 });
    const env = { PATH: "/usr/bin:/bin", PULUMI_HOME: folder, ...more };
    const help = { tell: () => {}, signal: new AbortController().signal };
    await fetchDockerPlugin(Promise.resolve({ file, version: "3.256.0" }), help, env);
    return existsSync(asked) ? readFileSync(asked, "utf8").trim() : null;
  }

  it("is asked for in the version of the SDK", async () => {
    const wanted = `plugin install resource docker v${docker.version} --non-interactive`;
    assert.equal(await askedOf("exit 0"), wanted);
  });

  it("stops nothing where it is not to be had", async () => {
    assert.notEqual(await askedOf("exit 255"), null);
  });

  it("is not asked for where it is there, or where that is forbidden", async () => {
    assert.equal(await askedOf("exit 0", { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" }), null);
    mkdirSync(join(folder, "plugins", `resource-docker-v${docker.version}`), { recursive: true });
    assert.equal(await askedOf("exit 0"), null);
  });
});
