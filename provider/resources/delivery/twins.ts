/** A name as a file system has it that tells neither cases nor spellings of accents apart. */
export function blurred(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** By which of the two a path differs from another one, or from a folder above it. */
export function blur(path: string, other: string): string {
  return `${path}/`.toLowerCase().startsWith(`${other}/`.toLowerCase())
    ? "by case"
    : "by the spelling of accents";
}

/** A path and the folders above it, from the top: `a`, `a/b`, `a/b/c`. */
export function prefixesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Names by what such a file system makes of them. */
export type Twins = ReadonlyMap<string, readonly string[]>;

export function twinsOf(names: Iterable<string>): Twins {
  const twins = new Map<string, string[]>();
  for (const name of names) {
    const key = blurred(name);
    const known = twins.get(key);
    if (known === undefined) twins.set(key, [name]);
    else known.push(name);
  }
  return twins;
}
