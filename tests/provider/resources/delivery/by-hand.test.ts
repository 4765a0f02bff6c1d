import assert from "node:assert/strict";
import { getDelivery } from "../../../../provider/resources/delivery/lookup.ts";
import { manifestPath } from "../../../../provider/resources/delivery/manifest.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const release = ".github/workflows/release.yml";
const files = { [build]: "name: Build\n", [release]: "name: Release\n", "data.json": "{}\n" };
const next = { ...files, [release]: "name: Release 2\n" };
const byHand = "name: By hand\n";
const push = { by: "push" };

describe("what a person did in the repository", () => {
  let repository: TestRepository;
  let delivery: TestDelivery;
  beforeEach(async () => {
    repository = await openRepository();
    delivery = new TestDelivery(repository.client);
  });
  afterEach(() => repository.dispose());
  const up = (wanted: Readonly<Record<string, string>>, others = {}) =>
    delivery.up(inputsOf(wanted, { ...push, ...others }));

  for (const path of [build, "data.json"]) {
    it(`shows as an edit of ${path}, which stays until it is adopted`, async () => {
      await up(files);
      await repository.edit({ [path]: byHand });
      assert.deepEqual(await up(files), { operation: "same", drift: true });
      assert.equal(delivery.status, "edited");
      assert.deepEqual(Object.keys(delivery.outputs["edited"] as object), [path]);

      await up(next);
      assert.deepEqual(
        [await repository.text(path), await repository.text(release)],
        [byHand, next[release]],
      );

      const other = { ...next, [path]: "name: Wanted\n" };
      await assert.rejects(up(other), /was edited by hand, and would be changed; take the change into/);
      assert.equal(await repository.text(path), byHand);
      await up(other, { adopt: [path] });
      assert.equal(await repository.text(path), "name: Wanted\n");
      assert.equal(delivery.status, "delivered");
    });
  }

  it("is still an edit after a second look", async () => {
    await up(files);
    await repository.edit({ [build]: byHand, [release]: null });
    await delivery.refresh();
    await delivery.refresh();
    assert.deepEqual(Object.keys(delivery.outputs["edited"] as object), [build, release]);
    assert.equal((await up(files)).operation, "same");
    assert.equal(await repository.text(build), byHand);
  });

  it("tells which paths to adopt or retire lead nowhere, such as mistyped ones", async () => {
    const vain = async (lists: { readonly adopt?: string[]; readonly retire?: string[] }) => {
      const inputs = inputsOf(files, { ...push, branch: "slipway/prod", ...lists });
      const { adoptedInVain, retiredInVain } = await getDelivery(repository.client, inputs);
      return [adoptedInVain, retiredInVain];
    };
    const lists = { adopt: [build, manifestPath, "old.yml", "x"], retire: ["old.yml", "README.md"] };
    assert.deepEqual(await vain(lists), [["x"], ["old.yml"]]);
    await up({ ...files, x: "delivered once\n" });
    assert.deepEqual(await vain({ adopt: ["x", "y"], retire: ["old.yml"] }), [["y"], []]);
  });

  it("is no edit any more once it was taken into the override", async () => {
    await up(files);
    await repository.edit({ [build]: byHand });
    await up({ ...files, [build]: byHand });
    assert.deepEqual(await up({ ...files, [build]: byHand }), { operation: "same", drift: false });
    assert.equal(delivery.status, "delivered");
  });

  it("is restored by naming the edited file in adopt, with nothing else changed", async () => {
    await up(files);
    await repository.edit({ [build]: byHand });
    await up(files, { adopt: [build] });
    assert.equal(await repository.text(build), files[build]);
  });

  it("is not said to stay where adopt names the file", async () => {
    await up(files);
    await repository.edit({ [build]: byHand });
    const edited = async (adopt: readonly string[]) =>
      (await getDelivery(repository.client, inputsOf(files, { branch: "slipway/prod", adopt })))["edited"];
    assert.deepEqual(await edited([]), [build]);
    assert.deepEqual(await edited([build]), []);
  });

  it("is a deletion, which stays until it is adopted", async () => {
    await up(files);
    await repository.edit({ [build]: null });
    assert.deepEqual(await up(files), { operation: "same", drift: true });
    assert.equal(await repository.text(build), undefined);
    await assert.rejects(
      up({ ...files, [build]: "name: Other\n" }),
      /was deleted by hand, and would be made anew/,
    );
    await up(files, { adopt: [build] });
    assert.equal(await repository.text(build), files[build]);
  });

  it("is refused by name where no stack delivered it, before anything is written", async () => {
    const before = await repository.edit({ [build]: byHand, "data.json": "[]\n" });
    await assert.rejects(up(files), (error: Error) => {
      assert.match(error.message, /build\.yml: is there already, and no stack delivered it/);
      assert.match(error.message, /data\.json: is there already/);
      return true;
    });
    assert.equal(await repository.head(), before);
    await up(files, { adopt: [build, "data.json"] });
    assert.equal(await repository.text(build), files[build]);
  });

  it("is no hindrance where it is just what is wanted", async () => {
    await repository.edit({ [build]: files[build] });
    await up(files);
    assert.equal(delivery.status, "delivered");
  });

  it("keeps a file that is produced no more, if it was edited", async () => {
    await up(files);
    await repository.edit({ [build]: byHand });
    const { [build]: _, ...fewer } = files;
    await assert.rejects(up(fewer), /build\.yml: was edited by hand, and would be changed/);
    await up(fewer, { adopt: [build] });
    assert.equal(await repository.text(build), undefined);
  });

  it("is overwritten in no file of an earlier version, whose header stands for the manifest", async () => {
    const header = "# Delivered by the Pulumi project slipway, stack prod.\n";
    await repository.edit({ [build]: `${header}name: Earlier\n` });
    await up(files);
    assert.equal(await repository.text(build), files[build]);
    await repository.edit({ [manifestPath]: null, [build]: header.replace("prod", "other") });
    await assert.rejects(up(next), /delivered to by stack other of project slipway/);
  });
});

describe("a repository", () => {
  let repository: TestRepository;
  beforeEach(async () => {
    repository = await openRepository();
  });
  afterEach(() => repository.dispose());

  it("takes one stack: a second one is refused by name, also while the first one's pull request waits", async () => {
    const one = new TestDelivery(repository.client);
    const other = new TestDelivery(repository.client);
    await one.up(inputsOf(files));
    const second = inputsOf(files, { stack: "dev" });
    assert.match((await other.faults(second)).join(), /another stack's pull request #1 waits to be merged/);
    await assert.rejects(other.up(second), /another stack's pull request #1/);
    await repository.merge("squash");
    assert.deepEqual(await other.faults(second), [
      "octo-org/example: the repository is delivered to by stack prod of project slipway",
    ]);
    await assert.rejects(other.up(second), /delivered to by stack prod of project slipway/);
    assert.equal((await repository.pulls()).length, 1);
  });

  it("goes on with a stack under another name once the manifest is adopted", async () => {
    await new TestDelivery(repository.client).up(inputsOf(files, push));
    const renamed = new TestDelivery(repository.client);
    await renamed.up(inputsOf(files, { ...push, stack: "live", adopt: [manifestPath] }));
    assert.match((await repository.text(manifestPath)) ?? "", /"stack": "live"/);
  });

  it("loses what is produced no more and what is retired, in the same commit", async () => {
    await repository.edit({ ".github/workflows/publish.yml": "name: Publish\n" });
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(files, push));
    const { [build]: _, ...fewer } = files;
    const before = await repository.head();
    await delivery.up(inputsOf(fewer, { ...push, retire: [".github/workflows/publish.yml"] }));
    assert.deepEqual(await repository.ancestors("main", 1), [await repository.head(), before]);
    assert.equal(await repository.text(build), undefined);
    assert.equal(await repository.text(".github/workflows/publish.yml"), undefined);
  });

  it("shows a retired file that came back", async () => {
    const retire = [".github/workflows/publish.yml"];
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(files, { ...push, retire }));
    await repository.edit({ ".github/workflows/publish.yml": "name: Publish\n" });
    assert.deepEqual(await delivery.up(inputsOf(files, { ...push, retire })), {
      operation: "update",
      drift: true,
    });
    assert.equal(await repository.text(".github/workflows/publish.yml"), undefined);
  });

  it("is left as it was by a destroyed stack, but for what was edited", async () => {
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(files, push));
    await repository.edit({ [build]: byHand });
    await delivery.destroy();
    assert.equal(await repository.text(build), byHand);
    assert.equal(await repository.text(release), undefined);
    assert.equal(await repository.text(manifestPath), undefined);
  });

  it("is left by a pull request, which an up afterwards takes back", async () => {
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(files));
    await repository.merge("squash");
    await delivery.destroy();
    const [removal] = await repository.pulls();
    assert.deepEqual(removal?.paths, [...Object.keys(files), manifestPath].sort());
    await delivery.up(inputsOf(files));
    assert.equal((await repository.pulls()).filter(({ state }) => state === "open").length, 0);
    assert.equal(delivery.status, "delivered");
  });
});
