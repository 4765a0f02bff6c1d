import { Option } from "commander";
import type { Command } from "commander";
import type { TokenRules } from "../../rehearsal/github/server.ts";
import { stacksIn } from "../project/stacks.ts";
import { parseTokenPermissions } from "../rehearsal/token-permissions.ts";

/** Options of every command that runs the engine. */
export interface AccountOptions {
  /** Empty where none is named. */
  readonly stack: string;
  readonly json?: true;
  readonly diff?: true;
  readonly cwd: string;
  readonly program?: string;
}

/** Options of a command that changes something with real accounts. */
export interface ChangeOptions extends AccountOptions {
  readonly yes?: true;
  /** What was typed to confirm it by name. */
  readonly confirm?: string;
  readonly skipPreview?: true;
  readonly expectNoChanges?: true;
  /** @default true */
  readonly refresh?: boolean;
}

/** Options of every command that rehearses. */
export interface RunOptions extends AccountOptions {
  readonly root: string;
  readonly tokenPermissions?: TokenRules;
}

/** Where the project is. */
export const folderOption = (): Option =>
  new Option("-C, --cwd <folder>", "run as if started in this folder").default(".", "here");

/** Where the project is and where the rehearsal keeps its things. */
export const placeOptions = (): Option[] => [
  folderOption(),
  new Option("--root <folder>", "where the rehearsal keeps its state and repositories").default(".slipway"),
];

/** How results are shown, and which program is run. */
const shownOptions = (): Option[] => [
  new Option("--json", "print one JSON object and nothing else"),
  new Option("--diff", "show every property and every line of what is created or deleted"),
  new Option("--program <file>", "run another program than the project's").hideHelp(),
];

/** Those of a command with real accounts. */
export const accountOptions = (): Option[] => [...shownOptions(), folderOption()];

/** Those of a command of the rehearsal. */
export const runOptions = (): Option[] => [
  ...shownOptions(),
  new Option(
    "--token-permissions <list>",
    "try a token that may do less, such as administration=read,secrets=none",
  ).argParser(parseTokenPermissions),
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
