import { FaultsError } from "../../config/fault.ts";
import type { Plan } from "../../plan/plan.ts";
import { indexAddress } from "../../tasks/index/address.ts";
import { readIndexFiles } from "../../tasks/index/holdings.ts";

/**
 * Asks the index for a version: throws a FaultsError where it holds files of it. Answers a notice where it can't be
 * asked, since the release asks again; null: it holds none.
 */
export async function refusePublished(
  { index, package: { name, distribution } }: Plan,
  version: string,
  variables: NodeJS.ProcessEnv,
): Promise<string | null> {
  const declared = { ...index, trustedPublishing: index.token === null, environment: null };
  const options = { place: index.title, attempts: 2, seconds: 10 };
  const asked = { project: name, distribution, version };
  const files = await indexAddress(declared, variables)
    .then((address) => readIndexFiles(address, asked, options))
    .catch(() => null);
  if (files === null)
    return `${index.title} could not be asked whether it has ${version}; the release asks again.`;
  if (files.length === 0) return null;
  const fault = `is on ${index.title} already, with ${files.length === 1 ? "one file" : `${files.length} files`}`;
  throw new FaultsError([{ place: `version ${version}`, fault, mend: "name a higher one by --version" }]);
}
