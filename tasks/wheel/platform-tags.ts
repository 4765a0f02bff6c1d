/** Platforms as the stack declares them, by what a wheel's platform tag looks like. */
const patterns: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:manylinux|musllinux)_\d+_\d+_x86_64$|^manylinux(?:1|2010|2014)_x86_64$/, ["linux-x86_64"]],
  [/^(?:manylinux|musllinux)_\d+_\d+_aarch64$|^manylinux2014_aarch64$/, ["linux-aarch64"]],
  [/^macosx_\d+_\d+_arm64$/, ["macos-arm64"]],
  [/^macosx_\d+_\d+_(?:x86_64|intel)$/, ["macos-x86_64"]],
  [/^macosx_\d+_\d+_universal2$/, ["macos-arm64", "macos-x86_64"]],
  [/^win_amd64$/, ["windows-amd64"]],
  [/^win_arm64$/, ["windows-arm64"]],
];

/** Declared platforms that a platform tag serves; none where it is for another one. */
export function platformsOf(tag: string): readonly string[] {
  return patterns.find(([pattern]) => pattern.test(tag))?.[1] ?? [];
}

/** Why an index would take no wheel of that tag, as it would run nowhere but where it was built; null if it may be. */
export function platformFault(tag: string): string | null {
  return tag.startsWith("linux_")
    ? `is tagged ${tag}, which no index takes: auditwheel has not repaired it`
    : null;
}
