import { createHash } from "node:crypto";
import type { Cleaning } from "../../../tasks/image-cleanup/clean.ts";
import type { Root } from "../../../tasks/image-cleanup/reach.ts";
import type { Sources } from "../../../tasks/image-cleanup/survey.ts";
import type { Deletion, PackageVersion } from "../../../tasks/github/packages.ts";

/** One day (milliseconds). */
export const day = 24 * 60 * 60 * 1000;

/** When everything here happens (milliseconds since 1970). */
export const now = Date.UTC(2026, 10, 20);

/** A run that keeps what is younger than 30 days. */
export const cleaning: Cleaning = {
  since: now - 30 * day,
  why: "younger than 30 days",
  dryRun: false,
  most: 1000,
  batch: 3,
  say: () => undefined,
};

/** What a test pushes. */
export interface Pushed {
  readonly parts?: readonly string[];
  readonly subject?: string | null;
  readonly mentions?: readonly string[];
  readonly tags?: readonly string[];
  /** Days since it was changed. @default 100 */
  readonly age?: number;
}

interface Stored {
  readonly id: number;
  readonly digest: string;
  readonly content: Buffer;
  changed: number;
  refused: string | null;
}

/** An image in memory: a registry, the packages API and ledgers, where each request may be interfered with. */
export class MemoryImage {
  readonly stored = new Map<string, Stored>();
  /** Digest by tag. */
  readonly tags = new Map<string, string>();
  readonly ledger: string[] = [];
  /** Digests, as they were deleted. */
  readonly deleted: string[] = [];
  /** Called before each request is answered; may throw, or change what is there. */
  step: (request: string) => void = () => undefined;
  #id = 0;

  /** Answers the digest. Different seeds make different manifests of the same references. */
  push({ parts, subject, mentions, tags = [], age = 100 }: Pushed): string {
    this.#id += 1;
    const content = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        ...(parts !== undefined && { manifests: parts.map((digest) => ({ digest })) }),
        ...(subject != null && { subject: { digest: subject } }),
        annotations: { number: String(this.#id), ...(mentions && { seen: mentions.join(" ") }) },
      }),
    );
    const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
    const changed = now - age * day;
    this.stored.set(digest, { id: this.#id, digest, content, changed, refused: null });
    for (const tag of tags) this.tags.set(tag, digest);
    return digest;
  }

  sources(): Sources {
    return {
      package: {
        name: "octo-org/octo-package",
        versions: () => this.#asked("versions", () => this.#versions()),
        version: (id) => this.#asked("version", () => this.#versions().find((one) => one.id === id) ?? null),
        delete: (version) => this.#asked("delete", () => this.#delete(version)),
      },
      registry: {
        image: "registry.example/octo-org/octo-package",
        tags: () => this.#asked("tags", () => [...this.tags.keys()]),
        headManifest: (tag) => this.#asked("head", () => this.#manifest(this.tags.get(tag) ?? tag)),
        readManifest: (digest) => this.#asked("manifest", () => this.#manifest(digest)),
      },
      ledgers: () => this.#asked("ledgers", () => this.ledger.map(ledgerRoot)),
    };
  }

  #manifest(digest: string) {
    const found = this.stored.get(digest);
    if (found === undefined) return null;
    const bytes = found.content;
    return { mediaType: "application/vnd.oci.image.index.v1+json", digest, size: bytes.length, bytes };
  }

  #versions(): readonly PackageVersion[] {
    return [...this.stored.values()].map(({ id, digest, changed }) => {
      const tags = [...this.tags].filter(([, of]) => of === digest).map(([tag]) => tag);
      return { id, digest, tags, changed };
    });
  }

  #delete({ digest }: PackageVersion): Deletion {
    const found = this.stored.get(digest);
    if (found === undefined) return { kind: "gone" };
    if (found.refused !== null) return { kind: "refused", reason: found.refused };
    this.stored.delete(digest);
    for (const [tag, of] of this.tags) if (of === digest) this.tags.delete(tag);
    this.deleted.push(digest);
    return { kind: "deleted" };
  }

  async #asked<T>(request: string, answer: () => T): Promise<T> {
    this.step(request);
    await Promise.resolve();
    return answer();
  }
}

function ledgerRoot(digest: string): Root {
  return { digest, why: "release v1.0", expected: false };
}
