import { taskDocuments } from "./bundles/bundles.ts";
import {
  attestationsRequirementsPath,
  backendRequirementsPath,
  buildRequirementsPath,
  condaRequirementsPath,
  sbomRequirementsPath,
} from "./delivery-paths.ts";
import type { Document } from "./document.ts";
import { gitIdOf } from "./git-id.ts";
import { headerOf, type Origin } from "./header.ts";
import {
  attestationsRequirements,
  buildRequirements,
  condaRequirements,
  knownBackends,
  sbomRequirements,
} from "./python/requirements.ts";
import { standIn, standsFor } from "./stand-in.ts";

/** The files that are the same for every package, but for the header: locks and programs. */
export function ownDocuments(origin: Origin): readonly Document[] {
  const header = headerOf(origin);
  const locks = [
    [buildRequirementsPath, buildRequirements],
    [backendRequirementsPath, knownBackends],
    [sbomRequirementsPath, sbomRequirements],
    [attestationsRequirementsPath, attestationsRequirements],
    [condaRequirementsPath, condaRequirements],
  ] as const;
  return [
    ...locks.map(([path, text]) => ({ path, content: `${header}\n${text}` })),
    ...taskDocuments(origin),
  ];
}

/** Texts by path as a resource holds them: a line stands in for each file that `ownDocuments` has word for word. */
export function asHeld(documents: readonly Document[], origin: Origin): Readonly<Record<string, string>> {
  const own = new Map(ownDocuments(origin).map(({ path, content }) => [path, content]));
  const texts = documents.map(({ path, content }) => {
    const isOwn = own.get(path) === content;
    const held = isOwn ? standIn(path, Buffer.byteLength(content), gitIdOf(content)) : content;
    return [path, held] as const;
  });
  return Object.fromEntries(texts);
}

/** The text that is meant by one that a resource holds; null: it is of another version of Slipway. */
export function meantText(held: string, origin: Origin): string | null {
  const meant = standsFor(held);
  if (meant === null) return held;
  return ownDocuments(origin).find(({ content }) => gitIdOf(content) === meant.id)?.content ?? null;
}
