/** How wide lines may be where no terminal tells (characters). */
const usualWidth = 100;

/** The width that a stream's lines may have. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? stream.columns : usualWidth;
}

/**
 * A line broken at spaces, so that each part fits; what continues it is indented further. A word that is
 * longer than a line stays whole, since it may be an address to copy.
 */
export function wrapped(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(" ")) {
    const isFirst = current.trim() === "";
    if (!isFirst && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `${indent}  ${word}`;
    } else {
      current = isFirst ? `${current}${word}` : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
