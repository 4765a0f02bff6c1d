/** The address that a Link header gives under a name, such as `next`; null: it gives none. */
export function linked(header: string | undefined, rel: string): string | null {
  const links = (header ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[\w-]+="[^"]*")*)/g);
  for (const [, address = "", attributes = ""] of links)
    if (attributes.includes(`rel="${rel}"`)) return address;
  return null;
}

/** Addresses of the pages of a list after its first, whose Link header names the last. */
export function laterPages(header: string | undefined): readonly string[] {
  const last = linked(header, "last");
  if (last === null || !URL.canParse(last)) return [];
  const count = Number(new URL(last).searchParams.get("page"));
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => {
    const address = new URL(last);
    address.searchParams.set("page", String(index + 2));
    return address.href;
  });
}
