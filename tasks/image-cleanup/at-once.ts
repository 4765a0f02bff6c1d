/** Does something with each of a list, so many at once; answers in the list's order, or throws the first error. */
export async function atOnce<T, R>(
  most: number,
  list: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const done: R[] = [];
  const rest = list.entries();
  const worker = async () => {
    for (const [index, one] of rest) done[index] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, worker));
  return done;
}
