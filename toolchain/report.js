import process from "node:process";

const widest = "python tools".length;

/** Says what set-up does, on standard error, so that a command's own output stays alone on standard output. */
export class Report {
  #write;
  #started = performance.now();
  #spoken = false;

  /** @param {(line: string) => void} [write] */
  constructor(write = (line) => process.stderr.write(`${line}\n`)) {
    this.#write = write;
  }

  /**
   * One line about one thing that is being made ready.
   * @param {string} place
   * @param {string} text
   */
  say(place, text) {
    if (!this.#spoken) this.#write("Getting ready what is missing:");
    this.#spoken = true;
    this.#write(`  ${place.padEnd(widest)}  ${text}`);
  }

  /** The closing line; nothing where nothing had to be done. */
  close() {
    if (this.#spoken) this.#write(`Ready after ${since(this.#started)}.\n`);
  }
}

/**
 * Says every some seconds how long something has been going on.
 * @param {Report} report
 * @param {string} place
 * @param {() => string} text
 * @returns {() => void} ends it
 */
export function keepSaying(report, place, text) {
  const started = performance.now();
  const timer = setInterval(() => report.say(place, `${text()}, ${since(started)}`), 10_000);
  return () => clearInterval(timer);
}

/**
 * The time since a moment of `performance.now()`, for people: `0.4 s`, `12 s`, `2 min 3 s`.
 * @param {number} started
 */
export function since(started) {
  const seconds = (performance.now() - started) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
