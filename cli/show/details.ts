import { dirname } from "node:path";
import { standsFor } from "../../documents/stand-in.ts";
import { diffLines } from "diff";
import type { FileChange, PropertyChange } from "../changes/change.ts";
import { secretText, unknownText } from "../changes/value.ts";
import type { Colours } from "./colours.ts";

/** The lines that show a property's change: `waitTimer: 0 -> 5`, or line by line where it is a longer text. */
export function propertyLines(change: PropertyChange, colours: Colours): string[] {
  const { path, old, new: now } = change;
  if (old === secretText && now === secretText) return [`${path}: ${secretText} (another value)`];
  if (isLong(old) || isLong(now)) {
    return [`${path}:`, ...textLines(textOf(old), textOf(now), colours).map((line) => `  ${line}`)];
  }
  if (old === undefined) return [colours.green(`+ ${path}: ${literal(now)}`)];
  if (now === undefined) return [colours.red(`- ${path}: ${literal(old)}`)];
  return [`${path}: ${colours.red(literal(old))} -> ${colours.green(literal(now))}`];
}

/** A file's hunks, without the heading that names it twice. */
export function hunkLines(file: FileChange, colours: Colours): string[] {
  const lines = file.diff.split("\n");
  const start = lines.findIndex((line) => line.startsWith("@@"));
  return start < 0 ? [] : lines.slice(start, -1).map((line) => painted(line, colours));
}

/** What is created, a line a file; what is the same for every package, a line a folder: nobody reads that here. */
export function createdLines(files: readonly FileChange[]): string[] {
  const folders = Map.groupBy(files.filter(isSameForAll), ({ path }) => dirname(path));
  return [
    ...[...folders].map(([folder, { length }]) => {
      return `${folder}/ (${length} ${length === 1 ? "file" : "files"}, the same for every package)`;
    }),
    ...files
      .filter((file) => !isSameForAll(file))
      .map((file) => {
        const { length } = addedLines(file);
        const place = file.foreign === "adopted" ? ", in place of what is there" : "";
        return `${file.path} (${length} ${length === 1 ? "line" : "lines"}${place})`;
      }),
  ];
}

function isSameForAll(file: FileChange): boolean {
  return file.foreign === undefined && standsFor(`${addedLines(file)[0]?.slice(1) ?? ""}\n`) !== null;
}

function addedLines({ diff }: FileChange): string[] {
  const lines = diff.split("\n");
  const start = lines.findIndex((line) => line.startsWith("@@"));
  return lines.slice(start).filter((line) => line.startsWith("+"));
}

function painted(line: string, colours: Colours): string {
  if (line.startsWith("@@")) return colours.cyan(line);
  if (line.startsWith("+")) return colours.green(line);
  return line.startsWith("-") ? colours.red(line) : line;
}

function textLines(old: string, now: string, colours: Colours): string[] {
  return diffLines(old, now).flatMap(({ value, added, removed }) => {
    const sign = added ? "+" : removed ? "-" : " ";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => painted(`${sign}${line}`, colours));
  });
}

function isLong(value: unknown): boolean {
  return typeof value === "string" && value.includes("\n");
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : literal(value);
}

function literal(value: unknown): string {
  return value === secretText || value === unknownText ? value : JSON.stringify(value);
}
