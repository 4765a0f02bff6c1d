/** What the names of all runners of a stack begin with. */
export function namePrefix(stack: string): string {
  return `${stack}-`;
}

/**
 * Name under which the runner of an instance is registered: it tells the instance, and is new for each registration:
 * `prod-arm64-0123456789abcdef0-9f8e7d6c`, at most the 64 characters that GitHub allows.
 */
export function runnerName(
  stack: string,
  { pool, instance, launch }: { readonly pool: string; readonly instance: string; readonly launch: string },
): string {
  return `${namePrefix(stack)}${pool}-${instance.replace(/^i-/, "")}-${launch.slice(0, 8)}`;
}
