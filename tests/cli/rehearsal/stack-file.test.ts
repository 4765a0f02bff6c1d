import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { rehearsalStackFile } from "../../../cli/rehearsal/stack-file.ts";
import { openVault } from "../../../cli/rehearsal/vault.ts";

const text = `
encryptionsalt: v1:operator
secretsprovider: awskms://key
config:
  slipway:package:
    name: pyvenice
  secrets:TOKEN:
    secure: v1:aaa:bbb
  github:appAuth:
    id: "1"
    pemFile:
      secure: v1:ccc:ddd
`;

const file = { name: "Pulumi.prod.yaml", text };

describe("the rehearsal's stack file", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-vault-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const vault = () => openVault(join(folder, "vault.json"));

  it("keeps nothing that the operator encrypted, nor how", () => {
    const copy = rehearsalStackFile(file, vault());
    assert.doesNotMatch(copy.text, /aaa|bbb|ccc|ddd|operator|awskms/);
    const { config } = parse(copy.text) as { config: Record<string, unknown> };
    assert.deepEqual(config["slipway:package"], { name: "pyvenice" });
    assert.match(JSON.stringify(config["secrets:TOKEN"]), /^\{"secure":"v1:[^"]+"\}$/);
    assert.match(JSON.stringify(config["github:appAuth"]), /"pemFile":\{"secure":"v1:/);
  });

  it("makes up a secret's value from its ciphertext: another after a rotation, else the same", () => {
    const { secrets } = rehearsalStackFile(file, vault());
    assert.deepEqual(rehearsalStackFile(file, vault()).secrets, secrets);
    const rotated = rehearsalStackFile({ ...file, text: text.replace("bbb", "eee") }, vault()).secrets;
    assert.notEqual(rotated[0], secrets[0]);
    assert.equal(rotated[1], secrets[1]);
  });

  it("writes no made-up value in clear", () => {
    const copy = rehearsalStackFile(file, vault());
    for (const secret of copy.secrets) assert.ok(!copy.text.includes(secret));
  });

  it("hands on the settings without secrets", () => {
    const { config } = rehearsalStackFile(file, vault());
    assert.equal(config["secrets:TOKEN"], undefined);
    assert.deepEqual(config["github:appAuth"], { id: "1", pemFile: undefined });
  });

  const cases = [
    { what: "stops being YAML", text: "config:\n  a: [1\n  b: 2\n", says: ":3: is not valid YAML (" },
    { what: "ends in the middle", text: 'config:\n  a: "b\n', says: ":2: is not valid YAML (" },
    {
      what: "names an anchor that is not there",
      text: "config:\n  a: *b\n",
      says: ":2: is not valid YAML (",
    },
    { what: "names a key twice", text: "config:\n  a: 1\n  a: 2\n", says: ":3: is not valid YAML (" },
    { what: "is empty", text: "# nothing\n", says: ": is empty; describe" },
    { what: "is a list", text: "- config\n", says: ": is a list, not a map of settings; describe" },
    { what: "configures nothing", text: "encryptionsalt: v1:a\n", says: ": has no `config`; describe" },
    { what: "has an empty config", text: "config:\n", says: ": has a `config` that is empty, not a map; de" },
  ];
  for (const { what, text: broken, says } of cases) {
    it(`names the file, and the line where there is one, of a file that ${what}`, () => {
      assert.throws(
        () => rehearsalStackFile({ ...file, text: broken }, vault()),
        ({ name, message }: Error) => name === "FaultsError" && message.startsWith(`Pulumi.prod.yaml${says}`),
      );
    });
  }

  it("keeps one passphrase, for its owner alone", () => {
    assert.equal(vault().passphrase, vault().passphrase);
    assert.equal(statSync(join(folder, "vault.json")).mode & 0o777, 0o600);
  });
});
