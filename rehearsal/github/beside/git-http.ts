import { spawn } from "node:child_process";
import { pipeline, type Readable } from "node:stream";
import type { GitRepository } from "../git/repository.ts";
import { gitArguments, gitEnvironment } from "../git/run.ts";
import { tokenOf } from "../http/authorize.ts";
import { isPermitted, isVisible, type TokenRules } from "../http/permissions.ts";
import type { Received } from "../http/listen.ts";
import { decode } from "../http/router.ts";
import type { Reply } from "../http/route.ts";
import { findMoved, findRepository } from "../store/find.ts";
import type { Records } from "../store/records.ts";

/** What git is served with. */
export interface GitOverHttpOptions {
  readonly records: () => Records;
  /** What a token may do; it is told of no token, too. */
  readonly rulesFor: (token: string | null) => TokenRules;
  /** The git repository of `owner/name`, with what was changed by hand taken up. */
  readonly repository: (fullName: string) => Promise<GitRepository>;
}

/** Settings that make git give what GitHub gives: any commit by its name, and a part of what there is. */
const settings = [
  "http.receivepack=false",
  "uploadpack.allowAnySHA1InWant=true",
  "uploadpack.allowFilter=true",
].flatMap((setting) => ["-c", setting]);

/**
 * Repositories over HTTP at `/OWNER/NAME.git`, by git's own program for it, to be fetched from. Nothing is pushed
 * here: what changes a branch or a tag goes by the API, which knows the rules that hold for them.
 */
export class GitOverHttp {
  readonly #options: GitOverHttpOptions;

  constructor(options: GitOverHttpOptions) {
    this.#options = options;
  }

  /** Null where something else is asked for. */
  async answer(received: Received): Promise<Reply | null> {
    const { url, headers } = received;
    const found = /^\/([^/]+)\/([^/]+)\.git\/(info\/refs|git-(?:upload|receive)-pack)$/.exec(url.pathname);
    if (found === null) return null;
    const [, owner = "", name = "", operation = ""] = found.map((part) => decode(part) ?? "");
    const records = this.#options.records();
    const moved = findMoved(records, owner, name);
    if (moved) return movedTo(`${url.origin}/${moved.fullName}.git/${operation}${url.search}`);
    const asked = { owner, name, token: passwordOf(headers.authorization) };
    const refusal = refuse(records, this.#options.rulesFor(asked.token), asked);
    if (refusal) return refusal;
    const service = operation === "info/refs" ? url.searchParams.get("service") : operation;
    if (service === "git-receive-pack")
      return said(403, "Nothing is pushed to the emulated GitHub by git: its API changes branches and tags.");
    if (service !== "git-upload-pack") return said(403, "Please upgrade your git client.");
    const fullName = findRepository(records, owner, name)?.fullName ?? "";
    return backend((await this.#options.repository(fullName)).folder, operation, received);
  }
}

interface Asked {
  readonly owner: string;
  readonly name: string;
  readonly token: string | null;
}

/** What the service says where the token may not fetch; null where it may. */
function refuse(records: Records, rules: TokenRules, { owner, name, token }: Asked): Reply | null {
  if (token !== null && rules.valid?.includes(token) === false) return unknown("Invalid username or token.");
  const found = findRepository(records, owner, name);
  const isPublic = found?.record.visibility === "public";
  if (token === null) return isPublic ? null : unknown("Repository not found.");
  if (!found) return said(404, "Repository not found.");
  const isOwn = isVisible(rules, found.fullName);
  if (isPublic && !(rules.ofJob === true && isOwn)) return null;
  if (!isOwn) return said(404, "Repository not found.");
  if (isPermitted(rules, "contents=read")) return null;
  return said(
    403,
    "Write access to repository not granted: the token has not the permission contents: read.",
  );
}

/** Runs `git http-backend`, which speaks as a CGI program does. */
async function backend(
  folder: string,
  operation: string,
  { method, url, headers, file }: Received,
): Promise<Reply> {
  const protocol = /^version=\d$/.exec(String(headers["git-protocol"] ?? ""))?.[0];
  const variables = {
    ...gitEnvironment(folder),
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/.git/${operation}`,
    REQUEST_METHOD: method,
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: headers["content-type"] ?? "",
    REMOTE_ADDR: "127.0.0.1",
    ...(headers["content-length"] !== undefined && { CONTENT_LENGTH: headers["content-length"] }),
    ...(headers["content-encoding"] !== undefined && { HTTP_CONTENT_ENCODING: headers["content-encoding"] }),
    ...(protocol !== undefined && { GIT_PROTOCOL: protocol }),
  };
  const child = spawn("git", gitArguments(folder, [...settings, "http-backend"]), { env: variables });
  child.stderr.resume();
  child.stdout.once("close", () => child.kill());
  // Git may have heard enough before all was sent.
  if (file === undefined) child.stdin.end();
  else pipeline(file, child.stdin, () => undefined);
  child.stdin.on("error", () => undefined);
  child.on("error", () => child.stdout.destroy());
  const head = await headOf(child.stdout).catch(() => null);
  if (head === null) return said(500, "git gave no answer");
  const status = Number(/^status: (\d{3})/im.exec(head)?.[1] ?? 200);
  const type = /^content-type: (.+?)\r?$/im.exec(head)?.[1] ?? "text/plain";
  return { status, body: child.stdout, headers: { "Content-Type": type, "Cache-Control": "no-cache" } };
}

/** What goes before an empty line; the rest stays to be read. Null: it ended before. */
async function headOf(stdout: Readable): Promise<string | null> {
  let read = Buffer.alloc(0);
  for await (const chunk of stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    read = Buffer.concat([read, chunk]);
    const end = /\r?\n\r?\n/.exec(read.toString("latin1"));
    if (end === null) continue;
    stdout.unshift(read.subarray(end.index + end[0].length));
    return read.toString("latin1", 0, end.index);
  }
  return null;
}

/** The token of a login, whatever name is given with it. */
function passwordOf(authorization: string | undefined): string | null {
  const encoded = /^basic (\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return tokenOf(authorization);
  return Buffer.from(encoded, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}

function movedTo(location: string): Reply {
  return { status: 301, body: Buffer.alloc(0), headers: { Location: location } };
}

/** 401, upon which git gives the login that it has. */
function unknown(message: string): Reply {
  const reply = said(401, message);
  return { ...reply, headers: { ...reply.headers, "WWW-Authenticate": 'Basic realm="GitHub"' } };
}

/** Git shows a plain text to whoever runs it. */
function said(status: number, message: string): Reply {
  return {
    status,
    body: Buffer.from(`${message}\n`),
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  };
}
