import { createInterface } from "node:readline/promises";

/** Where questions are put: a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Ends a question, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** What somebody answered; `interrupted` at Ctrl-C. */
export type Answer = "yes" | "no" | "interrupted";

/** Whether there is somebody to ask. */
export function isTerminal({ input, output }: Terminal): boolean {
  return input.isTTY && output.isTTY;
}

/** Asks yes or no, `no` unless it is said otherwise; `details` shows more, then it is asked again. */
export async function askWhether(question: string, details: () => void, terminal: Terminal): Promise<Answer> {
  for (;;) {
    const said = await ask(`${question} [yes/no/details] (no) `, terminal);
    if (said === null) return "interrupted";
    const word = said.toLowerCase();
    if (word === "y" || word === "yes") return "yes";
    if (word === "" || word === "n" || word === "no") return "no";
    if (word === "d" || word === "details") details();
  }
}

/** Asks for a name to be typed; any other is a no. */
export async function askForName(question: string, name: string, terminal: Terminal): Promise<Answer> {
  const said = await ask(question, terminal);
  if (said === null) return "interrupted";
  return said === name ? "yes" : "no";
}

/** One line; empty at the end of the input, null at Ctrl-C. */
async function ask(question: string, { input, output, signal }: Terminal): Promise<string | null> {
  const lines = createInterface({ input, output });
  const answered = new AbortController();
  try {
    return await new Promise<string | null>((resolve) => {
      lines.once("SIGINT", () => resolve(null));
      signal?.addEventListener("abort", () => resolve(null), { once: true, signal: answered.signal });
      lines.once("close", () => resolve(""));
      void lines.question(question).then((said) => resolve(said.trim()));
    });
  } finally {
    answered.abort();
    lines.close();
  }
}
