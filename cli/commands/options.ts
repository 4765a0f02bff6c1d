import { Option } from "commander";
import type { Command } from "commander";
import type { TokenRules } from "../../rehearsal/github/server.ts";
import { parseTokenPermissions } from "../rehearsal/token-permissions.ts";
import { stacksIn } from "../rehearsal/stacks.ts";

/** Options of every command that runs the engine. */
export interface RunOptions {
  /** Empty where none is named. */
  readonly stack: string;
  readonly json?: true;
  readonly diff?: true;
  readonly root: string;
  readonly cwd: string;
  readonly program?: string;
  readonly tokenPermissions?: TokenRules;
}

/** Where the project is and where the rehearsal keeps its things. */
export const placeOptions = (): Option[] => [
  new Option("-C, --cwd <folder>", "run as if started in this folder").default(".", "here"),
  new Option("--root <folder>", "where the rehearsal keeps its state and repositories").default(".slipway"),
];

/** How results are shown, and which program is run. */
export const runOptions = (): Option[] => [
  new Option("--json", "print one JSON object and nothing else"),
  new Option("--diff", "show every property and every line of what is created or deleted"),
  new Option(
    "--token-permissions <list>",
    "try a token that may do less, such as administration=read,secrets=none",
  ).argParser(parseTokenPermissions),
  new Option("--program <file>", "run another program than the project's").hideHelp(),
  ...placeOptions(),
];

/** Which stack. Asked for by `requireStack`, since commander would name it before a misspelt option. */
export const stackOption = (): Option =>
  new Option("-s, --stack <name>", "the stack, as in Pulumi.NAME.yaml");

/** Ends the command where no stack is named, and names those that there are. */
export function requireStack(command: Command, { stack, cwd }: Pick<RunOptions, "stack" | "cwd">): void {
  if (stack) return;
  const stacks = stacksIn(cwd).map((name) => `--stack ${name}`);
  const mend = stacks.length > 0 ? `name one: ${stacks.join(" or ")}` : "there is no Pulumi.NAME.yaml here";
  command.error(`error: --stack: is missing; ${mend}`);
}
