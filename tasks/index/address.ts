import type { DeclaredIndex } from "../declaration/declaration.ts";

/** Variables of the environment. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The address of an index's simple API, with a slash at the end: what is declared, what PYPI_SIMPLE_URL or
 * TESTPYPI_SIMPLE_URL says, else what pip knows. Throws a TaskError where none of them tells one.
 */
export function indexAddress(index: DeclaredIndex, variables: Variables): Promise<string> {
  return Promise.reject(new Error(`${index.title} ${Object.keys(variables).length}`));
}
