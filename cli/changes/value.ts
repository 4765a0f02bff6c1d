/** The key by which the engine marks a value that isn't plain data; the next one is the mark of a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine sends for a text, number, list and so on that only the update will tell. */
const unknowns: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** How a secret is shown, always. */
export const secretText = "[secret]";
/** How a value is shown that only the update will tell. */
export const unknownText = "[known after up]";

/** A copy fit to be shown: each secret as `[secret]`, whatever it holds, and each unknown value by name. */
export function masked(value: unknown): unknown {
  if (typeof value === "string") return unknowns.has(value) ? unknownText : value;
  if (Array.isArray(value)) return value.map(masked);
  if (!isRecord(value)) return value;
  if (value[signatureKey] === secretMark) return secretText;
  const shown = Object.entries(value).filter(([key]) => !isInternal(key));
  return Object.fromEntries(shown.map(([key, item]) => [key, masked(item)]));
}

/** Takes the given secret values out of a text that others wrote, such as a service's error. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, secretText)), text);
}

/** A map with text keys, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Providers and the engine keep notes of their own in `__` properties. */
function isInternal(key: string): boolean {
  return key.startsWith("__");
}
