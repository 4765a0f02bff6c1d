/** The name of a thing in GitHub's graph: opaque to clients, the same each time. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}
