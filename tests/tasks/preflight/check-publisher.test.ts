import assert from "node:assert/strict";
import type { TrustedPublisher } from "../../../rehearsal/index/oidc/publishers.ts";
import type { EmulatedIndexOptions } from "../../../rehearsal/index/server.ts";
import { World } from "./world.ts";

const registered: TrustedPublisher = {
  ...{ project: "pkg", owner: "acme", repository: "pkg", workflow: "release.yml", environment: "pypi" },
};

describe("check-publisher", function () {
  this.timeout(60_000);
  const publishers: TrustedPublisher[] = [registered];
  let intercept: EmulatedIndexOptions["intercept"];
  let world: World;
  before(async () => {
    world = await World.start({ index: { publishers, intercept: (asked) => intercept?.(asked) } });
  });
  after(() => world[Symbol.asyncDispose]());
  afterEach(() => {
    publishers.splice(0, Infinity, registered);
    intercept = undefined;
  });

  /** Runs it in a job of the environment, unless claims say otherwise. */
  const run = (
    more: Parameters<World["claims"]>[0] = { environment: "pypi" },
    args: readonly string[] = [],
  ) => world.run("check-publisher", { ...world.github.allowTokens(world.claims(more)) }, args);

  it("exchanges a token and shows nothing of it but to the runner, which masks it", async () => {
    const { code, output, summary } = await run();
    assert.equal(code, 0, output);
    const shown = output.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    assert.doesNotMatch(shown.join("\n"), /pypi-[\w-]{20}|eyJ/);
    assert.match(
      shown.join("\n"),
      /^PyPI gave an upload token, which is discarded; unused, it ends by itself in 15 min$/m,
    );
    assert.match(output, /^PyPI had no pkg: its pending publisher may have made it now, empty$/m);
    assert.deepEqual(
      summary.split("\n").filter((line) => line.startsWith("| ")),
      [
        "| Form | Register | Claimed | Verdict |",
        "| --- | --- | --- | --- |",
        "| Project | pkg | (in no token) | agrees |",
        "| Owner | acme | acme | agrees |",
        "| Repository name | pkg | pkg | agrees |",
        "| Workflow name | release.yml | release.yml | agrees |",
        "| Environment name | pypi | pypi | agrees |",
      ],
    );
  });

  it("tells on refusal the index's own code, and what to register where; mended, it goes on", async () => {
    publishers.splice(0, Infinity, { ...registered, workflow: "publish.yml" });
    const { code, output } = await run();
    assert.equal(code, 1);
    const settings = `${world.index.url}manage/project/pkg/settings/publishing/`.replaceAll(
      ".",
      String.raw`\.`,
    );
    assert.match(
      output,
      new RegExp(
        "^::error::PyPI: refuses the exchange: invalid-publisher \\(.*\\); register the publisher with exactly these " +
          `values: Owner acme, Repository name pkg, Workflow name release\\.yml, Environment name pypi; at ${settings}`,
        "m",
      ),
    );
    publishers.splice(0, Infinity, registered);
    assert.equal((await run()).code, 0);
  });

  it("shows a job that is not the declared one, beside the index's refusal", async () => {
    const { code, output, summary } = await run({ repository: "acme/fork" });
    assert.equal(code, 1);
    const errors = output.split("\n").filter((line) => line.startsWith("::error::"));
    assert.equal(errors.length, 3);
    assert.match(errors[0] ?? "", /PyPI, Repository name: is fork in the job's token, declared is pkg;/);
    assert.match(
      errors[1] ?? "",
      /PyPI, Environment name: is \(none\) in the job's token, declared is pypi;/,
    );
    assert.match(summary, /^\| Repository name \| pkg \| fork \| differs \|$/m);
  });

  it("shows the table where the index can't be asked for a token, too", async () => {
    intercept = ({ operation }) => (operation.includes("mint") ? { status: 500, body: {} } : undefined);
    const { code, output, summary } = await run();
    assert.equal(code, 1);
    assert.match(output, /^::error::PyPI: answered 500/m);
    assert.match(summary, /^\| Owner \| acme \| acme \| agrees \|$/m);
  });

  it("refuses an index that is not declared, or has no publisher", async () => {
    const undeclared = await run({}, ["--index", "testpypi"]);
    assert.equal(undeclared.code, 2);
    assert.match(undeclared.output, /--index: testpypi is not declared; name one that is: pypi/);
  });
});
