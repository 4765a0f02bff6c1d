import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { FaultsError } from "../../config/fault.ts";

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

/**
 * Opens the vault in a file that only its owner may read; makes a new one where there is none. Throws a
 * FaultsError for one that is broken: what it encrypted is lost, and `mend` says what to do about that.
 */
export function openVault(file: string, mend = "remove it and the state beside it"): Vault {
  if (!existsSync(file)) create(file);
  const kept = read(file);
  if (kept === undefined) {
    throw new FaultsError([{ place: file, fault: "does not hold the key of this rehearsal's state", mend }]);
  }
  const key = Buffer.from(kept.key, "base64");
  return {
    passphrase: kept.passphrase,
    encryptionSalt: kept.encryptionSalt,
    seal: (plain) => encrypt(key, plain),
  };
}

/** The engine tells by a known text whether the passphrase is right. */
const knownText = "pulumi";

function read(file: string): Kept | undefined {
  const text = readFileSync(file, "utf8");
  try {
    const { passphrase, encryptionSalt, key } = JSON.parse(text) as Partial<Kept>;
    if (!passphrase || !encryptionSalt || !key) return undefined;
    const sealed = encryptionSalt.split(":").slice(2).join(":");
    const isKey = decrypt(Buffer.from(key, "base64"), sealed) === knownText;
    return isKey ? { passphrase, encryptionSalt, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Another first run may be making one at the same time: whoever is first keeps its own, and both use that. */
function create(file: string): void {
  const passphrase = randomBytes(24).toString("base64url");
  const salt = randomBytes(8);
  // Rounds, digest and length are those of the engine.
  const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256");
  const encryptionSalt = `v1:${salt.toString("base64")}:${encrypt(key, knownText)}`;
  const kept: Kept = { passphrase, encryptionSalt, key: key.toString("base64") };
  const own = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(own, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function encrypt(key: Buffer, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypt(key: Buffer, sealed: string): string {
  const [, nonce = "", body = ""] = sealed.split(":");
  const bytes = Buffer.from(body, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16)).toString("utf8") + decipher.final("utf8");
}
