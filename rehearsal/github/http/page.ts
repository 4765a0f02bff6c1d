import type { Call, Reply } from "./route.ts";

/** The part of a list that a request asks for (`per_page`, `page`), with links to the others as GitHub gives them. */
export function page<T>(
  { query }: Call,
  address: string,
  all: readonly T[],
): { readonly items: readonly T[]; readonly headers: NonNullable<Reply["headers"]> } {
  const size = Math.min(Math.max(Number(query.get("per_page")) || 30, 1), 100);
  const number = Math.max(Math.trunc(Number(query.get("page"))) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = (to: number, rel: string) => {
    const parameters = new URLSearchParams(query);
    parameters.set("page", String(to));
    return `<${address}?${parameters.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ...(number > 1 ? [link(1, "first")] : []),
  ];
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { Link: links.join(", ") } : {},
  };
}
