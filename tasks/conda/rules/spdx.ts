import exceptions from "spdx-exceptions/index.json" with { type: "json" };
import identifiers from "spdx-license-ids/index.json" with { type: "json" };
import deprecated from "spdx-license-ids/deprecated.json" with { type: "json" };

const licenses = new Set([...identifiers, ...deprecated]);
const known = new Set(exceptions);

/** What is wrong with an SPDX expression; null where nothing is. */
export function spdxFault(expression: string): string | null {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const reader = { tokens, at: 0 };
  const fault = either(reader);
  if (fault !== null) return fault;
  const rest = tokens[reader.at];
  return rest === undefined ? null : `joins licenses in a way that SPDX does not know, at ${rest}`;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

/** Licenses joined by AND and OR, which for their spelling need no precedence. */
function either(reader: Reader): string | null {
  for (;;) {
    const fault = single(reader);
    if (fault !== null) return fault;
    if (!/^(?:AND|OR)$/i.test(reader.tokens[reader.at] ?? "")) return null;
    reader.at += 1;
  }
}

function single(reader: Reader): string | null {
  const token = reader.tokens[reader.at] ?? "";
  reader.at += 1;
  if (token === "(") {
    const fault = either(reader);
    if (fault !== null) return fault;
    reader.at += 1;
    return reader.tokens[reader.at - 1] === ")" ? null : "has a parenthesis that is not closed";
  }
  const isOwn = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef[A-Za-z0-9.-]*$/.test(token);
  if (!isOwn && !licenses.has(token.replace(/\+$/, "")))
    return `has the license ${token || "(none)"}, which SPDX does not know`;
  if (!/^WITH$/i.test(reader.tokens[reader.at] ?? "")) return null;
  const exception = reader.tokens[reader.at + 1] ?? "";
  reader.at += 2;
  return known.has(exception) ? null : `has the exception ${exception || "(none)"}, which SPDX does not know`;
}
