import { Option } from "commander";

/** Options of every command that runs the engine. */
export interface RunOptions {
  readonly stack: string;
  readonly json?: true;
  readonly diff?: true;
  readonly root: string;
  readonly cwd: string;
  readonly program?: string;
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
  new Option("--program <file>", "run another program than the project's").hideHelp(),
  ...placeOptions(),
];

/** Which stack. */
export const stackOption = (): Option =>
  new Option("-s, --stack <name>", "the stack, as in Pulumi.NAME.yaml").makeOptionMandatory();
