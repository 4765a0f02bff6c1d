import { normalizeName } from "../../../tasks/index/file-name.ts";
import type { Reply } from "../http/reply.ts";
import type { TrustedPublisher } from "../oidc/publishers.ts";

/** The index that has what was never uploaded here. */
export class Upstream {
  readonly #url: string | null;
  readonly #publishers: readonly TrustedPublisher[];

  /** The address is where its pages are, such as pip's index-url; null: there is none. */
  constructor(url: string | null, publishers: readonly TrustedPublisher[]) {
    this.#url = url?.replace(/\/*$/, "/") ?? null;
    this.#publishers = publishers;
  }

  /** Sends a client there for a project's page; null where it is not to be had there, and so not at all. */
  pageOf(name: string): Reply | null {
    if (this.#url === null || this.#isOwn(name)) return null;
    const headers = { Location: `${this.#url}${name}/`, "Cache-Control": "no-store" };
    return { status: 302, body: "", headers };
  }

  /** A project with a publisher here is released here: what another index has of it is another project's. */
  #isOwn(name: string): boolean {
    return this.#publishers.some(({ project }) => normalizeName(project) === name);
  }
}
