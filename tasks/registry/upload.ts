import type { HttpAnswer } from "../http/request.ts";
import { TaskError } from "../program/fault.ts";
import { RegistryRefusal } from "./refusal.ts";
import type { ImageRequest } from "./registry.ts";

/** The part of a registry that takes a blob. */
export interface BlobTaker {
  /** Whether it is there already. */
  has(): Promise<boolean>;
  ask(made: ImageRequest, expect: readonly number[]): Promise<HttpAnswer>;
  pause(milliseconds: number): Promise<void>;
  /** What a fault names. */
  readonly place: string;
  /** How long it may take. */
  readonly seconds: number;
}

/** How often a broken upload is begun anew. */
const attempts = 5;

/**
 * Uploads a blob in one piece, unless it is there. One that breaks off is begun anew: what came of it stays in a session
 * that the registry clears away.
 */
export async function sendBlob(
  taker: BlobTaker,
  blob: { readonly content: Uint8Array; readonly digest: string },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if (await taker.has()) return;
    const lost = await sendOnce(taker, blob);
    if (lost === null) return;
    if (attempt >= attempts) throw lost;
    await taker.pause(1000 * 2 ** (attempt - 1));
  }
}

/** Null where it came to its end; an error that beginning anew may mend. */
async function sendOnce(
  taker: BlobTaker,
  { content, digest }: { readonly content: Uint8Array; readonly digest: string },
): Promise<TaskError | null> {
  const begun = await taker.ask(
    { method: "POST", path: "/blobs/uploads/", options: { repeatable: true } },
    [202],
  );
  const location = begun.headers.get("location") ?? "";
  const to = URL.canParse(location, begun.url) ? new URL(location, begun.url) : null;
  // The token goes along.
  if (to?.origin !== new URL(begun.url).origin) {
    const mend = "run the job again; report it if it stays";
    throw new TaskError([{ place: taker.place, fault: "is given no address there to be sent to", mend }]);
  }
  to.searchParams.set("digest", digest);
  const headers = { "content-type": "application/octet-stream" };
  const options = { attempts: 1, seconds: taker.seconds };
  try {
    await taker.ask({ method: "PUT", path: to.href, headers, body: content, options }, [201, 204]);
    return null;
  } catch (error) {
    // The session is gone, or does not expect what came: 404 and 416 are about it alone.
    const isLasting = error instanceof RegistryRefusal && ![404, 416].includes(error.status);
    if (!(error instanceof TaskError) || isLasting) throw error;
    return error;
  }
}
