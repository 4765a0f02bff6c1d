import { z } from "zod";

/** A text of a given form; `fault` ends the sentence that begins with its place. */
export const text = (pattern: RegExp, fault: string, example: string) =>
  z.string().regex(pattern, fault).meta({ example });

/** A path inside the repository. */
export const relativePath = (example: string) =>
  text(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\n\0]+$/,
    "is not a path inside the repository with forward slashes",
    example,
  );
