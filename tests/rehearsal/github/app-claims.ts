/** Claims of a GitHub App, of which the emulated GitHub knows no signature; for so many seconds from now on. */
export function appClaims(seconds = 540): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = Buffer.from(JSON.stringify({ iss: "1", iat: now - 60, exp: now + seconds }));
  return `e30.${claims.toString("base64url")}.c2lnbmVk`;
}
