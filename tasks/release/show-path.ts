import type { Table } from "../program/summary.ts";
import type { CriticalPath } from "./critical-path.ts";

/** How long the path may be: what is aimed at, and what is asked for (minutes). */
const goals = [
  ["the aim", 10],
  ["the bound", 30],
] as const;

/** The path as a table of the summary; missing a goal is told, and no failure. */
export function pathTable({ steps, machine, people }: CriticalPath): Table {
  return {
    title: "Critical path of this run",
    head: ["Job", "Ran", "Waited for a runner", "Waited for people"],
    rows: [
      ...steps.map(({ name, ran, queued, people: waited }) => [name, ...[ran, queued, waited].map(shown)]),
      ["All, without people", shown(machine), "", shown(people)],
      ...goals.map(([name, minutes]) => {
        const kept = machine < minutes * 60_000;
        return [`Below ${minutes} min, ${name}`, kept ? "yes" : "no", "", ""];
      }),
    ],
  };
}

/** `1 min 05 s`. */
export function shown(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  return seconds < 60 ? `${rest} s` : `${Math.floor(seconds / 60)} min ${String(rest).padStart(2, "0")} s`;
}
