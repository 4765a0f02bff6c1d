import type { Reply } from "./route.ts";

/** One part of a request that was found wrong. */
export interface RequestFault {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** Thrown to answer with an error in GitHub's shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly (RequestFault | string)[] | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Where to ask instead. */
  readonly location: string | null;

  constructor(
    status: number,
    message: string,
    more: {
      readonly errors?: readonly (RequestFault | string)[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly location?: string;
    } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.errors = more.errors ?? null;
    this.location = more.location ?? null;
    this.headers = { ...more.headers, ...(more.location === undefined ? {} : { Location: more.location }) };
  }
}

/** Where the service's operations are described. */
export const documentationRoot = "https://docs.github.com/rest";

const redirects = `${documentationRoot}/guides/best-practices-for-using-the-rest-api#follow-redirects`;

/** The answer that says it; `documentation` is where the operation is described. */
export function errorReply(error: ApiError, documentation: string): Reply {
  const { status, message, errors, headers, location } = error;
  const body =
    location === null
      ? { message, ...(errors ? { errors } : {}), documentation_url: documentation, status: String(status) }
      : { message, url: location, documentation_url: redirects };
  return { status, body, headers };
}

/** 404 as GitHub says it. */
export function notFound(message = "Not Found"): ApiError {
  return new ApiError(404, message);
}

/** 422 whose message says all. */
export function unprocessable(message: string): ApiError {
  return new ApiError(422, message);
}

/** 422 with a list of what is wrong. */
export function validationFailed(...errors: readonly (RequestFault | string)[]): ApiError {
  return new ApiError(422, "Validation Failed", { errors });
}

/** 422 for a field that a request must have. */
export function missing(field: string): ApiError {
  return unprocessable(`Invalid request.\n\n"${field}" wasn't supplied.`);
}

/** 409. */
export function conflict(message: string): ApiError {
  return new ApiError(409, message);
}

/** 403 for whatever would change a repository that is archived. */
export function readOnly(): ApiError {
  return new ApiError(403, "Repository was archived so is read-only.");
}
