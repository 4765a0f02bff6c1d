import type { Declaration, DeclaredConda } from "../declaration/declaration.ts";
import { TaskError } from "../program/fault.ts";

/** What is declared of the feedstock; throws a TaskError where nothing is. */
export function declaredConda({ conda }: Declaration): DeclaredConda {
  if (conda !== null) return conda;
  const mend = "declare slipway:conda with its maintainers, and let the stack deliver it";
  throw new TaskError([{ place: "slipway:conda", fault: "is not declared", mend }]);
}
