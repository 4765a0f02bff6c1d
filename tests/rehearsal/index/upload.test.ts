import assert from "node:assert/strict";
import { type Changes, type UploadedFile, day, emulate, names, sdist, upload, wheel } from "./emulated.ts";

describe("the emulated index takes uploads as PyPI does", () => {
  it("takes a wheel and an sdist, and the same files again", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    for (const file of [wheel("1.0"), sdist("1.0"), wheel("1.0"), sdist("1.0")])
      assert.deepEqual(await upload(index, file), { status: 200, reason: "OK" });
    assert.deepEqual(await names(index), ["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"]);
  });

  it("refuses other contents under a taken name, and taken contents under another name", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    const other = await upload(index, wheel("1.0", "other"));
    assert.equal(other.status, 400);
    // Twine's --skip-existing looks for these words.
    assert.match(other.reason, /^File already exists \('demo-1\.0-py3-none-any\.whl', with /);
    const { content } = wheel("1.0");
    const renamed = await upload(index, { name: "demo-1.0-py2.py3-none-any.whl", content });
    assert.match(renamed.reason, /^File already exists/);
    assert.deepEqual(await names(index), ["demo-1.0-py3-none-any.whl"]);
  });

  it("never takes the name of a deleted file again, not even for the same content", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    await index.deleteFile(wheel("1.0").name);
    assert.deepEqual(await names(index), []);
    const again = await upload(index, wheel("1.0"));
    assert.equal(again.status, 400);
    assert.match(again.reason, /^This filename was previously used by a file that has since been deleted\./);
  });

  it("takes no new file for a release older than 14 days, and identical ones still", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    await upload(index, wheel("1.0"));
    emulated.now += 14 * day;
    assert.equal((await upload(index, sdist("1.0"))).status, 200);
    emulated.now += 1;
    const late = { name: "demo-1.0-py2-none-any.whl", content: wheel("1.0", "late").content };
    const refused = "Uploading new files to releases older than 14 days is not allowed.";
    assert.deepEqual(await upload(index, late), { status: 400, reason: refused });
    assert.equal((await upload(index, wheel("1.0"))).status, 200, "an identical file");
    assert.equal((await upload(index, wheel("1.1"))).status, 200, "a new release");
  });

  it("takes one sdist of a release, and files of bounded sizes", async () => {
    await using emulated = await emulate({ limits: { fileBytes: 2000, projectBytes: 2 ** 30 } });
    const { index } = emulated;
    const large = { name: "demo-1.0-py3-none-any.whl", content: Buffer.alloc(2001) };
    assert.match((await upload(index, large)).reason, /^File too large\. Limit for project 'demo'/);
    assert.equal((await upload(index, sdist("1.0"))).status, 200);
    const { content } = sdist("1.0.0");
    const second = await upload(
      index,
      { name: "demo-1.0.0.tar.gz", content },
      { fields: { version: "1.0" } },
    );
    assert.equal(second.reason, "Only one sdist may be uploaded per release.");
  });

  const file = wheel("1.0");
  const { content } = file;
  const refusals: readonly (readonly [string, UploadedFile, Changes, RegExp])[] = [
    [
      "another digest",
      file,
      { fields: { sha256_digest: "0".repeat(64) } },
      /^The digest supplied does not match/,
    ],
    ["no digest", file, { fields: { sha256_digest: null } }, /at least one message digest/],
    ["half a digest", file, { fields: { sha256_digest: "abc" } }, /hex-encoded, SHA256/],
    ["another protocol", file, { fields: { protocol_version: "2" } }, /^Unknown protocol version/],
    ["no version", file, { fields: { version: null } }, /'version' is a required field/],
    ["no version of PEP 440", file, { fields: { version: "nightly" } }, /'nightly' is invalid for 'version'/],
    ["a local version", file, { fields: { version: "1.0+ours" } }, /The use of local versions in/],
    ["no name", file, { fields: { name: "-demo-" } }, /'-demo-' is invalid for 'name'/],
    ["another version in its name", file, { fields: { version: "1.1" } }, /should be '1\.1' not '1\.0'/],
    [
      "another project's name",
      file,
      { fields: { name: "other" } },
      /^Start filename for 'other' with 'other'/,
    ],
    ["an unknown type", file, { fields: { filetype: "bdist_egg" } }, /^Invalid value for filetype/],
    [
      "the wrong type",
      file,
      { fields: { filetype: "sdist", pyversion: "source" } },
      /^Invalid file extension/,
    ],
    [
      "a path",
      { name: "a\\demo-1.0-py3-none-any.whl", content },
      { fields: { name: "demo" } },
      /in the name\.$/,
    ],
    ["no extension", { name: "demo-1.0", content }, {}, /^Invalid file extension: Use/],
    ["a wheel's name that is none", { name: "demo-1.0-any.whl", content }, {}, /^(Invalid|Wheel)/],
    [
      "a wheel that is no archive",
      { name: file.name, content: Buffer.from("PK") },
      {},
      /^Invalid distribution/,
    ],
    ["half a wheel", { name: file.name, content: content.subarray(0, 300) }, {}, /^Invalid distribution/],
    ["an sdist that is none", { name: "demo-1.0.tar.gz", content }, {}, /^Invalid distribution/],
    [
      "a spelling that is not normal",
      { ...sdist("1.0"), name: "Demo-1.0.tar.gz" },
      {},
      /should be 'demo-1\.0\.tar\.gz'/,
    ],
    ["a platform for this machine alone", linuxWheel(), {}, /unsupported platform tag 'linux_x86_64'/],
  ];
  for (const [what, sent, changes, reason] of refusals) {
    it(`refuses ${what}, and keeps nothing of it`, async () => {
      await using emulated = await emulate();
      const { index } = emulated;
      const answer = await upload(index, sent, changes);
      assert.equal(answer.status, 400, answer.reason);
      assert.match(answer.reason, reason);
      assert.deepEqual(await names(index), []);
    });
  }

  it("takes files by API tokens alone, each for its projects", async () => {
    const tokens = [{ secret: "for-one", projects: ["other"] }];
    await using emulated = await emulate({ tokens });
    const { index } = emulated;
    const attempts: readonly (readonly [Changes, number, RegExp])[] = [
      [{ password: "wrong" }, 403, /^Invalid or non-existent authentication information/],
      [{ username: "somebody" }, 403, /^Username\/Password authentication is no longer supported/],
      [{ password: "for-one" }, 403, /allowed to upload to project 'demo'/],
    ];
    for (const [changes, status, reason] of attempts) {
      const answer = await upload(index, wheel("1.0"), changes);
      assert.equal(answer.status, status);
      assert.match(answer.reason, reason);
    }
    assert.deepEqual(await names(index), []);
    const other = wheel("1.0", "", "other");
    assert.equal((await upload(index, other, { password: "for-one" })).status, 200);
  });
});

function linuxWheel(): UploadedFile {
  const name = "demo-1.0-cp312-cp312-linux_x86_64.whl";
  return { ...wheel("1.0"), name };
}
