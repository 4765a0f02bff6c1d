import { ShapeError, listOf, mapOf, objectOf, optional, parseJson, text } from "../json/shape.ts";

/** What a manifest leads to. */
export interface Leads {
  /** The entries of an index: without one of them it is broken. */
  readonly parts: readonly string[];
  /** What it says it is about: an attestation's image. */
  readonly subject: string | null;
  /** All digests that stand anywhere in it, parts and subject among them. */
  readonly all: readonly string[];
}

const manifest = objectOf({
  manifests: optional(listOf(objectOf({ digest: text }))),
  subject: optional(objectOf({ digest: text })),
});

/**
 * What a manifest leads to; throws a ShapeError where it is none. What it leads to is not told by its kind, which grows:
 * a digest in an annotation, or in an entry of a kind that is yet to come, counts as much as one in an index.
 */
export function readLeads(content: Uint8Array): Leads {
  // No object, no manifest; a list would be taken for one without entries.
  parseJson(
    content,
    mapOf((value) => value),
  );
  const { manifests, subject } = parseJson(content, manifest);
  return {
    parts: (manifests ?? []).map(({ digest }) => checked(digest, "manifests")),
    subject: subject === null ? null : checked(subject.digest, "subject"),
    all: digestsIn(Buffer.from(content).toString("utf8")),
  };
}

/** Digests as OCI writes them, each once: `sha256:` and 64 hexadecimal digits, or of another algorithm. */
export function digestsIn(source: string): readonly string[] {
  return [...new Set(source.match(/\b[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}\b/g))];
}

/** The image that a tag names which stands for referrers, where a registry has no other way: `sha256-` and its hex. */
export function subjectOfTag(tag: string): string | null {
  const [, algorithm = "", hex = ""] = /^(sha256|sha512)-([0-9a-f]{64,128})(?:\.|$)/.exec(tag) ?? [];
  return hex === "" ? null : `${algorithm}:${hex}`;
}

function checked(digest: string, place: string): string {
  if (digestsIn(digest)[0] === digest) return digest;
  throw new ShapeError(place, "a list of digests");
}
