import type { DeclaredImage } from "../declaration/declaration.ts";
import { TaskError } from "../program/fault.ts";
import { RegistryRefusal } from "../registry/refusal.ts";
import type { Registry } from "../registry/registry.ts";
import { registryFor } from "./access.ts";
import { type PushedImage, placeOf, readPushed } from "./pushed.ts";
import { settingsPage } from "./settings-page.ts";

/** What a consumer is run with. */
export interface ConsumerHost {
  readonly variables: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
}

/** An image as a consumer sees it. */
export interface Seen {
  readonly registry: Registry;
  readonly image: PushedImage;
}

/**
 * Looks for an image as whoever pulls it does: without signing in, where everybody is to have it. Throws a TaskError
 * where it is not there, and where it is for others alone: then it names the page that makes it public.
 */
export async function seeImage(
  declared: DeclaredImage,
  reference: string,
  host: ConsumerHost,
): Promise<Seen> {
  const registry = registryFor(declared, host, { anonymous: declared.public });
  const place = placeOf(registry, reference);
  try {
    const image = await readPushed(registry, reference);
    if (image !== null) return { registry, image };
  } catch (error) {
    if (!declared.public || !(error instanceof RegistryRefusal) || !error.isDenied) throw error;
    if (await isThere(declared, reference, host)) throw await hidden(declared, registry, host);
  }
  const mend = "run the job again that pushes it";
  throw new TaskError([{ place, fault: "is not there", mend }]);
}

/** Asked with the job's token; where that may not look either, it is taken for being there. */
async function isThere(declared: DeclaredImage, reference: string, host: ConsumerHost): Promise<boolean> {
  try {
    return (await registryFor(declared, host).headManifest(reference)) !== null;
  } catch (error) {
    if (error instanceof RegistryRefusal && error.isDenied) return true;
    throw error;
  }
}

async function hidden(
  declared: DeclaredImage,
  { image }: Registry,
  { variables }: ConsumerHost,
): Promise<TaskError> {
  const page = await settingsPage(declared.name, variables);
  const mend = `open ${page}, change its visibility to public under Danger Zone, and run this job again`;
  return new TaskError([{ place: image, fault: "is private: nobody can pull it without signing in", mend }]);
}
