import { sha256Of } from "../../../../tasks/files/release-files.ts";
import type { Asset, AssetFile, DraftRelease, Release } from "../../../../tasks/github/releases.ts";
import { TaskError } from "../../../../tasks/program/fault.ts";
import type { ReleaseStore } from "../../../../tasks/release/store.ts";
import { type Hazard, calm } from "./hazard.ts";

interface StoredAsset {
  readonly id: number;
  readonly name: string;
  readonly content: Buffer;
  readonly complete: boolean;
}

interface StoredRelease extends DraftRelease {
  readonly id: number;
  draft: boolean;
  assets: StoredAsset[];
}

/** GitHub's releases in memory: drafts of one tag may be several, names of assets are taken once, uploads may break off. */
export class MemoryStore {
  readonly releases: StoredRelease[] = [];
  /** Where every tag is. */
  tagged: string | null = "c".repeat(40);
  #id = 0;
  /** Tags in the order of their publishing. */
  readonly published: string[] = [];

  /** Attaches a file by hand, half of it where it is not complete. */
  attach(release: StoredRelease, file: AssetFile, complete = true): StoredAsset {
    const { name, content } = file;
    if (release.assets.some((one) => one.name === name)) throw refused(name, "already_exists");
    if (!release.draft) throw refused(name, "the release is immutable");
    const asset = { id: (this.#id += 1), name, content: Buffer.from(content), complete };
    release.assets.push(asset);
    return asset;
  }

  /** Makes a draft by hand. */
  draft(wanted: DraftRelease): StoredRelease {
    const release = { ...wanted, id: (this.#id += 1), draft: true, assets: [] };
    this.releases.push(release);
    return release;
  }

  /** The release of a tag that is taken for it. */
  find(tag: string): StoredRelease | undefined {
    const all = this.releases.filter((one) => one.tag === tag);
    return all.find(({ draft }) => !draft) ?? all[0];
  }

  /** Hashes of a tag's whole assets by their names. */
  hashes(tag: string): Readonly<Record<string, string>> {
    const whole = (this.find(tag)?.assets ?? []).filter(({ complete }) => complete);
    return Object.fromEntries(whole.map(({ name, content }) => [name, sha256Of(content)] as const).sort());
  }

  port(hazard: Hazard = calm): ReleaseStore {
    return {
      commitOf: () => Promise.resolve(this.tagged),
      find: async (tag) => {
        await hazard.step();
        const found = this.find(tag);
        return found === undefined ? null : present(found);
      },
      create: async (draft) => {
        await hazard.step(() => this.draft(draft));
        const made = this.draft(draft);
        await hazard.step();
        return present(made);
      },
      upload: (release, file) => this.#upload(hazard, this.#stored(release), file),
      download: async ({ id, name }) => {
        await hazard.step();
        const asset = this.releases.flatMap(({ assets }) => assets).find((one) => one.id === id);
        if (asset?.complete !== true) throw refused(name, "is not there");
        return asset.content;
      },
      remove: async ({ id }) => {
        await hazard.step();
        this.#remove(id);
        await hazard.step();
      },
      publish: async (release) => {
        await hazard.step();
        const stored = this.#stored(release);
        if (stored.draft) this.published.push(stored.tag);
        stored.draft = false;
        await hazard.step();
        return present(stored);
      },
    };
  }

  /** Deletes what is in the way, leaves half of it where it breaks off, and then has the whole. */
  async #upload(
    hazard: Hazard,
    release: StoredRelease,
    { name, content, onlyNew }: AssetFile,
  ): Promise<Asset> {
    await hazard.step();
    const old = release.assets.find((one) => one.name === name);
    if (old?.complete === true && old.content.equals(content)) return presentAsset(old);
    if (old?.complete === true && onlyNew === true) throw refused(name, "already_exists");
    if (old !== undefined) this.#remove(old.id);
    await hazard.step(() => {
      if (release.draft && !release.assets.some((one) => one.name === name))
        this.attach(release, { name, content });
    });
    const half = this.attach(release, { name, content: content.subarray(0, content.length / 2) }, false);
    await hazard.step();
    this.#remove(half.id);
    const asset = this.attach(release, { name, content });
    await hazard.step();
    return presentAsset(asset);
  }

  #remove(id: number): void {
    for (const release of this.releases) {
      const asset = release.assets.find((one) => one.id === id);
      if (asset !== undefined && !release.draft) throw refused(asset.name, "the release is immutable");
      release.assets = release.assets.filter((one) => one.id !== id);
    }
  }

  #stored({ id, tag }: Release): StoredRelease {
    const found = this.releases.find((one) => one.id === id);
    if (found === undefined) throw refused(tag, "is gone");
    return found;
  }
}

function refused(place: string, fault: string): TaskError {
  return new TaskError([{ place, fault, mend: "run the job again" }]);
}

function present({ id, tag, draft, prerelease, notes, assets }: StoredRelease): Release {
  const url = `https://github.example/releases/${tag}`;
  const whole = assets.map(presentAsset);
  return {
    id,
    tag,
    target: "main",
    draft,
    prerelease,
    immutable: !draft,
    url,
    notes,
    uploadUrl: url,
    assets: whole,
  };
}

function presentAsset({ id, name, content, complete }: StoredAsset): Asset {
  return { id, name, size: content.length, sha256: complete ? sha256Of(content) : null, complete };
}
