import { type Command, isPython, startedBy, withInside } from "../script/command.ts";
import { isShell, resolved, scriptOption } from "../script/read-script.ts";
import type { JudgedStep, Rule } from "../judged-workflow.ts";
import { savedFile } from "./saved-file.ts";

/** In one go (`curl | sh`) or by way of a file that nothing was compared with. */
export const downloadedScript: Rule = {
  name: "downloaded-script",
  reason: "What is downloaded and run is whatever the server answers that day, with the rights of the job.",
  check: ({ jobs }) =>
    jobs.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const how = howItRuns(step);
        if (how === null) return [];
        return [
          {
            path: [...step.path, "run"],
            fault: `runs what it downloads (${how})`,
            mend: "use an action pinned by its commit or a package locked by hash, or compare the file's hash first (sha256sum --check)",
          },
        ];
      }),
    ),
};

function howItRuns({ script, step, variables }: JudgedStep): string | null {
  if (script === null) return null;
  const text = String(step["run"]);
  if (step["shell"] === "python" && runsDownload(text)) return "Python";
  const { commands } = script;
  for (const command of commands) {
    const runner = startedBy(command.words);
    if (runner === null) continue;
    if (isPython(runner.program) && [...runner.args, command.text ?? ""].some(runsDownload))
      return runner.program;
    const source = [...command.fedBy, ...command.inside].find((part) => withInside(part).some(downloads));
    if (source === undefined || !runsItsSource(command)) continue;
    const from = withInside(source).find(downloads);
    return `${startedBy(from?.words ?? [])?.program ?? ""} into ${runner.program}`;
  }
  return commands.some(({ words }) => compares(words)) ? null : runsSaved(commands, variables);
}

const downloaders = /^(?:curl|wget2?|aria2c|https?|xh|fetch|iwr|irm|invoke-webrequest|invoke-restmethod)$/;

function downloads({ words }: Command): boolean {
  const { program = "" } = startedBy(words) ?? {};
  return downloaders.test(program) || /downloadstring|downloaddata/.test(program);
}

const interpreters = /^(?:perl|ruby|node|deno|bun|php|lua|tclsh|rscript)$/;

/** Whether what it reads, or what another command prints into its words, is a program to it and not data. */
function runsItsSource(command: Command): boolean {
  const { program = "", args = [] } = startedBy(command.words) ?? {};
  if (/^(?:iex|invoke-expression|eval)$/.test(program)) return true;
  if (program === "source" || program === ".") return /^(?:[$<]\(\)|\/dev\/stdin|-)$/.test(args[0] ?? "");
  const shell = isShell(program);
  if (!shell && !isPython(program) && !interpreters.test(program)) return false;
  const option = shell ? scriptOption(args) : args.findIndex((arg) => /^-[a-z]*[cepnr]$/i.test(arg));
  if (option !== -1) return startsWithSource(args[option + 1] ?? "");
  const file = args.find((arg) => !arg.startsWith("-") && !arg.startsWith("+"));
  if (shell && args.some((arg) => /^-[a-z]*s$/.test(arg))) return true;
  return file === undefined || file === "/dev/stdin" || startsWithSource(file);
}

function startsWithSource(word: string): boolean {
  return word.includes("$()") || word.startsWith("<()");
}

/** A Python program that runs what it downloads. */
function runsDownload(text: string): boolean {
  return (
    /\b(?:urlopen|urlretrieve|(?:requests|httpx|session|client)\s*\.\s*get)\s*\(/.test(text) &&
    /\b(?:exec|eval|runpy|subprocess|os\s*\.\s*(?:system|popen|exec\w*))\b/.test(text)
  );
}

/** A command that compares a file with a hash, a signature or an attestation. */
function compares(words: readonly string[]): boolean {
  const { program = "", args = [] } = startedBy(words) ?? {};
  if (
    /^(?:(?:sha\d+|b2|md5|sha)sum|shasum|get-filehash|certutil|cosign|minisign|gpgv|slsa-verifier|signify)$/.test(
      program,
    )
  )
    return true;
  return (
    (program === "gpg" && args.includes("--verify")) ||
    (program === "gh" && args.includes("attestation")) ||
    (program === "openssl" && args.includes("dgst"))
  );
}

/** A file that one command saves and a later one runs. */
function runsSaved(commands: readonly Command[], variables: ReadonlyMap<string, string>): string | null {
  const saved = new Set<string>();
  for (const command of commands) {
    const { program = "", args = [] } = startedBy(command.words) ?? {};
    const word = command.words.find((candidate) => fileOf(candidate) === program);
    const run = isShell(program) || isPython(program) || /^(?:source|\.|perl|ruby|node|php)$/.test(program);
    const file = run ? args.find((arg) => !arg.startsWith("-")) : word;
    const name = fileOf(resolved(file ?? "", variables));
    if (saved.has(name)) return `downloads and runs ${name}`;
    if (!downloads(command)) continue;
    const target = savedFile(command, args);
    if (target !== null) saved.add(fileOf(resolved(target, variables)));
  }
  return null;
}

function fileOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
}
