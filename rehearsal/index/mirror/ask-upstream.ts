/** An address without its login, and the header that the login becomes: it is sent to the index's own host alone. */
export function withoutLogin(
  address: string,
  upstream: string,
): { readonly url: string; readonly headers: Headers } {
  const index = new URL(upstream);
  const url = new URL(address, index);
  const headers = new Headers();
  if (index.username !== "" && url.host === index.host) {
    const login = `${decodeURIComponent(index.username)}:${decodeURIComponent(index.password)}`;
    headers.set("authorization", `Basic ${Buffer.from(login).toString("base64")}`);
  }
  url.username = "";
  url.password = "";
  return { url: url.href, headers };
}
