import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";

/** What systems say of files and ports, in words. */
const causes: Readonly<Record<string, readonly [fault: string, mend: string]>> = {
  ENOENT: ["does not exist, and can't be made there", "name a place that exists"],
  EACCES: ["may not be used by this user", "give this user the right to it, or name another place"],
  EPERM: ["may not be changed by this user", "give this user the right to it, or name another place"],
  EROFS: ["is on a disk that can only be read", "name a place that can be written to"],
  EISDIR: ["is a folder, and a file is needed", "remove it, or name another place"],
  ENOTDIR: ["is inside of a file, and a folder is needed", "remove that file, or name another place"],
  EEXIST: ["is a file, and a folder is needed", "remove that file, or name another place"],
  ENOSPC: ["can't be written, since the disk is full", "make room on it, then run the same command again"],
  EDQUOT: ["can't be written, since the user's share of the disk is full", "make room, then run it again"],
  EMFILE: ["can't be opened: too many files are open", "raise the limit (`ulimit -n`), then run it again"],
  EADDRINUSE: ["is taken by another program", "name another port, or leave --port out for a free one"],
};

/** Whatever was thrown, as faults: nobody is shown a stack trace unless SLIPWAY_DEBUG is set. */
export function faultsOfThrown(error: unknown): readonly Fault[] {
  if (error instanceof FaultsError) return error.faults;
  const known = ofSystem(error) ?? ofGit(error);
  return [known ?? ofSlipway(error)];
}

function ofSystem(error: unknown): Fault | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const cause = causes[String(error.code)];
  const place = placeOf(error);
  return cause && place ? { place, fault: cause[0], mend: cause[1] } : undefined;
}

function placeOf(error: Error): string | undefined {
  if ("path" in error && typeof error.path === "string") return error.path;
  if ("port" in error) return `port ${String(error.port)}`;
  return "syscall" in error ? "disk" : undefined;
}

function ofGit(error: unknown): Fault | undefined {
  if (!(error instanceof Error) || error.name !== "GitError") return undefined;
  const full = /no space left/i.test(error.message);
  return {
    place: "git",
    fault: full ? "can't write, since the disk is full" : oneLine(error.message),
    mend: full
      ? "make room on it, then run the same command again"
      : "mend what git names, then run it again",
  };
}

function ofSlipway(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const stack = process.env["SLIPWAY_DEBUG"] && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  return {
    place: "slipway",
    fault: oneLine(message) || "failed without a word",
    mend: `this is a fault of Slipway: report it with what SLIPWAY_DEBUG=1 shows${stack}`,
  };
}

function oneLine(message: string): string {
  return message.trim().split(/\s*\n\s*/)[0] ?? "";
}
