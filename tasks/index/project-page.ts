import type { HttpAnswer } from "../http/request.ts";
import { type Shape, ShapeError, listOf, objectOf, optional, parseJson, text } from "../json/shape.ts";
import { readFileName } from "./file-name.ts";
import type { IndexFile } from "./holdings.ts";
import { type PageLink, readHtmlPage } from "./html-page.ts";

/** The forms of a project's page, the fullest first. */
export const acceptedForms =
  "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

/** A page: its files; or why there are none: `lasting` where asking again changes nothing. */
export type ProjectPage =
  | { readonly files: readonly IndexFile[] }
  | { readonly files: null; readonly fault: string; readonly lasting: boolean };

/** Reads a project's page in any of its forms; `address` is what relative addresses start from. */
export function readProjectPage({ headers, body }: HttpAnswer, address: string): ProjectPage {
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (["application/vnd.pypi.simple.v1+json", "application/json"].includes(type)) {
    return readJson(body.toString("utf8"), address);
  }
  if (["application/vnd.pypi.simple.v1+html", "text/html"].includes(type)) {
    return readHtml(body.toString("utf8"), address);
  }
  return { files: null, fault: `answered ${type || "something without a type"}`, lasting: true };
}

/** What a file's entry tells; `yanked` may be a text or a flag, and what is unknown is left out. */
const entry = objectOf({
  filename: text,
  url: text,
  hashes: optional(objectOf({ sha256: optional(text) })),
  size: optional(
    known((value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null)),
  ),
  "upload-time": optional(known((value) => (typeof value === "string" ? timeOf(value) : null))),
  yanked: optional(known((value) => (typeof value === "string" || value === true ? value : null))),
  provenance: optional(text),
});

const page = objectOf({ meta: objectOf({ "api-version": text }), files: listOf(entry) });

function readJson(source: string, address: string): ProjectPage {
  try {
    const { meta, files } = parseJson(source, page);
    if (!meta["api-version"].startsWith("1.")) {
      return { files: null, fault: "answers by an API that is not known", lasting: true };
    }
    return {
      files: files.map((file) => ({
        name: file.filename,
        sha256: hashOf(file.hashes?.sha256 ?? null),
        size: file.size,
        uploaded: file["upload-time"],
        url: new URL(file.url, address).href,
        yanked: file.yanked ?? false,
        provenance: file.provenance === null ? null : new URL(file.provenance, address).href,
      })),
    };
  } catch (error) {
    // A page that is cut short is no JSON; what is JSON, and none of a project's, stays so.
    const cut = error instanceof ShapeError && error.message === "the whole is not JSON";
    if (cut) return { files: null, fault: "sent half a page", lasting: false };
    return { files: null, fault: "sent a page that is no list of files", lasting: true };
  }
}

function readHtml(source: string, address: string): ProjectPage {
  const html = readHtmlPage(source);
  if (html === null) return { files: null, fault: "sent half a page", lasting: false };
  try {
    const base = html.base === null ? address : new URL(html.base, address).href;
    const files = html.links.flatMap((link) => fileOf(link, base));
    const isList = files.some(({ name }) => readFileName(name) !== null);
    if (isList || /links for |pypi:repository-version/i.test(source)) return { files };
  } catch {
    // An address that is none.
  }
  return { files: null, fault: "sent a page that is no list of files", lasting: true };
}

function fileOf({ text: name, attributes }: PageLink, base: string): readonly IndexFile[] {
  const href = attributes.get("href");
  if (href === undefined) return [];
  const url = new URL(href, base);
  const sha256 = hashOf(new URLSearchParams(url.hash.slice(1)).get("sha256"));
  url.hash = "";
  const provenance = attributes.get("data-provenance");
  return [
    {
      name,
      sha256,
      size: null,
      uploaded: null,
      url: url.href,
      yanked: attributes.has("data-yanked") ? attributes.get("data-yanked") || true : false,
      provenance: provenance === undefined ? null : new URL(provenance, base).href,
    },
  ];
}

/** Reads what may be missing or unknown: no index is refused for more than its files' names, addresses and hashes. */
function known<T>(read: (value: unknown) => T | null): Shape<T | null> {
  return (value) => read(value);
}

function hashOf(sha256: string | null): string | null {
  return sha256 !== null && /^[\da-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
