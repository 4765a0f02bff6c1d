import { availableParallelism } from "node:os";
import type { RunIn } from "../python/run.ts";
import { parseWheelName } from "../wheel/filename.ts";
import { type Cell, type Missing, type Outcome, isThreaded } from "./cells.ts";
import { platforms } from "./platforms.ts";
import { type Listed, type Resolved, listWheels, resolveCell } from "./resolve.ts";
import { fitsCell } from "./tags.ts";

/** The wheels whose coverage is counted. */
export interface Counted {
  /** As on the index. */
  readonly project: string;
  /** Names of the wheels by their absolute paths. */
  readonly wheels: ReadonlyMap<string, string>;
}

/** Finds out for each cell whether the package and all that it needs install from wheels alone. */
export async function countCells(
  counted: Counted,
  cells: readonly Cell[],
  where: RunIn,
): Promise<readonly Outcome[]> {
  const counter = new Counter(counted, where);
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < cells.length; index = next++) {
      const cell = cells[index];
      if (cell !== undefined) outcomes[index] = { ...cell, missing: await counter.missing(cell) };
    }
  };
  // Each resolution is a process of its own.
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return outcomes;
}

class Counter {
  readonly #counted: Counted;
  readonly #where: RunIn;
  readonly #resolved = new Map<string, Promise<Resolved>>();
  readonly #listed = new Map<string, Promise<readonly Listed[]>>();

  constructor(counted: Counted, where: RunIn) {
    this.#counted = counted;
    this.#where = where;
  }

  async missing(cell: Cell): Promise<Missing | null> {
    const wheel = this.#wheelFor(cell);
    if (wheel === null) return { package: this.#counted.project, why: "none of its own wheels is for it" };
    const resolved = await this.#resolve(cell, wheel);
    if ("missing" in resolved) return resolved.missing;
    return isThreaded(cell) ? await this.#missingThreaded(cell, resolved.pins) : null;
  }

  #wheelFor({ python, platform }: Cell): string | null {
    const fitting = [...this.#counted.wheels].find(([, name]) => {
      const parsed = parseWheelName(name);
      return parsed !== null && fitsCell(parsed, python, platforms[platform]);
    });
    return fitting?.[0] ?? null;
  }

  /** A free-threaded build needs what the other one needs: dependencies do not tell them apart. */
  #resolve(cell: Cell, wheel: string): Promise<Resolved> {
    const python = cell.python.replace(/t$/, "");
    return kept(this.#resolved, [python, cell.platform, wheel].join(), () =>
      resolveCell({ project: this.#counted.project, wheel, cell: { ...cell, python } }, this.#where),
    );
  }

  async #missingThreaded({ python, platform }: Cell, pins: readonly string[]): Promise<Missing | null> {
    const minor = python.replace(/t$/, "");
    const listed = await kept(this.#listed, [minor, ...pins].join(), () =>
      listWheels(pins, minor, this.#where),
    );
    const without = listed.find(
      ({ wheels }) => !wheels.some((wheel) => fitsCell(wheel, python, platforms[platform])),
    );
    if (without === undefined) return null;
    return { package: without.name, why: `${without.version} has no wheel for it` };
  }
}

/** What was asked once is not asked again, also while the answer is on its way. */
function kept<T>(answers: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  return answer;
}
