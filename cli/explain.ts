import type { Diagnostic } from "./changes/change.ts";
import { parseUrn, shortType } from "./changes/urn.ts";
import { engineFault } from "./faults/engine-words.ts";
import type { Mends } from "./faults/engine-words.ts";
import type { ExplainedFault } from "./faults/explained-fault.ts";
import { lackOf, lacksPermission, meaningOf, refusalIn } from "./faults/refusal.ts";
import type { Refusal } from "./faults/refusal.ts";

type Told = Pick<Diagnostic, "message" | "urn">;

/** Where an error is said to be that tells no place of its own. */
const nowhere = "program";

/**
 * What went wrong, from the errors of a run. Each place is named, and what a token lacks is said once for all
 * of them; only an error without a place that others tell with theirs is left out, since the engine repeats a
 * crash of the program.
 */
export function explainErrors(diagnostics: readonly Diagnostic[], mends: Mends): ExplainedFault[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const lacking = errors.filter((error) => isLack(error));
  const faults = errors.flatMap((error) => {
    if (!lacking.includes(error)) return explain(error, mends);
    return error === lacking[0] ? [explainLack(lacking)] : [];
  });
  const placed = new Set(faults.filter(({ place }) => place !== nowhere).map(({ fault }) => fault));
  const distinct = new Map<string, ExplainedFault>();
  for (const fault of faults) {
    const key = JSON.stringify([fault.place, fault.fault, fault.mend]);
    const repeated = fault.place === nowhere && placed.has(fault.fault);
    if (!repeated && !distinct.has(key)) distinct.set(key, fault);
  }
  return [...distinct.values()];
}

/** What went wrong, from an error's own words: where, what, and what to do about it. */
export function explain(error: Told, mends: Mends): ExplainedFault[] {
  const { urn } = error;
  // The engine sets it before each line of what a provider says in a preview.
  const message = error.message.replace(/^Preview failed: /gm, "");
  if (isLack(error)) return [explainLack([error])];
  const silent = silentService(message);
  if (silent !== undefined) return [silent];
  const told = message.split("\n").map((line) => asFault(line, urn));
  if (told.length > 0 && told.every((fault) => fault !== undefined)) return told;
  const place = urn === null ? (crashPlace(message) ?? nowhere) : placeOf(urn);
  if (isTakenFile(message)) return [{ place, ...takenFile }];
  if (isDeadProvider(message))
    return [{ place, ...deadProvider, said: [cause(message)], speaker: "the engine" }];
  const refused = refusedWords(error);
  if (refused !== undefined) return [{ place, ...refused, said: [cause(message)] }];
  const known = urn === null ? engineFault(message, mends) : undefined;
  if (known !== undefined) return [{ ...known, said: [cause(message)], speaker: "the engine" }];
  return [{ place, fault: cause(message), mend: "change what it names, then run the command again" }];
}

/** What to do about an error that the engine wrote without an event: it could not even begin. */
export function explainEngine(output: string, mends: Mends): ExplainedFault {
  const place = "engine";
  const killed = /was killed with (SIG[A-Z]+)/.exec(output)?.[1];
  if (killed !== undefined) {
    const mend = "run the same command again: it takes the lock away and goes on from what was recorded";
    return { place, fault: `was killed by ${killed}`, mend };
  }
  const lines = output.split("\n").filter((line) => line.includes("error: "));
  const said = cause(lines.at(-1)?.replace(/^.*?error: /, "") ?? output);
  const known = engineFault(output, mends);
  if (known !== undefined) return { ...known, said: [said], speaker: "the engine" };
  const refused = refusedWords({ message: output, urn: null });
  return { place, fault: said, mend: refused?.mend ?? "see the engine's message, then run it again" };
}

function refusal({ message, urn }: Told): Refusal | undefined {
  return refusalIn(message, urn);
}

function isLack(error: Told): boolean {
  const refused = refusal(error);
  return refused !== undefined && lacksPermission(refused);
}

function refusedWords(error: Told) {
  const refused = refusal(error);
  return refused && meaningOf(refused);
}

function explainLack(errors: readonly Told[]): ExplainedFault {
  const places = errors.map(({ urn }) => (urn === null ? nowhere : placeOf(urn)));
  const refusals = errors.flatMap((error) => refusal(error) ?? []);
  // A provider of ours says in its own words what the rest of the fault says already.
  const said = errors.filter((error) => refusal(error)?.address !== "").map(({ message }) => cause(message));
  return { place: [...new Set(places)].sort().join(", "), ...lackOf(refusals), said };
}

/** A service that can't be reached is one fault, however many resources ask for it. */
function silentService(message: string): ExplainedFault | undefined {
  const address =
    /(https?:\/\/[^\s/"]+)\S*: (?:0 |dial )(?:connect|getaddrinfo|read|tcp)|(https?:\/\/[^\s/"]+) does not answer/;
  const [, asked, told] = address.exec(message) ?? [];
  const service = asked ?? told;
  if (service === undefined) return undefined;
  const mend = "check the network and github:baseUrl (or GITHUB_BASE_URL), then run it again";
  return { place: "github", fault: `${service} does not answer`, mend };
}

/** How the engine says that a provider's process is no more. */
const isDeadProvider = (message: string) =>
  /^(?:rpc error: .*)?error reading from server: |^Detected that \S+ exited prematurely/m.test(message);

const deadProvider = {
  fault: "its provider ended in the middle of it",
  mend: "run the same command again: what was made already is looked for and taken over",
};

/** How the github provider refuses to overwrite a file; what it advises is no setting of Slipway's. */
const isTakenFile = (message: string) => message.includes("refusing to overwrite existing file");

const takenFile = {
  fault: "a file of that name stands in the repository already, and is not overwritten",
  mend: "remove or rename that file in the repository, then run it again",
};

/**
 * An error that already says place, fault and mend. The program's own may have any place; what a service says
 * of a resource has one word for it.
 */
function asFault(line: string, urn: string | null): ExplainedFault | undefined {
  const strict = /^([^\s:]+(?::[^\s:]+)*): (.+?); (.+)$/;
  const lenient = /^((?!\S*(?:Error|exception)\b).+?): (.+?); (.+)$/;
  const match = (urn === null ? lenient : strict).exec(line.trim());
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
