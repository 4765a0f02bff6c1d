import { type PageLink, readHtmlPage } from "../../../tasks/index/html-page.ts";
import type { ProjectPage } from "./page-cache.ts";

/** A page of PEP 503 as one of PEP 691: an index that a login guards can have no other form. Null: it is none. */
export function readHtmlFiles(source: string, address: string): ProjectPage | null {
  const html = readHtmlPage(source);
  if (html === null) return null;
  const base = new URL(html.base ?? "", address).href;
  const files = html.links.flatMap((link) => fileOf(link, base));
  return { meta: { "api-version": "1.0" }, files };
}

function fileOf({ text, attributes }: PageLink, base: string): ProjectPage["files"] {
  const href = attributes.get("href");
  if (href === undefined || !URL.canParse(href, base)) return [];
  const url = new URL(href, base);
  const sha256 = /^#sha256=([0-9a-f]{64})$/.exec(url.hash)?.[1];
  const python = attributes.get("data-requires-python");
  const yanked = attributes.get("data-yanked");
  const metadata = attributes.get("data-core-metadata") ?? attributes.get("data-dist-info-metadata");
  return [
    {
      filename: text,
      url: url.href,
      hashes: sha256 === undefined ? {} : { sha256 },
      ...(python !== undefined && { "requires-python": python }),
      ...(yanked !== undefined && { yanked: yanked === "" ? true : yanked }),
      ...(metadata !== undefined && { "core-metadata": true }),
    },
  ];
}
