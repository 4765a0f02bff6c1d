/** Where a repository keeps its locks: its own data, changed by pull requests alone. */
export const locksFolder = ".github/slipway/locks";
