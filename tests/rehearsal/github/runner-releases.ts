import { changeRecords } from "./emulated.ts";

/** A version of `actions/runner`. */
interface Published {
  readonly version: string;
  /** ms since 1970. */
  readonly at: number;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
}

/** Lets the emulated GitHub have published it. */
export function publishRunner(root: string, { version, at, ...change }: Published): void {
  changeRecords(root, (records) => {
    const [like] = Object.values(records.repositories);
    if (like === undefined) throw new Error("there is no repository to make another like");
    const runner = (records.repositories["actions/runner"] ??= {
      ...structuredClone(like),
      ...{ id: records.next_id++, visibility: "public", releases: [] },
    });
    const time = new Date(at).toISOString();
    runner.releases.push({
      ...{ id: records.next_id++, tag_name: `v${version}`, target_commitish: "main", name: null, body: null },
      ...{ draft: false, prerelease: false, immutable: false, author: "octocat" },
      ...{ created_at: time, published_at: time, ...change },
    });
  });
}
