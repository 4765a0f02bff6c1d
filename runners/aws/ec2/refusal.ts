import { EC2ServiceException } from "@aws-sdk/client-ec2";

/** Servers' errors by which EC2 says that it lacks something: it has started nothing. */
const lackCodes = [
  "InsufficientInstanceCapacity",
  "InsufficientHostCapacity",
  "InsufficientAddressCapacity",
  "InsufficientVolumeCapacity",
];

/** Codes of asking too often: the attempt before it may have been heard, and its answer lost. */
const throttlingCodes = ["RequestLimitExceeded", "Throttling", "ThrottlingException"];

/**
 * EC2's code where it is known to have done nothing; null: the outcome is not known. Servers' errors are not told apart
 * from lost answers.
 */
export function refusalCode(error: unknown): string | null {
  if (!(error instanceof EC2ServiceException) || throttlingCodes.includes(error.name)) return null;
  const status = error.$metadata.httpStatusCode ?? 500;
  return lackCodes.includes(error.name) || (status >= 400 && status < 500) ? error.name : null;
}

/** Instances that EC2 says it does not know. */
export function unknownInstances(error: unknown): readonly string[] {
  if (!(error instanceof EC2ServiceException) || error.name !== "InvalidInstanceID.NotFound") return [];
  return error.message.match(/i-[0-9a-f]+/g) ?? [];
}
