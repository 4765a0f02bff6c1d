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
  return ownFiles(origin).documents;
}

/** Texts by path as a resource holds them: a line stands in for each file that `ownDocuments` has word for word. */
export function asHeld(documents: readonly Document[], origin: Origin): Readonly<Record<string, string>> {
  const { byPath } = ownFiles(origin);
  const texts = documents.map(({ path, content }) => {
    const own = byPath.get(path);
    if (own?.content !== content) return [path, content] as const;
    return [path, standIn(path, Buffer.byteLength(content), own.id)] as const;
  });
  return Object.fromEntries(texts);
}

/** The text that is meant by one that a resource holds; null: it is of another version of Slipway. */
export function meantText(held: string, origin: Origin): string | null {
  const meant = standsFor(held);
  if (meant === null) return held;
  for (const { id, content } of ownFiles(origin).byPath.values()) if (id === meant.id) return content;
  return null;
}

/** A file that a line can stand in for. */
class OwnFile {
  readonly content: string;
  #id: string | null = null;

  constructor(content: string) {
    this.content = content;
  }

  get id(): string {
    return (this.#id ??= gitIdOf(this.content));
  }
}

interface OwnFiles {
  readonly documents: readonly Document[];
  readonly byPath: ReadonlyMap<string, OwnFile>;
}

const known = new Map<string, OwnFiles>();

/** Made once for each origin: it is megabytes, and a preview asks for it some hundred times. */
function ownFiles(origin: Origin): OwnFiles {
  const header = headerOf(origin);
  const before = known.get(header);
  if (before !== undefined) return before;
  const locks = [
    [buildRequirementsPath, buildRequirements],
    [backendRequirementsPath, knownBackends],
    [sbomRequirementsPath, sbomRequirements],
    [attestationsRequirementsPath, attestationsRequirements],
    [condaRequirementsPath, condaRequirements],
  ] as const;
  const documents = [
    ...locks.map(([path, text]) => ({ path, content: `${header}\n${text}` })),
    ...taskDocuments(origin),
  ];
  const byPath = new Map(documents.map(({ path, content }) => [path, new OwnFile(content)]));
  const made = { documents, byPath };
  known.set(header, made);
  return made;
}
