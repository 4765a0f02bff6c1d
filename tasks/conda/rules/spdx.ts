/** Names that stand for no license of SPDX: a family without its version, or none at all. */
const families =
  /^(?:A?GPL|LGPL|GFDL|GPLv\d|LGPLv[\d.]+|AGPLv\d|GPL-?[23](?:\.0)?\+?|Apache-?2?|ASL-?2?|BSD|BSD-?[234]|MPL|PSF|CC|EPL|EUPL|Artistic|Public-?Domain|Proprietary|Commercial|None|Other)$/i;

/**
 * What is wrong with an SPDX expression by its form, and by names that often stand where an identifier should; null where
 * nothing is. Whether SPDX knows an identifier, py-rattler-build tells when it renders the recipe.
 */
export function spdxFault(expression: string): string | null {
  const reader = { tokens: expression.match(/[()]|[^\s()]+/g) ?? [], at: 0 };
  const fault = either(reader);
  if (fault !== null) return fault;
  const rest = reader.tokens[reader.at];
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
    if (!/^(?:AND|OR)$/.test(reader.tokens[reader.at] ?? "")) return null;
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
  if (!isIdentifier(token)) return `has the license ${token || "(none)"}, which SPDX does not know`;
  if (reader.tokens[reader.at] !== "WITH") return null;
  const exception = reader.tokens[reader.at + 1] ?? "";
  reader.at += 2;
  return isIdentifier(exception)
    ? null
    : `has the exception ${exception || "(none)"}, which SPDX does not know`;
}

function isIdentifier(token: string): boolean {
  const isOwn = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(token);
  return (
    isOwn ||
    (/^[A-Za-z0-9][A-Za-z0-9.-]*\+?$/.test(token) &&
      !/^(?:AND|OR|WITH)$/i.test(token) &&
      !families.test(token))
  );
}
