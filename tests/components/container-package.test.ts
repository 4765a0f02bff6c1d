import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { baseInUse } from "../../components/base-image.ts";
import { ContainerPackage } from "../../components/container-package.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { imageAddresses } from "../../plan/image-addresses.ts";
import { least, rawConfig } from "../config/raw-config.ts";
import { declaredBy } from "./mocked-engine.ts";

const plan = buildPlan(
  { project: "slipway", stack: "dev" },
  parseSettings(rawConfig(`${least}slipway:image: {base: alpine}\n`)),
);
assert.ok(plan.image);
const addresses = imageAddresses(plan.image, plan.repository, "Organization");
const base = baseInUse(plan.image, undefined);
const settings = "https://github.com/orgs/octo-org/packages/container/example-package/settings";

const digest = `sha256:${"1".repeat(64)}`;
const other = `sha256:${"2".repeat(64)}`;

/** A registry by what it holds; what it does not it refuses as the docker provider says it. */
type Holdings = Readonly<Record<string, string>>;

interface World {
  readonly holdings?: Holdings;
  /** How the rest is refused. */
  readonly refusal?: string;
  /** The same for who has credentials; undefined: the stack has none. */
  readonly known?: Holdings;
  readonly unasked?: string;
}

const hub = { [base.reference]: base.digest };

async function outputsIn({ holdings = hub, refusal = "403 Forbidden", known, unasked }: World) {
  const outputs: Record<string, unknown> = {};
  const asked: string[] = [];
  const declared = await declaredBy(
    async () => {
      const registryAuth =
        known && pulumi.secret([{ address: "ghcr.io", username: "octocat", password: "planted" }]);
      const args = { addresses, base, upkeep: plan.upkeep, registryAuth, unasked: unasked ?? null };
      const { pullCommand, settingsPage, ...looked } = new ContainerPackage("example-image", args);
      Object.assign(outputs, { pullCommand, settingsPage });
      for (const key of ["digest", "anonymousPull", "base"] as const) {
        outputs[key] = await new Promise((resolve) => looked[key].apply(resolve));
      }
    },
    {
      "docker:index/getRegistryImage:getRegistryImage": ({ name }, provider) => {
        const reference = String(name);
        asked.push(reference);
        const isKnown = provider.includes("::example-image-registry::");
        const found = { ...holdings, ...(isKnown ? known : {}) }[reference];
        if (found !== undefined) return { id: found, name, sha256Digest: found };
        const said = `Got bad response from registry: ${refusal}`;
        throw new Error(`Got error when attempting to fetch image version a:b from registry: ${said}`);
      },
    },
  );
  return { outputs, asked, declared: declared.filter(({ type }) => type !== "pulumi:pulumi:Stack") };
}

describe("ContainerPackage", () => {
  it("tells how to pull what is published, with its digest", async () => {
    const { outputs, declared } = await outputsIn({ holdings: { ...hub, [addresses.latest]: digest } });
    assert.deepEqual(outputs, {
      pullCommand: "docker pull ghcr.io/octo-org/example-package:latest",
      settingsPage: settings,
      digest,
      anonymousPull: "works",
      base: `${base.reference}@${base.digest} (the newest)`,
    });
    assert.deepEqual(
      declared.map(({ type, name }) => `${type} ${name}`),
      ["slipway:image:ContainerPackage example-image", "pulumi:providers:docker example-image-anonymous"],
    );
  });

  it("asks registries without Docker's daemon, whoever runs it", async () => {
    const { declared } = await outputsIn({});
    const { inputs } = declared.find(({ type }) => type === "pulumi:providers:docker") ?? {};
    assert.equal(inputs?.["disableDockerDaemonCheck"], "true");
    assert.equal(inputs["host"], "tcp://127.0.0.1:2375");
    assert.equal(inputs["registryAuth"], undefined);
  });

  it("does not tell what is private from what is not there, as long as nobody lets it in", async () => {
    const { outputs } = await outputsIn({});
    assert.equal(outputs["digest"], "nothing is published yet, or not for the eyes of whoever asks");
    assert.equal(
      outputs["anonymousPull"],
      `refused: nothing is published yet, or the package is private; its visibility is changed by hand: ${settings}`,
    );
  });

  it("tells of a private package by the stack's credentials, which strangers are not asked with", async () => {
    const { outputs, declared } = await outputsIn({ known: { [addresses.latest]: digest } });
    assert.equal(outputs["digest"], digest);
    assert.match(String(outputs["anonymousPull"]), /^refused: the package is private; .*\/settings$/);
    const providers = declared.filter(({ type }) => type === "pulumi:providers:docker");
    assert.deepEqual(
      providers.map(({ name, inputs }) => [name, inputs["registryAuth"] !== undefined]),
      [
        ["example-image-anonymous", false],
        ["example-image-registry", true],
      ],
    );
  });

  it("tells of the default branch's image before the first stable release", async () => {
    const { outputs } = await outputsIn({
      holdings: { ...hub, [addresses.branch]: digest },
      refusal: "404 Not Found",
    });
    assert.equal(outputs["digest"], `${digest} (tag main; there is no stable release yet)`);
    const none = await outputsIn({ refusal: "404 Not Found" });
    assert.equal(none.outputs["digest"], "nothing is published yet");
    assert.equal(none.outputs["anonymousPull"], "works, once there is something to pull");
  });

  it("tells of a base that is no longer the newest, and changes nothing for it", async () => {
    const { outputs } = await outputsIn({ holdings: { [base.reference]: other } });
    assert.equal(outputs["base"], `${base.reference}@${base.digest} (of ${base.seen}; there is a newer one)`);
  });

  it("fails nothing where a registry is broken or out of reach: it says what is unknown, and why", async () => {
    const { outputs } = await outputsIn({ holdings: {}, refusal: "502 Bad Gateway" });
    const unknown = "unknown: Got bad response from registry: 502 Bad Gateway";
    assert.equal(outputs["digest"], unknown.replace("Got bad response from registry: ", ""));
    assert.match(String(outputs["base"]), /whether there is a newer one is unknown\)$/);
  });

  it("declares no provider that the engine could not load, since that would fail the run", async () => {
    const { outputs, asked, declared } = await outputsIn({ unasked: "there is no plugin" });
    assert.deepEqual(asked, []);
    assert.deepEqual(
      declared.map(({ type }) => type),
      ["slipway:image:ContainerPackage"],
    );
    assert.equal(outputs["digest"], "unknown: there is no plugin");
    assert.equal(outputs["anonymousPull"], "unknown: there is no plugin");
  });
});
