/** What `destroy` can't or must not take away: it stays until somebody sees to it by hand. */
export function staysLines(repository: string): string[] {
  return [
    `What stays${repository === "" ? "" : ` of ${repository}`}:`,
    "  releases, their tags and images, and what was published",
    "  the trusted publisher at the index, which can still publish: remove it there by hand",
    "  GitHub's own defaults in place of the settings, which are less strict: look them over",
  ];
}
