/** What the engine can be told to do with a stack. */
export type EngineOperation =
  "preview" | "up" | "preview-refresh" | "refresh" | "preview-destroy" | "destroy";

/** Whether it only looks: neither the stack nor its state are changed, and nobody else is kept out. */
export function onlyLooks(operation: EngineOperation): boolean {
  return operation === "preview" || operation === "preview-refresh" || operation === "preview-destroy";
}

/** The operation that shows beforehand what another one would do. */
export function previewOf(operation: "up" | "refresh" | "destroy"): EngineOperation {
  return operation === "up" ? "preview" : `preview-${operation}`;
}

/** Whether it looks for what was changed by hand, and for nothing else. */
export function isRefresh(operation: EngineOperation): boolean {
  return operation === "refresh" || operation === "preview-refresh";
}

/** The engine's command that does it: `destroy` also where it only looks. */
export function commandOf(operation: EngineOperation): "preview" | "up" | "refresh" | "destroy" {
  switch (operation) {
    case "preview-refresh":
      return "refresh";
    case "preview-destroy":
      return "destroy";
    default:
      return operation;
  }
}
