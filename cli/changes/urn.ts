/** What a URN says: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function parseUrn(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? types, name: name.join("::") };
}

/** A type as people say it: `github:RepositoryFile` for `github:index/repositoryFile:RepositoryFile`. */
export function shortType(type: string): string {
  const parts = type.split(":");
  const name = parts.at(-1) ?? type;
  return parts.length > 2 && parts[0] !== "pulumi" ? `${parts[0]}:${name}` : type;
}
