import assert from "node:assert/strict";
import { Ec2Compute } from "../../../runners/aws/ec2/ec2-compute.ts";
import { type Ec2Role, ec2Permissions } from "../../../runners/aws/ec2/permissions.ts";
import type { Compute } from "../../../runners/ports/compute.ts";
import { settingsWith } from "../world/settings.ts";

const place = {
  ...{ arn: "arn:aws:ec2:eu-west-1:123456789012", stack: "prod" },
  ...{ launchTemplates: ["lt-0123456789abcdef0"], subnets: ["subnet-0123456789abcdef0"] },
  instanceRoles: ["arn:aws:iam::123456789012:role/slipway-prod-runner"],
};

const roles: readonly Ec2Role[] = ["controller", "reconciler"];

function actionsOf(role: Ec2Role): readonly string[] {
  return ec2Permissions(role, place).flatMap(({ Action }) => Action);
}

/** Actions that calls of the port ask EC2 for. */
async function askedBy(calls: (compute: Compute) => Promise<unknown>): Promise<readonly string[]> {
  const asked = new Set<string>();
  const send = async (command: object) => {
    asked.add(command.constructor.name.replace(/Command$/, ""));
    return {};
  };
  const { pools } = settingsWith({}, [{ name: "mac", platform: "mac" }]);
  await calls(
    new Ec2Compute({ client: { send } as never, stack: "prod", pools, clock: { now: () => Date.now() } }),
  );
  return [...asked].map((action) => `ec2:${action}`);
}

describe("what functions of the control plane may do with EC2", () => {
  it("is all that a controller asks for", async () => {
    const asked = await askedBy(async (compute) => {
      await compute.launch({ token: "a", pool: "arm64", count: 1, market: "spot" });
      await compute.launchOn("h-1", { token: "b", pool: "mac" });
      await compute.instances();
      await compute.end(["i-1"]);
    });
    const used = ["CreateFleet", "DescribeInstances", "RunInstances", "TerminateInstances"];
    assert.deepEqual(
      [...asked].sort(),
      used.map((action) => `ec2:${action}`),
    );
    assert.deepEqual(
      asked.filter((action) => !actionsOf("controller").includes(action)),
      [],
    );
  });

  it("is all that a reconciler asks for, and no more", async () => {
    const asked = await askedBy(async (compute) => {
      await compute.instances();
      await compute.interrupted(["i-1"]);
      await compute.hosts();
      await compute.replaceRoot("i-1");
      await compute.replacement("replacevol-1");
      await compute.end(["i-1"]);
    });
    assert.deepEqual([...asked].sort(), [...new Set(actionsOf("reconciler"))].sort());
  });

  it("reaches no instance of another stack", () => {
    for (const role of roles) {
      const onInstances = ec2Permissions(role, place).filter(({ Resource }) =>
        Resource.some((one) => one.endsWith(":instance/*")),
      );
      const narrowed = onInstances.map(({ Action, Condition }) => [Action[0], Condition?.["StringEquals"]]);
      const ofStack = { "aws:ResourceTag/slipway:stack": "prod" };
      assert.deepEqual(
        Object.fromEntries(narrowed) as unknown,
        role === "controller"
          ? {
              "ec2:CreateFleet": { "aws:RequestTag/slipway:stack": "prod" },
              "ec2:CreateTags": { "ec2:CreateAction": ["CreateFleet", "RunInstances"] },
              "ec2:TerminateInstances": ofStack,
            }
          : { "ec2:TerminateInstances": ofStack, "ec2:CreateReplaceRootVolumeTask": ofStack },
      );
    }
  });

  it("is for everything where it only lists, and for nothing else so", () => {
    for (const { Action, Resource } of roles.flatMap((role) => ec2Permissions(role, place)))
      assert.equal(
        Resource.includes("*"),
        Action.every((action) => action.startsWith("ec2:Describe")),
        Action.join(" "),
      );
  });

  it("names the launch templates, subnets and roles of the pools", () => {
    const resources = ec2Permissions("controller", place).flatMap(({ Resource }) => Resource);
    const { arn } = place;
    for (const one of [
      `${arn}:launch-template/lt-0123456789abcdef0`,
      `${arn}:subnet/subnet-0123456789abcdef0`,
    ])
      assert.ok(resources.includes(one), one);
    assert.ok(!resources.some((one) => /(launch-template|subnet|role)\/\*/.test(one)));
    assert.ok(resources.includes("arn:aws:ec2:eu-west-1::image/*"));
  });
});
