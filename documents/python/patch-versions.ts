/**
 * The release of each minor version of CPython that builds: another one may write other bytes. As of November 2026,
 * from the list of releases that uv 0.13.9 carries; of the newest two versions a release that is a month old, since
 * setup-python fails where its own list lags behind.
 */
const patchVersions: Readonly<Record<string, string>> = {
  "3.11": "3.11.18",
  "3.12": "3.12.16",
  "3.13": "3.13.18",
  "3.14": "3.14.9",
  "3.15": "3.15.1",
};

/** The exact release of a minor version: `3.14` is `3.14.9`; a version that is not known stays as it is. */
export function patchVersion(minor: string): string {
  return patchVersions[minor] ?? minor;
}
