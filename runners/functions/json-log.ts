import type { Log, LogFields } from "../ports/log.ts";

/** Name of the metrics in CloudWatch. */
export const metricsNamespace = "Slipway/Runners";

/**
 * Writes a line of JSON for each event, as CloudWatch Logs reads it; figures by its embedded metric format. Of an error
 * only its name and message are told: a stack or cause may hold what must not be.
 */
export class JsonLog implements Log {
  readonly #write: (line: string) => void;
  readonly #now: () => number;

  constructor(write: (line: string) => void, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  info(event: string, fields: LogFields = {}): void {
    this.#line({ level: "info", event, ...fields });
  }

  warn(event: string, fields: LogFields = {}, cause?: unknown): void {
    const error = cause instanceof Error ? { error: cause.name, message: cause.message } : {};
    this.#line({ level: "warn", event, ...fields, ...error });
  }

  measure(pool: string, figures: Readonly<Record<string, number>>): void {
    const metrics = Object.keys(figures).map((name) => ({ Name: name }));
    const directive = { Namespace: metricsNamespace, Dimensions: [["pool"]], Metrics: metrics };
    this.#line({ _aws: { Timestamp: this.#now(), CloudWatchMetrics: [directive] }, pool, ...figures });
  }

  #line(line: object): void {
    this.#write(`${JSON.stringify(line)}\n`);
  }
}
