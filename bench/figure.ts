/** One thing measured, and what it is compared with. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly comparedWith: readonly Comparison[];
  /** Largest value that is good enough; null: for information. */
  readonly atMost: number | null;
}

/** Something else in the same unit, or in its own. */
export interface Comparison {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** Whether a figure is as good as it has to be. */
export function holds({ value, atMost }: Figure): boolean {
  return atMost === null || value <= atMost;
}

/** A figure for people: its value, its bound, and below it what it is compared with. */
export function figureLines(figure: Figure): string[] {
  const bound =
    figure.atMost === null ? "" : ` (at most ${figure.atMost}: ${holds(figure) ? "holds" : "MISSED"})`;
  return [
    `${figure.name}: ${rounded(figure.value)} ${figure.unit}${bound}`,
    ...figure.comparedWith.map(({ what, value, unit }) => `    ${what}: ${rounded(value)} ${unit}`),
  ];
}

/** Three digits that count. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
