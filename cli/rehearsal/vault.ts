import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The rehearsal's own passphrase, and what it encrypts with: Pulumi's `passphrase` secrets provider, written
 * here so that no secret value ever stands on a command line.
 */
export interface Vault {
  readonly passphrase: string;
  /** `encryptionsalt` of a stack file. */
  readonly encryptionSalt: string;
  /** The `secure` value of a stack file. */
  seal(plain: string): string;
}

interface Kept {
  readonly passphrase: string;
  readonly encryptionSalt: string;
  /** Derived from the other two; kept, since deriving it takes a quarter of a second. Base64. */
  readonly key: string;
}

/** Opens the vault in a file that only its owner may read; makes a new one where there is none. */
export function openVault(file: string): Vault {
  const kept = read(file) ?? create(file);
  const key = Buffer.from(kept.key, "base64");
  return {
    passphrase: kept.passphrase,
    encryptionSalt: kept.encryptionSalt,
    seal: (plain) => encrypt(key, plain),
  };
}

function read(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Partial<Kept>;
    return kept.passphrase && kept.encryptionSalt && kept.key ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function create(file: string): Kept {
  const passphrase = randomBytes(24).toString("base64url");
  const salt = randomBytes(8);
  // Rounds, digest and length are those of the engine.
  const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256");
  // The engine tells by a known text whether the passphrase is right.
  const encryptionSalt = `v1:${salt.toString("base64")}:${encrypt(key, "pulumi")}`;
  const kept: Kept = { passphrase, encryptionSalt, key: key.toString("base64") };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  return kept;
}

function encrypt(key: Buffer, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}
