import {
  type Shape,
  ShapeError,
  count,
  listOf,
  objectOf,
  oneOf,
  optional,
  parseJson,
  text,
} from "../json/shape.ts";
import type { Fault } from "../program/fault.ts";
import type { Asked } from "./asked.ts";

const something: Shape<true> = (value, place) => {
  if (typeof value === "object" && value !== null) return true;
  throw new ShapeError(place, "an object");
};

const provenance = objectOf({
  version: count,
  attestation_bundles: listOf(
    objectOf({
      publisher: objectOf({
        kind: oneOf("GitHub"),
        repository: text,
        workflow: text,
        environment: optional(text),
      }),
      attestations: listOf(something),
    }),
  ),
});

/**
 * Compares who published a file, by its provenance on the index (PEP 740), with what is declared. The tool that checks
 * the signatures takes the publisher's word for workflow and environment, and a provenance that holds no attestation.
 */
export function publisherFault(name: string, content: Uint8Array, asked: Asked): Fault | null {
  const fault = differenceOf(content, asked);
  if (fault === null) return null;
  const mend = "find out who published it; yank the version there if nobody of yours did";
  return { place: `${asked.index.title}, ${name}`, fault, mend };
}

function differenceOf(content: Uint8Array, { declaration, index, source }: Asked): string | null {
  let bundles;
  try {
    bundles = parseJson(content, provenance).attestation_bundles;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return `has a provenance that can't be read: ${error.message}`;
  }
  if (bundles.length === 0 || bundles.some(({ attestations }) => attestations.length === 0)) {
    return "has a provenance without an attestation";
  }
  for (const { publisher } of bundles) {
    const { repository, workflow, environment } = publisher;
    const who = `was published by ${repository}, ${workflow}`;
    if (repository.toLowerCase() !== source.repository.toLowerCase()) return who;
    if (workflow !== declaration.release.workflow) return who;
    const declared = index.environment?.name ?? null;
    // An index tells no environment where its publisher was registered without one.
    if (environment !== null && environment !== "" && environment !== declared) {
      return `${who}, in the environment ${environment}`;
    }
  }
  return null;
}
