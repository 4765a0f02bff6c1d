import { basename, resolve } from "node:path";
import { coloursFor } from "../show/colours.ts";
import { widthOf } from "../show/wrap.ts";
import { findingsOf } from "./findings/findings.ts";
import { openSource } from "./open.ts";
import { type Shown, shownJson, shownLines } from "./show.ts";
import { settingsOf } from "./stack-file/settings.ts";
import { stackFileText } from "./stack-file/stack-file.ts";
import { assertFree, stackOf, writeNew } from "./write.ts";

/** What `init` was asked for. */
export interface InitOptions {
  /** A folder, or `OWNER/NAME`. */
  readonly source: string;
  readonly stack?: string;
  readonly folder?: string;
  readonly output?: string;
  readonly baseUrl?: string;
  readonly stdout?: true;
  readonly json?: true;
  /** Where the stack file is written. */
  readonly cwd: string;
}

/** Reads a package's sources and writes a stack file for them. Throws a FaultsError where it can't. */
export async function init(options: InitOptions): Promise<void> {
  const { source, cwd } = options;
  const tree = await openSource(source, { cwd: typedFrom(), baseUrl: options.baseUrl, env: process.env });
  const findings = await findingsOf(tree, options.folder);
  const stack = stackOf(options, findings.name?.value ?? null);
  const file = options.output ?? `Pulumi.${stack}.yaml`;
  const entries = settingsOf(findings);
  const text = stackFileText(entries, findings, findings.repository.fullName?.value ?? basename(tree.name));
  const write = options.stdout !== true;
  if (write) {
    const path = resolve(cwd, file);
    assertFree(path, file);
    writeNew(path, file, text);
  }
  show({ findings, entries, stack, file: write ? file : null }, options, text);
}

function show(
  shown: Pick<Shown, "findings" | "entries" | "stack" | "file">,
  { json, stdout }: InitOptions,
  text: string,
): void {
  // What is told stays out of what goes into a file.
  const stream = stdout === true && json !== true ? process.stderr : process.stdout;
  const how = { ...shown, colours: coloursFor(stream), width: widthOf(stream) };
  if (json === true) {
    const all = stdout === true ? { ...shownJson(how), text } : shownJson(how);
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  if (stdout === true) process.stdout.write(text);
  stream.write(
    shownLines(how)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** Where the command was typed: npm runs a script in the project's own folder. */
function typedFrom(): string {
  const typed = process.env["INIT_CWD"];
  return process.env["npm_lifecycle_event"] === "init" && typed ? typed : process.cwd();
}
