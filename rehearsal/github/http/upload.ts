import type { Received } from "./listen.ts";
import type { Upload } from "./route.ts";

/** The file that a request brings; null where it brings none. */
export function uploadOf({ file, headers }: Received, change: Upload["change"]): Upload | null {
  if (file === undefined) return null;
  const length = Number(headers["content-length"] ?? "none");
  return {
    content: file,
    length: Number.isNaN(length) ? null : length,
    type: headers["content-type"] ?? "application/octet-stream",
    change,
  };
}
