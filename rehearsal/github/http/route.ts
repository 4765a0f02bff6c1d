import type { Clock } from "../../../runners/ports/clock.ts";
import type { GitRepository } from "../git/repository.ts";
import type { GitHubModel } from "../../runners/github-model.ts";
import type { PackageStore } from "../../registry/packages.ts";
import type { Records } from "../store/records.ts";
import type { IssuedToken } from "./installations.ts";
import type { Permission } from "./permissions.ts";

/** A JSON object as a request brings it, not yet looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** The emulated GitHub as a route sees it. */
export interface GitHub {
  /** The git repository of `owner/name`, with what was changed by hand taken up. */
  repository(fullName: string): Promise<GitRepository>;
  /** Moves the folder of a repository whose owner or name changes. */
  move(from: string, to: string): Promise<void>;
  /** Makes the git repository of a fork. Git's data is not shown at once, as on the service. */
  fork(from: string, to: string, branches: ForkedBranches): Promise<void>;
  /** Whether a fork is still being made; with each question it comes nearer to its end. */
  isForming(fullName: string): boolean;
}

/** What a fork takes over. */
export interface ForkedBranches {
  readonly defaultBranch: string;
  readonly isDefaultAlone: boolean;
}

/** How much the service takes and gives. */
export interface Limits {
  /** Bytes of a file, written or read. */
  readonly blobBytes: number;
  /** Entries of a tree that one answer lists. */
  readonly treeEntries: number;
  /** Bytes of a file of a release. */
  readonly assetBytes: number;
  /** Files of a release. */
  readonly assets: number;
  /** Questions about a new fork's git data that find nothing yet. */
  readonly forkQuestions: number;
  /** Requests of an installation in an hour, where runners are played. */
  readonly requests: number;
}

/** A file that a request brings, not yet read. */
export interface Upload {
  readonly content: AsyncIterable<Buffer>;
  /** Bytes, as announced; null where nothing is said. */
  readonly length: number | null;
  readonly type: string;
  /** Changes what exists; several times while the file comes, so that nobody waits for it. */
  change<T>(work: (records: Records) => T): Promise<T>;
}

/** What files of releases hold. */
export interface Files {
  /** Keeps what comes under a number; null where it is more than `most` bytes: then nothing is kept. */
  write(id: number, content: AsyncIterable<Buffer>, most: number): Promise<StoredFile | null>;
  read(id: number): Promise<Buffer>;
  remove(id: number): Promise<void>;
  /** Drops them, once the request that says so is done. */
  drop(ids: readonly number[]): void;
}

/** A file that was kept. */
export interface StoredFile {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** One request that a route answers. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  /** The media types that the client asks for. */
  readonly accept: string;
  /** Address of this API without a slash at the end, for the addresses in answers. */
  readonly api: string;
  /** Address of what is asked for, without the query. */
  readonly address: string;
  /** The token that came along; null without one. Never to be kept or shown. */
  readonly token: string | null;
  /** Whether that is the token of a workflow's job. */
  readonly byJob: boolean;
  /** What exists. A route that reads must not change it; what one that writes changes is kept when it returns. */
  readonly records: Records;
  readonly github: GitHub;
  readonly files: Files;
  /** Where what a client is sent to for a file is read; nothing of the API. */
  readonly downloadOf: (asset: { readonly id: number; readonly name: string }) => string;
  /** Null but for routes that take a file. */
  readonly upload: Upload | null;
  readonly limits: Limits;
  /** What a registry beside it holds; null: there is none. */
  readonly packages: PackageStore | null;
  /** Self-hosted runners and their jobs; null: none are played. */
  readonly runners: GitHubModel | null;
  readonly clock: Clock;
  /** Gives a token of an App's installation, with permissions by feature; null: with all. */
  readonly issueToken: (permissions: Json | null) => IssuedToken;
  /** Whether the token has a permission that depends on what is asked. */
  readonly may: (permission: Permission) => boolean;
}

/** What a route answers. */
export interface Reply {
  readonly status: number;
  /** JSON; a Buffer is sent as it is, a Readable bit by bit. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the API. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** As GitHub's OpenAPI description writes it: `/repos/{owner}/{repo}/contents/{path}`. */
  readonly path: string;
  /** What of `https://docs.github.com/rest/` describes it: `repos/contents#get-repository-content`. */
  readonly documentation: string;
  /** What a fine-grained token needs for it; null: nothing beyond being valid. */
  readonly needs: Permission | null;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
  /** Whether it takes a file instead of JSON: at the address for uploads, and changing what exists by `upload` alone. */
  readonly takesFile?: true;
}

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** 204. */
export const noContent: Reply = { status: 204 };
