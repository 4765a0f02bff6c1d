import { parseVersion } from "../../version/version.ts";
import { ClauseError } from "./range.ts";

/** The order in which a person writes bounds. */
const order = ["==", ">=", ">", "<", "<=", "!="];

/**
 * Clauses of PEP 440 as conda writes them, with the author's own numbers: `>=1.0,<2`, `1.*`; empty: any version. Throws a
 * ClauseError on what conda has no words for.
 */
export function condaBound(clauses: readonly string[]): string {
  const bounds = clauses.flatMap(condaClauses).map((bound, index) => ({ ...bound, index }));
  bounds.sort(
    (one, other) => order.indexOf(one.operator) - order.indexOf(other.operator) || one.index - other.index,
  );
  return bounds
    .map(({ operator, text }) => (operator === "==" && text.endsWith(".*") ? text : `${operator}${text}`))
    .join(",");
}

interface Clause {
  readonly operator: string;
  readonly text: string;
}

function condaClauses(clause: string): readonly Clause[] {
  const [, operator = "", text = ""] = /^(===|~=|==|!=|<=|>=|<|>)(.+)$/.exec(clause) ?? [];
  const version = parseVersion(text.replace(/\.\*$/, ""));
  if (operator === "" || version === null) throw new ClauseError(`${clause} is no bound of a version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no channel has`);
  if (operator === "===") return [{ operator: "==", text }];
  if (operator !== "~=") return [{ operator, text }];
  const parts = version.release.slice(0, -1);
  if (parts.length === 0) throw new ClauseError(`${clause} needs a version of two parts`);
  const epoch = version.epoch === 0n ? "" : `${version.epoch}!`;
  const next = [...parts.slice(0, -1), (parts.at(-1) ?? 0n) + 1n].join(".");
  return [
    { operator: ">=", text },
    { operator: "<", text: `${epoch}${next}` },
  ];
}
