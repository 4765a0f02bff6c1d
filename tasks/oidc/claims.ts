import { type Shape, ShapeError, count, objectOf, optional, parseJson, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";

/** What an OIDC token says of the job that asked for it. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly repository_owner: string;
  /** `refs/tags/v1.2.0`. */
  readonly ref: string;
  readonly sha: string;
  /** `owner/name/.github/workflows/release.yml@refs/tags/v1.2.0`. */
  readonly workflow_ref: string;
  /** The same of the workflow that has the job, which differs where it is a reusable one; null: not told. */
  readonly job_workflow_ref: string | null;
  /** Null where the job names none. */
  readonly environment: string | null;
  readonly event_name: string;
  /** Seconds since 1970: issued, not valid before, not valid from; null: not told. */
  readonly iat: number | null;
  readonly nbf: number | null;
  readonly exp: number | null;
}

const shape: Shape<Claims> = objectOf({
  iss: text,
  sub: text,
  repository: text,
  repository_owner: text,
  ref: text,
  sha: text,
  workflow_ref: text,
  job_workflow_ref: optional(text),
  environment: optional(text),
  event_name: text,
  iat: optional(count),
  nbf: optional(count),
  exp: optional(count),
});

/** The claims of a token, unverified: it comes from the runner itself. Throws a TaskError where it is none. */
export function claimsOf(token: string): Claims {
  try {
    const [, payload, signature] = token.split(".");
    if (payload === undefined || signature === undefined) throw new ShapeError("", "a JSON web token");
    return parseJson(Buffer.from(payload, "base64url"), shape);
  } catch (error) {
    const fault = error instanceof ShapeError ? error.message : "the whole is not a JSON web token";
    throw new TaskError([
      {
        place: "OIDC token",
        fault: `can't be read: ${fault}`,
        mend: "run the job again; report it if it stays",
      },
    ]);
  }
}

/** The file name of the workflow that an index compares with its publisher's: `release.yml`. */
export function workflowFileOf({ job_workflow_ref, workflow_ref }: Claims): string {
  const path = (job_workflow_ref ?? workflow_ref).split("@")[0] ?? "";
  return path.split("/").at(-1) ?? "";
}
