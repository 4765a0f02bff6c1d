/** Has the runner hide a secret in all that is printed from now on; elsewhere nothing is said, since it would be shown. */
export function mask(
  secret: string,
  variables: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): void {
  if (variables["GITHUB_ACTIONS"] === "true" && !/[\r\n]/.test(secret)) say(`::add-mask::${secret}`);
}
