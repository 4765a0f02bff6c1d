import { type HttpAnswer, type HttpOptions, type HttpRequest, request } from "../http/request.ts";
import { ShapeError, listOf, nullable, objectOf, parseJson, text } from "../json/shape.ts";
import { MisuseError, TaskError } from "../program/fault.ts";
import type { Descriptor, Document } from "../oci/image.ts";
import { digestOf } from "../oci/layout.ts";
import { Credentials, type Login } from "./credentials.ts";
import { isDigest } from "./manifest.ts";
import { anyManifest } from "./media-types.ts";
import { type Doing, RegistryRefusal } from "./refusal.ts";
import { sendBlob } from "./upload.ts";

/** Which image is meant, and who asks for it. */
export interface RegistryAccess {
  /** `ghcr.io` */
  readonly host: string;
  /** `octo-org/octo-package` */
  readonly name: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** What is asked for at once, as docker does. @default pull */
  readonly rights?: "pull" | "push" | "delete";
  /** Whether the login of the environment is left alone. @default false */
  readonly anonymous?: boolean;
  /** @default by the clock */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** The variables that `registryOf` reads, for a task's help. */
export const registryVariables = {
  REGISTRY_URL: "address in place of the registry's own, https:// and its host",
  GITHUB_ACTOR: "whose token it is",
  GH_TOKEN: "token that the registry is asked with",
} as const;

/** One image of a registry: what OCI's distribution specification calls a repository. */
export interface Registry {
  /** `ghcr.io/octo-org/octo-package` */
  readonly image: string;
  /** What a tag or a digest stands for, its digest checked against its bytes; null: nothing. */
  readManifest(reference: string): Promise<Document | null>;
  /** The same without its content. */
  headManifest(reference: string): Promise<Descriptor | null>;
  /** A layer's or a configuration's content; throws a TaskError where it is not what its descriptor names. */
  readBlob(blob: Pick<Descriptor, "digest" | "size">): Promise<Buffer>;
  hasBlob(digest: string): Promise<boolean>;
  /** Safe to repeat; answers the digest. */
  uploadBlob(content: Uint8Array): Promise<string>;
  /** Under a tag, which is moved, or without one; safe to repeat. Answers the digest. */
  putManifest(manifest: Pick<Document, "bytes" | "mediaType">, tag?: string): Promise<string>;
  /** In no particular order; none where the image is not there. */
  tags(): Promise<readonly string[]>;
  /** With its tags; whether it was there. Not every registry does so. */
  deleteManifest(digest: string): Promise<boolean>;
}

/** Largest manifest (bytes), as the specification asks for. */
const manifestBytes = 4 * 2 ** 20;
/** How long a layer may take (seconds). */
const blobSeconds = 900;
/** Listings end. */
const mostPages = 200;

/** The client of one image; asks for a token only when it is asked for one. */
export function registryOf(access: RegistryAccess): Registry {
  return new HttpRegistry(access);
}

/** One request about an image. */
export interface ImageRequest {
  readonly method?: NonNullable<HttpRequest["method"]>;
  /** What follows the image's name: `/tags/list`; or a whole address that the registry told. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly options?: Partial<HttpOptions>;
}

class HttpRegistry implements Registry {
  readonly image: string;
  readonly #base: string;
  readonly #origin: URL;
  readonly #options: HttpOptions;
  readonly #credentials: Credentials;
  readonly #doing: Doing;

  constructor({ host, name, variables, say, rights = "pull", anonymous = false, sleep }: RegistryAccess) {
    this.image = `${host}/${name}`;
    this.#origin = addressOf(host, variables);
    this.#base = new URL(`v2/${name}`, this.#origin).href;
    this.#options = { place: this.image, say, ...(sleep !== undefined && { sleep }) };
    this.#doing = rights === "pull" ? "read" : "push";
    this.#credentials = new Credentials({
      login: anonymous ? null : loginOf(variables),
      scope: `repository:${name}:${{ pull: "pull", push: "pull,push", delete: "pull,push,delete" }[rights]}`,
      doing: this.#doing,
      registry: this.#origin,
      options: this.#options,
    });
  }

  async readManifest(reference: string): Promise<Document | null> {
    const path = `/manifests/${reference}`;
    const damaged = ({ status, headers, body }: HttpAnswer) => {
      const wanted = isDigest(reference) ? reference : headers.get("docker-content-digest");
      if (status !== 200 || wanted === null || digestOf(body) === wanted) return null;
      return "sent another manifest than it names";
    };
    const answer = await this.#ask(
      { path, headers: { accept: anyManifest }, options: { damaged, bytes: manifestBytes } },
      [200, 404],
    );
    if (answer.status === 404) return null;
    const { body, headers } = answer;
    return { mediaType: typeOf(headers), digest: digestOf(body), size: body.length, bytes: body };
  }

  async headManifest(reference: string): Promise<Descriptor | null> {
    const path = `/manifests/${reference}`;
    const answer = await this.#ask({ method: "HEAD", path, headers: { accept: anyManifest } }, [200, 404]);
    if (answer.status === 404) return null;
    const digest = answer.headers.get("docker-content-digest") ?? "";
    if (!isDigest(digest)) return await this.readManifest(reference);
    return { mediaType: typeOf(answer.headers), digest, size: Number(answer.headers.get("content-length")) };
  }

  async readBlob({ digest, size }: Pick<Descriptor, "digest" | "size">): Promise<Buffer> {
    const damaged = ({ status, body }: HttpAnswer) =>
      status !== 200 || digestOf(body) === digest ? null : `sent other bytes than ${digest} names`;
    // An error may be longer than what was asked for.
    const options = { damaged, bytes: Math.max(size, 2 ** 16), seconds: blobSeconds };
    const answer = await this.#ask({ path: `/blobs/${digest}`, options }, [200]);
    return answer.body;
  }

  async hasBlob(digest: string): Promise<boolean> {
    // A package that nobody pushed yet may be denied, not missing; where it is another's, the push is denied as well.
    const absent = this.#doing === "push" ? [404, 403] : [404];
    return (await this.#ask({ method: "HEAD", path: `/blobs/${digest}` }, [200, ...absent])).status === 200;
  }

  async uploadBlob(content: Uint8Array): Promise<string> {
    const digest = digestOf(content);
    await sendBlob(
      {
        has: () => this.hasBlob(digest),
        ask: (made, expect) => this.#ask(made, expect),
        pause: (milliseconds) => this.#pause(milliseconds),
        place: `${this.image}, ${digest}`,
        seconds: blobSeconds,
      },
      { content, digest },
    );
    return digest;
  }

  async putManifest(
    { bytes, mediaType }: Pick<Document, "bytes" | "mediaType">,
    tag?: string,
  ): Promise<string> {
    const digest = digestOf(bytes);
    const path = `/manifests/${tag ?? digest}`;
    await this.#ask({ method: "PUT", path, headers: { "content-type": mediaType }, body: bytes }, [200, 201]);
    return digest;
  }

  async tags(): Promise<readonly string[]> {
    const found: string[] = [];
    let next: string | null = "/tags/list?n=1000";
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages) throw this.#strange("lists tags without end");
      // An image that is not there has no tags; a list that ends in the middle would lack some.
      const answer: HttpAnswer = await this.#ask({ path: next }, page === 1 ? [200, 404] : [200]);
      if (answer.status === 404) return found;
      found.push(...this.#tagsOf(answer));
      next = this.#nextPage(answer);
    }
    return found;
  }

  async deleteManifest(digest: string): Promise<boolean> {
    const answer = await this.#ask({ method: "DELETE", path: `/manifests/${digest}` }, [200, 202, 404]);
    return answer.status !== 404;
  }

  /** Throws a RegistryRefusal where the answer is none of those expected. */
  async #ask(asked: ImageRequest, expect: readonly number[]): Promise<HttpAnswer> {
    const { path, options, ...rest } = asked;
    const url = path.startsWith("/") ? `${this.#base}${path}` : path;
    const send = () => this.#send({ ...rest, url, redirect: "manual" }, { ...this.#options, ...options });
    let answer = await send();
    if (answer.status === 401) {
      await this.#credentials.renew(answer);
      answer = await send();
    }
    if (expect.includes(answer.status)) return answer;
    const what = /^\/(?:manifests|blobs)\/([^/]+)$/.exec(path)?.[1];
    throw new RegistryRefusal(
      what === undefined ? this.image : `${this.image}, ${what}`,
      answer,
      this.#doing,
    );
  }

  /** Where it leads elsewhere, to where contents are stored, the token stays here. */
  async #send(made: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
    const headers = { ...made.headers, ...this.#credentials.headers() };
    const answer = await request({ ...made, headers }, options);
    const to = answer.headers.get("location");
    const isRead = (made.method ?? "GET") === "GET" || made.method === "HEAD";
    if (!isRead || ![301, 302, 303, 307, 308].includes(answer.status) || to === null) return answer;
    if (!URL.canParse(to, made.url)) throw this.#strange("leads nowhere");
    return await request({ url: new URL(to, made.url).href, method: made.method ?? "GET" }, options);
  }

  /** Throws where the list goes on, and nobody can tell where: a tag that is not seen could be moved back. */
  #nextPage({ headers, url }: HttpAnswer): string | null {
    const link = headers.get("link") ?? "";
    if (!/\brel\s*=\s*"?next\b/i.test(link)) return null;
    const to = /<([^<>]+)>\s*;[^,<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1] ?? "";
    const address = URL.canParse(to, url) ? new URL(to, url).href : "";
    if (address.startsWith(`${this.#base}/`)) return address;
    throw this.#strange("goes on with its list of tags at another address");
  }

  #tagsOf({ body }: HttpAnswer): readonly string[] {
    try {
      return parseJson(body, tagList).tags ?? [];
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw this.#strange(`answered something else than its tags: ${error.message}`);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return this.#options.sleep?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  #strange(fault: string): TaskError {
    return new TaskError([{ place: this.image, fault, mend: "run the job again; report it if it stays" }]);
  }
}

const tagList = objectOf({ tags: nullable(listOf(text)) });

/** Without its parameters. */
function typeOf(headers: Headers): string {
  return (headers.get("content-type") ?? "").replace(/;.*$/s, "").trim();
}

function addressOf(host: string, variables: RegistryAccess["variables"]): URL {
  const given = variables["REGISTRY_URL"]?.trim() ?? "";
  const address = given === "" ? `https://${host}` : given;
  if (URL.canParse(address)) return new URL(address.endsWith("/") ? address : `${address}/`);
  const mend = "leave it out, or set it to an address such as http://127.0.0.1:5000";
  throw new MisuseError({ place: "REGISTRY_URL", fault: "is no address", mend });
}

/** GitHub's registry looks at the token alone. */
function loginOf(variables: RegistryAccess["variables"]): Login | null {
  const password = variables["GH_TOKEN"]?.trim() ?? "";
  return password === "" ? null : { user: variables["GITHUB_ACTOR"]?.trim() || "github", password };
}
