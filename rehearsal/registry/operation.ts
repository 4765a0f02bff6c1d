/** What a request to a registry is about. */
export interface Operation {
  /** `PUT /v2/{name}/manifests/{reference}`; method and path where it is none of the registry's. */
  readonly title: string;
  /** `octo-org/octo-package`; empty where it is about none. */
  readonly name: string;
  /** A tag, a digest or the id of an upload. */
  readonly reference: string;
  readonly kind: "manifest" | "blob" | "upload" | "tags" | "referrers" | "base" | "token" | "other";
  /** What the token has to allow; null: nothing is asked for. */
  readonly needs: "pull" | "push" | "delete" | null;
}

const kinds = [
  ["manifest", /^\/v2\/(.+)\/manifests\/([^/]+)$/, "manifests/{reference}"],
  ["upload", /^\/v2\/(.+)\/blobs\/uploads\/([^/]*)$/, "blobs/uploads/"],
  ["blob", /^\/v2\/(.+)\/blobs\/([^/]+)$/, "blobs/{digest}"],
  ["tags", /^\/v2\/(.+)\/tags\/(list)$/, "tags/list"],
  ["referrers", /^\/v2\/(.+)\/referrers\/([^/]+)$/, "referrers/{digest}"],
] as const;

/** Reads what a request is about from its method and path. */
export function operationOf(method: string, path: string): Operation {
  const none = { title: `${method} ${path}`, name: "", reference: "" };
  if (path === "/v2/" || path === "/v2") return { ...none, kind: "base", needs: "pull" };
  if (path === "/token") return { ...none, kind: "token", needs: null };
  for (const [kind, pattern, shown] of kinds) {
    const [, name = "", reference = ""] = pattern.exec(path) ?? [];
    if (name === "") continue;
    const title = `${method} /v2/{name}/${shown}`;
    return { title, name, reference: decodeURIComponent(reference), kind, needs: needsOf(method, kind) };
  }
  return { ...none, kind: "other", needs: null };
}

function needsOf(method: string, kind: Operation["kind"]): Operation["needs"] {
  if (kind === "upload") return "push";
  if (method === "GET" || method === "HEAD") return "pull";
  return method === "DELETE" ? "delete" : "push";
}
