import type { OpType } from "@pulumi/pulumi/automation/stack.js";
import type { Operation } from "./change.ts";

/** The engine's steps, as what they mean for a resource. */
export function operationOf(step: OpType): Operation {
  switch (step) {
    case "create":
    case "update":
    case "delete":
    case "same":
    case "read":
    case "import":
      return step;
    case "replace":
    case "create-replacement":
    case "delete-replaced":
    case "read-replacement":
    case "import-replacement":
    case "discard-replaced":
      return "replace";
    case "refresh":
    case "remove-pending-replace":
      return "same";
    case "discard":
      return "delete";
    default:
      return unknownStep(step);
  }
}

function unknownStep(step: never): never {
  throw new Error(`the engine names a step that is not known here: ${String(step)}`);
}
