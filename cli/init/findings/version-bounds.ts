import { compareVersions, parseVersion } from "../../../tasks/version/version.ts";

/** Whether a requirement's bounds (`flit_core >=3.11,<4`) admit a version; what can't be read admits all. */
export function admitsVersion(requirement: string, version: string): boolean {
  const [bounds = ""] = requirement.replace(/^\s*[\w.-]+\s*(?:\[[^\]]*\])?/, "").split(";");
  return bounds
    .replaceAll(/[()]/g, "")
    .split(",")
    .every((clause) => admits(clause.trim(), version));
}

function admits(clause: string, version: string): boolean {
  const [, operator = "", text = ""] = /^(~=|===?|!=|<=|>=|<|>)\s*([^\s]+)$/.exec(clause) ?? [];
  if (text.endsWith(".*")) {
    const isWithin = `${version}.`.startsWith(`${text.slice(0, -2)}.`);
    return operator === "==" ? isWithin : operator !== "!=" || !isWithin;
  }
  const [given, wanted] = [parseVersion(version), parseVersion(text)];
  if (given === null || wanted === null) return true;
  return holds(operator, compareVersions(given, wanted), { version, text });
}

function holds(
  operator: string,
  order: number,
  { version, text }: { readonly version: string; readonly text: string },
): boolean {
  switch (operator) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
    case "==":
    case "===":
      return order === 0;
    case "!=":
      return order !== 0;
    case "~=":
      return order >= 0 && `${version}.`.startsWith(`${text.split(".").slice(0, -1).join(".")}.`);
    default:
      return true;
  }
}
