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

  constructor(
    status: number,
    message: string,
    more: {
      readonly errors?: readonly (RequestFault | string)[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.errors = more.errors ?? null;
    this.headers = more.headers ?? {};
  }
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
