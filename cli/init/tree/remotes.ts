/** A repository that a git address names. */
export interface RemoteRepository {
  readonly host: string;
  /** `OWNER/NAME`. */
  readonly fullName: string;
}

/** What follows the protocol and a login, which may hold a password; or `git@HOST:OWNER/NAME.git`. */
const address =
  /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)?(?<sshHost>[\w.-]+):)(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/?$/;

/** The repository of a git address such as `git@github.com:octo-org/example.git`; null for any other form. */
export function remoteRepository(url: string): RemoteRepository | null {
  if (url.length > 2000) return null;
  const { host, sshHost, owner, name } = address.exec(url.trim())?.groups ?? {};
  const found = (host ?? sshHost)?.toLowerCase();
  if (found === undefined || owner === undefined || name === undefined) return null;
  return { host: found.replace(/^(?:www|ssh)\.(?=github\.com$)/, ""), fullName: `${owner}/${name}` };
}

/** The repository of an address of GitHub's site, whatever page of it: `https://github.com/octo-org/example/issues`. */
export function linkedRepository(url: string): string | null {
  const found = /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:[/?#].*)?$/.exec(
    url.trim(),
  );
  return found ? `${String(found[1])}/${String(found[2])}` : null;
}
