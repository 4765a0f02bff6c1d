import { gunzipSync } from "node:zlib";
import { TaskError } from "../program/fault.ts";

/** Decompresses what comes out at `bound` bytes or less; throws a TaskError on more, and on what is broken. */
export function decompress(place: string, file: Uint8Array, bound: number): Uint8Array {
  try {
    return gunzipSync(file, { maxOutputLength: bound });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new TaskError([{ place, ...decompressionFault(String(code), bound) }]);
  }
}

function decompressionFault(code: string, bound: number): { readonly fault: string; readonly mend: string } {
  switch (code) {
    case "ERR_BUFFER_TOO_LARGE":
      return {
        fault: `is more than ${bound / 2 ** 20} MiB unpacked`,
        mend: "leave out what does not belong into an sdist, or allow more by normalise-sdist --max-size",
      };
    case "Z_BUF_ERROR":
      return { fault: "ends too early", mend: "build or fetch it again" };
    default:
      return { fault: "is not compressed by gzip, or is damaged", mend: "build or fetch it again" };
  }
}
