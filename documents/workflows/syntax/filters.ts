/**
 * The name as a pattern of `on` that matches it alone: a backslash before what GitHub reads as a wildcard, and before
 * a `!` in front. A `]` without its `[` stands for itself.
 */
export function literally(name: string): string {
  return name.replaceAll(/[*?+[\\]|^!/g, String.raw`\$&`);
}
