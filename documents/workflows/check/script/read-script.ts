import { type Command, type Script, startedBy } from "./command.ts";
import { Scanner } from "./scanner.ts";

/** Shells, and what follows their option for a script: `bash -c`. */
const shells = /^(?:ba|z|da|k|a|c|tc|fi)?sh$|^(?:pwsh|powershell|cmd)$/;
/** The longest script that is read (characters); GitHub takes none a third as long. */
const longest = 64 * 1024;
/** Scripts in scripts beyond this are not looked into. */
const deepest = 4;

export function isShell(program: string): boolean {
  return shells.test(program);
}

/** Reads a step's script. Expressions become one word, `$EXPRESSION`, since nobody knows what they will be. */
export function readScript(text: string): Script {
  const plain = text.slice(0, longest).replaceAll(/\$\{\{.{0,1000}?\}\}/gs, "$EXPRESSION");
  const commands = commandsOf(plain, 0);
  return { commands, variables: new Map(commands.flatMap(({ words }) => assignmentsOf(words))) };
}

function commandsOf(text: string, depth: number): readonly Command[] {
  const read = new Scanner(text).read();
  return read.flatMap((command) => withInner(command, depth));
}

/** The commands inside come first: they run first. */
function withInner(command: Command, depth: number): readonly Command[] {
  const inside = command.inside.flatMap((inner) => withInner(inner, depth));
  const handed =
    depth < deepest ? handedScripts(command).flatMap((script) => commandsOf(script, depth + 1)) : [];
  return [...inside, command, ...handed];
}

/** Scripts that a command gives to a shell: by `-c`, by `eval`, or as a here-document. */
function handedScripts({ words, text }: Command): readonly string[] {
  const started = startedBy(words);
  if (started === null) return [];
  const { program, args } = started;
  if (program === "eval") return [args.join(" ")];
  if (!isShell(program)) return [];
  const at = scriptOption(args);
  return [...(at === -1 ? [] : [args[at + 1] ?? ""]), ...(text === null ? [] : [text])];
}

/** Where the option is behind which a shell's script stands; -1: nowhere. */
export function scriptOption(args: readonly string[]): number {
  return args.findIndex((arg) => /^(?:-[a-z]*c|-command|\/c)$/i.test(arg));
}

function assignmentsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  return words.flatMap((word) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** The word with the variables that the script, or its surroundings, set as a text. */
export function resolved(word: string, variables: ReadonlyMap<string, string>): string {
  return word.replaceAll(/\$(?:\{(\w+)(?:\[[^\]]{0,20}\])?\}|(\w+))/g, (whole, braced, bare) => {
    return variables.get(String(braced ?? bare)) ?? whole;
  });
}
