import { type Command, startedBy } from "../script/command.ts";

/** The file into which a download goes; null: none that its text tells. */
export function savedFile({ words, writes }: Command, args: readonly string[]): string | null {
  const { program = "" } = startedBy(words) ?? {};
  if (writes !== null) return writes;
  const given = args.flatMap((arg, at) => targetOf(program, arg, args[at + 1])).at(0);
  if (given !== undefined) return given === "-" ? null : given;
  const named =
    program.startsWith("wget") ||
    (program === "curl" && args.some((arg) => /^(?:-[a-zA-Z]*O|--remote-name)$/.test(arg)));
  return named ? (args.find((arg) => arg.includes("/"))?.split(/[?#]/)[0] ?? null) : null;
}

/** `-o FILE`, `-fsSLo FILE`, `--output=FILE` of curl; `-O FILE`, `-qO FILE` of wget; `-OutFile FILE` of PowerShell. */
function targetOf(program: string, arg: string, next: string | undefined): readonly string[] {
  const [, joined] = /^--(?:output|output-document|out)=(.+)$/.exec(arg) ?? [];
  if (joined !== undefined) return [joined];
  const short = program.startsWith("wget") ? /^-[a-zA-Z]*O$/ : /^-[a-zA-Z]*o$/;
  const takesNext = short.test(arg) || /^(?:--output|--output-document|--out|-outfile)$/i.test(arg);
  return takesNext && next !== undefined ? [next] : [];
}
