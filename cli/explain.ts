import type { Fault } from "../config/fault.ts";
import type { Diagnostic } from "./changes/change.ts";
import { parseUrn, shortType } from "./changes/urn.ts";

/** What a fine-grained token or an App needs for a resource, by the last part of its type; the rest: Administration. */
const permissions: Readonly<Record<string, string>> = {
  ActionsEnvironmentSecret: "Environments: write",
  ActionsEnvironmentVariable: "Environments: write",
  ActionsSecret: "Secrets: write",
  ActionsVariable: "Variables: write",
  Branch: "Contents: write",
  RepositoryFile: "Contents: write",
  RepositoryPullRequest: "Pull requests: write",
  RepositoryWebhook: "Webhooks: write",
};

/** What went wrong, from the errors of a run, each once: the engine repeats a crash of the program. */
export function explainErrors(diagnostics: readonly Diagnostic[]): Fault[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const byWords = new Map<string, Fault>();
  for (const fault of errors.flatMap(explain)) {
    if (!byWords.has(fault.fault)) byWords.set(fault.fault, fault);
  }
  return [...byWords.values()];
}

/** What went wrong, from an error's own words: where, what, and what to do about it. */
export function explain({ message, urn }: Pick<Diagnostic, "message" | "urn">): Fault[] {
  const told = message.split("\n").map(asFault);
  if (told.length > 0 && told.every((fault) => fault !== undefined)) return told;
  const place = urn === null ? (crashPlace(message) ?? "program") : placeOf(urn);
  const fault = cause(message);
  return [{ place, fault, mend: mendOf(message, urn) ?? "change what it names, then run the command again" }];
}

/** What to do about an error that the engine wrote without an event: it could not even begin. */
export function explainEngine(output: string): Fault {
  const killed = /was killed with (SIG[A-Z]+)/.exec(output)?.[1];
  if (killed !== undefined) {
    const mend = "run the same command again: it takes the lock away and goes on from what was recorded";
    return { place: "engine", fault: `was killed by ${killed}`, mend };
  }
  const lines = output.split("\n").filter((line) => line.includes("error: "));
  const fault = cause(lines.at(-1)?.replace(/^.*?error: /, "") ?? output);
  return {
    place: "engine",
    fault,
    mend: mendOf(output, null) ?? "see the engine's message, then run it again",
  };
}

/** An error that already says place, fault and mend. */
function asFault(line: string): Fault | undefined {
  const match = /^([^\s:]+(?::[^\s:]+)*): (.+?); (.+)$/.exec(line.trim());
  const [, place, fault, mend] = match ?? [];
  return place && fault && mend ? { place, fault, mend } : undefined;
}

/** Where the program crashed: file and line of the first frame of its stack trace that is its own. */
function crashPlace(message: string): string | undefined {
  const frames = [...message.matchAll(/ \(?(?:async )?file:\/\/(\/[^\s:]+):(\d+):\d+\)?$/gm)];
  const own = frames.find(([, file]) => !file?.includes("/node_modules/"));
  return own && `${own[1]}:${own[2]}`;
}

function placeOf(urn: string): string {
  const { type, name } = parseUrn(urn);
  return `${shortType(type)} ${name}`;
}

const unhandled = /^(Unhandled exception: )?(\w*Error( \[\w+\])?: )?/;

/** The one line that says it, without the list marks and counts that providers wrap it in. */
function cause(message: string): string {
  const lines = message
    .split("\n")
    .map((line) =>
      line
        .replace(/^\s*\*\s*/, "")
        .replace(unhandled, "")
        .trim(),
    )
    .filter((line) => line !== "" && !/^(\d+ errors? occurred|at )/.test(line));
  return (lines[0] ?? "failed without a word").replace(/[;.]$/, "");
}

const beginAnew = "delete .slipway/state, .slipway/github.json and .slipway/repository, and begin anew";

function mendOf(message: string, urn: string | null): string | undefined {
  const status = /\b(401|403|404)\b/.exec(message)?.[1];
  if (/locked by|conflict: Another update/i.test(message)) {
    return "wait until the other update ends; if it was killed, `npm run rehearse -- cancel --stack STACK` takes its lock away";
  }
  if (/passphrase|decrypt/i.test(message)) {
    return `the state belongs to another rehearsal: ${beginAnew}`;
  }
  if (/checkpoint|unmarshal/i.test(message)) return `the state is broken: ${beginAnew}`;
  if (/rate limit/i.test(message)) return "wait until GitHub's limit is lifted, then run it again";
  if (status === "401" || /bad credentials/i.test(message)) {
    return "set github:token or GITHUB_TOKEN to a token that is valid, or configure github:appAuth";
  }
  if (status === "403" || /resource not accessible/i.test(message)) {
    return `give the token "${permissionFor(urn, message)}" on this repository; a classic token needs the scope "repo"`;
  }
  if (status === "404") {
    return `check the owner and name of the repository, and that the token is granted it with "${permissionFor(urn, message)}"`;
  }
  if (/already exists|422/.test(message)) {
    return "delete what stands in the way, or take it over by `pulumi import`, then run it again";
  }
  return undefined;
}

function permissionFor(urn: string | null, message: string): string {
  if (urn === null) return "Administration: write";
  const { type, name } = parseUrn(urn);
  const kind = type.split(":").at(-1) ?? type;
  const permission = permissions[kind] ?? "Administration: write";
  // GitHub guards the folder of workflows by a permission of its own.
  const workflow = kind === "RepositoryFile" && `${name} ${message}`.includes(".github/workflows/");
  return workflow ? `${permission}" and "Workflows: write` : permission;
}
