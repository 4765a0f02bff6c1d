import { type Fault } from "../config/fault.ts";
import { nearest } from "../config/nearest.ts";
import { onOneLine } from "./printable.ts";
import lock from "./actions.lock.json" with { type: "json" };

/** An action that a workflow may use: its commit is what runs, its version is for people. */
export interface LockedAction {
  readonly version: string;
  readonly commit: string;
  /** Actions that a composite action uses itself; the repository must allow them too. */
  readonly nested?: readonly string[];
}

/** Actions by `owner/name`; `owner/name/folder` uses the entry of its repository. */
export type ActionLock = Readonly<Record<string, LockedAction>>;

/** What a step's `uses` becomes: `owner/name@commit # version`. */
export interface PinnedAction {
  readonly action: string;
  readonly commit: string;
  readonly version: string;
}

/** The project's own lock, and what the stack adds to it or pins otherwise. */
export function actionLock(extra: ActionLock = {}): ActionLock {
  return { ...lock, ...extra };
}

const pinned = /^([\w.-]+\/[\w./-]+)@([0-9a-f]{40})(?: +# *([\w.+-]+))?$/;
const named = /^[\w.-]+\/[\w./-]+$/;
const repositoryName = /^[\w.-]+\/[\w.-]+$/;
const versionName = /^[\w.+-]+$/;
const fullCommit = /^[0-9a-f]{40}$/;

/** What is wrong with the actions that the stack adds: each part becomes a line of a workflow. */
export function lockFaults(extra: ActionLock): readonly Fault[] {
  return Object.entries(extra).flatMap(([name, { version, commit }]) => {
    const place = `slipway:actions.${onOneLine(name)}`;
    const checks: readonly (readonly [boolean, Fault])[] = [
      [
        repositoryName.test(name),
        { place, fault: "is not an action's repository", mend: "write OWNER/NAME" },
      ],
      [
        versionName.test(version),
        {
          place: `${place}.version`,
          fault: "is not a version",
          mend: "write letters, digits, and . + - _ alone, such as v1.2.3",
        },
      ],
      [
        fullCommit.test(commit),
        { place: `${place}.commit`, fault: "is not a full commit", mend: "write its 40 hexadecimal digits" },
      ],
    ];
    return checks.flatMap(([sound, fault]) => (sound ? [] : [fault]));
  });
}

/** Pins an action by the lock, or takes a commit that is given with its version; otherwise the fault. */
export function pinAction(uses: string, actions: ActionLock, place: string): PinnedAction | Fault {
  const given = pinned.exec(uses);
  if (given) {
    const [, action = "", commit = "", version] = given;
    if (version !== undefined) return { action, commit, version };
    return {
      place,
      fault: `"${uses}" does not say which version the commit is`,
      mend: "write it behind: ` # v1.2.3`",
    };
  }
  if (!named.test(uses)) return unpinnable(uses, place);
  const entry = lockedAction(uses, actions);
  if (entry) return { action: uses, commit: entry.commit, version: entry.version };
  const near = nearest(uses, Object.keys(actions));
  return {
    place,
    fault: `action "${uses}" is not in the lock`,
    mend:
      (near === undefined ? "" : `did you mean "${near}"? If not, `) +
      `add it to slipway:actions as "${repositoryOf(uses)}": {version: v1.2.3, commit: its full commit}`,
  };
}

function unpinnable(uses: string, place: string): Fault {
  const fault = uses.includes("@")
    ? `"${uses}" is not pinned by a full commit`
    : `"${uses}" is not an action in a repository`;
  return { place, fault, mend: "use `owner/name` from the lock, or `owner/name@<40 hex digits> # v1.2.3`" };
}

/** The repositories of the given actions and of all that these use themselves, sorted. */
export function withNested(used: readonly string[], actions: ActionLock): readonly string[] {
  const all = new Set<string>();
  const add = (action: string) => {
    if (all.has(repositoryOf(action))) return;
    all.add(repositoryOf(action));
    for (const nested of lockedAction(action, actions)?.nested ?? []) add(nested);
  };
  used.forEach(add);
  return [...all].sort();
}

function lockedAction(action: string, actions: ActionLock): LockedAction | undefined {
  const repository = repositoryOf(action);
  return Object.hasOwn(actions, repository) ? actions[repository] : undefined;
}

function repositoryOf(action: string): string {
  return action.split("/").slice(0, 2).join("/");
}

/** The patterns that a repository has to allow: of all actions in use, and of those that the operator adds; sorted. */
export function allowedPatterns(actions: readonly string[], others: readonly string[]): readonly string[] {
  // By name, not by commit: a change of a pin reaches the settings before the workflows.
  return [...actions.map((action) => `${action}@*`), ...others].sort();
}
