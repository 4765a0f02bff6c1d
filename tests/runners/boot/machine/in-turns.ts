/** Starts works as they come, at most so many at once, so that tests that mostly wait do so together. */
export function inTurns(most: number): <T>(work: () => Promise<T>) => () => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const next = () => {
    running -= 1;
    waiting.shift()?.();
  };
  const begin = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    return work().finally(next);
  };
  return (work) => {
    const outcome = begin(work);
    // Whoever asks for it hears of it.
    outcome.catch(() => undefined);
    return () => outcome;
  };
}
