import { copyFile, open } from "node:fs/promises";
import { writeTar } from "../tar/write.ts";
import { Layout } from "./layout.ts";
import { readOciImage } from "./read.ts";

/**
 * Copies an archive with the one entry added by which every version of `docker load` takes it: before Docker keeps images
 * in containerd, it reads `manifest.json` alone, which names the same blobs.
 */
export async function withDockerManifest(file: string, copy: string, tag: string): Promise<void> {
  const image = await readOciImage(file);
  const path = ({ digest }: { readonly digest: string }) => `blobs/${digest.replace(":", "/")}`;
  const manifest = [{ Config: path(image.config), RepoTags: [tag], Layers: image.layers.map(path) }];
  const content = Buffer.from(JSON.stringify(manifest));
  const { end } = await Layout.open(file);
  await copyFile(file, copy);
  const handle = await open(copy, "r+");
  try {
    await handle.truncate(end);
    const added = writeTar([{ path: "manifest.json", kind: "file", executable: false, content }], 0);
    await handle.write(added, 0, added.length, end);
  } finally {
    await handle.close();
  }
}
