/** The headers of PKG-INFO, METADATA or WHEEL, by name; what follows the first empty line is a description. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** Reads headers as e-mails have them, continued lines joined. */
export function readHeaders(content: Uint8Array): Headers {
  const [head = ""] = Buffer.from(content)
    .toString("utf8")
    .split(/\r?\n\r?\n/, 1);
  const headers = new Map<string, string[]>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z0-9-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value.trim()]);
  }
  return headers;
}

/** The only value of a header; null where there is none, or more than one. */
export function onlyValue(headers: Headers, name: string): string | null {
  const values = headers.get(name.toLowerCase()) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}
