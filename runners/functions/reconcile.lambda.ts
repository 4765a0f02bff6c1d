import { reconcile } from "../reconcile/reconcile.ts";
import { controlPlane } from "./control-plane.ts";
import { functionEnvironment } from "./environment.ts";

const services = controlPlane("reconciler", functionEnvironment());

/** Reconciles, each minute. Throws where a step failed, so that its schedule's alarm sees it; the others were done. */
export async function handler(): Promise<void> {
  const failed = await reconcile(services);
  if (failed.length > 0) throw new Error(`steps failed: ${failed.join(", ")}`);
}
