import { type Fault, FaultsError } from "../../config/fault.ts";
import { RefusedError } from "../../provider/github/client.ts";

/** Does something at GitHub; what GitHub refuses is thrown as a FaultsError. */
export async function withFaults<T>(branch: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isRefusal = error instanceof Error && error.cause instanceof RefusedError;
    throw isRefusal ? new FaultsError([faultOf(error.message, branch)]) : error;
  }
}

/** The explanation was made for deliveries: where it is about their branch, the mend is another one. */
function faultOf(explanation: string, branch: string): Fault {
  const [place = "", ...rest] = explanation.split(": ");
  const [fault, mend] = withoutMend(rest.join(": "));
  if (fault.includes("protects that branch")) {
    const better = `let the token's owner make and move ${branch}: name release/* in that rule's exclusions, or add a bypass`;
    return { place, fault, mend: better };
  }
  if (fault.includes("stands in the way"))
    return { place, fault, mend: `rename the branch ${branch.split("/")[0] ?? ""}, then run it again` };
  return { place, fault, mend };
}

/** What GitHub said stands in brackets behind the fault; a mend may have parts of its own. */
function withoutMend(text: string): readonly [fault: string, mend: string] {
  const at = text.lastIndexOf("); ");
  return at === -1 ? [text, "run it again"] : [text.slice(0, at + 1), text.slice(at + 3)];
}
