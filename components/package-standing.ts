import type { ImageAddresses } from "../plan/image-addresses.ts";
import type { RegistryAnswer } from "./registry-lookup.ts";

/** What a registry says of an image. */
export interface PackageAnswers {
  /** Of `latest`, to a stranger. */
  readonly anonymous: RegistryAnswer;
  /** Of `latest`, to the stack's own credentials; null: it has none. */
  readonly known: RegistryAnswer | null;
  /** Of the default branch's tag, to whoever may read the image; null: not asked. */
  readonly branch: RegistryAnswer | null;
}

/** The same in words, for whoever looks after the image. */
export interface PackageStanding {
  /** What `latest` holds, or why that is not told. */
  readonly digest: string;
  /** Whether anybody may pull it, and what to do where not. */
  readonly anonymousPull: string;
}

/** What the answers of a registry mean to the operator. */
export function packageStanding(answers: PackageAnswers, addresses: ImageAddresses): PackageStanding {
  return { digest: digestText(answers, addresses), anonymousPull: anonymousPullText(answers, addresses) };
}

function digestText({ anonymous, known, branch }: PackageAnswers, { branchTag }: ImageAddresses): string {
  const readable = [anonymous, known].find((answer) => answer?.is === "held");
  if (readable?.is === "held") return readable.digest;
  if (branch?.is === "held") return `${branch.digest} (tag ${branchTag}; there is no stable release yet)`;
  const told = known ?? anonymous;
  switch (told.is) {
    case "absent":
      return "nothing is published yet";
    case "denied":
      return "nothing is published yet, or not for the eyes of whoever asks";
    case "unknown":
      return `unknown: ${told.reason}`;
    case "held":
      return told.digest;
  }
}

function anonymousPullText({ anonymous, known }: PackageAnswers, { settingsPage }: ImageAddresses): string {
  switch (anonymous.is) {
    case "held":
      return "works";
    case "absent":
      return "works, once there is something to pull";
    case "denied": {
      const isPrivate = known?.is === "held" || known?.is === "absent";
      const why = isPrivate
        ? "the package is private"
        : "nothing is published yet, or the package is private";
      const mend = settingsPage === null ? "" : `; its visibility is changed by hand: ${settingsPage}`;
      return `refused: ${why}${mend}`;
    }
    case "unknown":
      return `unknown: ${anonymous.reason}`;
  }
}
