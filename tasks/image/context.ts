import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyValue } from "../wheel/headers.ts";
import { TaskError } from "../program/fault.ts";
import { lackingPins } from "./completeness.ts";
import { type Prepared, metadataOf } from "./prepare.ts";
import { type Source, fetchWheel } from "./wheels.ts";

/**
 * Downloads what the image installs, and writes it with the package's own wheel into a folder, each named by its hash:
 * what the Dockerfile copies. Throws a TaskError with all that the lock lacks.
 */
export async function writeContext(
  folder: string,
  prepared: Prepared,
  { source, lock }: { readonly source: Source; readonly lock: string },
): Promise<void> {
  const wheels = join(folder, "wheels");
  mkdirSync(wheels, { recursive: true });
  const fetched = await Promise.all(
    prepared.chosen.map(async (chosen) => ({ chosen, content: await fetchWheel(chosen, source) })),
  );
  const needing = fetched.map(({ chosen: { pin, file }, content }) => ({
    name: pin.name,
    requires: metadataOf(file.name, content).get("requires-dist") ?? [],
  }));
  const { metadata, target } = prepared;
  const name = onlyValue(metadata, "Name") ?? "";
  const root = { name, requires: metadata.get("requires-dist") ?? [] };
  const faults = lackingPins(lock, root, { wheels: needing, target });
  if (faults.length > 0) throw new TaskError(faults);
  for (const { chosen, content } of fetched) writeFileSync(join(wheels, chosen.file.name), content);
  writeFileSync(join(wheels, prepared.wheel.name), prepared.content);
  const lines = [
    ...prepared.chosen.map(
      ({ pin, file }) => `${pin.name}==${pin.version} --hash=sha256:${file.sha256 ?? ""}`,
    ),
    `${name}==${prepared.version} --hash=sha256:${prepared.wheel.sha256}`,
  ];
  writeFileSync(join(folder, "requirements.txt"), `${lines.join("\n")}\n`);
}
