import assert from "node:assert/strict";
import { DescribeParametersCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { MemorySecrets } from "../../../rehearsal/runners/memory/secrets.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { instanceTag, ownParameterCondition, SsmSecrets } from "../../../runners/aws/ssm-secrets.ts";
import type { RunnerConfiguration, RunnerSecrets } from "../../../runners/ports/secrets.ts";
import { type Account, openAccount } from "../aws/account.ts";

const configuration: RunnerConfiguration = {
  jitConfig: Buffer.from("x".repeat(3000)).toString("base64"),
  ...{ repositories: ["octo-org/example"], events: ["push"] },
};

/** What every store of configurations does. */
function behavesAsSecrets(fresh: () => Promise<RunnerSecrets>): void {
  it("keeps one configuration for an instance until it is removed", async () => {
    const secrets = await fresh();
    assert.deepEqual(await secrets.list(), []);
    assert.equal(await secrets.put("i-1", configuration), "kept");
    assert.equal(await secrets.put("i-1", configuration), "exists");
    assert.deepEqual(await secrets.list(), ["i-1"]);
    await secrets.remove("i-1");
    await secrets.remove("i-1");
    assert.deepEqual(await secrets.list(), []);
    assert.equal(await secrets.put("i-1", configuration), "kept");
  });

  it("keeps one where two are put at once", async () => {
    const secrets = await fresh();
    const answers = await Promise.all([1, 2].map(() => secrets.put("i-1", configuration)));
    assert.deepEqual(answers.sort(), ["exists", "kept"]);
  });

  it("lists more than fit a page", async () => {
    const secrets = await fresh();
    const instances = Array.from({ length: 60 }, (_, index) => `i-${index}`);
    for (const instance of instances) await secrets.put(instance, configuration);
    assert.deepEqual([...(await secrets.list())].sort(), instances.sort());
  });
}

describe("the configurations of runners, in memory", () => {
  behavesAsSecrets(async () => new MemorySecrets(new SimulatedTime()));
});

describe("the configurations of runners, in Parameter Store", function () {
  this.timeout(120_000);
  let account: Account;
  let stores = 0;

  before(async () => {
    account = await openAccount();
  });
  after(() => account.close());

  const fresh = async () =>
    new SsmSecrets(account.clients.ssm, { path: `/slipway/test-${++stores}/runners`, key: "alias/aws/ssm" });
  behavesAsSecrets(fresh);

  it("are encrypted, tagged with their instance and hold what the boot program reads", async () => {
    const secrets = await fresh();
    await secrets.put("i-0123456789abcdef0", configuration);
    const { ssm } = account.clients;
    const Name = `/slipway/test-${stores}/runners/i-0123456789abcdef0`;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    assert.deepEqual(JSON.parse(Parameter?.Value ?? ""), configuration);
    // By the very tag that it has, an instance's role is let read it and no other.
    assert.deepEqual(Object.values(ownParameterCondition.ArnLike), [
      `arn:*:ec2:*:*:instance/\${aws:ResourceTag/${instanceTag}}`,
    ]);
    const ParameterFilters = [{ Key: `tag:${instanceTag}`, Values: ["i-0123456789abcdef0"] }];
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters }));
    assert.deepEqual(
      Parameters?.map(({ Type }) => Type),
      ["SecureString"],
    );
  });
});
