import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A version of a container package: one manifest that was pushed, tagged or not. */
export interface PackageVersion {
  readonly id: number;
  /** `sha256:` and 64 hexadecimal digits; what the packages API calls its name. */
  readonly digest: string;
  /** Sorted. */
  readonly tags: readonly string[];
  /** Milliseconds since 1970. */
  readonly created: number;
  /** When it was pushed last, or a tag came or went (milliseconds since 1970). */
  readonly updated: number;
}

/** A container package, as its first push made it. */
export interface ContainerPackage {
  readonly id: number;
  /** With its owner, without the registry: `octo-org/octo-package`. */
  readonly name: string;
  readonly visibility: "public" | "private";
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** What the packages API tells of what a registry holds. */
export interface PackageStore {
  /** Sorted by name. */
  packages(): readonly ContainerPackage[];
  /** Newest first; none where there is no such package. */
  versions(name: string): readonly PackageVersion[];
  /** Deletes a version with its tags, and what else pointed to its manifest keeps pointing there; whether it was there. */
  remove(name: string, id: number): Promise<boolean>;
}

interface StoredPackage extends ContainerPackage {
  visibility: "public" | "private";
  /** By digest. */
  readonly versions: Map<string, StoredVersion>;
  /** Digest by tag. */
  readonly tags: Map<string, string>;
}

interface StoredVersion {
  readonly id: number;
  readonly digest: string;
  readonly created: number;
  updated: number;
}

/** As they are written down. */
interface KeptPackages {
  /** The last that was given. */
  readonly id: number;
  readonly packages: readonly (ContainerPackage & {
    readonly versions: readonly StoredVersion[];
    readonly tags: readonly (readonly [string, string])[];
  })[];
}

/** What was pushed to a registry: in memory, and in a file where there is one, from start to start. */
export class PushedPackages {
  readonly #packages = new Map<string, StoredPackage>();
  readonly #now: () => number;
  readonly #file: string | null;
  #id = 0;

  constructor(now: () => number, file: string | null = null) {
    this.#now = now;
    this.#file = file;
    if (file === null || !existsSync(file)) return;
    const kept = JSON.parse(readFileSync(file, "utf8")) as KeptPackages;
    this.#id = kept.id;
    for (const { versions, tags, ...rest } of kept.packages) {
      const byDigest = new Map(versions.map((version) => [version.digest, { ...version }]));
      this.#packages.set(rest.name, { ...rest, versions: byDigest, tags: new Map(tags) });
    }
  }

  list(): readonly ContainerPackage[] {
    return [...this.#packages.values()]
      .map(({ id, name, visibility, created }) => ({ id, name, visibility, created }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): ContainerPackage | null {
    return this.#packages.get(name) ?? null;
  }

  /** Makes the package where it is the first push to it. */
  ensure(name: string, visibility: ContainerPackage["visibility"]): void {
    if (this.#packages.has(name)) return;
    const created = this.#now();
    const made = { id: this.#next(), name, visibility, created };
    this.#packages.set(name, { ...made, versions: new Map(), tags: new Map() });
    this.#keep();
  }

  setVisibility(name: string, visibility: ContainerPackage["visibility"]): void {
    const found = this.#packages.get(name);
    if (found === undefined) throw new Error(`there is no package ${name}`);
    found.visibility = visibility;
    this.#keep();
  }

  /** A manifest was taken; null: without a tag. */
  push(name: string, digest: string, tag: string | null): void {
    const found = this.#packages.get(name);
    if (found === undefined) throw new Error(`there is no package ${name}`);
    const now = this.#now();
    const known = found.versions.get(digest);
    if (known === undefined)
      found.versions.set(digest, { id: this.#next(), digest, created: now, updated: now });
    else known.updated = now;
    if (tag !== null) {
      const before = found.versions.get(found.tags.get(tag) ?? "");
      if (before !== undefined) before.updated = now;
      found.tags.set(tag, digest);
    }
    this.#keep();
  }

  /** A manifest was deleted, and with it its tags. */
  drop(name: string, digest: string): void {
    const found = this.#packages.get(name);
    found?.versions.delete(digest);
    for (const [tag, of] of found?.tags ?? []) if (of === digest) found?.tags.delete(tag);
    this.#keep();
  }

  versions(name: string): readonly PackageVersion[] {
    const found = this.#packages.get(name);
    if (found === undefined) return [];
    return [...found.versions.values()]
      .map((version) => {
        const tags = [...found.tags].filter(([, digest]) => digest === version.digest);
        return { ...version, tags: tags.map(([tag]) => tag).sort() };
      })
      .sort((a, b) => b.created - a.created || b.id - a.id);
  }

  /** By a rename, so that whatever ends this process leaves a whole file. */
  #keep(): void {
    if (this.#file === null) return;
    const packages = [...this.#packages.values()].map((one) => ({
      ...one,
      versions: [...one.versions.values()],
      tags: [...one.tags],
    }));
    const kept: KeptPackages = { id: this.#id, packages };
    writeFileSync(`${this.#file}.partial`, JSON.stringify(kept));
    renameSync(`${this.#file}.partial`, this.#file);
  }

  #next(): number {
    this.#id += 1;
    return this.#id;
  }
}
