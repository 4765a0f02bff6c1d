import type { Cell } from "../metadata/cells.ts";
import { allowsPython } from "../../wheel/requires-python.ts";

/**
 * Whether a condition of a recipe holds in a cell: systems, `match(python, "<3.12")` and what joins them; null where it
 * asks for something else.
 */
export function conditionHolds(condition: string, cell: Cell): boolean | null {
  const tokens =
    condition.match(
      /match\([^)]*\)|(?:build|host|target)_platform|[!=]=|"[^"]*"|'[^']*'|[A-Za-z_]\w*|[()]|\S/g,
    ) ?? [];
  const reader = new ConditionReader(tokens, cell);
  const value = reader.either();
  return reader.atEnd() ? value : null;
}

/** Three values: what is not known makes unknown only what depends on it. */
type Truth = boolean | null;

class ConditionReader {
  readonly #tokens: readonly string[];
  readonly #cell: Cell;
  #at = 0;

  constructor(tokens: readonly string[], cell: Cell) {
    this.#tokens = tokens;
    this.#cell = cell;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  either(): Truth {
    let value = this.#both();
    while (this.#tokens[this.#at] === "or") {
      this.#at += 1;
      const right = this.#both();
      value = value === true || right === true ? true : value === null || right === null ? null : false;
    }
    return value;
  }

  #both(): Truth {
    let value = this.#single();
    while (this.#tokens[this.#at] === "and") {
      this.#at += 1;
      const right = this.#single();
      value = value === false || right === false ? false : value === null || right === null ? null : true;
    }
    return value;
  }

  #single(): Truth {
    const token = this.#take();
    if (token === "not") {
      const value = this.#single();
      return value === null ? null : !value;
    }
    if (token === "(") {
      const value = this.either();
      return this.#take() === ")" ? value : null;
    }
    if (token.endsWith("_platform")) return this.#samePlatform();
    return matched(token, this.#cell) ?? named(token, this.#cell);
  }

  /** Nothing is compared with what is built across machines: requirements are the same. */
  #samePlatform(): Truth {
    const operator = this.#take();
    const isPlatform = this.#take().endsWith("_platform");
    if (!isPlatform) return null;
    return operator === "==" ? true : operator === "!=" ? false : null;
  }

  #take(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }
}

function matched(token: string, { python }: Cell): Truth {
  const [, bound] = /^match\(\s*python\s*,\s*["']([^"']*)["']\s*\)$/.exec(token) ?? [];
  return bound === undefined ? null : allowsPython(bound.replaceAll(" ", ""), python);
}

function named(token: string, { system, machine }: Cell): Truth {
  switch (token) {
    case "win":
    case "linux":
    case "osx":
      return system === token;
    case "unix":
      return system !== "win";
    case "x86_64":
      return machine === "x86_64" || machine === "AMD64";
    case "aarch64":
      return machine === "aarch64";
    case "arm64":
      return machine === "arm64";
    case "true":
      return true;
    case "false":
      return false;
    default:
      return null;
  }
}
