/** Longest pause between two tries (milliseconds): a job has minutes, not hours. */
const longest = 60_000;

/** How long to wait before the next try (milliseconds): what the service asks for, else 1, 2, 4 ... s. */
export function pauseBefore(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? null : askedPause(retryAfter);
  return Math.min(longest, asked ?? 1000 * 2 ** (attempt - 1));
}

/** Seconds, or a date: a clock that is off must neither hurry nor stall, so that a date counts as no wish. */
function askedPause(retryAfter: string): number | null {
  return /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : null;
}
