import picocolors from "picocolors";
import type { Operation } from "../changes/change.ts";

/** The few colours that output uses; without colours each gives its text back. */
export type Colours = ReturnType<typeof picocolors.createColors>;

/** Colours where a terminal shows them; `NO_COLOR` and `FORCE_COLOR` decide before it. */
export function coloursFor(stream: { readonly isTTY?: boolean }): Colours {
  const env = process.env;
  const forced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0";
  const plain = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  // Said outright: left open, the library takes any CI for a terminal.
  return picocolors.createColors(forced || (!plain && stream.isTTY === true));
}

/** The sign of an operation, as `pulumi` gives it. */
export function signOf(operation: Operation): string {
  switch (operation) {
    case "create":
      return "+";
    case "update":
      return "~";
    case "replace":
      return "+-";
    case "delete":
      return "-";
    case "forget":
      return "/";
    case "read":
      return ">";
    case "import":
      return "=";
    case "same":
      return " ";
  }
}

/** An operation's colour. */
export function paint(colours: Colours, operation: Operation): (text: string) => string {
  switch (operation) {
    case "create":
    case "import":
      return colours.green;
    case "update":
    case "replace":
      return colours.yellow;
    case "delete":
      return colours.red;
    case "read":
    case "forget":
    case "same":
      return (text) => text;
  }
}
