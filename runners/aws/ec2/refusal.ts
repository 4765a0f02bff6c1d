import { EC2ServiceException } from "@aws-sdk/client-ec2";

/**
 * EC2's code where it is known to have done nothing; null: the outcome is not known. Servers' errors are not told apart
 * from lost answers.
 */
export function refusalCode(error: unknown): string | null {
  if (!(error instanceof EC2ServiceException)) return null;
  const status = error.$metadata.httpStatusCode ?? 500;
  // Throttled requests are answered by 503 too, and have done nothing.
  if (error.name === "RequestLimitExceeded" || error.name === "InsufficientInstanceCapacity")
    return error.name;
  return error.$fault === "client" && status < 500 ? error.name : null;
}

/** Instances that EC2 says it does not know. */
export function unknownInstances(error: unknown): readonly string[] {
  if (!(error instanceof EC2ServiceException) || error.name !== "InvalidInstanceID.NotFound") return [];
  return error.message.match(/i-[0-9a-f]+/g) ?? [];
}
