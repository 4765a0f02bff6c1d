import { RefusedError } from "../../github/client.ts";
import type { Edits, Made, Send } from "./writer.ts";

/** Largest text that goes along in the tree's own request, and all of these together (bytes). */
const inTree = { one: 64 * 1024, all: 1024 * 1024 };

/**
 * Writes a tree that differs from `base` by the edits, and returns its id. Texts go along in the one request; large ones
 * are blobs of their own, and so are all where the server takes none in a tree.
 */
export async function writeTree(send: Send, base: string, edits: Edits): Promise<string> {
  const large = largeTexts(edits);
  try {
    return await write(send, base, { edits, asBlobs: large });
  } catch (error) {
    const texts = [...edits].flatMap(([path, text]) => (text === null ? [] : [path]));
    const [status] =
      error instanceof Error && error.cause instanceof RefusedError ? [error.cause.status] : [];
    if ((status !== 413 && status !== 422) || large.size === texts.length) throw error;
    return await write(send, base, { edits, asBlobs: new Set(texts) });
  }
}

interface Writing {
  readonly edits: Edits;
  /** Paths of the texts that become blobs first. */
  readonly asBlobs: ReadonlySet<string>;
}

async function write(send: Send, base: string, { edits, asBlobs }: Writing): Promise<string> {
  const attempt = { action: "write the files" };
  const blobs = new Map<string, string>();
  // One after the other: GitHub asks for that of whoever writes.
  for (const [path, text] of edits) {
    if (text === null || !asBlobs.has(path)) continue;
    const blob = { content: Buffer.from(text, "utf8").toString("base64"), encoding: "base64" };
    blobs.set(path, (await send<Made>("POST /git/blobs", blob, attempt)).sha);
  }
  const tree = [...edits].map(([path, text]) => {
    const sha = text === null ? null : blobs.get(path);
    return { path, mode: "100644", type: "blob", ...(sha === undefined ? { content: text } : { sha }) };
  });
  return (await send<Made>("POST /git/trees", { base_tree: base, tree }, attempt)).sha;
}

function largeTexts(edits: Edits): ReadonlySet<string> {
  let sum = 0;
  const large = new Set<string>();
  for (const [path, text] of edits) {
    const size = Buffer.byteLength(text ?? "", "utf8");
    if (size > inTree.one || sum + size > inTree.all) large.add(path);
    else sum += size;
  }
  return large;
}
