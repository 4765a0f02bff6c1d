/** Where people look at things. Not this machine's address, so that answers stay the same from run to run. */
export const web = "https://github.com";

/** Parts of an address, each made safe but for the slashes in it. */
export function pathOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => String(part).split("/").map(encodeURIComponent).join("/")).join("/");
}
