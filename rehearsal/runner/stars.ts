/** Stars in place of secrets: whole, and line by line as a log has them. */
export class Stars {
  #hidden: readonly string[] = [];

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.hide(secret);
  }

  /** From now on. */
  hide(secret: string): void {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    const parts = lines.length > 1 ? lines.filter((line) => line.length >= leastLine) : [];
    const all = new Set([...this.#hidden, secret, ...parts]);
    all.delete("");
    this.#hidden = [...all].sort((one, other) => other.length - one.length);
  }

  /** Whether a text holds one: GitHub drops such an output. */
  isIn(text: string): boolean {
    return this.#hidden.some((secret) => text.includes(secret));
  }

  over(text: string): string {
    return this.#hidden.reduce((starred, secret) => starred.replaceAll(secret, "***"), text);
  }
}

/** A line of a key that is only a brace would star every brace. */
const leastLine = 4;
