import type { Finished } from "../changes/recorder.ts";
import { parseUrn, shortType } from "../changes/urn.ts";
import { onlyLooks } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";

/** Tells people that something goes on: one line that changes on a terminal, else a line a step. */
export interface Progress {
  step(text: string): void;
  resource(finished: Finished): void;
  /** Takes the changing line away. */
  done(): void;
}

const silent: Progress = { step: () => {}, resource: () => {}, done: () => {} };

/** Progress on a stream that results are not written to; `null`: none. */
export function createProgress(stream: NodeJS.WriteStream | null, operation: EngineOperation): Progress {
  if (stream === null) return silent;
  return stream.isTTY ? onTerminal(stream, operation) : asLines(stream, operation);
}

function onTerminal(stream: NodeJS.WriteStream, operation: EngineOperation): Progress {
  let finished = 0;
  const write = (text: string) => {
    const room = Math.max(10, (stream.columns || 80) - 1);
    stream.write(`\r\u001b[2K${text.slice(0, room)}`);
  };
  return {
    step: (text) => write(text),
    resource: (change) => {
      finished += 1;
      write(`${participle(operation)}: ${finished} resources, now ${titleOf(change)}`);
    },
    done: () => stream.write("\r\u001b[2K"),
  };
}

/** A preview takes a second: only what takes longer is told line by line. */
function asLines(stream: NodeJS.WriteStream, operation: EngineOperation): Progress {
  if (onlyLooks(operation)) return silent;
  return {
    step: (text) => stream.write(`${text}\n`),
    resource: (change) => {
      if (change.operation === "same" || parseUrn(change.urn).type.startsWith("pulumi:")) return;
      stream.write(`${change.failed ? "failed " : ""}${change.operation} ${titleOf(change)}\n`);
    },
    done: () => {},
  };
}

function titleOf({ urn }: Finished): string {
  const { type, name } = parseUrn(urn);
  return `${shortType(type)} ${name}`;
}

function participle(operation: EngineOperation): string {
  switch (operation) {
    case "preview":
    case "preview-refresh":
    case "preview-destroy":
      return "previewing";
    case "up":
      return "updating";
    case "refresh":
      return "refreshing";
    case "destroy":
      return "destroying";
  }
}
