/** One thing in a tree, at any depth. */
export interface Entry {
  /** As git has it: `100644`; `120000` is a symbolic link. */
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
}

/** What stands in a tree. */
export interface Listing {
  readonly entries: ReadonlyMap<string, Entry>;
  /** false: it is too large, and but a part of it was asked for. */
  readonly isWhole: boolean;
}

/** Reads what is below a repository's address. */
export type Get = <T>(path: string, parameters?: Readonly<Record<string, unknown>>) => Promise<T>;

/** All that stands in a tree, by path; of one that is too large to list, what stands above and at `paths`. */
export async function listTree(get: Get, tree: string, paths: readonly string[]): Promise<Listing> {
  const whole = await get<StoredTree>("/git/trees/{tree}", { tree, recursive: "1" });
  if (!whole.truncated)
    return { entries: new Map(whole.tree.map((entry) => [entry.path, entry])), isWhole: true };
  return { entries: await walkTree(get, tree, paths), isWhole: false };
}

/** Lists but the folders that lead to the paths, one by one. */
async function walkTree(
  get: Get,
  tree: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  const visit = async (
    sha: string,
    folder: string,
    inside: readonly (readonly string[])[],
  ): Promise<void> => {
    const { tree: children } = await get<StoredTree>("/git/trees/{tree}", { tree: sha });
    for (const child of children) found.set(`${folder}${child.path}`, child);
    const below = children.filter(
      ({ path, type }) => type === "tree" && inside.some(([first]) => first === path),
    );
    await Promise.all(
      below.map(({ path, sha: childSha }) =>
        visit(
          childSha,
          `${folder}${path}/`,
          inside
            .filter(([first, second]) => first === path && second !== undefined)
            .map((parts) => parts.slice(1)),
        ),
      ),
    );
  };
  await visit(
    tree,
    "",
    paths.map((path) => path.split("/")),
  );
  return found;
}

interface StoredTree {
  readonly tree: readonly (Entry & { readonly path: string })[];
  readonly truncated: boolean;
}
