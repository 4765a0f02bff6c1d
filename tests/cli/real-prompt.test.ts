import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createRealProject } from "./real-project.ts";
import type { RealProject } from "./real-project.ts";
import { stackFile } from "./rehearsal-project.ts";
import { hasTerminals, onTerminal } from "./terminal.ts";
import type { Typed } from "./terminal.ts";

const program = fileURLToPath(new URL("programs/variable.ts", import.meta.url));

describe("a change with real accounts on a terminal", function () {
  this.timeout(180_000);
  let project: RealProject | undefined;
  before(async function () {
    if (!hasTerminals()) this.skip();
    project = await createRealProject();
    await project.writeStack(stackFile());
    await project.pulumi("stack", "init", "test");
  });
  after(() => project?.[Symbol.asyncDispose]());

  const run = (command: string, ...typed: readonly Typed[]) => {
    assert.ok(project);
    const args = [command, "--stack", "test", "--program", program];
    return onTerminal(args, { cwd: project.folder, env: project.env }, typed);
  };
  const made = async () => {
    const answer = (await project?.github("GET", "/actions/variables")) as { readonly total_count: number };
    return answer.total_count;
  };
  const question = /Do you want to perform this update\? \[yes\/no\/details\] \(no\) $/;
  const name = /To destroy test, type its name: $/;

  it("is asked about, shown in detail if that is wanted, and left at a no", async () => {
    const { code, shown } = await run("up", [question, "details\r"], [question, "no\r"]);
    assert.equal(code, 1);
    assert.match(shown, /\[yes\/no\/details\] \(no\) details\n[^]*\+ variableName: "ONE"/);
    assert.match(shown, /Not confirmed: nothing was done by `up`\./);
    assert.equal(await made(), 0);
  });

  it("is left at Ctrl-C", async () => {
    const { code } = await run("up", [question, "\u0003"]);
    assert.equal(code, 130);
    assert.equal(await made(), 0);
  });

  it("is made at a yes", async () => {
    const { code, shown } = await run("up", [question, "yes\r"]);
    assert.equal(code, 0, shown);
    assert.match(shown, /\rUpdated test\n/);
    assert.equal(await made(), 1);
  });

  it("takes nothing away where another name is typed, and all where it is the stack's", async () => {
    const other = await run("destroy", [name, "tset\r"]);
    assert.equal(other.code, 1);
    assert.equal(await made(), 1);
    const { code, shown } = await run("destroy", [name, "test\r"]);
    assert.equal(code, 0, shown);
    assert.equal(await made(), 0);
  });
});
