import { sectionOf, versionsNamed } from "../../tasks/changelog/changelog.ts";
import { type Heading, headingsOf } from "../../tasks/changelog/headings.ts";

/** The release that a changelog is to name. */
export interface Release {
  readonly version: string;
  /** `2026-11-22` */
  readonly date: string;
  readonly tagPrefix: string;
}

/** The new text; null: it names the version already. Or why it can't be changed. */
export type ChangelogEdit =
  | { readonly text: string | null; readonly isEmpty: boolean }
  | { readonly fault: string; readonly mend: string };

/**
 * Moves what stands under Unreleased to the new version, in the style of the version before: Keep a Changelog, any
 * Markdown, reStructuredText, and headings such as `1.2.0 (unreleased)`.
 */
export function withRelease(text: string, release: Release): ChangelogEdit {
  const section = sectionOf(text, release.version);
  const given = text.split("\n");
  const lines = withoutComments(text)
    .split("\n")
    .map((line) => line.replace(/\r$/, ""));
  const headings = headingsOf(lines);
  const waiting = headings.find(({ title }) => isWaiting(title));
  if (section !== null && (waiting === undefined || !titleNames(waiting.title)))
    return { text: null, isEmpty: section === "" };
  if (waiting === undefined) {
    return {
      fault: `has no section for ${release.version} and none that is headed Unreleased`,
      mend: "write what is new under a heading Unreleased above the newest version, merge that, then run it again",
    };
  }
  const edited = titlesFor(release, { headings, waiting })
    .map((title) => withHeading({ given, lines, waiting }, title))
    .map((candidate) => withReferences(candidate, release))
    .find((candidate) => sectionOf(candidate, release.version) !== null);
  if (edited !== undefined) return { text: edited, isEmpty: sectionOf(edited, release.version) === "" };
  return {
    fault: `is in a form in which ${release.version} can't be written for sure`,
    mend: `head what is new with ${release.version} by hand, merge that, then run it again`,
  };
}

interface Waiting {
  readonly given: readonly string[];
  /** Without comments and the ends of lines. */
  readonly lines: readonly string[];
  readonly waiting: Heading;
}

/** The heading takes the place of one that names a version; else it comes below, so that the next changes find theirs. */
function withHeading({ given, lines, waiting }: Waiting, title: string): string {
  const end = endOf(given[waiting.first]);
  const written = headingLines(lines, waiting, title).map((line) => line + end);
  const kept = given
    .slice(waiting.first, waiting.end)
    .map((line) => (line.endsWith(end) ? line : line + end));
  const inserted = titleNames(waiting.title) ? written : [...kept, end, ...written];
  return [...given.slice(0, waiting.first), ...inserted, ...given.slice(waiting.end)].join("\n");
}

/** Comments are no part of it; lines keep their places. */
function withoutComments(text: string): string {
  return text.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replaceAll(/[^\n]/g, ""));
}

function isWaiting(title: string): boolean {
  return /^\W*unreleased\b/i.test(title) || /[([]unreleased[)\]]/i.test(title);
}

/** `1.2.0 (unreleased)`: its version is the one that was thought of. */
function titleNames(title: string): boolean {
  return versionsNamed(`# ${title}`).length > 0;
}

function dated(title: string, { version, date }: Release): string {
  const [old = ""] = versionsNamed(`# ${title}`);
  return title.replace(old.replace(/^v/, ""), version).replace(/unreleased/i, date);
}

/** In the style of the version before, if that is plain; as Keep a Changelog has it. */
function titlesFor(
  release: Release,
  { headings, waiting }: { readonly headings: readonly Heading[]; readonly waiting: Heading },
): readonly string[] {
  if (titleNames(waiting.title)) return [dated(waiting.title, release)];
  const before = headings.find(({ title, level }) => level === waiting.level && titleNames(title));
  const styled = before === undefined ? [] : inStyle(before.title, release);
  const { version, date } = release;
  return [...styled, waiting.title.startsWith("[") ? `[${version}] - ${date}` : `${version} - ${date}`];
}

function inStyle(title: string, { version, date }: Release): readonly string[] {
  const old = (versionsNamed(`# ${title}`)[0] ?? "").replace(/^v/i, "");
  const rest = title.replace(old, "").replace(isoDate, "");
  // A date in words or of another order would stay as it was.
  if (/\]\(|[`<\d]|yanked/i.test(rest)) return [];
  return [title.replace(old, version).replace(isoDate, date)];
}

const isoDate = /\b\d{4}-\d{2}-\d{2}\b/;

/** The lines of a heading like that one, with another title. */
function headingLines(
  lines: readonly string[],
  { first, end, title: old }: Heading,
  title: string,
): readonly string[] {
  const longest = Math.max(title.length, 3);
  return lines.slice(first, end).map((line) => {
    const at = line.indexOf(old);
    if (at !== -1) return line.slice(0, at) + title + line.slice(at + old.length);
    return (line[0] ?? "").repeat(longest);
  });
}

function endOf(line: string | undefined): string {
  return line?.endsWith("\r") === true ? "\r" : "";
}

const comparison =
  /^\[unreleased\]:[ \t]*(?<address>\S+\/compare\/)(?<since>\S+?)(?<end>\.\.\.\S+?)(?<line>\r?)$/im;

/** Keep a Changelog links each version to what changed since the one before. */
function withReferences(text: string, { version, tagPrefix }: Release): string {
  const { address, since, end, line } = comparison.exec(text)?.groups ?? {};
  if (address === undefined || since === undefined) return text;
  const tag = `${tagPrefix}${version}`;
  return text.replace(comparison, (reference) => {
    const next = reference.replace(
      `${address}${since}${String(end)}`,
      () => `${address}${tag}${String(end)}`,
    );
    return `${next}\n[${version}]: ${address}${since}...${tag}${String(line)}`;
  });
}
