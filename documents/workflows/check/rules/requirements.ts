/** Whether a requirement names one version for good: `ruff==0.14.2`, a file by its hash, a commit. */
export function isPinned(requirement: string): boolean {
  const text = requirement.split(";")[0]?.trim() ?? "";
  const address = /(?:^|@\s*)((?:[a-z]+\+)?[a-z]+:\/\/.*)$/i.exec(text)?.[1];
  if (address !== undefined)
    return /@[0-9a-f]{40}(?:$|[#?&])|#(?:.*&)?sha(?:256|384|512)=[0-9a-f]{64,}/.test(address);
  // With more than one clause, or a wildcard, it is a range.
  const version = /^[^=<>!~]+={2,3}\s*([^,\s]+)$/.exec(text)?.[1];
  return version !== undefined && !version.endsWith("*") && version !== "";
}

/** Whether it names files of this machine: `.`, `./dist/x.whl`, `dist/*.whl`, `.[test]`. */
export function isLocal(requirement: string): boolean {
  if (/^[a-z+]+:\/\//i.test(requirement)) return requirement.startsWith("file:");
  if (/\s@\s|^[\w.-]+@/.test(requirement)) return /@\s*file:/.test(requirement);
  return /^\.|^[a-z]:|[/\\]|\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)(?:\[|$)/i.test(requirement);
}
