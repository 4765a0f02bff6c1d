import { compareVersions, parseVersion } from "../../../tasks/version/version.ts";
import { escapeHtml } from "../http/reply.ts";
import type { FileRecord, ProjectRecord } from "../store/records.ts";
import type { SimpleForm } from "./negotiate.ts";

/** Versions and files of a project, as its page tells them. */
export interface ProjectPage {
  /** Normalised. */
  readonly name: string;
  readonly project: ProjectRecord;
  /** Files that already show. */
  readonly files: readonly FileRecord[];
  /** Address of the index, with a slash at the end. */
  readonly index: string;
}

/** Version of the simple API that PyPI tells (PEP 629): sizes and times (1.1), provenance (1.3), status (1.4). */
const apiVersion = "1.4";

/** The page in the form that was asked for. */
export function renderProjectPage(page: ProjectPage, form: SimpleForm): string {
  const files = page.files.toSorted(byVersionAndName);
  const ordered = { ...page, files };
  return form === "application/vnd.pypi.simple.v1+json" ? json(ordered) : html(ordered);
}

/** Where a file is to be had, and its metadata behind `.metadata`. */
function fileUrl(index: string, { sha256, name }: FileRecord): string {
  return `${index}packages/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256.slice(4)}/${name}`;
}

function json(page: ProjectPage): string {
  const { name, files, project } = page;
  return JSON.stringify({
    "alternate-locations": [],
    files: files.map((file) => {
      const metadata = file.metadataSha256 === null ? false : { sha256: file.metadataSha256 };
      return {
        "core-metadata": metadata,
        "data-dist-info-metadata": metadata,
        filename: file.name,
        hashes: { sha256: file.sha256 },
        provenance: provenanceUrl(page, file),
        "requires-python": file.requiresPython,
        size: file.size,
        // Microseconds, as PyPI tells them.
        "upload-time": new Date(file.uploaded).toISOString().replace("Z", "000Z"),
        url: fileUrl(page.index, file),
        yanked: yankedOf(project, file),
      };
    }),
    meta: { "_last-serial": files.length, "api-version": apiVersion },
    name,
    "project-status": { status: "active" },
    versions: [...new Set(files.map((file) => file.version))],
  });
}

function html(page: ProjectPage): string {
  const links = page.files.map((file) => {
    const metadata = file.metadataSha256 === null ? null : `sha256=${file.metadataSha256}`;
    const yanked = yankedOf(page.project, file);
    const attributes = {
      href: `${fileUrl(page.index, file)}#sha256=${file.sha256}`,
      "data-requires-python": file.requiresPython,
      "data-dist-info-metadata": metadata,
      "data-core-metadata": metadata,
      "data-yanked": yanked === false ? null : yanked === true ? "" : yanked,
      "data-provenance": provenanceUrl(page, file),
    };
    const told = Object.entries(attributes).map(([key, value]) => {
      return value === null ? "" : ` ${key}="${escapeHtml(value)}"`;
    });
    return `    <a${told.join("")} >${escapeHtml(file.name)}</a><br />\n`;
  });
  return (
    `<!DOCTYPE html>\n<html>\n  <head>\n    <meta name="pypi:repository-version" content="${apiVersion}">\n` +
    `    <title>Links for ${page.name}</title>\n  </head>\n  <body>\n    <h1>Links for ${page.name}</h1>\n` +
    `${links.join("")}  </body>\n</html>\n`
  );
}

function provenanceUrl({ index, name }: ProjectPage, file: FileRecord): string | null {
  if (file.provenance === null) return null;
  return `${index}integrity/${name}/${file.version}/${file.name}/provenance`;
}

function yankedOf(project: ProjectRecord, file: FileRecord): string | boolean {
  return project.releases.find(({ version }) => version === file.version)?.yanked ?? false;
}

function byVersionAndName(one: FileRecord, other: FileRecord): number {
  const [left, right] = [parseVersion(one.version), parseVersion(other.version)];
  const order = left === null || right === null ? 0 : compareVersions(left, right);
  return order || (one.name < other.name ? -1 : 1);
}
