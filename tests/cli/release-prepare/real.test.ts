import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { slipway } from "../command-line.ts";
import { createRealProject } from "../real-project.ts";
import { stackFile } from "../rehearsal-project.ts";

describe("release:prepare with accounts of one's own", function () {
  this.timeout(120_000);

  it("takes the token that the stack holds encrypted, and shows it nowhere", async () => {
    await using project = await createRealProject();
    const env = { ...project.env, GITHUB_TOKEN: "" };
    await project.writeStack(stackFile("  slipway:release:\n    secondBuild: report\n"));
    writeFileSync(join(project.repository, "pyproject.toml"), '[project]\nname = "pkg"\nversion = "1.1.0"\n');
    const run = () =>
      slipway(["release:prepare", "--stack", "test", "--version", "1.2.0", "--json"], {
        cwd: project.folder,
        env: { ...env, TESTPYPI_SIMPLE_URL: "http://127.0.0.1:9/simple/" },
      });
    assert.match((await run()).stdout, /takes nothing without a token/);
    await project.pulumi("stack", "init", "test");
    await project.pulumi(
      "config",
      "set",
      "--secret",
      "github:token",
      "a-token-of-the-stack",
      "--stack",
      "test",
    );
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stdout + stderr);
    const printed = JSON.parse(stdout) as {
      readonly pullRequest: { readonly branch: string };
      readonly notices: readonly string[];
    };
    assert.equal(printed.pullRequest.branch, "release/1.2.0");
    assert.match(printed.notices.join(), /TestPyPI could not be asked whether it has 1\.2\.0/);
    assert.ok(!(stdout + stderr).includes("a-token-of-the-stack"));
  });
});
