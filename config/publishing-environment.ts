/** Name of the environment that holds the right to publish; undefined where the index isn't known either. */
export function publishingEnvironment<Name extends string | undefined>(index: {
  readonly name?: Name;
  readonly environment?: string | undefined;
}): string | Exclude<Name, string> {
  if (index.environment !== undefined) return index.environment;
  return (index.name === "custom" ? "release" : index.name) as string | Exclude<Name, string>;
}
