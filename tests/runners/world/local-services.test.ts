import { generateKeyPairSync } from "node:crypto";
import { AllocateHostsCommand } from "@aws-sdk/client-ec2";
import { type FaultProxy, startFaultProxy } from "../../../rehearsal/aws/fault-proxy/proxy.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { AwsGround } from "../../../rehearsal/runners/world/aws-ground.ts";
import { tagNames } from "../../../runners/aws/ec2/tags.ts";
import { HttpGitHub } from "../../../runners/github/http-github.ts";
import { appRequests } from "../../../runners/github/requests.ts";
import type { Clock } from "../../../runners/ports/clock.ts";
import type { Pool } from "../../../runners/settings/pool.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { type Account, createQueue, createTable, openAccount, region } from "../aws/account.ts";
import { templateOf } from "../aws/stock.ts";
import { assertAtRest, play, playedSettings } from "./play.ts";

/** `LOCAL_RUNS` plays more of them, `SEED` one. */
const runs = Number(process.env["LOCAL_RUNS"] ?? 3);
const only = process.env["SEED"];

describe("the control plane of runners, on local services, under every fault", function () {
  this.timeout(1_200_000);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  let account: Account;
  let proxy: FaultProxy;
  let server: Emulated;
  let linux: Partial<Pool>;
  let model: GitHubModel | null = null;
  let now = () => Date.now();
  const clock: Clock = { now: () => now() };

  before(async () => {
    account = await openAccount(async ({ url }) => (proxy = await startFaultProxy(url, clock)).url);
    linux = await templateOf(account);
    server = await emulate({}, { runners: relay(() => model, clock), clock });
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await account.close();
    await proxy.close();
  });

  const seeds = only === undefined ? Array.from({ length: runs }, (_, index) => index + 1) : [Number(only)];
  for (const seed of seeds)
    it(`ends each job and leaves nothing: ${seed}`, async () => {
      const settings = await settingsOf(seed);
      const access = { api: server.url, appId: 1, installationId: 2, clock, privateKey: async () => pem };
      const github = new HttpGitHub(appRequests(access), settings.github);
      await assertAtRest(
        await play(seed, {
          settings,
          ground: (given) => {
            model = given.github;
            now = () => given.time.now();
            return new AwsGround(given, { settings, clients: account.clients, proxy, github });
          },
        }),
      );
    });

  /** Settings of a stack of its own, whose table, queue and hosts are there. */
  async function settingsOf(seed: number): Promise<RunnerSettings> {
    const stack = `run-${seed}`;
    const { ec2 } = account.clients;
    const table = `slipway-${stack}-runners`;
    await createTable(account.clients, table);
    const queue = await createQueue(account.clients, stack);
    const Tags = [
      { Key: tagNames.stack, Value: stack },
      { Key: tagNames.pool, Value: "mac" },
    ];
    const TagSpecifications = [{ ResourceType: "dedicated-host" as const, Tags }];
    const place = { InstanceType: "mac2.metal", AvailabilityZone: `${region}a`, Quantity: 2 } as const;
    await ec2.send(new AllocateHostsCommand({ ...place, TagSpecifications }));
    const settings = playedSettings(linux);
    const aws = { table, queue, parameters: `/slipway/${stack}/runners`, key: "alias/aws/ssm" };
    return { ...settings, stack, aws };
  }
});

/** A model that stands for whichever is played now. */
function relay(present: () => GitHubModel | null, clock: Clock): GitHubModel {
  return new Proxy(new GitHubModel(clock), {
    get(target, key) {
      const model = present() ?? target;
      const value: unknown = Reflect.get(model, key, model);
      return typeof value === "function" ? (value.bind(model) as unknown) : value;
    },
  });
}
