/** Characters that HFS+ leaves out when it compares names: `.g\u200cit` is `.git` there. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** `.git` as some file system reads it: with dots or spaces behind, with a stream, or by its short name. */
const gitFolder = /^(?:\.git|git~1)[ .]*(?::|$)/i;

/**
 * Whether git takes the path into a work tree on every system it knows. What it refuses must never come onto
 * a branch: the work tree could not follow.
 */
export function isTreePath(path: string): boolean {
  return !/[\x00-\x1f\x7f\\]/.test(path) && path.split("/").every(isTreeName);
}

function isTreeName(name: string): boolean {
  if (name === "" || name === "." || name === ".." || Buffer.byteLength(name) > longestName) return false;
  return !gitFolder.test(name.replace(ignoredByHfs, ""));
}

/** Bytes of a name that file systems take. */
const longestName = 255;
