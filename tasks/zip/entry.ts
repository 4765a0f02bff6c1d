/** What a zip archive holds under one path. */
export interface ZipEntry {
  /** With forward slashes, and none at its end. */
  readonly path: string;
  readonly kind: "file" | "folder" | "symlink";
  /** Permissions as Unix has them; null where the archive was written by a system without. */
  readonly mode: number | null;
  /** Unpacked; of a link its target. */
  readonly content: Uint8Array;
}
