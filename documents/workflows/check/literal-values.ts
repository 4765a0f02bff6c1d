import { isData } from "../../data.ts";
import { dataOf, type JudgedJob } from "./judged-workflow.ts";

const matrixUse = /\bmatrix((?:\.[\w-]+)+)/g;
const quotedText = /'((?:[^']|'')*)'/g;

/**
 * What a value of a job can be, as far as the text tells: itself, or of an expression the texts in it and the values
 * of a matrix that is written out.
 */
export function literalValues(value: unknown, { job }: JudgedJob): readonly string[] {
  if (Array.isArray(value))
    return value.filter((item) => typeof item === "string").flatMap((item) => one(item, job));
  return typeof value === "string" ? one(value, job) : [];
}

function one(text: string, job: JudgedJob["job"]): readonly string[] {
  if (!text.includes("${{")) return [text];
  const matrix = dataOf(job["strategy"])["matrix"];
  const fromMatrix = [...text.matchAll(matrixUse)].flatMap(([, names = ""]) =>
    matrixValues(matrix, names.slice(1).split(".")),
  );
  return [...fromMatrix, ...[...text.matchAll(quotedText)].map(([, quoted = ""]) => quoted)];
}

/** A matrix's values of `matrix.platform.runner`: of its lists and of the legs it includes. */
function matrixValues(matrix: unknown, [first = "", ...rest]: readonly string[]): readonly string[] {
  if (!isData(matrix)) return [];
  const legs: readonly unknown[] = Array.isArray(matrix["include"]) ? matrix["include"] : [];
  const listed = Object.hasOwn(matrix, first) && first !== "include" ? [matrix[first]].flat() : [];
  const included = legs.filter(isData).flatMap((leg) => (Object.hasOwn(leg, first) ? [leg[first]] : []));
  return [...listed, ...included]
    .map((value) => rest.reduce<unknown>((inner, name) => dataOf(inner)[name], value))
    .flat()
    .filter((value) => typeof value === "string");
}
