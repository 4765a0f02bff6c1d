import type { Declaration, DeclaredImage } from "../declaration/declaration.ts";
import { MisuseError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { isDigest } from "../registry/manifest.ts";
import { type Registry, type RegistryAccess, registryOf } from "../registry/registry.ts";

/** The declared image; throws a MisuseError where none is declared. */
export function imageOf({ image }: Declaration, place: string): DeclaredImage {
  if (image !== null) return image;
  const mend = "leave this task out, or set slipway:image in the stack";
  throw new MisuseError({ place, fault: "declares no image", mend });
}

/** The client of the declared image. */
export function registryFor(
  { registry: host, name }: Pick<DeclaredImage, "registry" | "name">,
  { variables, say }: Pick<TaskCall, "variables" | "say">,
  more: Partial<RegistryAccess> = {},
): Registry {
  return registryOf({ host, name, variables, say: (line) => say(line), ...more });
}

/** A digest that has to be given; throws a MisuseError where it is not. */
export function digestOption(value: string): string {
  if (isDigest(value)) return value;
  const fault = value === "" ? "is missing" : "is no digest";
  throw new MisuseError({ place: "--digest", fault, mend: "hand on the output digest of push-image" });
}
