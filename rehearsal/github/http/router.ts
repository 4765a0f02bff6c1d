import type { Records } from "../store/records.ts";
import type { Route } from "./route.ts";

/** A route with what its path's parameters are. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters at a path's end that may hold slashes. */
const withSlashes = new Set(["basehead", "ref", "branch", "tag"]);

/** Finds routes by method and path. */
export class Router {
  readonly #routes: readonly {
    readonly route: Route;
    readonly pattern: RegExp;
    readonly names: readonly string[];
  }[];

  constructor(routes: readonly Route[]) {
    // What is spelt out goes before what is a parameter: `secrets/public-key` before `secrets/{secret_name}`.
    const ordered = routes.toSorted((one, other) => count(one.path) - count(other.path));
    this.#routes = ordered.map((route) => ({ route, ...compile(route.path) }));
  }

  /** The route for a request, the methods that there are for its path, or null for a path unknown. */
  find(method: string, path: string): Match | null {
    for (const { route, pattern, names } of this.#routes) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (!found) continue;
      const values = Array.from(found, decode).slice(1);
      if (values.includes(null)) return null;
      return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
    }
    return null;
  }
}

/** Where files are sent to; elsewhere than the rest of the API, as on a GitHub Enterprise server. */
export const uploadPrefix = "/api/uploads";

/** Whether what is sent to a path is taken bit by bit: files of releases and of runs, and what git sends. */
export function isStreamed(path: string): boolean {
  return (
    path.startsWith(`${uploadPrefix}/`) ||
    path.startsWith("/_artifacts/") ||
    /\.git\/git-[a-z]+-pack$/.test(path)
  );
}

/** A path without what stands before the API on a GitHub Enterprise server: `/api/v3`, or `/api/uploads` for files. */
export function splitPrefix(path: string): { readonly prefix: string; readonly path: string } {
  const prefix = /^\/api\/(?:v3|uploads)(?=\/|$)/.exec(path)?.[0] ?? "";
  return { prefix, path: path.slice(prefix.length).replace(/(?<=.)\/$/, "") || "/" };
}

/** The service answers under numbers, too, though it no longer documents it; here they become the names they stand for. */
export function byName(path: string, records: Records): string {
  const [, kind, id, ...rest] = path.split("/");
  if (kind === "repositories") {
    const name = keyOf(records.repositories, id);
    return name ? ["/repos", ...name.split("/").map(encodeURIComponent), ...rest].join("/") : path;
  }
  if (kind === "organizations" && rest[0] === "team") {
    const [organization, slug] = keyOf(records.teams, rest[1])?.split("/") ?? [];
    if (!organization || String(records.accounts[organization]?.id) !== id) return path;
    return ["/orgs", organization, "teams", slug, ...rest.slice(2)].join("/");
  }
  return path;
}

function keyOf(
  records: Readonly<Record<string, { readonly id: number }>>,
  id: string | undefined,
): string | undefined {
  return Object.entries(records).find(([, record]) => String(record.id) === id)?.[0];
}

function compile(path: string): { pattern: RegExp; names: readonly string[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "");
  const source = path
    .replace("/{path}", "(?:/(.*))?")
    .replace(/\/\{(\w+)\}$/, (all, name: string) => (withSlashes.has(name) ? "/(.+)" : all))
    .replace(/\/\{\w+\}/g, "/([^/]+)");
  return { pattern: new RegExp(`^${source}$`), names };
}

function count(path: string): number {
  return path.split("{").length;
}

/** What a part of a path stands for; null where it stands for nothing. */
export function decode(value: string | undefined = ""): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
