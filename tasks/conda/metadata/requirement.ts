import { normalizeName } from "../../index/file-name.ts";
import { type Marker, MarkerError, parseMarker } from "./marker.ts";

/** What one line of `Requires-Dist` says (PEP 508). */
export interface Requirement {
  /** As it is written there. */
  readonly text: string;
  /** As indexes compare it. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Its clauses, as written: `>=1.0`. */
  readonly clauses: readonly string[];
  /** null: it always holds. */
  readonly marker: Marker | null;
}

/** What keeps a requirement from being read. */
export class RequirementError extends Error {
  readonly mend: string;

  constructor(fault: string, mend: string) {
    super(fault);
    this.name = "RequirementError";
    this.mend = mend;
  }
}

const shape =
  /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[(?<extras>[^\]]*)\])?\s*(?<rest>[^;@]*?)\s*(?<url>@[^;]*?)?\s*(?:;(?<marker>.*))?$/s;

/** Reads a requirement; throws a RequirementError. */
export function parseRequirement(text: string): Requirement {
  const { name, extras = "", rest = "", url, marker } = shape.exec(text.trim())?.groups ?? {};
  if (name === undefined)
    throw new RequirementError("is no requirement (PEP 508)", "correct it in pyproject.toml");
  if (url !== undefined) {
    throw new RequirementError(
      "names an address, from which conda takes nothing",
      "require a released version",
    );
  }
  const clauses = rest
    .replace(/^\((.*)\)$/s, "$1")
    .split(",")
    .map((clause) => clause.replaceAll(/\s+/g, ""));
  return {
    text: text.trim(),
    name: normalizeName(name),
    extras: extras
      .split(",")
      .map((extra) => normalizeName(extra.trim()))
      .filter((extra) => extra !== ""),
    clauses: clauses.filter((clause) => clause !== ""),
    marker: marker === undefined ? null : markerOf(marker),
  };
}

function markerOf(text: string): Marker {
  try {
    return parseMarker(text);
  } catch (error) {
    if (!(error instanceof MarkerError)) throw error;
    throw new RequirementError(
      `has a marker that can't be read: ${error.message}`,
      "write it as PEP 508 has it",
    );
  }
}
