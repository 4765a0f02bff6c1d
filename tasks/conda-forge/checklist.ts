/** What a person has to say, because no program can find it out. */
export const confirmations = ["maintainers", "vendored", "static"] as const;

/** What is known of a recipe that is submitted. */
export interface Known {
  /** Whether its license files are named, and all of them are in the sdist. */
  readonly isLicensePackaged: boolean;
  /** Whether its source is the sdist that the index has, by hash. */
  readonly isOfficial: boolean;
  /** Whether it is built from an archive's address. */
  readonly isArchive: boolean;
  readonly buildNumber: string | null;
  /** Whether nothing is compiled. */
  readonly isPure: boolean;
  /** Whether each maintainer has agreed. */
  readonly isAgreed: boolean;
  readonly confirmed: ReadonlySet<string>;
}

/** A checklist filled in. */
export interface Filled {
  readonly text: string;
  /** Points that nobody has checked, as they are written. */
  readonly open: readonly string[];
}

/** A point of the checklist, known by its words: the list is staged-recipes' own and changes by and by. */
interface Point {
  readonly words: RegExp;
  readonly holds: (known: Known) => boolean;
}

const noStatic = ({ isPure, confirmed }: Known) => isPure || confirmed.has("static");

const points: readonly Point[] = [
  { words: /title of this (pr|pull request)/i, holds: () => true },
  { words: /static librar/i, holds: noStatic },
  { words: /license file is packaged/i, holds: ({ isLicensePackaged }) => isLicensePackaged },
  { words: /official source/i, holds: ({ isOfficial }) => isOfficial },
  { words: /not vendor/i, holds: ({ confirmed }) => confirmed.has("vendored") },
  { words: /build number is 0/i, holds: ({ buildNumber }) => buildNumber === "0" },
  { words: /tarball/i, holds: ({ isArchive, isOfficial }) => isArchive && isOfficial },
  { words: /maintainer section/i, holds: ({ isAgreed }) => isAgreed },
];

/**
 * Fills the checklist of a template: a point is ticked only where it was checked or confirmed, and one that is not
 * known here never is. What the template says to its reader alone is left out.
 */
export function fillChecklist(template: string, known: Known): Filled {
  const open: string[] = [];
  const lines = template
    .replaceAll(/<!--[^]*?-->/g, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const [, lead = "", point] = /^(\s*[-*] )\[ \] (.*)$/.exec(line) ?? [];
      if (point === undefined) return line;
      const holds = points.find(({ words }) => words.test(point))?.holds(known) ?? false;
      if (!holds) open.push(point);
      return `${lead}[${holds ? "x" : " "}] ${point}`;
    });
  return { text: lines.join("\n"), open };
}
