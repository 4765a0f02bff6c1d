import type { Fault } from "../../config/fault.ts";

/** What to do about faults that mean different things in a rehearsal and elsewhere. */
export interface Mends {
  readonly stack: string;
  /** The stack is locked by another update. */
  readonly locked: string;
  /** Its secrets can't be opened with the passphrase or key that is there. */
  readonly sealed: string;
  /** Its state can't be read. */
  readonly broken: string;
}

interface Known {
  readonly words: RegExp;
  readonly meaning: (found: RegExpExecArray, mends: Mends) => Fault;
}

/** What the engine and its backends say in words of their own, and what that asks of people. */
const known: readonly Known[] = [
  {
    words: /no stack named '([^']+)' found/,
    meaning: ([, name = ""]) => ({
      place: `stack ${name}`,
      fault: "does not exist in the backend yet",
      mend: `make it, once: \`pulumi stack init ${name}\`; then run the same command again`,
    }),
  },
  {
    words: /passphrase must be set/,
    meaning: (_, { stack, sealed }) => ({
      place: `stack ${stack}`,
      fault: "has secrets that a passphrase encrypts, and there is no passphrase",
      mend: sealed,
    }),
  },
  {
    words: /incorrect passphrase|decrypt/i,
    meaning: (_, { stack, sealed }) => ({
      place: `stack ${stack}`,
      fault: "has secrets that were encrypted with another passphrase or key than the one that is there",
      mend: sealed,
    }),
  },
  {
    words: /must be set for login|pulumi login/i,
    meaning: () => ({
      place: "backend",
      fault: "nobody is logged in to it",
      mend: "run `pulumi login`, or set PULUMI_BACKEND_URL (and PULUMI_ACCESS_TOKEN where it is Pulumi Cloud)",
    }),
  },
  {
    words: /locked by|conflict: Another update/i,
    meaning: (_, { stack, locked }) => ({
      place: `stack ${stack}`,
      fault: "is locked by another update",
      mend: locked,
    }),
  },
  {
    words: /resource plugin 'pulumi-resource-([\w-]+)'(?:.*? version (v[\d.]+\d))?/,
    meaning: ([, name = "", version = ""]) => ({
      place: `provider ${name}`,
      fault: "is not on this machine, and could not be downloaded",
      mend:
        `run \`${`pulumi plugin install resource ${name} ${version}`.trim()}\` where the network allows, ` +
        `or put pulumi-resource-${name} on the PATH`,
    }),
  },
  {
    words: /checkpoint|unmarshal/i,
    meaning: (_, { stack, broken }) => ({
      place: `stack ${stack}`,
      fault: "has a state that can't be read",
      mend: broken,
    }),
  },
];

/** What the engine means, where it is known; undefined where it says something else. */
export function engineFault(text: string, mends: Mends): Fault | undefined {
  for (const { words, meaning } of known) {
    const found = words.exec(text);
    if (found !== null) return meaning(found, mends);
  }
  return undefined;
}
