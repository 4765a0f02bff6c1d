import { formatFault } from "../../config/fault.ts";
import { RefusedError } from "./client.ts";

/** What was wanted, for the sentence that explains why it was refused. */
export interface Attempt {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** What was to be done: `enable immutable releases`. */
  readonly action: string;
  /** The permission that a fine-grained token or an App needs: `Administration: write`. */
  readonly permission: string;
}

/** Does something at GitHub; what GitHub refuses is said as place, fault and mend. */
export async function explained<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RefusedError ? new Error(explain(attempt, error)) : error;
  }
}

function explain({ repository, action, permission }: Attempt, refused: RefusedError): string {
  const said = `${refused.status} ${refused.reason}`;
  const say = (fault: string, mend: string): string => formatFault({ place: repository, fault, mend });
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
        `give it "${permission}" on this repository; a classic token needs the scope "repo" and an administrator's role`,
      );
    case 404:
      return say(
        `can't ${action}: there is no such repository, or the token can't see it (${said})`,
        `check owner and name, and that the token is granted this repository with "${permission}"`,
      );
    default:
      return say(
        `can't ${action} (${said})`,
        refused.status >= 500 || refused.status === 429
          ? "GitHub is busy or broken: run it again later"
          : "change what GitHub objects to, then run it again",
      );
  }
}
