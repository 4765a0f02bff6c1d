import { TaskError } from "../program/fault.ts";
import { pauseBefore } from "./pause.ts";

/** One request, as `fetch` takes it. */
export interface HttpRequest {
  readonly url: string;
  /** @default GET */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** May hold a token; nothing of them is ever told. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** `manual`: a redirect is an answer, so that its headers do not go where it leads. @default follow */
  readonly redirect?: "follow" | "manual";
}

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Where it came from in the end: redirects are followed. */
  readonly url: string;
}

/** How a request is made. */
export interface HttpOptions {
  /** Whom a fault names: `PyPI`, `GitHub`. Addresses are left out: they may hold a token. */
  readonly place: string;
  /** How often it is tried at most. @default 6 */
  readonly attempts?: number;
  /** How long one try may take. @default 60 */
  readonly seconds?: number;
  /** How large an answer may be. @default 1 GiB */
  readonly bytes?: number;
  /** Whether doing it twice is as good as once. @default all but POST */
  readonly repeatable?: boolean;
  /** Why an answer can't be whole, though all signs say so: it is asked for again. @default never */
  readonly damaged?: (answer: HttpAnswer) => string | null;
  /** Told why it waits. @default nobody */
  readonly say?: (line: string) => void;
  /** @default by the clock */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Makes a request, again while the service is busy, out of order or cut the answer short. Answers whatever else came,
 * refusals too; throws a TaskError where no whole answer came.
 */
export async function request(asked: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
  const attempts = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || (busy && answer.status === 429);
    if (!mayRepeat || attempt >= attempts) {
      if (busy) throw failure(options, `answered ${answer.status}${times(attempt)}`);
      throw failure(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt)}`);
    }
    const pause = pauseBefore(attempt, busy ? answer.headers.get("retry-after") : null);
    const why = busy ? `answered ${answer.status}` : "reason" in answer ? answer.reason : "";
    options.say?.(`${options.place} ${why}; again in ${Math.ceil(pause / 1000)} s`);
    await (options.sleep ?? sleep)(pause);
  }
}

/** Why no whole answer came. */
interface Lost {
  readonly reason: string;
}

async function once(asked: HttpRequest, options: HttpOptions): Promise<HttpAnswer | Lost> {
  try {
    const answer = await fetch(asked.url, {
      method: asked.method ?? "GET",
      headers: { "user-agent": "slipway-tasks", ...asked.headers },
      ...(asked.body !== undefined && { body: asked.body }),
      redirect: asked.redirect ?? "follow",
      signal: AbortSignal.timeout((options.seconds ?? 60) * 1000),
    });
    const body = await readBody(answer, options.bytes ?? 2 ** 30);
    if (body === null) throw failure(options, "sent more than is taken");
    const whole = { status: answer.status, headers: answer.headers, body, url: answer.url };
    const damage = passing.has(answer.status) ? null : (options.damaged?.(whole) ?? null);
    return damage === null ? whole : { reason: damage };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    return { reason: reasonOf(error) };
  }
}

/** Null where it is larger than it may be. A body that ends before its length makes `fetch` fail. */
async function readBody(answer: Response, bound: number): Promise<Buffer | null> {
  if (answer.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bound) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `fetch` says what happened in the cause; an address in it may hold a token, so that only its code is told. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return "did not answer in time";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && "code" in cause ? ` (${String(cause.code)})` : "";
  return `could not be reached, or broke off${code}`;
}

function times(attempt: number): string {
  return attempt === 1 ? "" : `, ${attempt} times`;
}

function failure({ place }: HttpOptions, fault: string): TaskError {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" },
  ]);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
