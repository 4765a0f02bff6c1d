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

/** A part of an expression; operators bracket what binds less tightly than they do. */
export class Term {
  readonly text: string;
  readonly compound: boolean;

  constructor(text: string, compound = false) {
    this.text = text;
    this.compound = compound;
  }
}

type Operand = Term | string | number | boolean;

export const github = (property: GithubProperty) => new Term(`github.${property}`);
export const runner = (property: RunnerProperty) => new Term(`runner.${property}`);
export const matrix = (key: string) => new Term(`matrix.${key}`);
export const secrets = (name: string) => new Term(`secrets.${name}`);
export const variables = (name: string) => new Term(`vars.${name}`);
export const stepOutput = (step: string, output: string) => new Term(`steps.${step}.outputs.${output}`);
export const needsOutput = (job: string, output: string) => new Term(`needs.${job}.outputs.${output}`);
/** The results of all jobs that this one needs. */
export const needsResults = () => new Term("needs.*.result");

export const always = () => new Term("always()");
export const success = () => new Term("success()");
export const cancelled = () => new Term("cancelled()");
export const failure = () => new Term("failure()");
export const join = (list: Term, separator: string) => call("join", list, separator);
export const contains = (search: Term, item: Operand) => call("contains", search, item);
export const startsWith = (text: Term, start: Operand) => call("startsWith", text, start);
export const format = (template: string, ...values: readonly Operand[]) =>
  call("format", template, ...values);
export const fromJSON = (text: Term) => call("fromJSON", text);
export const toJSON = (value: Term) => call("toJSON", value);

export const equal = (a: Operand, b: Operand) => operation("==", a, b);
export const notEqual = (a: Operand, b: Operand) => operation("!=", a, b);
export const and = (...terms: readonly Operand[]) => operation("&&", ...terms);
export const or = (...terms: readonly Operand[]) => operation("||", ...terms);
export const not = (term: Term) => new Term(`!${bracketed(term)}`);

/** The expression with its delimiters, for a value or a condition. */
export function expression(term: Term): Expression {
  return `\${{ ${term.text} }}`;
}

function call(name: string, ...operands: readonly Operand[]): Term {
  return new Term(`${name}(${operands.map(textOf).join(", ")})`);
}

function operation(operator: string, ...operands: readonly Operand[]): Term {
  return new Term(operands.map(bracketed).join(` ${operator} `), operands.length > 1);
}

function bracketed(operand: Operand): string {
  return operand instanceof Term && operand.compound ? `(${operand.text})` : textOf(operand);
}

function textOf(operand: Operand): string {
  if (operand instanceof Term) return operand.text;
  return typeof operand === "string" ? `'${operand.replaceAll("'", "''")}'` : String(operand);
}
