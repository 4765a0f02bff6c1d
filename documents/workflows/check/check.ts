import type { Document as YamlDocument, LineCounter } from "yaml";
import type { Fault } from "../../../config/fault.ts";
import type { Document } from "../../document.ts";
import { overridesPlace } from "../../overrides/apply.ts";
import { showPath, type Finding, type Path } from "./findings.ts";

/** Checks a workflow's text as GitHub will read it; faults name its file and line. */
export async function checkWorkflow({ path, content }: Document): Promise<readonly Fault[]> {
  const [{ githubErrors }, { checkReferences }, { checkRules }, yaml] = await Promise.all([
    import("./github-parser.ts"),
    import("./references.ts"),
    import("./rules/rules.ts"),
    import("yaml"),
  ]);
  const fileName = path.slice(path.lastIndexOf("/") + 1);
  const mend = `correct it in ${overridesPlace}.${fileName}`;
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(content, { lineCounter: lines, logLevel: "error" });
  const data = document.errors.length > 0 ? null : dataOf(document);
  const findings = [...checkReferences(data), ...checkRules(data)];
  const errors = await githubErrors(fileName, content);
  return [
    ...findings.map((finding) => findingFault(finding, `${path}:${lineOf(document, lines, finding.path)}`)),
    ...errors.map(({ line, message }) => ({ place: `${path}:${line ?? 1}`, fault: oneLine(message), mend })),
  ];
}

/** Nothing where aliases have no end or no anchor, or are part of what they stand for. */
function dataOf(document: YamlDocument): unknown {
  try {
    return JSON.parse(JSON.stringify(document.toJS() ?? null));
  } catch {
    return null;
  }
}

function findingFault({ path, fault, mend }: Finding, place: string): Fault {
  return { place, fault: `${showPath(path)} ${fault}`, mend };
}

/** The line of the value, or of the nearest part around it. */
function lineOf(document: YamlDocument, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, " ").replace(/\.$/, "");
}
