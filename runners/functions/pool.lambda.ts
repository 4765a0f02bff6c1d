import { controlPlane } from "./control-plane.ts";
import { functionEnvironment } from "./environment.ts";
import { type QueueAnswer, type QueueEvent, serveHints } from "./queue.ts";

const services = controlPlane("controller", functionEnvironment());

/** Serves the pools that a batch of hints is for. */
export function handler(event: QueueEvent): Promise<QueueAnswer> {
  return serveHints(event, services);
}
