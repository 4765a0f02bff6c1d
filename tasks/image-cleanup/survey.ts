import type { ContainerPackage, PackageVersion } from "../github/packages.ts";
import { ShapeError } from "../json/shape.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Registry } from "../registry/registry.ts";
import { atOnce } from "./at-once.ts";
import type { Ledgers } from "./ledgers.ts";
import { type Leads, readLeads, subjectOfTag } from "./leads.ts";
import { type Hold, type Root, reach } from "./reach.ts";

/** The part of a registry that tells what an image's versions lead to. */
export type ManifestReader = Pick<Registry, "image" | "tags" | "headManifest" | "readManifest">;

/** Where what is there is read. */
export interface Sources {
  readonly package: ContainerPackage;
  readonly registry: ManifestReader;
  readonly ledgers: Ledgers;
}

/** How old versions are. */
export interface Ages {
  /** What was changed since is kept (milliseconds since 1970). */
  readonly since: number;
  /** For people: `newer than 30 days`. */
  readonly why: string;
}

/** What there is, and what is kept of it. */
export interface Survey {
  readonly versions: readonly PackageVersion[];
  readonly roots: readonly Root[];
  /** By digest. */
  readonly leads: ReadonlyMap<string, Leads>;
  /** By digest. */
  readonly held: ReadonlyMap<string, Hold>;
}

/** How many manifests are read at once. */
const readers = 6;

/** Reads what there is, again and again: a manifest stays what its digest names, and is read once. */
export class Surveyor {
  readonly #sources: Sources;
  readonly #ages: Ages;
  /** Null: the registry has none such. */
  readonly #leads = new Map<string, Leads | null>();

  constructor(sources: Sources, ages: Ages) {
    this.#sources = sources;
    this.#ages = ages;
  }

  /**
   * What there is now. Throws a TaskError with all that can't be read, and all that is missing of what is kept: what it
   * leads to is not known then, so that nothing may be removed.
   */
  async look(more: readonly Root[]): Promise<Survey> {
    const { package: versionsOf, ledgers } = this.#sources;
    // Tags before versions: what a tag moves to meanwhile was pushed before, and is listed.
    const tagged = await this.#taggedRoots();
    const versions = await versionsOf.versions();
    const roots = [
      ...more,
      ...tagged,
      ...versions.flatMap(rootsOf),
      ...(await ledgers()),
      ...versions.filter(({ changed }) => changed > this.#ages.since).map((one) => this.#recent(one)),
    ].sort(byKind);
    this.#forgetUnlisted(new Set(versions.map(({ digest }) => digest)));
    await this.#read(versions.map(({ digest }) => digest));
    for (;;) {
      const leads = this.#known();
      const held = reach(roots, leads);
      const expected = [...held].filter(([digest, { expected }]) => expected && !leads.has(digest));
      const unread = expected.filter(([digest]) => !this.#leads.has(digest)).map(([digest]) => digest);
      if (unread.length === 0) {
        requireThere(expected, this.#sources.registry.image);
        return { versions, roots, leads, held };
      }
      await this.#read(unread);
    }
  }

  async #taggedRoots(): Promise<readonly Root[]> {
    const { registry } = this.#sources;
    const found = await atOnce(readers, (await registry.tags()).toSorted(), async (tag) => {
      const digest = (await registry.headManifest(tag))?.digest;
      // Gone since it was listed.
      return digest === undefined ? [] : tagRoots(tag, digest);
    });
    return found.flat();
  }

  #recent({ digest }: PackageVersion): Root {
    return { digest, why: this.#ages.why, expected: true };
  }

  /** What is removed may be listed for a while, and is there no more. */
  forget(digest: string): void {
    this.#leads.delete(digest);
  }

  /** What was not there may have come, and what is not listed may have gone. */
  #forgetUnlisted(listed: ReadonlySet<string>): void {
    for (const [digest, leads] of this.#leads)
      if (leads === null || !listed.has(digest)) this.#leads.delete(digest);
  }

  #known(): ReadonlyMap<string, Leads> {
    const known = new Map<string, Leads>();
    for (const [digest, leads] of this.#leads) if (leads !== null) known.set(digest, leads);
    return known;
  }

  async #read(digests: readonly string[]): Promise<void> {
    const faults: Fault[] = [];
    await atOnce(
      readers,
      [...new Set(digests.filter((digest) => !this.#leads.has(digest)))],
      async (digest) => {
        // Where much can't be read, all is out of order: each is tried for half a minute.
        if (faults.length < readers) faults.push(...(await this.#readOne(digest)));
      },
    );
    if (faults.length > 0) throw new TaskError(faults);
  }

  async #readOne(digest: string): Promise<readonly Fault[]> {
    const { registry } = this.#sources;
    const place = `${registry.image}@${digest}`;
    const mend = "nothing more is removed; run the job again, or delete this version by hand";
    try {
      const manifest = await registry.readManifest(digest);
      if (manifest !== null && manifest.digest !== digest)
        return [{ place, fault: "is another manifest than its digest names", mend }];
      this.#leads.set(digest, manifest === null ? null : readLeads(manifest.bytes));
      return [];
    } catch (error) {
      if (error instanceof ShapeError) return [{ place, fault: `is no manifest: ${error.message}`, mend }];
      if (error instanceof TaskError) return error.faults;
      throw error;
    }
  }
}

function rootsOf({ digest, tags }: PackageVersion): readonly Root[] {
  return tags.flatMap((tag) => tagRoots(tag, digest));
}

/** A tag that stands for referrers of an image leads to that image, too: who attests something wants it kept. */
function tagRoots(tag: string, digest: string): readonly Root[] {
  const why = `tag ${tag}`;
  const subject = subjectOfTag(tag);
  const root = { digest, why, expected: true };
  return subject === null ? [root] : [root, { digest: subject, why, expected: false }];
}

/** A person's reason before a digest's, so that what has several is told with the better one. */
function byKind(a: Root, b: Root): number {
  return rank(a) - rank(b);
}

function rank({ why }: Root): number {
  if (why.startsWith("tag ")) return subjectOfTag(why.slice("tag ".length)) === null ? 0 : 2;
  return why.startsWith("release ") ? 1 : 3;
}

function requireThere(missing: readonly (readonly [string, Hold])[], image: string): void {
  if (missing.length === 0) return;
  throw new TaskError(
    missing.map(([digest, { why }]) => ({
      place: `${image}@${digest}`,
      fault: `is missing, and ${why} leads to it`,
      mend: "nothing more is removed; restore it in the package's settings, or delete by hand what leads to it",
    })),
  );
}
