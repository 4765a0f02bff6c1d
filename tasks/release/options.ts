import { MisuseError } from "../program/fault.ts";

/** A folder that has to be named; throws a MisuseError where it is not. */
export function folderOf(options: Readonly<Record<string, string>>, name: string): string {
  const folder = options[name] ?? "";
  if (folder !== "") return folder;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: "name a folder" });
}

/** `true` or `false`; throws a MisuseError where it is neither. */
export function flagOf(variables: Readonly<Record<string, string | undefined>>, name: string): boolean {
  const value = variables[name] ?? "";
  if (value === "true" || value === "false") return value === "true";
  const fault = value === "" ? "is not set" : "is neither true nor false";
  throw new MisuseError({ place: name, fault, mend: "set it to true or false" });
}

/** A number of minutes up to a day; throws a MisuseError where it is none. */
export function minutesOf(text: string): number {
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (minutes <= 1440) return minutes;
  const mend = "write --wait 10";
  throw new MisuseError({ place: "--wait", fault: "is not a number of minutes from 0 to 1440", mend });
}

/** Lines such as `pypi=publish`, by their names, without those of jobs that told nothing; throws a MisuseError where a line is none. */
export function decisionsOf(lines: string): Readonly<Record<string, "publish" | "skip">> {
  const entries = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.endsWith("="))
    .map((line) => {
      const match = /^([a-z]+)=(publish|skip)$/.exec(line);
      if (match !== null) return [match[1] ?? "", match[2] === "skip" ? "skip" : "publish"] as const;
      const mend = "write lines such as pypi=publish";
      throw new MisuseError({ place: "DECISIONS", fault: "has a line that is no decision", mend });
    });
  return Object.fromEntries(entries);
}
