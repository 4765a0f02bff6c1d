import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { rmSync } from "node:fs";
import { z } from "zod";
import { stateResource } from "./deployment.ts";
import type { StateResource } from "./deployment.ts";
import { appendPrivately, readIfThere, writePrivately } from "./private-file.ts";
import type { RunFiles } from "./run-record.ts";

const line = z.discriminatedUnion("event", [
  z.object({ event: z.literal("begun"), resource: stateResource }),
  z.object({ event: z.literal("settled"), urn: z.string() }),
]);

type Line =
  | { readonly event: "begun"; readonly resource: StateResource }
  | { readonly event: "settled"; readonly urn: string };

/**
 * What an update began to create and does not know the end of. The engine forgets a creation whose provider died,
 * though the service may well have carried it out; and it masks secrets in what it tells.
 */
export interface Journal {
  take(event: EngineEvent): void;
  /** Whether anything that was begun has no known end. */
  isOpen(): boolean;
}

/** Begins a journal; one that is left of an earlier run goes on. */
export function openJournal(files: RunFiles): Journal {
  const left = readJournal(files);
  const open = new Set(left.map(({ urn }) => urn));
  // Written anew: a last line that was cut off would swallow the next one.
  writePrivately(files.journal, left.map((resource) => lineOf({ event: "begun", resource })).join(""));
  const write = (entry: Line) => appendPrivately(files.journal, lineOf(entry));
  const settle = (urn: string) => {
    if (open.delete(urn)) write({ event: "settled", urn });
  };
  /** By URN, what the engine said of it before it said that it failed. */
  const said = new Map<string, string>();
  return {
    take({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }) {
      const { urn = "", severity, message = "" } = diagnosticEvent ?? {};
      if (severity === "error" && urn !== "") said.set(urn, `${said.get(urn) ?? ""}\n${message}`);
      const begun = resourcePreEvent && creationOf(resourcePreEvent.metadata);
      if (begun) {
        open.add(begun.urn);
        write({ event: "begun", resource: begun });
      }
      if (resOutputsEvent && isCreation(resOutputsEvent.metadata)) settle(resOutputsEvent.metadata.urn);
      if (resOpFailedEvent) {
        const { urn: failed } = resOpFailedEvent.metadata;
        if (!isBrokenOff(said.get(failed))) settle(failed);
      }
    },
    isOpen: () => open.size > 0,
  };
}

/** What was begun and has no known end, in the order in which it was begun. */
export function readJournal({ journal }: RunFiles): StateResource[] {
  const open = new Map<string, StateResource>();
  for (const text of (readIfThere(journal) ?? "").split("\n")) {
    const entry = parsed(text);
    if (entry?.event === "begun") open.set(entry.resource.urn, entry.resource);
    if (entry?.event === "settled") open.delete(entry.urn);
  }
  return [...open.values()];
}

export function removeJournal({ journal }: RunFiles): void {
  rmSync(journal, { force: true });
}

function lineOf(entry: Line): string {
  return `${JSON.stringify(entry)}\n`;
}

/** The last line may be cut off: whoever wrote it was killed. */
function parsed(text: string): Line | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isCreation({ op }: StepEventMetadata): boolean {
  return op === "create" || op === "create-replacement";
}

/** As the state would have it; components, which the engine does not call custom, and providers exist in it alone. */
function creationOf(step: StepEventMetadata): StateResource | undefined {
  const { new: made, type, urn } = step;
  if (!isCreation(step) || made == null || isMadeByTheEngine(type) || made.custom !== true) return undefined;
  const { parent, inputs } = made;
  // The engine puts the provider beside the state, not into it.
  const provider = step.provider;
  return { urn, type, custom: true, inputs: { ...inputs }, ...given({ parent, provider }) };
}

function isMadeByTheEngine(type: string): boolean {
  return type.startsWith("pulumi:");
}

function given(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

/**
 * Whether nobody answered: the provider died or its connection to the service broke. An answer of the service, even
 * a refusal, says what became of it; an error that says nothing of either was the provider's own, before it asked.
 */
function isBrokenOff(message: string | undefined): boolean {
  if (message === undefined) return true;
  return /error reading from server|transport is closing|connection (?:error|refused|reset|closed)|code = (?:Unavailable|Canceled|DeadlineExceeded)|broken pipe|unexpected EOF|: EOF\b|socket hang up|ECONNRE\w+|EPIPE|fetch failed|other side closed|plugin .*exited|deadline exceeded|does not answer|timed? ?out|: 0 \w|: 5\d\d /i.test(
    message,
  );
}
