import type { Table } from "../program/summary.ts";
import { type Cell, type Outcome, isThreaded } from "./cells.ts";
import { downloadsByPython, platformNames, shareByPlatform, weightSource } from "./data.ts";

/** How many cells are covered, and their share (percent) of all. */
export interface Share {
  readonly covered: number;
  readonly cells: number;
  readonly percent: number;
}

/** What a package covers. */
export interface Figures {
  readonly unweighted: Share;
  /** Percent, each cell by its downloads. */
  readonly weighted: number;
  readonly threaded: Share;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const [threaded, plain] = [outcomes.filter(isThreaded), outcomes.filter((cell) => !isThreaded(cell))];
  const weight = (cells: readonly Cell[]) => cells.reduce((total, cell) => total + weightOf(cell), 0);
  const all = weight(plain);
  return {
    unweighted: shareOf(plain),
    weighted: all === 0 ? 0 : (100 * weight(plain.filter(isCovered))) / all,
    threaded: shareOf(threaded),
  };
}

function shareOf(outcomes: readonly Outcome[]): Share {
  const covered = outcomes.filter(isCovered).length;
  return {
    covered,
    cells: outcomes.length,
    percent: outcomes.length === 0 ? 0 : (100 * covered) / outcomes.length,
  };
}

/** Downloads of the Python, shared out to platforms. */
function weightOf({ python, platform }: Cell): number {
  return (downloadsByPython[python] ?? 0) * shareByPlatform[platform];
}

function isCovered({ missing }: Outcome): boolean {
  return missing === null;
}

/** A percentage as it is shown, never rounded up to what it does not reach. */
export function percentText(percent: number): string {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}

/** Pythons by platforms. */
export function coverageTable(outcomes: readonly Outcome[]): Table {
  const pythons = [...new Set(outcomes.map(({ python }) => python))];
  const cell = (python: string, platform: string) => {
    const found = outcomes.find((outcome) => outcome.python === python && outcome.platform === platform);
    if (found === undefined) return "no such CPython";
    return found.missing === null ? "yes" : `no: ${found.missing.package}`;
  };
  const rows = pythons.map((python) => [python, ...platformNames.map((platform) => cell(python, platform))]);
  return { title: "Installs from wheels alone", head: ["CPython", ...platformNames], rows };
}

/** The figures, and where their weights come from. */
export function figuresTable({ unweighted, weighted, threaded }: Figures, shutOutPercent: number): Table {
  const counted = ({ covered, cells, percent }: Share) => `${percentText(percent)} (${covered} of ${cells})`;
  const rows = [
    ["Covered, each cell alike", counted(unweighted)],
    ["Covered, by downloads", percentText(weighted)],
    ["Covered, free-threaded", threaded.cells === 0 ? "none in support" : counted(threaded)],
    ["Downloads that requires-python shuts out", percentText(shutOutPercent)],
    ["Source", weightSource],
  ];
  return { title: "Coverage", head: ["Figure", "Value"], rows };
}
