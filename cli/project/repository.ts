import { isRecord } from "../changes/value.ts";

/**
 * The repository that a stack's configuration speaks of, `OWNER/NAME`; empty where it names none that GitHub
 * could have. The program checks the configuration; here it is only read.
 */
export function repositoryOf(config: Readonly<Record<string, unknown>>): string {
  const described = config["slipway:package"];
  const repository = isRecord(described) ? String(described["repository"]) : "";
  return /^[\w-]+\/(?!\.{1,2}$)(?!.*\.git$)[\w.-]+$/i.test(repository) ? repository : "";
}
