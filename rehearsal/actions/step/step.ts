import { appendFileSync } from "node:fs";
import { TaskError, formatFault, oneLine } from "../../../tasks/program/fault.ts";
import { appendOutputs } from "../../../tasks/program/outputs.ts";

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A step that uses an action, as what stands in for the action sees it. */
export interface Step {
  /** What is given, else the default, without spaces around it; "" for neither. */
  input(name: string): string;
  /** Throws where it is neither `true` nor `false`. */
  flag(name: string): boolean;
  /** One value a line. */
  lines(name: string): readonly string[];
  readonly variables: Variables;
  /** Throws where it is not set: a runner sets it. */
  variable(name: string): string;
  readonly workspace: string;
  readonly temp: string;
  say(line: string): void;
  warn(line: string): void;
  /** Has it starred in all that is printed from now on. */
  mask(secret: string): void;
  /** Tells what is done otherwise than by the real action. */
  note(text: string): void;
  /** Puts a folder first on the PATH of the steps that follow. */
  addPath(folder: string): void;
  /** Sets a variable for the steps that follow. */
  setVariable(name: string, value: string): void;
}

/** What stands in for an action: does it, and answers the outputs. Throws what the step fails with. */
export type StandIn = (step: Step) => Promise<Readonly<Record<string, string>>>;

/** Runs it as the program of this process, whose environment a runner made. */
export async function runStandIn(standIn: StandIn): Promise<void> {
  const out = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    const outputs = await standIn(stepOf(process.env, out));
    appendOutputs(process.env["GITHUB_OUTPUT"], outputs);
  } catch (error) {
    for (const line of linesOf(error)) out(`::error::${oneLine(line).replaceAll("%", "%25")}`);
    process.exitCode = 1;
  }
}

/** The step that an environment tells of; inputs come as JSON in `INPUTS`, as `toJSON(inputs)` writes them. */
export function stepOf(variables: Variables, out: (line: string) => void): Step {
  const inputs = readInputs(variables["INPUTS"] ?? "{}");
  const input = (name: string): string => {
    const value = inputs.get(name.toLowerCase());
    if (value === undefined) throw new Error(`There is no input ${name}`);
    return value.trim();
  };
  const variable = (name: string): string => {
    const value = variables[name]?.trim() ?? "";
    if (value !== "") return value;
    throw new Error(`${name} is not set: this runs in a rehearsal alone`);
  };
  return {
    input,
    flag: (name) => flagOf(name, input(name)),
    lines: (name) => input(name).split(/\r?\n/).map(trimmed).filter(isWritten),
    variables,
    variable,
    workspace: variable("GITHUB_WORKSPACE"),
    temp: variable("RUNNER_TEMP"),
    say: (line) => out(withoutCommands(line)),
    warn: (line) => out(`::warning::${oneLine(line).replaceAll("%", "%25")}`),
    mask: (secret) => out(`::add-mask::${secret}`),
    note: (text) => appendTo(variables["REHEARSAL_NOTES"], `${JSON.stringify({ text })}\n`),
    addPath: (folder) => appendTo(variables["GITHUB_PATH"], `${folder}\n`),
    setVariable: (name, value) => appendOutputs(variables["GITHUB_ENV"], { [name]: value }),
  };
}

function readInputs(json: string): ReadonlyMap<string, string> {
  const read = JSON.parse(json) as Readonly<Record<string, string | null>>;
  return new Map(Object.entries(read).map(([name, value]) => [name.toLowerCase(), value ?? ""]));
}

/** As YAML 1.2 spells them, which is all that actions take. */
function flagOf(name: string, value: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw new Error(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}`);
}

function trimmed(text: string): string {
  return text.trim();
}

function isWritten(text: string): boolean {
  return text !== "";
}

/** A name or an answer must not become a command of the runner's. */
function withoutCommands(line: string): string {
  return oneLine(line)
    .replaceAll("##[", "# #[")
    .replace(/^(\s*):(?=:)/, "$1: ");
}

function appendTo(file: string | undefined, text: string): void {
  if (file !== undefined && file !== "") appendFileSync(file, text);
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof TaskError) return error.faults.map(formatFault);
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n").map(trimmed).filter(isWritten);
}
