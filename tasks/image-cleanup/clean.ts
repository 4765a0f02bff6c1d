import type { PackageVersion } from "../github/packages.ts";
import { type Hold, type Root, inOrder, reach } from "./reach.ts";
import { type Ages, type Sources, type Survey, Surveyor } from "./survey.ts";

/** How an image is cleaned. */
export interface Cleaning extends Ages {
  readonly dryRun: boolean;
  /** How many versions one run removes at most: a run's token has 1,000 requests an hour for all that is done. */
  readonly most: number;
  /** After how many removals everything is read again. */
  readonly batch: number;
  readonly say: (line: string) => void;
}

/** What became of each version, and why. */
export interface Cleaned {
  readonly removed: readonly PackageVersion[];
  readonly kept: readonly { readonly version: PackageVersion; readonly why: string }[];
  /** What the next run removes. */
  readonly left: readonly PackageVersion[];
}

/**
 * Removes the versions of an image that are old and that nothing leads to. All is read before the first is removed, each
 * is read again before it is, and all again in between: what a tag came to meanwhile stays. Whatever leads to others goes
 * before these, so that what is left over, wherever it ends, is whole, and the next run goes on with it.
 */
export async function clean(sources: Sources, cleaning: Cleaning): Promise<Cleaned> {
  const surveyor = new Surveyor(sources, cleaning);
  const before = await surveyor.look([]);
  const removal = new Removal({ package: sources.package, surveyor }, cleaning, before);
  if (!cleaning.dryRun) await removal.run();
  return removal.cleaned();
}

/** What removing works with. */
interface Tools {
  readonly package: Sources["package"];
  readonly surveyor: Surveyor;
}

class Removal {
  readonly #tools: Tools;
  readonly #cleaning: Cleaning;
  /** What was found to be kept on the way. */
  readonly #found: Root[] = [];
  readonly #removed: PackageVersion[] = [];
  #survey: Survey;
  #waiting: PackageVersion[];

  constructor(tools: Tools, cleaning: Cleaning, survey: Survey) {
    this.#tools = tools;
    this.#cleaning = cleaning;
    this.#survey = survey;
    this.#waiting = removable(survey);
  }

  async run(): Promise<void> {
    const { most, batch } = this.#cleaning;
    let checked = 0;
    while (this.#waiting.length > 0 && this.#removed.length < most) {
      if (this.#removed.length - checked >= batch) {
        await this.#lookAgain();
        checked = this.#removed.length;
      } else await this.#removeNext();
    }
    // Whether all that is kept is still there.
    if (this.#removed.length > 0) await this.#lookAgain();
  }

  cleaned(): Cleaned {
    const { dryRun } = this.#cleaning;
    const going = dryRun ? this.#waiting : [];
    const gone = new Set([...this.#removed, ...this.#waiting].map(({ id }) => id));
    return {
      removed: [...this.#removed, ...going],
      left: dryRun ? [] : this.#waiting,
      kept: this.#survey.versions
        .filter(({ id }) => !gone.has(id))
        .map((version) => ({ version, why: wordsOf(this.#survey.held.get(version.digest)) })),
    };
  }

  async #lookAgain(): Promise<void> {
    this.#survey = await this.#tools.surveyor.look(this.#found);
    this.#spareHeld();
  }

  async #removeNext(): Promise<void> {
    const [next, ...rest] = this.#waiting;
    if (next === undefined) return;
    const now = await this.#tools.package.version(next.id);
    const hold = now === null ? null : this.#holdNow(next, now);
    if (hold !== null) {
      this.#keep(next, hold);
      return;
    }
    this.#waiting = rest;
    if (now === null) return;
    const deletion = await this.#tools.package.delete(now);
    if (deletion.kind === "deleted") this.#tellRemoved(now);
    if (deletion.kind !== "refused") return;
    this.#cleaning.say(`${next.digest} is kept: GitHub says ${deletion.reason}`);
    this.#keep(next, `GitHub does not delete it (${deletion.reason})`);
  }

  /** Why a version that was to go is kept after all. */
  #holdNow(before: PackageVersion, now: PackageVersion): string | null {
    if (now.tags.length > 0) return `tag ${now.tags.join(", ")}, which came meanwhile`;
    if (now.digest !== before.digest || now.changed > before.changed) return "changed meanwhile";
    return null;
  }

  /** And with it whatever it leads to. */
  #keep({ digest }: PackageVersion, why: string): void {
    this.#found.push({ digest, why, expected: true });
    const roots = [...this.#survey.roots, ...this.#found];
    this.#survey = { ...this.#survey, roots, held: reach(roots, this.#survey.leads) };
    this.#spareHeld();
  }

  #spareHeld(): void {
    const { held, versions } = this.#survey;
    const there = new Set(versions.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id, digest }) => there.has(id) && !held.has(digest));
  }

  #tellRemoved(version: PackageVersion): void {
    this.#removed.push(version);
    this.#tools.surveyor.forget(version.digest);
    this.#cleaning.say(`${version.digest} removed`);
  }
}

/** What nothing leads to. A version that the registry has no manifest of is left alone: nobody can tell what it was. */
function removable({ versions, held, leads }: Survey): PackageVersion[] {
  const free = versions.filter(({ digest }) => !held.has(digest) && leads.has(digest));
  const byDigest = new Map(free.map((version) => [version.digest, version]));
  return inOrder([...byDigest.keys()], leads).flatMap((digest) => byDigest.get(digest) ?? []);
}

function wordsOf(hold: Hold | undefined): string {
  if (hold === undefined) return "the registry has no manifest of it";
  switch (hold.as) {
    case "root":
      return hold.why;
    case "part":
      return `behind ${hold.why}`;
    case "referrer":
      return `about what ${hold.why} leads to`;
    default:
      return hold.as satisfies never;
  }
}
