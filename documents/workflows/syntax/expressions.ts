/** An expression as GitHub evaluates it, delimiters included. */
export type Expression = `\${{ ${string} }}`;

type GithubProperty =
  | "actor"
  | "base_ref"
  | "event_name"
  | "head_ref"
  | "ref"
  | "ref_name"
  | "repository"
  | "repository_owner"
  | "run_attempt"
  | "run_id"
  | "sha"
  | "token"
  | "workflow"
  | "workspace"
  | `event.${string}`;

type RunnerProperty = "arch" | "name" | "os" | "temp";

/** A part of an expression. */
export interface Term {
  readonly text: string;
}

type Operand = Term | string;

export const github = (property: GithubProperty) => term(`github.${property}`);
export const runner = (property: RunnerProperty) => term(`runner.${property}`);
export const matrix = (key: string) => term(`matrix.${key}`);
export const secrets = (name: string) => term(`secrets.${name}`);
export const stepOutput = (step: string, output: string) => term(`steps.${step}.outputs.${output}`);
export const needsOutput = (job: string, output: string) => term(`needs.${job}.outputs.${output}`);
/** The results of all jobs that this one needs. */
export const needsResults = () => term("needs.*.result");

export const needsResult = (job: string) => term(`needs.${job}.result`);

export const always = () => term("always()");
export const cancelled = () => term("cancelled()");
export const failure = () => term("failure()");
export const not = ({ text }: Term) => term(`!${text}`);
export const unequal = (a: Operand, b: Operand) => term(`${textOf(a)} != ${textOf(b)}`);
/** All of them; none of the terms may hold an `or` of its own. */
export const all = (...terms: readonly Term[]) => term(terms.map(({ text }) => text).join(" && "));
/** One of them at least; in brackets, so that it may stand among others. */
export const either = (...terms: readonly Term[]) => term(`(${terms.map(({ text }) => text).join(" || ")})`);
/** The first, or what takes its place where it is null or empty. */
export const orElse = (given: Term, otherwise: Operand) => term(`${given.text} || ${textOf(otherwise)}`);
export const join = (list: Term, separator: string) => term(`join(${list.text}, ${textOf(separator)})`);
export const equal = (a: Operand, b: Operand) => term(`${textOf(a)} == ${textOf(b)}`);

/** The expression with its delimiters, for a value or a condition. */
export function expression({ text }: Term): Expression {
  return `\${{ ${text} }}`;
}

function term(text: string): Term {
  return { text };
}

/** A text is quoted by single quotes, and its own are doubled. */
function textOf(operand: Operand): string {
  return typeof operand === "string" ? `'${operand.replaceAll("'", "''")}'` : operand.text;
}
