import { execFile } from "node:child_process";
import process from "node:process";

/** What a program is run in. */
export interface RunIn {
  readonly folder?: string;
  /** @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program without a shell and answers what it printed; throws with its last lines where it fails. */
export function runToEnd(
  program: string,
  args: readonly string[],
  { folder, env }: RunIn = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      env: { ...(env ?? process.env) },
      encoding: "utf8",
      maxBuffer: 64 * 2 ** 20,
      ...(folder !== undefined && { cwd: folder }),
    } as const;
    execFile(program, args, options, (error, out, err) => {
      if (error === null) resolve(out);
      else
        reject(
          new Error(
            `${program} ${args.join(" ")}: ${lastLines(err.trim() === "" ? out : err) || error.message}`,
          ),
        );
    });
  });
}

/** The last lines that a program wrote, as one: where it says why it failed. */
function lastLines(text: string, count = 6): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .slice(-count)
    .join(" | ");
}
