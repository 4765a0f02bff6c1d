import { tagNames } from "./tags.ts";

/** A statement of an IAM policy, in IAM's own spelling. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Functions of the control plane that ask EC2 for something. */
export type Ec2Role = "controller" | "reconciler";

/** What the permissions are about. */
export interface Ec2Place {
  /** `arn:aws:ec2:eu-west-1:123456789012` */
  readonly arn: string;
  readonly stack: string;
  /** Ids of all pools. */
  readonly launchTemplates: readonly string[];
  /** Ids of all subnets in which runners start, those of launch templates too. */
  readonly subnets: readonly string[];
  /** ARNs of the roles that runners' instances have. */
  readonly instanceRoles: readonly string[];
}

/**
 * What a function may do with EC2, and with nothing of another stack. EC2 looks at tags alone where it ends or renews an
 * instance, and a tag is only ever given at a launch.
 */
export function ec2Permissions(role: Ec2Role, place: Ec2Place): readonly Statement[] {
  return role === "controller"
    ? [...launching(place), ending(place), listing(["DescribeInstances"])]
    : [
        ending(place),
        ...renewing(place),
        listing(["DescribeInstances", "DescribeHosts", "DescribeReplaceRootVolumeTasks"]),
      ];
}

/** A fleet is made with the caller's permissions: it needs those of `RunInstances` too. */
function launching({ arn, stack, launchTemplates, subnets, instanceRoles }: Ec2Place): Statement[] {
  const Action = ["ec2:CreateFleet", "ec2:RunInstances"];
  const [, partition = "aws", , region = ""] = arn.split(":");
  return [
    { Effect: "Allow", Action, Resource: [`${arn}:instance/*`], Condition: tagged("RequestTag", stack) },
    {
      ...{ Effect: "Allow", Action },
      Resource: [
        ...launchTemplates.map((id) => `${arn}:launch-template/${id}`),
        ...subnets.map((id) => `${arn}:subnet/${id}`),
        // What the launch templates name; none of them can be tagged by the request.
        ...["fleet", "network-interface", "security-group", "spot-instances-request", "volume"].map(
          (type) => `${arn}:${type}/*`,
        ),
        ...["image", "snapshot"].map((type) => `arn:${partition}:ec2:${region}::${type}/*`),
      ],
    },
    {
      ...{ Effect: "Allow", Action: ["ec2:CreateTags"], Resource: [`${arn}:instance/*`] },
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateFleet", "RunInstances"] } },
    },
    {
      ...{ Effect: "Allow", Action: ["iam:PassRole"], Resource: instanceRoles },
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
  ];
}

function ending({ arn, stack }: Ec2Place): Statement {
  const Action = ["ec2:TerminateInstances"];
  return {
    Effect: "Allow",
    Action,
    Resource: [`${arn}:instance/*`],
    Condition: tagged("ResourceTag", stack),
  };
}

function renewing({ arn, stack }: Ec2Place): Statement[] {
  const Action = ["ec2:CreateReplaceRootVolumeTask"];
  return [
    {
      ...{ Effect: "Allow", Action, Resource: [`${arn}:instance/*`] },
      Condition: tagged("ResourceTag", stack),
    },
    { Effect: "Allow", Action, Resource: [`${arn}:volume/*`, `${arn}:replace-root-volume-task/*`] },
  ];
}

/** EC2 has no narrower permission for lists. */
function listing(actions: readonly string[]): Statement {
  return { Effect: "Allow", Action: actions.map((action) => `ec2:${action}`), Resource: ["*"] };
}

function tagged(where: "RequestTag" | "ResourceTag", stack: string): Required<Statement>["Condition"] {
  return { StringEquals: { [`aws:${where}/${tagNames.stack}`]: stack } };
}
