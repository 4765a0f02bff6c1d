import type { Comparison, Figure } from "../figure.ts";

/** The peer, terraform-aws-github-runner 7.11, as it was measured on the same work. */
export const peer = (value: number, unit: string): Comparison => ({
  what: "terraform-aws-github-runner 7.11",
  value,
  unit,
});

interface More {
  readonly unit: string;
  readonly atMost: number | null;
  readonly peers: readonly Comparison[];
}

/** A figure beside those of its peers. */
export function figure(name: string, value: number, { unit, atMost, peers }: More): Figure {
  return { name, value, unit, atMost, comparedWith: peers };
}
