import type { HttpAnswer } from "../http/request.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** Longest pause that is worth waiting for (milliseconds); beyond it the job is run again. */
const longest = 90_000;

/** How long GitHub asks to wait before the same request (milliseconds); null where it says no such thing. */
export function throttlePause({ status, headers, body }: HttpAnswer): number | null {
  if (status !== 403 && status !== 429) return null;
  const asked = headers.get("retry-after");
  if (asked !== null && /^\d{1,4}$/.test(asked)) return within(Number(asked) * 1000);
  // Of its second limit it may say no more than that: then a minute is what its documentation asks for.
  if (/secondary rate limit/i.test(errorsOf(body).message)) return 60_000;
  if (headers.get("x-ratelimit-remaining") !== "0") return null;
  const reset = Number(headers.get("x-ratelimit-reset")) * 1000;
  // By the service's own clock: this machine's may be off.
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(reset - now) ? null : within(Math.max(1000, reset - now));
}

function within(pause: number): number | null {
  return pause <= longest ? pause : null;
}

/** GitHub answered that it does not do what it was asked; asking again changes nothing. */
export class RefusedError extends TaskError {
  readonly status: number;
  /** Whether the token lacks a permission: else it may be asked too often. */
  readonly isForbidden: boolean;
  /** What its `errors` are called: `already_exists`. */
  readonly codes: readonly string[];

  /** `asked` is method and path. */
  constructor(answer: HttpAnswer, asked: string) {
    const errors = errorsOf(answer.body);
    const said = [errors.message, ...errors.errors.map(wordsOf)].filter((one) => one !== "").join(": ");
    const why = [String(answer.status), ...(said === "" ? [] : [said.slice(0, 300)])].join(", ");
    super([{ place: `GitHub ${asked}`, ...told(answer, why) }]);
    this.name = "RefusedError";
    this.status = answer.status;
    this.isForbidden = answer.status === 403 && !isThrottled(answer);
    this.codes = errors.errors.flatMap((error) => entry(error, "code"));
  }
}

function told(answer: HttpAnswer, why: string): Omit<Fault, "place"> {
  const { status } = answer;
  switch (status) {
    case 401:
      return {
        fault: `takes no such token (${why})`,
        mend: "give the step env GH_TOKEN: ${{ github.token }}",
      };
    case 403:
    case 429:
      return forbidden(answer, why);
    case 404:
    case 410:
      return {
        fault: `is not there, or hidden from this token (${why})`,
        mend: "check the repository's name and the job's permissions",
      };
    case 409:
    case 422:
      return { fault: `was refused (${why})`, mend: "change what it complains of, then run the job again" };
    default:
      return { fault: `answered ${why}`, mend: "run the job again; report it if it stays" };
  }
}

function forbidden(answer: HttpAnswer, why: string): Omit<Fault, "place"> {
  if (isThrottled(answer))
    return { fault: `is asked too often (${why})`, mend: "run the job again in an hour" };
  const accepted = answer.headers.get("x-accepted-github-permissions")?.replace(/[^\w=,; -]/g, "");
  const wanted = accepted ? `: it takes ${accepted}` : "";
  return { fault: `is forbidden to this token (${why})`, mend: `give the job the permission${wanted}` };
}

/** Also where it would have to wait too long, or says for how long in no form that is known. */
function isThrottled(answer: HttpAnswer): boolean {
  const { headers } = answer;
  const isTold = headers.get("x-ratelimit-remaining") === "0" || headers.has("retry-after");
  return isTold || throttlePause(answer) !== null;
}

/** GitHub's own words on what is wrong; nothing else of the body. */
function errorsOf(body: Buffer): { readonly message: string; readonly errors: readonly unknown[] } {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value !== "object" || value === null) return { message: "", errors: [] };
    const errors = "errors" in value && Array.isArray(value.errors) ? (value.errors as unknown[]) : [];
    return { message: entry(value, "message").join(), errors };
  } catch {
    return { message: "", errors: [] };
  }
}

function wordsOf(error: unknown): string {
  if (typeof error === "string") return error;
  return ["resource", "field", "code", "message"].flatMap((key) => entry(error, key)).join(" ");
}

function entry(value: unknown, key: string): readonly string[] {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "string" ? [found] : [];
}
