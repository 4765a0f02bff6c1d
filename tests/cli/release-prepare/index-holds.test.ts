import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { refusePublished } from "../../../cli/release-prepare/index-holds.ts";
import { parseSettings } from "../../../config/parse.ts";
import { buildPlan } from "../../../plan/build.ts";
import { least, rawConfig } from "../../config/raw-config.ts";

const plan = buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(least)));

describe("release:prepare and the index", function () {
  this.timeout(20_000);
  let server: Server;
  let variables: NodeJS.ProcessEnv;
  before(async () => {
    const file = {
      filename: "example_package-1.2.0.tar.gz",
      url: "example_package-1.2.0.tar.gz",
      hashes: { sha256: "a".repeat(64) },
    };
    const page = {
      meta: { "api-version": "1.1" },
      name: "example-package",
      files: [file],
      versions: ["1.2.0"],
    };
    server = createServer((_, response) => {
      response.writeHead(200, { "Content-Type": "application/vnd.pypi.simple.v1+json" });
      response.end(JSON.stringify(page));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    variables = { TESTPYPI_SIMPLE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/` };
  });
  after(() => server.close());

  it("refuses a version of which files are there, however it is spelt", async () => {
    for (const version of ["1.2.0", "1.2"])
      await assert.rejects(
        refusePublished(plan, version, variables),
        new RegExp(
          `^FaultsError: version ${version}: is on TestPyPI already, with one file; name a higher one`,
        ),
      );
    assert.equal(await refusePublished(plan, "1.2.1", variables), null);
  });

  it("goes on with a word where the index can't be asked", async () => {
    const nowhere = { TESTPYPI_SIMPLE_URL: "no address" };
    assert.match(
      (await refusePublished(plan, "1.2.0", nowhere)) ?? "",
      /^TestPyPI could not be asked whether it has 1\.2\.0/,
    );
  });
});
