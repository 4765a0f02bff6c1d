import type { Leg, Strategy } from "./workflow.ts";

/**
 * The legs of a matrix in GitHub's order: the product of its axes without what is excluded, then what `include` adds to
 * them or beside them. Null: there is no matrix. `evaluate` is asked for a part that is an expression.
 */
export function legsOf(
  { matrix }: Strategy,
  evaluate: (expression: string) => unknown,
): readonly Leg[] | null {
  if (matrix === undefined) return null;
  const { include, exclude, ...axes } = recordOf(valueOf(matrix, evaluate));
  const product = productOf(
    Object.entries(axes).map(([name, values]) => [name, listOf(valueOf(values, evaluate))]),
  );
  const excluded = listOf(valueOf(exclude, evaluate)).map(recordOf);
  const kept = product.filter((leg) => !excluded.some((one) => holds(leg, one)));
  return included(kept, listOf(valueOf(include, evaluate)).map(recordOf));
}

/** What GitHub shows behind a job's name: its values in their order. */
export function legTitle(leg: Leg): string {
  return Object.values(leg)
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
}

function valueOf(part: unknown, evaluate: (expression: string) => unknown): unknown {
  const expression = typeof part === "string" ? /^\$\{\{([\s\S]*)\}\}$/.exec(part.trim())?.[1] : undefined;
  return expression === undefined ? part : evaluate(expression.trim());
}

function productOf(axes: readonly (readonly [string, readonly unknown[]])[]): readonly Leg[] {
  if (axes.length === 0) return [];
  return axes.reduce<readonly Leg[]>(
    (legs, [name, values]) => legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value }))),
    [{}],
  );
}

/** Each entry extends the legs of the product whose own values it leaves as they are; one that extends none is a leg. */
function included(product: readonly Leg[], entries: readonly Leg[]): readonly Leg[] {
  const legs = product.map((own) => ({ own, leg: own }));
  const added: Leg[] = [];
  for (const entry of entries) {
    const fitting = legs.filter(({ own }) =>
      Object.keys(entry).every((key) => !(key in own) || same(own[key], entry[key])),
    );
    for (const one of fitting) one.leg = { ...one.leg, ...entry };
    if (fitting.length === 0) added.push(entry);
  }
  return [...legs.map(({ leg }) => leg), ...added];
}

function holds(leg: Leg, part: Leg): boolean {
  return Object.entries(part).every(([key, value]) => same(leg[key], value));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function recordOf(value: unknown): Leg {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Leg) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
