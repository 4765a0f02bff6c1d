import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { rehearsalStackFile } from "../../cli/rehearsal/stack-file.ts";
import { openVault } from "../../cli/rehearsal/vault.ts";
import { slipway } from "./command-line.ts";
import { createProject, stackFile } from "./rehearsal-project.ts";
import type { RehearsalProject } from "./rehearsal-project.ts";

const declared = `  slipway:secrets:
    PLANTED:
      reason: it has to be looked for
  secrets:PLANTED:
    secure: v1:planted:first-ciphertext
  github:token:
    secure: v1:planted:token-ciphertext
`;
const ownToken = "ghp_planted000000000000000000000000000000";

describe("secrets planted in a rehearsal", function () {
  this.timeout(120_000);
  let project: RehearsalProject;
  before(() => (project = createProject()));
  after(() => project.remove());

  it("are found nowhere", async () => {
    const temporary = join(project.folder, "tmp");
    mkdirSync(temporary);
    const first = stackFile(declared);
    const rotated = stackFile(declared.replace("first", "second"));
    const vault = openVault(join(project.folder, ".slipway", "state", "vault.json"));
    const made = [first, rotated].flatMap(
      (text) => rehearsalStackFile({ name: "Pulumi.test.yaml", text }, vault).secrets,
    );
    const secrets = [...made, ownToken, "first-ciphertext", "second-ciphertext", vault.passphrase];

    const seen: string[] = [];
    const watch = (processes: readonly string[]) => seen.push(...processes);
    const env = { GITHUB_TOKEN: ownToken, TMPDIR: temporary };
    const outputs: string[] = [];
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await slipway(["rehearse", ...args, "--stack", "test"], {
        cwd: project.folder,
        env,
        watch,
      });
      outputs.push(stdout, stderr);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    project.writeStack(first);
    await run("up", "--diff");
    project.writeStack(rotated);
    assert.match(await run("preview", "--diff"), /value: \[secret\] \(another value\)/);
    await run("up", "--json");

    assert.ok(seen.some((line) => line.includes("pulumi up")));
    for (const secret of secrets) {
      assert.ok(!outputs.some((text) => text.includes(secret)), "in what was printed");
      assert.ok(!seen.some((line) => line.includes(secret)), "in the arguments of a process");
    }
    const kept = join(project.folder, ".slipway", "state", "vault.json");
    for (const file of filesBelow(project.folder)) {
      // The one file that is there to hold the passphrase, and the operator's own.
      if (file === kept || /^Pulumi\.test\.yaml$/.test(file.slice(project.folder.length + 1))) continue;
      const content = textOf(file);
      for (const secret of secrets) assert.ok(!content.includes(secret), `in ${file}`);
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Git keeps its objects compressed. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  try {
    return inflateSync(bytes).toString("latin1");
  } catch {
    return bytes.toString("latin1");
  }
}
