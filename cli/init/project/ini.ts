/** Values by section and key, the keys in lower case, as Python's configparser reads them. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads `setup.cfg`, `tox.ini` and the like; lines that make no sense are passed over, so that it never throws. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let key: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*[#;]/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const at = line.search(/[=:]/);
    if (header !== undefined) {
      section = sections.get(header) ?? new Map<string, string>();
      sections.set(header, section);
      key = undefined;
    } else if (/^\s/.test(line)) {
      if (key !== undefined) section.set(key, `${section.get(key) ?? ""}\n${line.trim()}`);
    } else if (at > 0) {
      key = line.slice(0, at).trim().toLowerCase();
      section.set(key, line.slice(at + 1).trim());
    }
  }
  return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
}

/** The lines of a value, without empty ones and comments. */
export function linesOf(value: string | undefined): readonly string[] {
  return (value ?? "")
    .split("\n")
    .map((line) => line.replace(/\s#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
