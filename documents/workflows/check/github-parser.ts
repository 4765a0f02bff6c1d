import { registerHooks } from "node:module";
import type * as WorkflowParser from "@actions/workflow-parser";

/** What GitHub's parser finds, with the line as it gives it; null where it gives none. */
export interface ParserError {
  readonly line: number | null;
  readonly message: string;
}

/** Parses a workflow as GitHub does: keys, events, contexts, functions, cron, ids. */
export async function githubErrors(name: string, content: string): Promise<readonly ParserError[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadParser();
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined && context.errors.getErrors().length === 0)
    await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ rawMessage, range }) => ({
    line: range?.start.line ?? null,
    message: rawMessage,
  }));
}

/** The package imports its schemas as JSON without saying so, which Node takes only with the attribute added. */
async function loadParser(): Promise<typeof WorkflowParser> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      return specifier.endsWith(".min.json") ? { ...resolved, importAttributes: { type: "json" } } : resolved;
    },
  });
  try {
    return await import("@actions/workflow-parser");
  } finally {
    hooks.deregister();
  }
}
