import { parseArgs } from "node:util";
import { MisuseError, TaskError, formatFault, oneLine } from "./fault.ts";
import { appendOutputs } from "./outputs.ts";
import { type Table, appendSummary } from "./summary.ts";

/** An option that takes a text: `--max-size MIB`. */
export interface TaskOption {
  /** What stands for the value in the help: `MIB`. */
  readonly value: string;
  readonly help: string;
  readonly default: string;
}

/** A program that a delivered workflow runs: what `--help` says of it, and what it does. */
export interface Task<Name extends string = string> {
  readonly name: string;
  /** One sentence on what it does. */
  readonly summary: string;
  /** What follows the options: `FILE...`. */
  readonly operands: string;
  /** Variables of the environment that it reads, each with what it holds. */
  readonly variables: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<Name, TaskOption>>;
  run(call: TaskCall<Name>): Promise<void> | void;
}

/** How a task was called, and where it tells what it did. */
export interface TaskCall<Name extends string = string> {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<Name, string>>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
  /** Shown in the job's summary, where there is one. */
  tabulate(table: Table): void;
  /** Handed to the steps and jobs that follow, by name: lower case, with dashes. */
  output(outputs: Readonly<Record<string, string>>): void;
}

/** What a task is run with; a program's own arguments, environment and output. */
export interface TaskHost {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
}

/** Runs a task and answers its exit code: 0 done, 1 failed, 2 misused. */
async function runTask<Name extends string>(task: Task<Name>, host: TaskHost): Promise<number> {
  try {
    const call = readCall(task, host);
    if (call === null) host.out(helpOf(task));
    else await task.run(call);
    return 0;
  } catch (error) {
    tellFailure(host, error);
    if (error instanceof MisuseError) {
      host.err(`Run it with --help to see how it is used.\n`);
      return 2;
    }
    return 1;
  }
}

/** Runs a task as the program of this process. */
export async function runProgram<Name extends string>(task: Task<Name>): Promise<void> {
  process.exitCode = await runTask(task, {
    args: process.argv.slice(2),
    variables: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}

/** What node:util makes of the arguments. */
interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Null where the help is asked for. */
function readCall<Name extends string>(task: Task<Name>, host: TaskHost): TaskCall<Name> | null {
  const { values, positionals } = parse(task, host.args);
  if (values["help"] === true) return null;
  const options = Object.entries<TaskOption>(task.options).map(([name, option]) => {
    const value = values[name];
    return [name, typeof value === "string" ? value : option.default];
  });
  return {
    operands: positionals,
    options: Object.fromEntries(options) as Record<Name, string>,
    variables: host.variables,
    say: (line) => host.out(`${withoutCommands(line)}\n`),
    tabulate: (table) => appendSummary(host.variables["GITHUB_STEP_SUMMARY"], table),
    output: (outputs) => appendOutputs(host.variables["GITHUB_OUTPUT"], outputs),
  };
}

function parse(task: Task, args: readonly string[]): Parsed {
  const texts = Object.keys(task.options).map((name) => [name, { type: "string" }] as const);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: task.operands !== "" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MisuseError({
      place: task.name,
      fault: error.message.split(". ")[0] ?? "",
      mend: "leave it out",
    });
  }
}

/** The page that `--help` prints. */
function helpOf(task: Task): string {
  const options = Object.entries(task.options).map(
    ([name, { value, help, default: preset }]) =>
      [`--${name} ${value}`, preset === "" ? help : `${help} (default: ${preset})`] as const,
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"] as const];
  return [
    `${task.summary}\n`,
    `${["Usage: node", `${task.name}.mjs`, "[options]", task.operands].join(" ").trimEnd()}\n`,
    "Options:",
    ...columns(rows),
    "\nEnvironment:",
    ...columns(Object.entries(task.variables)),
    "\nExit codes: 0 done, 1 failed, 2 misused\n",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/**
 * A runner takes commands from what is printed: `::` at the start of a line, and `##[` anywhere in it, by which a name
 * or an index's answer could set a step's output. Those that tasks themselves print set nothing.
 */
function withoutCommands(line: string): string {
  const text = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text) ? text.replace("::", ": :") : text;
}

/** On a runner each fault is an annotation of the job; elsewhere a line. */
function tellFailure(host: TaskHost, error: unknown): void {
  const onRunner = host.variables["GITHUB_ACTIONS"] === "true";
  for (const line of linesOf(error)) {
    if (onRunner) host.out(`::error::${line.replaceAll("%", "%25")}\n`);
    else host.err(`${line}\n`);
  }
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof TaskError) return [...new Set(error.faults.map(formatFault))];
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
}
