import type { Rule, RuleFinding } from "./rule.ts";

/** The lines in which a pattern is found, comments left out. */
function inLines(text: string, pattern: RegExp, said: Omit<RuleFinding, "line">): readonly RuleFinding[] {
  return text.split("\n").flatMap((row, index) => {
    const isComment = /^\s*#/.test(row);
    return !isComment && pattern.test(row) ? [{ line: index + 1, ...said }] : [];
  });
}

const lastLine: Rule = {
  name: "last-line",
  smithy: ["R-011", "R-012"],
  find: ({ text }) => {
    const lines = text.split("\n");
    const line = lines.length;
    if (!text.endsWith("\n")) return [{ line, fault: "ends without a line break", mend: "add one" }];
    if (!text.endsWith("\n\n")) return [];
    return [{ line, fault: "ends with blank lines", mend: "end with one line break" }];
  },
};

const commentSelectors: Rule = {
  name: "comment-selectors",
  smithy: ["R1-001"],
  find: ({ text }) =>
    inLines(text, /\s#\s*\[[^\]]*\]\s*$/, {
      fault: "has a condition in a comment, which schema version 1 does not read",
      mend: "write if: and then:",
    }),
};

const legacyTemplates: Rule = {
  name: "legacy-templates",
  smithy: [],
  find: ({ text }) =>
    inLines(text, /(?:^|[^$])\{\{|\{%/, {
      fault: "has a template of the older format",
      mend: "write ${{ name }}, and set names in context",
    }),
};

const templateBlanks: Rule = {
  name: "template-blanks",
  smithy: ["R-025"],
  advice: true,
  find: ({ text }) =>
    inLines(text, /\$\{\{(?:\S| {2,})|\$\{\{[^}]*(?:\S| {2,})\}\}/, {
      fault: "has a template without one blank on either side",
      mend: "write ${{ name }}",
    }).filter(({ line }) => {
      const row = text.split("\n")[(line ?? 1) - 1] ?? "";
      return [...row.matchAll(/\$\{\{(.*?)\}\}/g)].some(([, inner = ""]) => inner !== ` ${inner.trim()} `);
    }),
};

/** Rules on the text itself. */
export const textRules: readonly Rule[] = [lastLine, commentSelectors, legacyTemplates, templateBlanks];
