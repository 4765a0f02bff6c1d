import { compareVersions, parseVersion } from "../../version/version.ts";

/** A condition of a requirement: `python_version < "3.11" and sys_platform == "win32"`. */
export type Marker =
  | { readonly kind: "and" | "or"; readonly parts: readonly Marker[] }
  | {
      readonly kind: "compare";
      readonly variable: string;
      readonly operator: string;
      readonly value: string;
    };

/** Why a marker can't be read. */
export class MarkerError extends Error {}

/** Values of a marker's variables; `extra` is left empty. */
export type MarkerValues = Readonly<Record<string, string>>;

const variables = [
  "python_version",
  "python_full_version",
  "os_name",
  "sys_platform",
  "platform_release",
  "platform_system",
  "platform_version",
  "platform_machine",
  "platform_python_implementation",
  "implementation_name",
  "implementation_version",
  "extra",
];
/** Spellings of older tools. */
const older: Readonly<Record<string, string>> = {
  "os.name": "os_name",
  "sys.platform": "sys_platform",
  "platform.version": "platform_version",
  "platform.machine": "platform_machine",
  "platform.python_implementation": "platform_python_implementation",
  python_implementation: "platform_python_implementation",
};
const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Reads a marker; throws a MarkerError on what is none. */
export function parseMarker(text: string): Marker {
  const tokens = text.match(/"[^"]*"|'[^']*'|\(|\)|===|[<>=!~]=|[<>]|[A-Za-z_][A-Za-z0-9_.]*|\S/g) ?? [];
  const reader = new MarkerReader(tokens);
  const marker = reader.either();
  reader.requireEnd();
  return marker;
}

class MarkerReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  either(): Marker {
    return this.#joined("or", () => this.#joined("and", () => this.#single()));
  }

  requireEnd(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new MarkerError(`${rest} is too much`);
  }

  #joined(kind: "and" | "or", part: () => Marker): Marker {
    const parts = [part()];
    while (this.#tokens[this.#at] === kind) {
      this.#at += 1;
      parts.push(part());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind, parts };
  }

  #single(): Marker {
    if (this.#tokens[this.#at] === "(") {
      this.#at += 1;
      const inner = this.either();
      if (this.#take() !== ")") throw new MarkerError("a parenthesis is not closed");
      return inner;
    }
    const [left, operator, right] = [this.#take(), this.#operator(), this.#take()];
    const [variable, value] = isText(left) ? [right, left] : [left, right];
    if (!isText(value)) throw new MarkerError(`${value || "its end"} is no text in quotes`);
    const name = older[variable] ?? variable;
    if (!variables.includes(name)) throw new MarkerError(`${variable} is no variable of markers`);
    const turned = isText(left) ? (mirrored[operator] ?? operator) : operator;
    // `"linux" in sys_platform` looks for the text in the variable, the other way round for the variable in the text.
    const kept = isText(left) && operator.endsWith("in") ? `${operator} variable` : turned;
    return { kind: "compare", variable: name, operator: kept, value: value.slice(1, -1) };
  }

  #operator(): string {
    const first = this.#take();
    const operator = first === "not" ? `not ${this.#take()}` : first;
    if (/^(?:===|[<>=!~]=|[<>]|in|not in)$/.test(operator)) return operator;
    throw new MarkerError(`${operator || "its end"} compares nothing`);
  }

  #take(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }
}

function isText(token: string): boolean {
  return /^(?:".*"|'.*')$/s.test(token);
}

/** Whether a marker holds where its variables have these values; a variable without one is empty. */
export function holds(marker: Marker, values: MarkerValues): boolean {
  switch (marker.kind) {
    case "and":
      return marker.parts.every((part) => holds(part, values));
    case "or":
      return marker.parts.some((part) => holds(part, values));
    case "compare":
      return compares(values[marker.variable] ?? "", marker.operator, marker.value);
  }
}

function compares(given: string, operator: string, wanted: string): boolean {
  if (operator === "in") return wanted.includes(given);
  if (operator === "not in") return !wanted.includes(given);
  if (operator === "in variable") return given.includes(wanted);
  if (operator === "not in variable") return !given.includes(wanted);
  const prefix = /^(.*)\.\*$/.exec(wanted)?.[1];
  if (prefix !== undefined && (operator === "==" || operator === "!=")) {
    return `${given}.`.startsWith(`${prefix}.`) === (operator === "==");
  }
  const [left, right] = [parseVersion(given), parseVersion(wanted)];
  const order = left === null || right === null ? null : compareVersions(left, right);
  switch (operator) {
    case "==":
    case "===":
      return order === null ? given === wanted : order === 0;
    case "!=":
      return order === null ? given !== wanted : order !== 0;
    case "<":
      return order === null ? given < wanted : order < 0;
    case "<=":
      return order === null ? given <= wanted : order <= 0;
    case ">":
      return order === null ? given > wanted : order > 0;
    case ">=":
      return order === null ? given >= wanted : order >= 0;
    default:
      return (
        order !== null && order >= 0 && `${given}.`.startsWith(`${wanted.split(".").slice(0, -1).join(".")}.`)
      );
  }
}
