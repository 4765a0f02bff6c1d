import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

/** How attributes are changed: set, set where there is none yet, or counted up. */
export interface Changes {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly setIfAbsent?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number | ReadonlySet<string>>>;
}

/** An update's expressions; names and values stand for attributes, whatever words DynamoDB reserves. */
export interface Update {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

/** Writes changes as an update; `given`: further names and values, which its condition speaks of. */
export function updateOf(
  { set = {}, setIfAbsent = {}, add = {} }: Changes,
  given: {
    readonly names?: Readonly<Record<string, string>>;
    readonly values?: Readonly<Record<string, unknown>>;
  } = {},
): Update {
  const all = [...Object.entries(set), ...Object.entries(setIfAbsent), ...Object.entries(add)];
  const indexOf = (attribute: string) => all.findIndex(([name]) => name === attribute);
  const name = (attribute: string) => `#a${indexOf(attribute)}`;
  const value = (attribute: string) => `:a${indexOf(attribute)}`;
  const sets = [
    ...Object.keys(set).map((one) => `${name(one)} = ${value(one)}`),
    ...Object.keys(setIfAbsent).map((one) => `${name(one)} = if_not_exists(${name(one)}, ${value(one)})`),
  ];
  const adds = Object.keys(add).map((one) => `${name(one)} ${value(one)}`);
  const parts = [
    ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
    ...(adds.length > 0 ? [`ADD ${adds.join(", ")}`] : []),
  ];
  const values = Object.fromEntries(all.map(([attribute, one]) => [value(attribute), one]));
  return {
    UpdateExpression: parts.join(" "),
    ExpressionAttributeNames: {
      ...Object.fromEntries(all.map(([attribute]) => [name(attribute), attribute])),
      ...given.names,
    },
    ExpressionAttributeValues: marshall({ ...values, ...given.values }),
  };
}
