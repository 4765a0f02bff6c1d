import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Received } from "../http/listen.ts";
import type { Files, Reply } from "../http/route.ts";

const place = "/_files/";
/** How long an address leads to a file (milliseconds). */
const validity = 300_000;

/** The storage that GitHub sends clients to for files: an address with a signature, and no token. */
export class Downloads {
  readonly #key = randomBytes(32);
  readonly #files: Pick<Files, "read">;

  constructor(files: Pick<Files, "read">) {
    this.#files = files;
  }

  /** Where a file can be read for a while, by whoever has the address. */
  addressOf(origin: string, { id, name }: { readonly id: number; readonly name: string }): string {
    const expires = String(Date.now() + validity);
    const query = new URLSearchParams({ expires, signature: this.#signature(String(id), expires) });
    return `${origin}${place}${id}/${encodeURIComponent(name)}?${query.toString()}`;
  }

  /** The file; null where something else is asked for. A token beside the signature is refused, as by the storage. */
  async answer({ url, headers }: Received): Promise<Reply | null> {
    if (!url.pathname.startsWith(place)) return null;
    const id = url.pathname.slice(place.length).split("/")[0] ?? "";
    const expires = url.searchParams.get("expires") ?? "";
    const signature = Buffer.from(url.searchParams.get("signature") ?? "");
    const expected = Buffer.from(this.#signature(id, expires));
    if (headers.authorization !== undefined) return refused(400, "Only one auth mechanism allowed");
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
      return refused(403, "Signature not valid");
    if (Number(expires) < Date.now()) return refused(403, "Request has expired");
    const body = await this.#files.read(Number(id)).catch(() => null);
    if (body === null) return refused(404, "The specified resource does not exist");
    return { status: 200, body, headers: { "Content-Type": "application/octet-stream" } };
  }

  #signature(id: string, expires: string): string {
    return createHmac("sha256", this.#key).update(`${id} ${expires}`).digest("hex");
  }
}

function refused(status: number, message: string): Reply {
  return { status, body: { message } };
}
