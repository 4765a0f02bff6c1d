/** A link of a page: its text, and its attributes by name in lower case. */
export interface PageLink {
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a page of PEP 503 says. */
export interface HtmlPage {
  readonly links: readonly PageLink[];
  /** What relative addresses start from, where the page says so. */
  readonly base: string | null;
}

const attribute = String.raw`\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>${"`"}]+)))?`;

/** Reads the links of a page; null where it breaks off. */
export function readHtmlPage(source: string): HtmlPage | null {
  const page = withoutComments(source);
  if (/<html[\s>]/i.test(page) && !/<\/html\s*>/i.test(page)) return null;
  const anchors = new RegExp(
    String.raw`<a((?:${attribute})*)\s*>([^<]*(?:<(?!/?a[\s>])[^<]*)*)</a\s*>`,
    "gi",
  );
  const links = Array.from(page.matchAll(anchors), (found) => ({
    text: decode((found.at(-1) ?? "").replaceAll(/<[^<>]*>/g, "")).trim(),
    attributes: attributesOf(found[1] ?? ""),
  }));
  const bases = new RegExp(String.raw`<base((?:${attribute})*)\s*/?>`, "i");
  return { links, base: attributesOf(bases.exec(page)?.[1] ?? "").get("href") ?? null };
}

/** Part by part, so that comments without an end cost no more than others. */
function withoutComments(source: string): string {
  const [first = "", ...rest] = source.split("<!--");
  const shown = rest.map((part) => (part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : ""));
  return [first, ...shown].join("");
}

function attributesOf(source: string): ReadonlyMap<string, string> {
  const found = Array.from(source.matchAll(new RegExp(attribute, "g")));
  return new Map(
    found.map(([, name = "", double, single, bare]) => {
      return [name.toLowerCase(), decode(double ?? single ?? bare ?? "")];
    }),
  );
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Character references, as far as addresses and file names have them. */
function decode(text: string): string {
  return text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (all, reference: string) => {
    if (!reference.startsWith("#")) return named[reference] ?? all;
    const code = /^#x/i.test(reference)
      ? Number.parseInt(reference.slice(2), 16)
      : Number(reference.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
