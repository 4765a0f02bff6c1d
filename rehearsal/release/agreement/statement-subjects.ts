import { listOf, objectOf, optional, parseJson, text } from "../../../tasks/json/shape.ts";
import type { NamedHash } from "./released.ts";

const statementShape = objectOf({
  subject: listOf(objectOf({ name: text, digest: objectOf({ sha256: optional(text) }) })),
});

/** What an in-toto statement, in base64, is about. Throws a ShapeError where it is none. */
export function subjectsOf(statement: string): readonly NamedHash[] {
  const { subject } = parseJson(Buffer.from(statement, "base64"), statementShape);
  return subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 ?? "" }));
}
