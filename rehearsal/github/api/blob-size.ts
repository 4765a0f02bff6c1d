import { ApiError } from "../http/error.ts";
import type { Call } from "../http/route.ts";

const tooLarge = [{ resource: "Blob", code: "too_large", field: "data" }];

/** Throws what the service answers to a file that it does not take. */
export function assertBlobSize({ limits }: Call, content: Buffer): void {
  if (content.length <= limits.blobBytes) return;
  const message =
    "Sorry, your input was too large to process. Consider creating the blob in a local clone of the repository and then pushing it to GitHub.";
  throw new ApiError(422, message, { errors: tooLarge });
}

/** Throws what the service answers about a file that it does not give. */
export function assertReadableSize({ limits }: Call, size: number): void {
  if (size <= limits.blobBytes) return;
  const message =
    "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain this blob.";
  throw new ApiError(403, message, { errors: tooLarge });
}
