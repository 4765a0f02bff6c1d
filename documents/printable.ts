/** Control and format characters, line breaks of any kind, and what is no character at all. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u;
const allUnprintable = new RegExp(unprintable, "gu");

export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** The text on one line whatever it holds, for a comment: what is behind a line break would be read as YAML. */
export function onOneLine(text: string): string {
  return text.replaceAll(allUnprintable, " ").replaceAll(/ +/g, " ").trim();
}

/** The text in double quotes as JSON and YAML 1.1 and 1.2 read it alike, with nothing in it that can't be seen. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(allUnprintable, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
