import { compareVersions, parseVersion } from "../version/version.ts";

/** Of a minor version what is installed today: its newest release, which is behind any that is named. */
const newestPatch = 999;

/** Whether `Requires-Python` allows a CPython's newest release: `3.12`, `3.14t`. Null where it can't be read. */
export function allowsPython(requiresPython: string, python: string): boolean | null {
  const clauses = requiresPython.split(",").map((clause) => clause.trim());
  const answers = clauses.filter((clause) => clause !== "").map((clause) => allows(clause, python));
  if (answers.includes(null)) return null;
  return answers.every((answer) => answer === true);
}

function allows(clause: string, python: string): boolean | null {
  const [, operator = "", text = ""] = /^(~=|===|==|!=|<=|>=|<|>)\s*([^\s]+)$/.exec(clause) ?? [];
  const [minor = ""] = /^\d+\.\d+/.exec(python) ?? [];
  if (text.endsWith(".*")) {
    const same = isWithin(minor, text.slice(0, -2));
    return operator === "==" ? same : operator === "!=" ? !same : null;
  }
  const [wanted, given] = [parseVersion(text), parseVersion(`${minor}.${newestPatch}`)];
  if (wanted === null || given === null) return null;
  const order = compareVersions(given, wanted);
  switch (operator) {
    case ">=":
    case ">":
      return order > 0;
    case "<=":
    case "<":
      return order < 0;
    case "!=":
      return true;
    case "==":
    case "===":
      return false;
    case "~=":
      return order > 0 && isWithin(minor, text.split(".").slice(0, -1).join("."));
    default:
      return null;
  }
}

/** Whether a minor version lies below a prefix, such as 3 or 3.12; a prefix of three parts is of one release alone. */
function isWithin(minor: string, prefix: string): boolean {
  return `${minor}.${newestPatch}.`.startsWith(`${prefix}.`);
}
