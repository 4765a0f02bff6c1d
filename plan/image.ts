import { imagePythonOf } from "../config/image-python.ts";
import type { Settings } from "../config/schema/settings.ts";
import type { ImagePlan } from "./plan.ts";

/** The container image; null: none is made. */
export function imageOf(settings: Settings): ImagePlan | null {
  const { image } = settings;
  if (image === undefined) return null;
  const [owner = ""] = settings.package.repository.split("/");
  const { registry, base, command } = image;
  const name = image.name ?? `${owner}/${settings.package.name}`.toLowerCase();
  return { registry, name, base, command, python: image.python ?? imagePythonOf(settings.package.pythons) };
}
