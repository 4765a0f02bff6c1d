import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openVault } from "../../../cli/rehearsal/vault.ts";

const module = new URL("../../../cli/rehearsal/vault.ts", import.meta.url).href;

describe("the vault", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-vault-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const passphraseOfAnother = () =>
    new Promise<string>((resolve) => {
      const script = `import { openVault } from ${JSON.stringify(module)};
        process.stdout.write(openVault(${JSON.stringify(join(folder, "vault.json"))}).passphrase);`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
      let told = "";
      child.stdout.on("data", (data: Buffer) => (told += data.toString()));
      child.on("close", () => resolve(told));
    });

  it("is one for two first runs at once, which made one each", async () => {
    const passphrases = await Promise.all([1, 2, 3, 4].map(() => passphraseOfAnother()));
    assert.equal(new Set(passphrases).size, 1, passphrases.join());
    assert.equal(passphrases[0], openVault(join(folder, "vault.json")).passphrase);
    assert.deepEqual(readdirSync(folder), ["vault.json"]);
  });

  it("is not made anew over one with wrong contents, which the state still needs", () => {
    const file = join(folder, "vault.json");
    const { key } = openVaultAndRead(file);
    for (const text of ["", "{}", "\0", JSON.stringify({ passphrase: "x", encryptionSalt: "v1:x", key })]) {
      writeFileSync(file, text);
      assert.throws(
        () => openVault(file, "begin anew"),
        /vault\.json: does not hold the key .*; begin anew$/,
      );
      assert.equal(readFileSync(file, "utf8"), text);
    }
  });

  function openVaultAndRead(file: string): { readonly key: string } {
    openVault(file);
    return JSON.parse(readFileSync(file, "utf8")) as { readonly key: string };
  }
});
