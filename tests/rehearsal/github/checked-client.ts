import assert from "node:assert/strict";
import { routes } from "../../../rehearsal/github/api/routes.ts";
import { Router, splitPrefix } from "../../../rehearsal/github/http/router.ts";
import type { Route } from "../../../rehearsal/github/http/route.ts";
import { mismatches, operationOf, requestSchema, responseSchema } from "./description.ts";
import { isKnown } from "./deviations.ts";

/** An answer, already held against GitHub's description. */
export interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** JSON of an answer. What a test takes out of it as text it uses as text, even where it is a number. */
export type Body = string & { readonly [key: string]: Body } & { readonly [index: number]: Body };

/** A value of an answer as text; fails when it is not there. */
export function text(value: Body | undefined): string {
  assert.notEqual(value, undefined, "the answer lacks it");
  return String(value);
}

/** What a request has beyond method and path. */
export interface More {
  readonly body?: unknown;
  /** What the request is meant to break of the description, so that its body is not held against it. */
  readonly wrong?: true;
  /** Null: none. @default a token */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the emulated GitHub, and fails when request or answer is not as GitHub describes them. */
export class CheckedClient {
  /** Operations that answered, as `GET /repos/{owner}/{repo}`. */
  readonly covered = new Set<string>();
  readonly #url: string;
  readonly #router = new Router(routes);

  constructor(url: string) {
    this.#url = url.replace(/\/$/, "");
  }

  async request(method: string, path: string, more: More = {}): Promise<Answer> {
    const token = more.token === undefined ? "token-of-a-test" : more.token;
    const response = await fetch(this.#url + path, {
      method,
      headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...more.headers },
      redirect: "manual",
      ...(more.body === undefined
        ? {}
        : { body: typeof more.body === "string" ? more.body : JSON.stringify(more.body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const body = (isJson ? JSON.parse(text) : text) as Body;
    const answer = { status: response.status, body, headers: response.headers };
    const match = this.#router.find(method, splitPrefix(new URL(path, this.#url).pathname).path);
    if (match) this.#check(match.route, more, answer);
    return answer;
  }

  get(path: string, more?: More): Promise<Answer> {
    return this.request("GET", path, more);
  }

  put(path: string, body?: unknown, more?: More): Promise<Answer> {
    return this.request("PUT", path, { body, ...more });
  }

  post(path: string, body?: unknown, more?: More): Promise<Answer> {
    return this.request("POST", path, { body, ...more });
  }

  patch(path: string, body?: unknown, more?: More): Promise<Answer> {
    return this.request("PATCH", path, { body, ...more });
  }

  delete(path: string, body?: unknown, more?: More): Promise<Answer> {
    return this.request("DELETE", path, { body, ...more });
  }

  #check(route: Route, { body, wrong }: More, answer: Answer): void {
    const name = `${route.method} ${route.path}`;
    const operation = operationOf(route.method, route.path);
    assert.ok(operation, `${name} is not among GitHub's operations`);
    this.covered.add(name);

    const asked = requestSchema(operation);
    if (asked && body !== undefined && !wrong && !isKnown(name, "request")) {
      assert.deepEqual(mismatches(asked, body), [], `${name}: the request is not as described`);
    }
    const described = responseSchema(operation, answer.status);
    if (!described) {
      assert.ok(
        isKnown(name, answer.status),
        `${name}: GitHub does not answer ${answer.status}: ${JSON.stringify(answer.body)}`,
      );
      return;
    }
    if (described.schema && typeof answer.body !== "string" && !isKnown(name, `body of ${answer.status}`)) {
      assert.deepEqual(
        mismatches(described.schema, answer.body),
        [],
        `${name}: the answer ${answer.status} is not as described`,
      );
    }
  }
}
