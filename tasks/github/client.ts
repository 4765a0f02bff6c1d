import { type HttpAnswer, type HttpOptions, type HttpRequest, request } from "../http/request.ts";
import { ShapeError, type Shape, listOf, parseJson } from "../json/shape.ts";
import { MisuseError, TaskError } from "../program/fault.ts";
import { RefusedError, throttlePause } from "./refusal.ts";

/** One request to GitHub's API. */
export interface GitHubCall {
  /** @default GET */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** What follows the API's address: `/repos/OWNER/NAME/releases`; or a whole address that GitHub told. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** @default application/vnd.github+json */
  readonly accept?: string;
  /** Statuses that are an answer; any other is told as a fault. @default 200 to 299 */
  readonly expect?: readonly number[];
}

/** GitHub's API, as one repository's workflow may use it. */
export interface GitHub {
  /** `owner/name`. */
  readonly repository: string;
  /** Makes a request; throws a TaskError where the answer is none of those expected. */
  call(asked: GitHubCall): Promise<HttpAnswer>;
  /** The entries of all pages of a listing; `key` where the list is an entry of an object: `workflow_runs`. */
  pages<T>(path: string, entry: Shape<T>, key?: string): Promise<readonly T[]>;
  /** Sends a file's content, once, to an address that GitHub told. */
  upload(address: string, content: Uint8Array): Promise<HttpAnswer>;
  /** A file's content; a redirect is followed without the token. */
  download(path: string): Promise<Buffer>;
  /** Waits before something is tried again. */
  pause(milliseconds: number): Promise<void>;
}

/** Variables of the environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where waiting is another's to do: tests. */
export interface Waiting {
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How often GitHub is asked again while it says that it is asked too fast. */
const patience = 5;
/** How long a file may take one way (seconds). */
const fileSeconds = 900;
/** Listings end: GitHub gives 10,000 entries at most, 100 a page. */
const mostPages = 200;

/** The client for the run's own repository: reads GITHUB_API_URL, GITHUB_REPOSITORY and GH_TOKEN. */
export function gitHubOf(variables: Variables, say: (line: string) => void, waiting?: Waiting): GitHub {
  const api = required(variables, "GITHUB_API_URL", "run it on a runner, or set it").replace(/\/+$/, "");
  const repository = required(variables, "GITHUB_REPOSITORY", "run it on a runner, or set it");
  const token = required(variables, "GH_TOKEN", "give the step env GH_TOKEN: ${{ github.token }}");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw misuse("GITHUB_REPOSITORY", "is no owner/name", "give it as owner/name");
  if (!URL.canParse(api)) throw misuse("GITHUB_API_URL", "is no address", "set it as a runner does");
  const options: HttpOptions = { place: "GitHub", say, ...waiting };
  return new RestGitHub(repository, { api, token, options });
}

/** What a client works with. */
interface Access {
  readonly api: string;
  readonly token: string;
  readonly options: HttpOptions;
}

class RestGitHub implements GitHub {
  readonly repository: string;
  readonly #access: Access;

  constructor(repository: string, access: Access) {
    this.repository = repository;
    this.#access = access;
  }

  async call(asked: GitHubCall): Promise<HttpAnswer> {
    const { method = "GET", body, accept, expect } = asked;
    const made: HttpRequest = {
      url: this.#address(asked.path),
      method,
      headers: this.#headers(accept ?? "application/vnd.github+json", body !== undefined),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const answer = await this.#patiently(made, this.#access.options);
    return checked(answer, made, expect);
  }

  async pages<T>(path: string, entry: Shape<T>, key?: string): Promise<readonly T[]> {
    const found: T[] = [];
    let next: string | null = path;
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages) throw strange(path, "has pages without end");
      const answer: HttpAnswer = await this.call({ path: next });
      found.push(...readAnswer(answer, inside(listOf(entry), key), path));
      next = nextPage(answer.headers.get("link"));
    }
    return found;
  }

  async upload(address: string, content: Uint8Array): Promise<HttpAnswer> {
    const type = { "content-type": "application/octet-stream" };
    const made: HttpRequest = {
      url: address,
      method: "POST",
      headers: { ...this.#headers("application/vnd.github+json", false), ...type },
      body: content,
    };
    const answer = await this.#patiently(made, { ...this.#access.options, seconds: fileSeconds });
    return checked(answer, made, [201]);
  }

  async download(path: string): Promise<Buffer> {
    const url = this.#address(path);
    const options = { ...this.#access.options, seconds: fileSeconds, bytes: 2 ** 31 };
    const made: HttpRequest = {
      url,
      headers: this.#headers("application/octet-stream", false),
      redirect: "manual",
    };
    const answer = checked(await this.#patiently(made, options), made, [200, 301, 302, 307, 308]);
    if (answer.status === 200) return answer.body;
    const to = answer.headers.get("location") ?? "";
    if (!URL.canParse(to, url)) throw strange(path, "leads nowhere");
    const elsewhere: HttpRequest = { url: new URL(to, url).href };
    return checked(await request(elsewhere, options), { url }, [200]).body;
  }

  pause(milliseconds: number): Promise<void> {
    const { sleep } = this.#access.options;
    return sleep?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /** Asks again, within bounds, while GitHub says that it is asked too fast: then nothing was done. */
  async #patiently(made: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await request(made, options);
      const pause = throttlePause(answer);
      if (pause === null || attempt >= patience) return answer;
      options.say?.(`GitHub is asked too fast; again in ${Math.ceil(pause / 1000)} s`);
      await this.pause(pause);
    }
  }

  #address(path: string): string {
    return path.startsWith("/") ? `${this.#access.api}${path}` : path;
  }

  #headers(accept: string, isJson: boolean): Readonly<Record<string, string>> {
    return {
      accept,
      authorization: `Bearer ${this.#access.token}`,
      "x-github-api-version": "2022-11-28",
      ...(isJson && { "content-type": "application/json" }),
    };
  }
}

/** What an answer says, in a known form; throws a TaskError where it is another. */
export function readAnswer<T>(answer: HttpAnswer, shape: Shape<T>, path: string): T {
  try {
    return parseJson(answer.body, shape);
  } catch (error) {
    if (error instanceof ShapeError) throw strange(path, `answered something else: ${error.message}`);
    throw error;
  }
}

function checked(answer: HttpAnswer, made: HttpRequest, expect?: readonly number[]): HttpAnswer {
  const { status } = answer;
  if (expect?.includes(status) ?? (status >= 200 && status < 300)) return answer;
  throw new RefusedError(answer, `${made.method ?? "GET"} ${new URL(made.url).pathname}`);
}

function inside<T>(shape: Shape<T>, key: string | undefined): Shape<T> {
  if (key === undefined) return shape;
  return (value, place) => {
    const inner: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    return shape(inner, place === "" ? key : `${place}.${key}`);
  };
}

function nextPage(link: string | null): string | null {
  return /<([^<>]+)>\s*;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}

function strange(path: string, fault: string): TaskError {
  const place = `GitHub ${path.replace(/\?.*$/s, "")}`;
  return new TaskError([{ place, fault, mend: "run the job again; report it if it stays" }]);
}

function required(variables: Variables, name: string, mend: string): string {
  const value = variables[name]?.trim() ?? "";
  if (value === "") throw misuse(name, "is missing", mend);
  return value;
}

function misuse(place: string, fault: string, mend: string): MisuseError {
  return new MisuseError({ place, fault, mend });
}
