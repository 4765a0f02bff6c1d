/** What an archive holds under one path. */
export type TarEntry = TarFile | TarFolder | TarSymlink;

interface Named {
  /** With forward slashes, and none at its end: `pyvenice-0.3.1/README.md`. */
  readonly path: string;
}

export interface TarFile extends Named {
  readonly kind: "file";
  readonly executable: boolean;
  readonly content: Uint8Array;
}

export interface TarFolder extends Named {
  readonly kind: "folder";
}

export interface TarSymlink extends Named {
  readonly kind: "symlink";
  /** As it is written, relative to the folder of the link. */
  readonly target: string;
}

/** Length of a header, and what contents are filled up to a multiple of. */
export const blockSize = 512;

/** The bytes of a header's fields (POSIX.1-1988), by where they begin and how many there are. */
export const fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  target: [157, 100],
  magic: [257, 8],
  prefix: [345, 155],
} as const;

/** What a header's checksum has to be: the sum of its bytes, those of the checksum itself counted as spaces. */
export function checksumOf(header: Uint8Array): number {
  const [start, length] = fields.checksum;
  return header.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 32 : byte), 0);
}
