import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { filesWithSecrets, locksOf, processesOf } from "../../../bench/crashes/leftovers.ts";
import type { Target } from "../../../bench/crashes/moment.ts";
import { kill } from "../../../bench/crashes/trial.ts";
import { commands, layOutWorld, openWorld } from "../../../bench/crashes/world.ts";
import type { World } from "../../../bench/crashes/world.ts";

const program = fileURLToPath(new URL("../programs/everything.ts", import.meta.url));
const main = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));
const update = commands.slipway(["--program", program]);
const recover = [main, "recover", "--stack", "crash"];

describe("recovery", function () {
  this.timeout(300_000);
  let folder: string;
  let world: World;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "slipway-recover-"));
    await layOutWorld(join(folder, "layout"));
  });
  beforeEach(async () => (world = await openWorld(join(folder, "layout"), join(folder, "world"))));
  afterEach(() => world.close());
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** An update of which something dies while GitHub makes the ruleset. */
  const crash = async (target: Target = "engine and provider") => {
    const { pid, ended } = world.start(update);
    world.onRequest = ({ operation }) => {
      if (operation !== "POST /repos/{owner}/{repo}/rulesets") return Promise.resolve(undefined);
      kill(pid, { target, signal: "SIGKILL" });
      return Promise.resolve("break after");
    };
    assert.notEqual((await ended).code, 0);
    world.onRequest = () => Promise.resolve(undefined);
  };
  const run = (args: readonly string[]) => world.start(args).ended;
  const rulesets = async (): Promise<{ id: number }[]> =>
    (await (await fetch(`${world.url}repos/octo/pkg/rulesets`, headers)).json()) as { id: number }[];
  const headers = { headers: { authorization: "token any" } };

  it("says what it did, and does nothing a second time", async () => {
    await crash();
    const [ruleset] = await rulesets();
    const { code, output } = await run(recover);
    assert.equal(code, 0, output);
    assert.match(output, /took away the lock of process \d+, which is no more/);
    assert.match(output, new RegExp(`took over github:RepositoryRuleset tags \\(${ruleset?.id}\\)`));
    assert.deepEqual(locksOf(world), []);
    assert.deepEqual(filesWithSecrets(world), []);
    assert.deepEqual(readdirSync(join(world.folder, ".slipway", "run")), []);
    assert.match((await run(recover)).output, /Nothing was left behind in crash/);
  });

  it("knows of what was made by a provider that died alone, which the engine has forgotten", async () => {
    await crash("provider");
    const state = readFileSync(join(world.state, ".pulumi", "stacks", "slipway", "crash.json"), "utf8");
    assert.doesNotMatch(state, /RepositoryRuleset::tags/);
    const { output } = await run(recover);
    assert.match(output, /took over github:RepositoryRuleset tags \(\d+\)/);
    const { code, output: said } = await run(update);
    assert.equal(code, 0, said);
    assert.equal((await rulesets()).length, 1);
  });

  it("can be killed at any point and run again", async () => {
    await crash();
    for (const last of [1, 2, "import"] as const) {
      const { pid, ended } = world.start(recover);
      let requests = 0;
      world.onRequest = () => {
        if ((requests += 1) === last) kill(pid, { target: "command", signal: "SIGKILL" });
        return Promise.resolve(undefined);
      };
      const importing = () => processesOf(world).find(({ line }) => line.includes("stack import"));
      const done = ended.then(() => true);
      while (last === "import" && !(await Promise.race([done, sleep(5, false)]))) {
        const one = importing();
        if (one === undefined) continue;
        process.kill(one.pid, "SIGKILL");
        kill(pid, { target: "command", signal: "SIGKILL" });
      }
      assert.notEqual((await ended).code, 0, `was not killed at ${last}`);
      assert.deepEqual(filesWithSecrets(world), []);
    }
    world.onRequest = () => Promise.resolve(undefined);
    const { code, output } = await run(update);
    assert.equal(code, 0, output);
    assert.equal((await rulesets()).length, 1);
  });

  it("takes over nothing that differs from what was to be made, and names it", async () => {
    await crash();
    const [ruleset] = await rulesets();
    const change = { ...headers, method: "PUT", body: JSON.stringify({ enforcement: "disabled" }) };
    assert.ok((await fetch(`${world.url}repos/octo/pkg/rulesets/${ruleset?.id}`, change)).ok);
    const { output } = await run(recover);
    assert.match(
      output,
      /left github:RepositoryRuleset tags as it is: \d+ is there, but differs in enforcement/,
    );
    assert.notEqual((await run(update)).code, 0);
    assert.equal((await rulesets()).length, 1);
  });
});
