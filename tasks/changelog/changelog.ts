import { parseVersion, sameVersion } from "../version/version.ts";
import { type Heading, headingsOf } from "./headings.ts";

/**
 * What a changelog says of a version, without its heading; null where no heading names that version. Empty: a heading
 * with nothing below. Takes `## [1.2.0] - 2026-11-22`, `# v1.2.0`, `Name 1.2.0 (2026-11-22)` underlined, links in titles.
 */
export function sectionOf(text: string, version: string): string | null {
  const lines = linesOf(text);
  const headings = titlesOf(lines);
  const naming = headings.filter(({ title }) => sameVersion(versionIn(title) ?? "", version));
  const heading = naming.reduce<Heading | null>(outermost, null);
  if (heading === null) return null;
  const next = headings.find(({ first, level }) => first >= heading.end && level <= heading.level);
  return withoutReferences(lines.slice(heading.end, next?.first)).join("\n").trim();
}

/** The versions that a changelog's headings name, as it spells them, in its order. */
export function versionsNamed(text: string): readonly string[] {
  return titlesOf(linesOf(text)).flatMap(({ title }) => versionIn(title) ?? []);
}

/** Comments are no part of what it says; lines keep their places. */
function linesOf(text: string): readonly string[] {
  const told = text.replaceAll("\r\n", "\n").replaceAll(/<!--[\s\S]*?(-->|$)/g, (comment) => {
    return comment.replaceAll(/[^\n]/g, "");
  });
  return told.split("\n");
}

/** A text without any heading may still have lines that do as such: a version, and no more than its date. */
function titlesOf(lines: readonly string[]): readonly Heading[] {
  const headings = headingsOf(lines);
  if (headings.length > 0) return headings;
  return lines.flatMap((title, first) => {
    const isTitle = /^\S/.test(title) && versionIn(title) !== null;
    return isTitle ? [{ title, level: 1, first, end: first + 1 }] : [];
  });
}

function outermost(chosen: Heading | null, heading: Heading): Heading {
  return chosen === null || heading.level < chosen.level ? heading : chosen;
}

/**
 * The version that a title is about: its first, unless the title goes on with words (`Python 3.13 support`) or tells of
 * what came since it.
 */
function versionIn(title: string): string | null {
  const words = plain(title).split(/\s+/);
  const index = words.findIndex((word) => versionOf(word) !== null);
  const [before, after] = [words[index - 1] ?? "", words[index + 1] ?? ""];
  if (index === -1 || /^(since|from|after|before|until|than)$/i.test(before)) return null;
  const isClosed = /[):,;–—-]$/.test(words[index] ?? "");
  if (!isClosed && /^[a-z]/.test(after) && !/^(release|released|on|of|is|final)\b/.test(after)) return null;
  return versionOf(words[index] ?? "");
}

/** A title without its links, marks and dates. */
function plain(title: string): string {
  return title
    .replaceAll(/`([^`<]*)<[^>]*>`__?/g, "$1")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, " $1 ")
    .replaceAll(/[-–—_/]?\d{4}-\d{2}-\d{2}\b/g, " ")
    .replaceAll(/[`*|]/g, " ")
    .trim();
}

/** A word as a version: `v1.2.0`, `(1.2.0)`, `pyvenice-1.2.0`, `pyvenice==1.2.0`. */
function versionOf(word: string): string | null {
  const bare = word.replaceAll(/^["'(:,;–—-]+|["'):,;.–—-]+$/g, "");
  const named = /^[a-z][\w.-]*?[-_@=/]+(v?\d.*)$/i.exec(bare)?.[1];
  const version = [bare, named ?? ""].find((text) => /^v?\d/i.test(text) && parseVersion(text) !== null);
  return version ?? null;
}

/** What links point at stands at the end of a changelog, and is no part of its last section. */
function withoutReferences(lines: readonly string[]): readonly string[] {
  const isReference = (line: string) => {
    const label = /^\[([^\]]+)\]:\s*\S+/.exec(line)?.[1] ?? "";
    return /^unreleased$/i.test(label) || versionOf(label) !== null;
  };
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "" && !isReference(line)) + 1);
}
