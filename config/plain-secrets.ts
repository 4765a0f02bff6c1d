/**
 * Shapes of credentials that services publish so that scanners find them: GitHub, PyPI, AWS, private keys.
 * https://docs.github.com/code-security/reference/secret-security/supported-secret-scanning-patterns
 */
const shapes = [
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bpypi-[A-Za-z0-9_-]{16,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** Whether a text has the shape of a known credential. */
export function looksSecret(text: string): boolean {
  return shapes.some((shape) => shape.test(text));
}
