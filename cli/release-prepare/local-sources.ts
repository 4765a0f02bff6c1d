import type { Sources } from "../../documents/release/sources.ts";
import { localTree } from "../init/tree/local-tree.ts";

/** A clone of the repository. Throws a FaultsError if it is no folder. */
export async function localSources(name: string, folder: string): Promise<Sources> {
  const tree = await localTree(name, folder);
  return {
    name,
    read: async (path) => {
      const text = Buffer.from((await tree.read(path)) ?? [0xff]).toString("utf8");
      return text.includes("\ufffd") ? null : text;
    },
    tags: async (prefix) => (tree.repository.tags ?? []).filter((tag) => tag.startsWith(prefix)),
  };
}
