import { formatFault } from "../../config/fault.ts";
import { isStatus, RefusedError } from "./client.ts";

/** What was wanted, for the sentence that explains why it was refused. */
export interface Attempt {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** What was to be done: `enable immutable releases`. */
  readonly action: string;
  /** What a fine-grained token or an App needs: `Administration: write`. */
  readonly permission: string | readonly string[];
  /** Whether a refusal says something to whoever asked: it then stays a RefusedError. @default none does */
  readonly expected?: (refused: RefusedError) => boolean;
}

/** Does something at GitHub; what GitHub refuses is said as place, fault and mend. */
export async function explained<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedError) || attempt.expected?.(error)) throw error;
    throw new Error(explain(attempt, error), { cause: error });
  }
}

function explain({ repository, action, permission }: Attempt, refused: RefusedError): string {
  const said = `${refused.status} ${refused.reason}`.replaceAll(/\s+/g, " ").trim();
  const needed = [permission]
    .flat()
    .map((each) => `"${each}"`)
    .join(" and ");
  const say = (fault: string, mend: string): string => formatFault({ place: repository, fault, mend });
  const special = stateOf(refused);
  if (special !== undefined) return say(`can't ${action}: ${special.fault} (${said})`, special.mend);
  switch (refused.status) {
    case 0:
      return say(
        `can't ${action}: ${new URL(refused.url).origin} does not answer (${refused.reason})`,
        "check github:baseUrl and the network, then run it again",
      );
    case 401:
      return say(
        `can't ${action}: GitHub does not accept the token (${said})`,
        "set github:token or GITHUB_TOKEN to one that is valid, or configure github:appAuth",
      );
    case 403:
      return say(
        `can't ${action}: the token lacks the permission (${said})`,
        `give it ${needed} on this repository; a classic token needs the scope "repo" and an administrator's role`,
      );
    case 404:
      return say(
        `can't ${action}: there is no such repository, or the token can't see it (${said})`,
        `check owner and name, and that the token is granted this repository with ${needed}`,
      );
    default:
      return say(
        `can't ${action} (${said}${details(refused)})`,
        refused.status >= 500
          ? "GitHub is busy or broken: run it again later"
          : "change what GitHub objects to, then run it again",
      );
  }
}

/** What a refusal says of the repository or of the account, whatever its status. */
function stateOf({ status, reason }: RefusedError): { fault: string; mend: string } | undefined {
  if (status === 429 || /rate limit/i.test(reason)) {
    return { fault: "GitHub's limit of requests is reached", mend: "run it again in an hour" };
  }
  if (/archived/i.test(reason)) {
    return { fault: "the repository is archived", mend: "unarchive it in its settings on GitHub" };
  }
  if (/repository is empty/i.test(reason)) {
    return { fault: "the repository has no commit yet", mend: "push a first one, such as a README" };
  }
  if (/protected branch|rule violations/i.test(reason)) {
    return {
      fault: "a rule of the repository protects that branch",
      mend: "set slipway:delivery.by to pull-request, or let the token's owner bypass that rule; a rule for Slipway's own branch has to let it be made and moved",
    };
  }
  if (/reference update failed/i.test(reason)) {
    return {
      fault: "a branch stands in the way whose name is the beginning of that one, or begins with it",
      mend: "rename that branch, or set slipway:delivery.branch to another name",
    };
  }
  if (/`workflows?` (permission|scope)/i.test(reason)) {
    return { fault: "the token may not change workflows", mend: 'give it "Workflows: write" as well' };
  }
  return undefined;
}

function details({ errors }: RefusedError): string {
  const messages = errors.flatMap((error) => {
    if (typeof error === "string") return [error];
    const said = (error as { readonly message?: unknown } | null)?.message;
    return typeof said === "string" ? [said] : [];
  });
  return messages.length === 0 ? "" : `: ${messages.join(", ")}`;
}

/** Whether GitHub shows nothing there; for `Attempt.expected`. */
export const isMissing = ({ status }: RefusedError): boolean => status === 404;

/** The same, but null for what is not there. */
export async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isStatus(error, 404)) return null;
    throw error;
  }
}
