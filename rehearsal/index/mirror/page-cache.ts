import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { normalizeName } from "../../../tasks/index/file-name.ts";
import { acceptedForms } from "../../../tasks/index/project-page.ts";
import { withoutLogin } from "./ask-upstream.ts";
import { readHtmlFiles } from "./html-files.ts";

/** A project's page (PEP 691), as far as it is read here. */
export interface ProjectPage {
  readonly meta?: Readonly<Record<string, string>>;
  readonly files: readonly PageFile[];
}

export interface PageFile {
  readonly filename: string;
  readonly url: string;
  readonly hashes: { readonly sha256?: string };
  readonly "requires-python"?: string;
  readonly yanked?: string | boolean;
  readonly "core-metadata"?: unknown;
}

interface Read {
  readonly page: ProjectPage;
  /** When the index told it (ms since 1970). */
  readonly at: number;
}

/** How long a page is taken as it was (ms). */
const fresh = 10 * 60_000;

/** Pages of an index, kept for some minutes. */
export class PageCache {
  readonly #folder: string;
  readonly #upstream: string;
  readonly #asking = new Map<string, Promise<Read | null>>();
  /** As they are handed on; read, they would be many objects for whatever collects garbage. */
  readonly #texts = new Map<string, { readonly at: number; readonly text: Buffer }>();

  constructor(folder: string, upstream: string) {
    const key = createHash("sha256").update(withoutLogin("", upstream).url).digest("hex").slice(0, 16);
    this.#folder = join(folder, key);
    this.#upstream = upstream;
  }

  /**
   * What is made of a project's page, its addresses whole, for those of that name; null: the index has none, or can't be
   * asked.
   */
  async text(
    project: string,
    { whose, make }: { readonly whose: string; readonly make: (page: ProjectPage) => Buffer },
  ): Promise<Buffer | null> {
    const name = normalizeName(project);
    const key = `${name} ${whose}`;
    const made = this.#texts.get(key);
    if (made !== undefined && Date.now() - made.at <= fresh) return made.text;
    const read = await this.#read(name);
    if (read === null) return null;
    const text = make(read.page);
    this.#texts.set(key, { at: read.at, text });
    return text;
  }

  async #read(name: string): Promise<Read | null> {
    const kept = this.#kept(name);
    if (kept !== null) return kept;
    const asking = this.#asking.get(name) ?? this.#ask(name).finally(() => this.#asking.delete(name));
    this.#asking.set(name, asking);
    return await asking;
  }

  #kept(name: string): Read | null {
    const file = join(this.#folder, `${name}.json`);
    try {
      const at = statSync(file).mtimeMs;
      if (Date.now() - at > fresh) return null;
      return { at, page: JSON.parse(readFileSync(file, "utf8")) as ProjectPage };
    } catch {
      // Not there yet, or cut off: it is asked for again.
      return null;
    }
  }

  async #ask(name: string): Promise<Read | null> {
    const { url, headers } = withoutLogin(`${name}/`, this.#upstream);
    headers.set("accept", acceptedForms);
    const answer = await fetch(url, { headers }).catch(() => null);
    const page = answer?.ok === true ? await pageIn(answer).catch(() => null) : null;
    if (answer === null || page?.files === undefined) return null;
    const files = page.files.map((file) => ({ ...file, url: new URL(file.url, answer.url).href }));
    const whole = { ...page, files };
    this.#keep(name, whole);
    return { at: Date.now(), page: whole };
  }

  #keep(name: string, page: ProjectPage): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const partial = join(this.#folder, `${name}.${process.pid}.partial`);
    writeFileSync(partial, JSON.stringify(page), { mode: 0o600 });
    renameSync(partial, join(this.#folder, `${name}.json`));
  }
}

async function pageIn(answer: Response): Promise<Partial<ProjectPage> | null> {
  const type = answer.headers.get("content-type") ?? "";
  if (type.includes("json")) return (await answer.json()) as Partial<ProjectPage>;
  return type.includes("html") ? readHtmlFiles(await answer.text(), answer.url) : null;
}
