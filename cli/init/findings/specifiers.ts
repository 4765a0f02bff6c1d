/** Whether some release of a minor version of Python 3 is admitted by `requires-python` (PEP 440). */
export function admitsMinor(specifiers: string, minor: number): boolean {
  return specifiers
    .split("||")
    .some((alternative) => clausesOf(alternative).every((clause) => admits(clause, minor)));
}

/** Whether the text is one that can be judged. */
export function isSpecifier(specifiers: string): boolean {
  return specifiers
    .split("||")
    .every((alternative) => clausesOf(alternative).every((clause) => pattern.test(clause)));
}

/** An operator, of PEP 440 or Poetry's `^` and `~`, and a version that may end in `.*`. */
const pattern =
  /^(?<operator>===|~=|==|!=|<=|>=|<|>|\^|~|)\s*(?<version>\d+(?:\.\d+)*)(?:\.?[a-z]+\d*)?(?<any>\.\*)?$/i;

function clausesOf(text: string): readonly string[] {
  // Poetry lets spaces stand for commas, and `*` for anything.
  return text
    .replaceAll(/([=<>~!^])\s+/g, "$1")
    .split(/[,\s]+/)
    .filter((clause) => clause !== "" && clause !== "*");
}

function admits(clause: string, minor: number): boolean {
  const { operator = "", version = "", any } = pattern.exec(clause)?.groups ?? {};
  const parts = version.split(".").map(Number);
  const [major = 0, wanted = 0, patch = 0] = parts;
  // Versions as one number, so that 4.0 is above all of Python 3.
  const place = (major - 3) * 1000 + wanted;
  switch (operator) {
    case ">=":
    case ">":
      return minor >= place;
    case "<":
      return minor < place || (minor === place && patch > 0);
    case "<=":
      return minor <= place;
    case "!=":
      return !(any !== undefined && parts.length === 2 && minor === place);
    case "~=":
      return parts.length > 2 ? minor === place : major === 3 && minor >= place;
    case "^":
      return major === 3 && minor >= place;
    case "~":
      return parts.length > 1 ? minor === place : major === 3;
    default:
      return parts.length > 1 ? minor === place : major === 3;
  }
}
