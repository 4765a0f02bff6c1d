import {
  AllocateHostsCommand,
  CreateLaunchTemplateCommand,
  DescribeSubnetsCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import { tagNames } from "../../../runners/aws/ec2/tags.ts";
import { type Account, region } from "./account.ts";

/** What a pool's settings say of EC2. */
export interface Stock {
  readonly launchTemplate: string;
  readonly subnets: string[];
}

/** A launch template and subnets, as the stack has them. */
export async function templateOf({ clients: { ec2 } }: Account): Promise<Stock> {
  const { ImageId } = await ec2.send(new RegisterImageCommand({ Name: "runner" }));
  const LaunchTemplateData = { ImageId: ImageId!, InstanceType: "m7g.large" } as const;
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: "arm64", LaunchTemplateData }),
  );
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnets = Subnets.map(({ SubnetId }) => SubnetId!);
  return { launchTemplate: LaunchTemplate!.LaunchTemplateId!, subnets };
}

/** A dedicated host of a stack's mac pool; answers its id. */
export async function allocateHost({ clients: { ec2 } }: Account, stack: string): Promise<string> {
  const Tags = [
    { Key: tagNames.stack, Value: stack },
    { Key: tagNames.pool, Value: "mac" },
  ];
  const { HostIds } = await ec2.send(
    new AllocateHostsCommand({
      ...{ InstanceType: "mac2.metal", AvailabilityZone: `${region}a`, Quantity: 1 },
      TagSpecifications: [{ ResourceType: "dedicated-host", Tags }],
    }),
  );
  return HostIds![0]!;
}
