import { distance } from "fastest-levenshtein";

/** The candidate that `word` was probably meant to be; undefined if none is near (a third of its letters). */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const byDistance = candidates
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)[0];
  return byDistance && byDistance.away <= Math.max(2, word.length / 3) ? byDistance.candidate : undefined;
}

/** `did you mean "x"?`, or else the list of what is known. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? `use one of: ${candidates.join(", ")}` : `did you mean "${near}"?`;
}
