/** A heading of a changelog: Markdown, reStructuredText or AsciiDoc. */
export interface Heading {
  readonly title: string;
  /** 1 is the outermost. */
  readonly level: number;
  /** Index of its first line, a line above its title included. */
  readonly first: number;
  /** Index of the line behind it. */
  readonly end: number;
}

/** `## 1.2.0`, and AsciiDoc's `== 1.2.0`. */
const marked = /^ {0,3}(#{1,6}|={1,6})[ \t]+(\S.*?)[ \t]*\1?$/;
/** A line below a title, or above and below it: one character of punctuation again and again. */
const rule = /^([=\-~^"'#*+.:_])\1{2,}[ \t]*$/;

/** All headings of a text, in order; what stands in a fenced block is none. */
export function headingsOf(lines: readonly string[]): readonly Heading[] {
  const found = lines.flatMap((line, index) => {
    const title = marked.exec(line);
    if (title !== null)
      return [{ ...placeOf(index, index + 1), title: title[2] ?? "", mark: title[1] ?? "" }];
    return underlined(lines, index);
  });
  const outside = found.filter(({ first }) => !isFenced(lines, first));
  const isMixed = outside.some(({ mark }) => mark.startsWith("#"));
  // Levels of reStructuredText are told by the order in which their rules first appear; those of Markdown are fixed.
  const rules = isMixed ? ["above", "below=", "below-"] : [...new Set(outside.map(({ mark }) => mark))];
  return outside.map(({ mark, ...heading }) => {
    const level = /^[#=]+$/.test(mark) ? mark.length : Math.max(1, rules.indexOf(mark) + (isMixed ? 0 : 1));
    return { ...heading, level };
  });
}

function placeOf(first: number, end: number): { readonly first: number; readonly end: number } {
  return { first, end };
}

interface Found extends Omit<Heading, "level"> {
  /** `##`, or where its rules stand and what they are made of. */
  readonly mark: string;
}

/** The heading whose title stands in this line and whose rule stands in the next. */
function underlined(lines: readonly string[], index: number): readonly Found[] {
  const [title, below, above] = [lines[index] ?? "", lines[index + 1] ?? "", lines[index - 1] ?? ""];
  const character = rule.exec(below)?.[1];
  if (character === undefined || title.trim() === "" || rule.test(title)) return [];
  const isBoxed = above.trim() === below.trim();
  const isListed = /^\s*([-*+]|\d+\.)\s/.test(title) && !isBoxed;
  if (isListed || (/^\s/.test(title) && !isBoxed)) return [];
  const first = isBoxed ? index - 1 : index;
  return [
    { ...placeOf(first, index + 2), title: title.trim(), mark: `${isBoxed ? "above" : "below"}${character}` },
  ];
}

function isFenced(lines: readonly string[], index: number): boolean {
  return lines.slice(0, index).filter((line) => /^ {0,3}```/.test(line)).length % 2 === 1;
}
