import { plainScalar } from "../yaml/scalar.ts";
import type { RecipeDraft, RequirementLine } from "./draft.ts";

/** The text of a recipe.yaml (schema version 1), its sections in the order that conda-forge wants. */
export function writeRecipe(draft: RecipeDraft): string {
  const sections = [
    ["schema_version: 1"],
    contextLines(draft),
    ["package:", "  name: ${{ name }}", "  version: ${{ version }}"],
    ["source:", `  url: ${scalar(draft.url)}`, `  sha256: ${draft.sha256}`],
    buildLines(draft),
    requirementLines(draft),
    testLines(draft),
    aboutLines(draft),
    ["extra:", "  recipe-maintainers:", ...draft.maintainers.map((login) => `    - ${scalar(login)}`)],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function contextLines({ name, version, pythonMin }: RecipeDraft): readonly string[] {
  const own = pythonMin === null ? [] : [`  python_min: ${quoted(pythonMin)}`];
  return ["context:", `  name: ${scalar(name)}`, `  version: ${quoted(version)}`, ...own];
}

function buildLines({ noarch, skip, script, entryPoints }: RecipeDraft): readonly string[] {
  const programs = ["  python:", "    entry_points:", ...entryPoints.map((one) => `      - ${scalar(one)}`)];
  return [
    "build:",
    "  number: 0",
    ...(noarch ? ["  noarch: python"] : []),
    ...listOrOne("skip", skip),
    ...listOrOne("script", script),
    ...(noarch && entryPoints.length > 0 ? programs : []),
  ];
}

function requirementLines({ build, host, run }: RecipeDraft): readonly string[] {
  const section = (name: string, lines: readonly RequirementLine[]) =>
    lines.length === 0 ? [] : [`  ${name}:`, ...lines.flatMap(requirementLine)];
  return ["requirements:", ...section("build", build), ...section("host", host), ...section("run", run)];
}

function requirementLine(line: RequirementLine): readonly string[] {
  if (typeof line === "string") return [`    - ${scalar(line)}`];
  const [only] = line.then;
  return [
    `    - if: ${scalar(line.if)}`,
    ...(line.then.length === 1 && only !== undefined
      ? [`      then: ${scalar(only)}`]
      : ["      then:", ...line.then.map((one) => `        - ${scalar(one)}`)]),
  ];
}

function testLines({ imports, noarch }: RecipeDraft): readonly string[] {
  const pythons = ["      python_version:", "        - ${{ python_min }}.*", '        - "*"'];
  return [
    "tests:",
    "  - python:",
    "      imports:",
    `        - ${scalar(imports)}`,
    "      pip_check: true",
    ...(noarch ? pythons : []),
  ];
}

function aboutLines({ about }: RecipeDraft): readonly string[] {
  const line = (key: string, text: string | null) => (text === null ? [] : [`  ${key}: ${scalar(text)}`]);
  return [
    "about:",
    ...line("homepage", about.homepage),
    ...line("summary", about.summary),
    ...line("license", about.license),
    ...listOrOne("license_file", about.licenseFiles),
    ...line("documentation", about.documentation),
    ...line("repository", about.repository),
  ];
}

function listOrOne(key: string, texts: readonly string[]): readonly string[] {
  const [only] = texts;
  if (only === undefined) return [];
  if (texts.length === 1) return [`  ${key}: ${scalar(only)}`];
  return [`  ${key}:`, ...texts.map((text) => `    - ${scalar(text)}`)];
}

/** As it is, unless YAML would take it for something else. */
function scalar(text: string): string {
  const nowhere = { line: 0, start: 0, end: 0 };
  const isPlain =
    typeof plainScalar(text, nowhere).value === "string" &&
    !/^[\s\-?:,[\]{}#&*!|>'"%@`=]|:(?:\s|$)|\s#|\s$|[\p{Cc}\u2028\u2029]/u.test(text);
  return isPlain ? text : quoted(text);
}

/** JSON's texts are texts of YAML too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
