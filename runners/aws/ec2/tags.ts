import type { Tag } from "@aws-sdk/client-ec2";

/** Tags of what belongs to a stack; IAM lets the control plane end only what has the first. */
export const tagNames = { stack: "slipway:stack", pool: "slipway:pool", launch: "slipway:launch" } as const;

/** Tags of instances that are being launched. */
export function tagsOf(
  stack: string,
  { pool, token }: { readonly pool: string; readonly token: string },
): Tag[] {
  return [
    { Key: tagNames.stack, Value: stack },
    { Key: tagNames.pool, Value: pool },
    { Key: tagNames.launch, Value: token },
    { Key: "Name", Value: `${stack}-${pool}` },
  ];
}

/** The value of a tag; empty: it has none. */
export function tagValue(tags: readonly Tag[] | undefined, name: string): string {
  return tags?.find(({ Key }) => Key === name)?.Value ?? "";
}
