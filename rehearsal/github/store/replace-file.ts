import { open, rename, rm } from "node:fs/promises";

/** How a new file comes into its place. */
interface Replacing {
  /** Where it is written first: in the same folder. @default beside it, with this process's number */
  readonly temporary?: string;
  /** @default its owner's alone */
  readonly mode?: number;
  /** Whether it must outlive a loss of power. @default true */
  readonly isSynced?: boolean;
}

/** Writes a file whole or not at all: where there is no room for it, nothing of it stays. */
export async function replaceFile(
  file: string,
  content: string | Buffer,
  { temporary = `${file}.${process.pid}`, mode = 0o600, isSynced = true }: Replacing = {},
): Promise<void> {
  try {
    const handle = await open(temporary, "w", mode);
    try {
      await handle.writeFile(content);
      if (isSynced) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
