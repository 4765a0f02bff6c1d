import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UNKNOWN, type Provider } from "../../../provider/protocol/provider.ts";
import { genericStandIn } from "../../../rehearsal/providers/generic.ts";
import { temporaryFolder } from "./stack.ts";

const bucket = "aws:s3/bucket:Bucket";
const key = "aws:ec2/keyPair:KeyPair";

describe("a generic stand-in", () => {
  let folder: string;
  let provider: Provider;
  const open = () =>
    genericStandIn({
      name: "aws",
      version: "7.0.0",
      file: join(folder, "cloud.json"),
      types: {
        [bucket]: {
          name: "bucket",
          replaces: ["region"],
          outputs: (_inputs, id) => ({ arn: `arn:aws:s3:::${id}` }),
          computed: ["arn"],
        },
        [key]: { secrets: ["material"] },
      },
    }).configure({});
  const known = (id: string, inputs: Record<string, string>, type = bucket) => ({
    type,
    id,
    inputs,
    outputs: inputs,
  });

  beforeEach(async () => {
    folder = await temporaryFolder();
    provider = open();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("keeps what was created, for another process as well", async () => {
    const { id, outputs } = await provider.create(bucket, { bucket: "one", region: "a" }, false);
    assert.deepEqual([id, outputs["arn"]], ["one", "arn:aws:s3:::one"]);
    const found = await open().read({ type: bucket, id, inputs: {}, outputs: {} });
    assert.deepEqual(found?.inputs, { bucket: "one", region: "a" });
    await provider.delete(known("one", {}));
    assert.equal(await open().read(known("one", {})), null);
  });

  it("refuses what exists", async () => {
    await provider.create(bucket, { bucket: "one" }, false);
    await assert.rejects(
      open().create(bucket, { bucket: "one" }, false),
      /aws:s3\/bucket:Bucket: "one" exists already/,
    );
  });

  it("regression: what is called as every object's own was made and never found", async () => {
    for (const name of ["__proto__", "constructor"]) {
      assert.equal(await provider.read(known(name, {})), null);
      await provider.create(bucket, { bucket: name }, false);
      assert.deepEqual((await open().read(known(name, {})))?.inputs, { bucket: name });
    }
  });

  it("does nothing in a preview", async () => {
    const { outputs } = await provider.create(bucket, { bucket: "one" }, true);
    assert.equal(outputs["arn"], UNKNOWN);
    assert.equal(await provider.read(known("one", {})), null);
  });

  it("replaces where the name or a listed input changes, deleting first where the name stays", async () => {
    const old = known("one", { bucket: "one", region: "a", note: "x" });
    const diff = (inputs: Record<string, string>) => provider.diff(old, { ...old.inputs, ...inputs });
    assert.deepEqual(await diff({ note: "y" }), {
      changes: ["note"],
      replaces: [],
      deleteBeforeReplace: false,
    });
    assert.deepEqual(await diff({ region: "b" }), {
      changes: ["region"],
      replaces: ["region"],
      deleteBeforeReplace: true,
    });
    assert.deepEqual(await diff({ bucket: "two" }), {
      changes: ["bucket"],
      replaces: ["bucket"],
      deleteBeforeReplace: false,
    });
  });

  it("finds what was changed by hand", async () => {
    await provider.create(bucket, { bucket: "one", note: "x" }, false);
    const file = join(folder, "cloud.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"x"', '"by hand"'));
    assert.equal(
      (await provider.read(known("one", { bucket: "one", note: "x" })))?.inputs["note"],
      "by hand",
    );
  });

  it("makes all of many at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => provider.create(bucket, { bucket: `b${index}` }, false)),
    );
    const found = await Promise.all(
      Array.from({ length: 20 }, (_, index) => provider.read(known(`b${index}`, {}))),
    );
    assert.ok(found.every((one) => one !== null));
  });

  it("writes no secret", async () => {
    const inputs = { material: "planted-1", password: "planted-2", note: "open" };
    const { id } = await provider.create(key, inputs, false);
    const text = await readFile(join(folder, "cloud.json"), "utf8");
    assert.ok(!text.includes("planted") && text.includes("open"));
    assert.deepEqual((await provider.read(known(id, inputs, key)))?.inputs, inputs);
  });

  it("says what to do about a file that is broken, and leaves it", async () => {
    const file = join(folder, "cloud.json");
    await writeFile(file, "{");
    await assert.rejects(
      provider.create(bucket, { bucket: "one" }, false),
      /cloud.json: does not hold .*; delete it/,
    );
    assert.equal(await readFile(file, "utf8"), "{");
  });
});
