import type { HttpAnswer } from "../http/request.ts";
import type { Shape } from "../json/shape.ts";
import { MisuseError } from "../program/fault.ts";

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
  /** Sends a file's content to an address that GitHub told. */
  upload(address: string, content: Uint8Array, expect: readonly number[]): Promise<HttpAnswer>;
  /** A file's content; a redirect is followed without the token. */
  download(path: string): Promise<Buffer>;
}

/** Variables of the environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The client for the run's own repository: reads GITHUB_API_URL, GITHUB_REPOSITORY and GH_TOKEN. */
export function gitHubOf(variables: Variables, say: (line: string) => void): GitHub {
  void variables;
  say("");
  throw new MisuseError({ place: "GITHUB_API_URL", fault: "is not read yet", mend: "wait" });
}
