import { unprocessable } from "../http/error.ts";

/** The name of a secret or variable, if the service would take it. */
export function checkedName(kind: "Secret" | "Variable", name: string): string {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) {
    throw unprocessable(
      `${kind} names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). ` +
        "Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).",
    );
  }
  if (name.startsWith("GITHUB_")) throw unprocessable(`${kind} names must not start with GITHUB_.`);
  return name;
}
