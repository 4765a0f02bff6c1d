/** A command of a shell script, as far as its text tells. */
export interface Command {
  /** Program and arguments without quotes; `$()` and `<()` stand for what another command prints. */
  readonly words: readonly string[];
  /** Commands whose output it reads through pipes. */
  readonly fedBy: readonly Command[];
  /** Commands in its words: `$(...)`, backticks, `<(...)` and brackets. */
  readonly inside: readonly Command[];
  /** The file that its output goes to; null: none. */
  readonly writes: string | null;
  /** A here-document; null: none. */
  readonly text: string | null;
}

/** A script's commands, and what it sets variables to. */
export interface Script {
  /** In their order, with those inside others and those of scripts handed to a shell. */
  readonly commands: readonly Command[];
  readonly variables: ReadonlyMap<string, string>;
}

/** A program with its arguments, however it is started. */
export interface Started {
  /** In lower case, without folder and `.exe`: `python3.13`. */
  readonly program: string;
  readonly args: readonly string[];
}

/** Words that stand before a command and are none. */
const beforeCommands = new Set([
  "!",
  "{",
  "}",
  "if",
  "then",
  "else",
  "elif",
  "do",
  "while",
  "until",
  "time",
  "try",
]);

/** Programs that start another one, and those of their options that take a value. */
const starters: Readonly<Record<string, readonly string[]>> = {
  sudo: ["-u", "-g", "-h", "-p", "-C", "-D", "--user", "--group"],
  doas: ["-u"],
  env: ["-u", "-C", "--unset", "--chdir"],
  exec: ["-a"],
  command: [],
  builtin: [],
  nohup: [],
  nice: ["-n"],
  stdbuf: [],
  setsid: [],
  timeout: ["-k", "-s", "--kill-after", "--signal"],
  xargs: ["-I", "-n", "-P", "-d", "-L", "-a", "-s"],
  arch: [],
};

const assignment = /^[A-Za-z_]\w*(?:\[\w*\])?\+?=/;

/** What the command starts: without `sudo`, `env`, assignments and `python -m` before it; null: nothing. */
export function startedBy(words: readonly string[]): Started | null {
  let at = 0;
  for (;;) {
    const word = words[at];
    if (word === undefined) return null;
    const options = starterOptions(word);
    if (beforeCommands.has(word) || assignment.test(word)) at += 1;
    else if (options !== null)
      at = afterOptions(words, at + 1, options) + (programOf(word) === "timeout" ? 1 : 0);
    else break;
  }
  const [word = "", ...args] = words.slice(at);
  return ofModule({ program: programOf(word), args });
}

function starterOptions(word: string): readonly string[] | null {
  const program = programOf(word);
  return Object.hasOwn(starters, program) ? (starters[program] ?? null) : null;
}

function afterOptions(words: readonly string[], start: number, valued: readonly string[]): number {
  let at = start;
  while (words[at]?.startsWith("-") === true) at += valued.includes(String(words[at])) ? 2 : 1;
  return at;
}

/** `python -m pip install` starts pip. */
function ofModule(started: Started): Started {
  if (!isPython(started.program)) return started;
  const at = started.args.findIndex((arg) => arg === "-m" || !arg.startsWith("-"));
  const name = started.args[at + 1];
  if (started.args[at] !== "-m" || name === undefined) return started;
  return { program: name.toLowerCase(), args: started.args.slice(at + 2) };
}

export function isPython(program: string): boolean {
  return /^(?:py|python[\d.]*|pypy[\d.]*)$/.test(program);
}

/** `$PYTHON` and `${PIP}` are named after what they start. */
function programOf(word: string): string {
  const path = word.replace(/^\$\{?(?:env:)?(\w+)\}?$/, "$1");
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return name.toLowerCase().replace(/\.exe$/, "");
}

/** The command and those inside it. */
export function withInside(command: Command): readonly Command[] {
  return [command, ...command.inside.flatMap(withInside)];
}
