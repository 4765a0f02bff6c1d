import type { NamedRepository } from "../api/of-repository.ts";
import type { TreeEntry } from "../git/objects.ts";
import { pathOf, web } from "./web.ts";

/** An entry of a tree with where it is and, of a file, what it holds. */
export interface Placed extends TreeEntry {
  readonly path: string;
  readonly content: Buffer;
}

/** Above it (1 MB) the service leaves the content out. */
const longest = 1024 * 1024;

/** A file, link, folder or submodule; `whole` brings its content as well. */
export function presentContents(
  at: { readonly repository: NamedRepository; readonly ref: string },
  entry: Placed,
  extent: "listed" | "whole",
): Record<string, unknown> {
  const { repository, ref } = at;
  const type = typeOf(entry.mode);
  const page = `${web}/${pathOf(repository.fullName)}`;
  const url = `${repository.url}/contents/${pathOf(entry.path)}?ref=${encodeURIComponent(ref)}`;
  const isTree = type === "dir" || type === "submodule";
  const gitUrl = `${repository.url}/git/${isTree ? "trees" : "blobs"}/${entry.sha}`;
  const htmlUrl = `${page}/${isTree ? "tree" : "blob"}/${pathOf(ref, entry.path)}`;
  const raw = `https://raw.githubusercontent.com/${pathOf(repository.fullName, ref, entry.path)}`;
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    size: entry.content.length,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: isTree ? null : raw,
    type: extent === "listed" && type === "submodule" ? "file" : type,
    ...(extent === "whole" ? wholeOf(type, entry) : {}),
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

function wholeOf(type: ReturnType<typeof typeOf>, { content }: Placed): Record<string, unknown> {
  switch (type) {
    case "file":
      return content.length > longest
        ? { content: "", encoding: "none" }
        : { content: lines(content.toString("base64")), encoding: "base64" };
    case "symlink":
      return { target: content.toString("utf8") };
    case "submodule":
      return { submodule_git_url: null };
    case "dir":
      return {};
    default:
      return type satisfies never;
  }
}

function typeOf(mode: string): "file" | "symlink" | "dir" | "submodule" {
  if (mode === "040000") return "dir";
  if (mode === "160000") return "submodule";
  return mode === "120000" ? "symlink" : "file";
}

/** Base64 in lines of 60, as the service breaks it. */
function lines(text: string): string {
  return text.replace(/.{1,60}/g, "$&\n");
}
