import { MisusedError } from "../faults/misused.ts";
import type { ChangeOptions } from "./options.ts";

/** What changes something with real accounts. */
export type Change = "up" | "refresh" | "destroy";

/**
 * Whether somebody has agreed already to what a command changes, or is to be asked. Throws a MisusedError where
 * nobody can be asked, and where what was typed names another stack.
 */
export function consentTo(change: Change, options: ChangeOptions, terminal: boolean): "given" | "asked" {
  const consent = change === "destroy" ? consentByName(options) : consentToAny(options);
  if (consent === "given") return consent;
  const silent = options.json === true;
  if (terminal && !silent) return consent;
  const fault = silent
    ? "prints one object, and asks nothing"
    : "asks before it changes anything, and here is no terminal to ask on";
  const mend = change === "destroy" ? `add \`--confirm ${options.stack}\`` : "add `--yes`";
  throw new MisusedError([
    {
      place: silent ? "--json" : change,
      fault,
      mend: `${mend}, once you have seen ${beforehand(change, options)}`,
    },
  ]);
}

function beforehand(change: Change, { stack }: ChangeOptions): string {
  if (change === "up") return `what it changes: \`npm run preview -- --stack ${stack}\``;
  return change === "destroy" ? "what it takes away" : "that no other update runs";
}

/** As in `pulumi`: what shows no preview asks nothing either. */
function consentToAny({ yes, skipPreview }: ChangeOptions): "given" | "asked" {
  return yes === true || skipPreview === true ? "given" : "asked";
}

function consentByName({ stack, confirm, yes }: ChangeOptions): "given" | "asked" {
  if (yes === true) {
    const fault = "is no confirmation of what takes everything away";
    throw new MisusedError([
      { place: "--yes", fault, mend: `name the stack once more: \`--confirm ${stack}\`` },
    ]);
  }
  if (confirm === undefined) return "asked";
  if (confirm === stack) return "given";
  const fault = `is not the stack that was to be destroyed, ${stack}; nothing was done`;
  throw new MisusedError([{ place: `--confirm ${confirm}`, fault, mend: "name the same stack twice" }]);
}
