import { faultsError } from "./faults-error.ts";
import type { Wanted } from "./wanted.ts";
import type { Edits } from "./writer.ts";

/** The edits with every text in full; rejects where one is of another version of Slipway than this. */
export async function writtenOut(edits: Edits, wanted: Wanted): Promise<Edits> {
  // Loaded where something is written: a preview need not wait for all of Slipway's own texts.
  const { meantText } = await import("../../../documents/own-documents.ts");
  const texts = [...edits].map(([path, held]) => {
    return { path, held, meant: held === null ? null : meantText(held, wanted) };
  });
  const faults = texts.flatMap(({ path, held, meant }) => {
    if (held === null || meant !== null) return [];
    const fault = "is wanted as another version of Slipway has it";
    return [{ place: path, fault, mend: "run the update with the version that made its preview" }];
  });
  if (faults.length > 0) throw faultsError(faults);
  return new Map(texts.map(({ path, meant }) => [path, meant]));
}
