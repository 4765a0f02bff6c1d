/** Seals a secret with a repository's public key (base64), as GitHub wants it: only GitHub can open it again. */
export async function seal(value: string, publicKey: string): Promise<string> {
  // Loaded only here: it is a large library, and most stacks have no secret.
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  const { ORIGINAL } = sodium.base64_variants;
  const sealed = sodium.crypto_box_seal(sodium.from_string(value), sodium.from_base64(publicKey, ORIGINAL));
  return sodium.to_base64(sealed, ORIGINAL);
}
