import { Evaluator, Lexer, Parser, data } from "@actions/expressions";

/** What expressions may name: `github`, `needs`, `steps`, ... */
export type Contexts = Readonly<Record<string, unknown>>;

/** How far the run has come, for `success()` and its like. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

const statusFunctions = ["success", "failure", "cancelled", "always"] as const;

/** The text with every expression in it evaluated, by GitHub's own evaluator. */
export function interpolate(text: string, contexts: Contexts, status: Status): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, source: string) => {
    return evaluate(source.trim(), contexts, status).coerceString();
  });
}

/** Whether a job or step runs; without a word on the status it does only where all went well before. */
export function isMet(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const source = (condition ?? "success()").replace(/^\$\{\{(.*)\}\}$/s, "$1").trim();
  const says = statusFunctions.some((name) => source.includes(`${name}()`));
  return isTrue(evaluate(says ? source : `success() && (${source})`, contexts, status));
}

/** What an expression without its braces stands for, as JSON has it: a list, an object, a text, ... */
export function valueOf(source: string, contexts: Contexts, status: Status): unknown {
  return JSON.parse(JSON.stringify(evaluate(source, contexts, status), data.replacer));
}

function evaluate(source: string, contexts: Contexts, status: Status): data.ExpressionData {
  const answers = { ...status, always: true };
  const functions = statusFunctions.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answers[name]),
  }));
  const { tokens } = new Lexer(source).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, dictionary, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** As GitHub takes it: null, false, 0, not a number and the empty text are not. */
function isTrue(value: data.ExpressionData): boolean {
  switch (value.kind) {
    case data.Kind.Null:
      return false;
    case data.Kind.Boolean:
      return value.value;
    case data.Kind.Number:
      return value.value !== 0 && !Number.isNaN(value.value);
    case data.Kind.String:
      return value.value !== "";
    default:
      return true;
  }
}
