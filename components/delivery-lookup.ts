import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../config/fault.ts";
import type { Document } from "../documents/document.ts";
import { asHeld } from "../documents/own-documents.ts";
import { onOneLine } from "../documents/printable.ts";
import { publishingReasons } from "../documents/workflows/standing/publishing.ts";
import { refusedActions } from "../documents/workflows/standing/refused-actions.ts";
import type { OwnerType } from "../plan/image-addresses.ts";
import type { Notice, Plan } from "../plan/plan.ts";
import { getDelivery } from "../provider/sdk.ts";
import type { DeliveryArgs, DeliveryLookup } from "../provider/sdk.ts";

/** What stands in the repository where the documents go, and beside them. */
export interface DeliveryFindings {
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
  /** Texts of the files that an earlier version delivered one by one, by path. */
  readonly singly: Readonly<Record<string, string>>;
  /** What GitHub calls the repository's owner; absent: it does not say. */
  readonly ownerType?: OwnerType;
  /** The repository's own lock of base images, as JSON; absent: it has none. */
  readonly imageLock?: string;
}

/** What is to be delivered, as the resource takes it. */
export function deliveryArgs(plan: Plan, documents: readonly Document[]) {
  const { project, stack, repository, delivery } = plan;
  return {
    owner: repository.owner,
    repository: repository.name,
    project,
    stack,
    ...delivery,
    files: asHeld(documents, { project, stack }),
  } satisfies DeliveryArgs;
}

/** What is to be delivered, and the patterns of actions that the repository is going to allow. */
export interface DeliveryQuestion {
  readonly plan: Plan;
  readonly args: DeliveryArgs;
  readonly allowedActions: readonly string[];
}

/** Asks GitHub what stands there already, before anything is declared. */
export async function lookUpDelivery(
  question: DeliveryQuestion,
  provider: pulumi.ProviderResource,
): Promise<DeliveryFindings> {
  return findingsOf(question, await getDelivery(question.args, { provider }));
}

/** What GitHub's answer means to the operator. */
export function findingsOf(
  { plan, allowedActions }: Omit<DeliveryQuestion, "args">,
  found: DeliveryLookup,
): DeliveryFindings {
  const branch = branchFault(plan, found);
  const notices = [
    ...renameNotices(plan, found),
    ...(found.delivered
      ? branch.map(({ place, fault, mend }) => ({ place, text: `${fault}; ${mend}` }))
      : []),
    ...editNotices(found),
    ...vainNotices(found),
    ...publishingNotices(plan, found),
    ...refusalNotices(plan, found, allowedActions),
  ];
  return {
    faults: [...found.faults, ...(found.delivered ? [] : branch)],
    // Names of files, jobs and actions are others': what they hold must not reach a terminal as it is.
    notices: notices.map(({ place, text }) => ({ place: shown(place), text: shown(text) })),
    singly: found.singly ?? {},
    ...(isOwnerType(found.ownerType) && { ownerType: found.ownerType }),
    ...(found.imageLock !== undefined && { imageLock: found.imageLock }),
  };
}

function isOwnerType(type: string | undefined): type is OwnerType {
  return type === "User" || type === "Organization";
}

/** The longest notice (characters). */
const longestNotice = 4000;

function shown(text: string): string {
  const line = onOneLine(text.slice(0, longestNotice));
  return text.length > longestNotice ? `${line}...` : line;
}

/** A renamed default branch is no reason to stop what was delivered: it goes to the new one. */
function branchFault({ repository }: Plan, { defaultBranch }: DeliveryLookup): Fault[] {
  if (defaultBranch === undefined || defaultBranch === repository.defaultBranch) return [];
  const place = "slipway:repository.defaultBranch";
  const fault = `is ${repository.defaultBranch}, and on GitHub it is ${defaultBranch}`;
  return [{ place, fault, mend: `set it to ${defaultBranch}` }];
}

function renameNotices({ repository, index }: Plan, found: DeliveryLookup): Notice[] {
  const fullName = `${repository.owner}/${repository.name}`;
  const now = found.repository ?? fullName;
  if (now.toLowerCase() === fullName.toLowerCase()) return [];
  const text =
    `GitHub calls it ${now} by now, and leads there from the old name; ` +
    `set it to ${now}, and register the trusted publisher anew on ${index.title}, which compares the name`;
  return [{ place: "slipway:package.repository", text }];
}

function editNotices({ repository = "", edited = [], conflicts = [] }: DeliveryLookup): Notice[] {
  const mend =
    "take the change into slipway:overrides, or name the file in slipway:delivery.adopt to overwrite it";
  const notice = (text: string) => (path: string) => ({
    place: `${repository}: ${path}`,
    text: `${text}; ${mend}`,
  });
  return [
    ...edited.map(notice("was changed by hand, and stays as it is")),
    ...conflicts.map(
      notice("was changed by hand since the pull request that waits was made, which can't be merged over it"),
    ),
  ];
}

/** A path that was mistyped would have no effect, and nobody would know. */
function vainNotices({ repository = "", adoptedInVain = [], retiredInVain = [] }: DeliveryLookup): Notice[] {
  return [
    ...adoptedInVain.map((path) => ({
      place: "slipway:delivery.adopt",
      text: `names ${path}, which this stack does not deliver; correct it, or take it off the list`,
    })),
    ...retiredInVain.map((path) => ({
      place: "slipway:delivery.retire",
      text: `names ${path}, which ${repository} does not have; correct it, or take it off the list`,
    })),
  ];
}

function publishingNotices({ index }: Plan, { repository = "", workflows = {} }: DeliveryLookup): Notice[] {
  return Object.entries(workflows).flatMap(([path, text]) => {
    const reasons = publishingReasons(text);
    if (reasons.length === 0) return [];
    const place = `${repository}: ${path}`;
    const why = `would still publish beside the delivered ones (${reasons.join("; ")})`;
    const mend = `name it in slipway:delivery.retire to remove it in the same commit, or take that part out, before the first release to ${index.title}`;
    return [{ place, text: `${why}; ${mend}` }];
  });
}

/** The longest name of an action that is shown (characters). */
const longestAction = 120;

/** The settings hold for every workflow of the repository, not for the delivered ones alone. */
function refusalNotices(
  { repository: { requirePinnedActions } }: Plan,
  { workflows = {} }: DeliveryLookup,
  allowed: readonly string[],
): Notice[] {
  const rules = { allowed, pinned: requirePinnedActions };
  const refused = Object.entries(workflows).flatMap(([path, text]) => {
    const actions = refusedActions(text, rules);
    const names = actions.map((name) =>
      name.length > longestAction ? `${name.slice(0, longestAction)}...` : name,
    );
    return names.length === 0 ? [] : [`${path} (${names.join(", ")})`];
  });
  if (refused.length === 0) return [];
  const place = requirePinnedActions
    ? "slipway:repository.requirePinnedActions"
    : "slipway:repository.allowActions";
  const pin = requirePinnedActions ? "pin these by commit and list them in" : "list these in";
  const text = `GitHub is going to refuse workflows that stand in the repository: ${refused.join("; ")}; ${pin} slipway:repository.allowActions, or name the workflows in slipway:delivery.retire`;
  return [{ place, text }];
}
