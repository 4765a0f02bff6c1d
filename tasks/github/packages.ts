import type { HttpAnswer } from "../http/request.ts";
import { ShapeError, count, listOf, objectOf, optional, parseJson, text, type Shape } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { type GitHub, readAnswer } from "./client.ts";
import { RefusedError } from "./refusal.ts";

/** A version of a container package: one manifest of an image, tagged or not. */
export interface PackageVersion {
  readonly id: number;
  /** Of its manifest. */
  readonly digest: string;
  readonly tags: readonly string[];
  /** When it was made or last changed, whichever is later (milliseconds since 1970). */
  readonly changed: number;
}

/** What became of a deletion. */
export type Deletion =
  | { readonly kind: "deleted" }
  /** Somebody else was first. */
  | { readonly kind: "gone" }
  /** GitHub does not delete this one, whoever asks. */
  | { readonly kind: "refused"; readonly reason: string };

/** A container package of GitHub's registry. */
export interface ContainerPackage {
  /** `octo-org/octo-package` */
  readonly name: string;
  /** All that are not deleted. */
  versions(): Promise<readonly PackageVersion[]>;
  /** As it is now; null: it is gone. */
  version(id: number): Promise<PackageVersion | null>;
  delete(version: PackageVersion): Promise<Deletion>;
}

/** The package of an image, `octo-org/octo-package`; null: there is none, or none that this token may see. */
export async function findPackage(github: GitHub, image: string): Promise<ContainerPackage | null> {
  const [owner = "", ...rest] = image.split("/");
  const name = rest.join("/");
  const account = await typeOf(github, owner);
  if (account === null || name === "") return null;
  const kind = account === "Organization" ? "orgs" : "users";
  // A name may hold slashes: they are part of it.
  const path = `/${kind}/${encodeURIComponent(owner)}/packages/container/${encodeURIComponent(name)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  return answer.status === 404 ? null : new RestPackage(github, image, path);
}

async function typeOf(github: GitHub, owner: string): Promise<string | null> {
  const path = `/users/${encodeURIComponent(owner)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  return answer.status === 404 ? null : readAnswer(answer, objectOf({ type: text }), path).type;
}

class RestPackage implements ContainerPackage {
  readonly name: string;
  readonly #github: GitHub;
  readonly #path: string;

  constructor(github: GitHub, name: string, path: string) {
    this.name = name;
    this.#github = github;
    this.#path = path;
  }

  async versions(): Promise<readonly PackageVersion[]> {
    const found = await this.#github.pages(
      `${this.#path}/versions?state=active&per_page=100`,
      packageVersion,
    );
    // One that is pushed while pages are read moves the others on, so that some come twice.
    return [...new Map(found.map((version) => [version.id, version])).values()];
  }

  async version(id: number): Promise<PackageVersion | null> {
    const path = `${this.#path}/versions/${id}`;
    const answer = await this.#github.call({ path, expect: [200, 404] });
    return answer.status === 404 ? null : readAnswer(answer, packageVersion, path);
  }

  async delete({ id, digest }: PackageVersion): Promise<Deletion> {
    const path = `${this.#path}/versions/${id}`;
    const answer = await unlessForbidden(() =>
      this.#github.call({ method: "DELETE", path, expect: [204, 400, 404] }),
    );
    if (answer?.status === 204) return { kind: "deleted" };
    if (answer?.status === 400) return { kind: "refused", reason: reasonIn(answer.body) };
    // Whoever may not delete is mostly told that it is not there; so is who asks again, since an answer was lost.
    if (answer !== null && (await this.version(id)) === null) return { kind: "gone" };
    const mend =
      "give the job the permission packages: write, and this repository the role Admin in the package's settings, under Manage Actions access";
    throw new TaskError([
      { place: `${this.name}@${digest}`, fault: "may not be deleted by this token", mend },
    ]);
  }
}

/** Null where GitHub says outright that the token of a workflow may not do it. */
async function unlessForbidden(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer | null> {
  try {
    return await ask();
  } catch (error) {
    const isForbidden = error instanceof RefusedError && error.status === 403;
    if (isForbidden && /not accessible by integration/i.test(error.message)) return null;
    throw error;
  }
}

const time: Shape<number> = (value, place) => {
  const at = Date.parse(text(value, place));
  if (!Number.isNaN(at)) return at;
  throw new ShapeError(place, "a time");
};

const answered = objectOf({
  id: count,
  name: text,
  created_at: time,
  updated_at: time,
  metadata: objectOf({ container: objectOf({ tags: listOf(text) }) }),
});

/** One without a list of tags is no version of a container, and is not taken for one without tags. */
const packageVersion: Shape<PackageVersion> = (value, place) => {
  const { id, name, created_at, updated_at, metadata } = answered(value, place);
  return { id, digest: name, tags: metadata.container.tags, changed: Math.max(created_at, updated_at) };
};

function reasonIn(body: Uint8Array): string {
  try {
    return parseJson(body, objectOf({ message: optional(text) })).message ?? "400";
  } catch (error) {
    if (error instanceof ShapeError) return "400";
    throw error;
  }
}
