import assert from "node:assert/strict";
import { manifestPath } from "../../../../provider/resources/delivery/manifest.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const release = ".github/workflows/release.yml";
const locked = ".github/slipway/requirements/build.txt";
const first = { [build]: "name: Build\n", [release]: "name: Release\n", [locked]: "build==1\n" };
const second = { ...first, [build]: "name: Build 2\n" };

type Act = (repository: TestRepository, delivery: TestDelivery) => Promise<unknown>;

/** What is expected of the next unchanged update, then of one that changes a file. */
interface Expected {
  readonly status: string;
  /** Numbers of the open pull requests after the changed update, and what the newest changes. */
  readonly open: readonly number[];
  readonly paths: readonly string[];
}

const changed = [manifestPath, build].sort();
const everything = [...Object.keys(first), manifestPath].sort();
const waiting = { status: "waiting", open: [1], paths: everything };
const delivered = { status: "delivered", open: [2], paths: changed };
const declined = { status: "declined", open: [2], paths: everything };

const lives: readonly (readonly [name: string, act: Act, expected: Expected])[] = [
  ["waits", async () => undefined, waiting],
  ["was merged", (repository) => repository.merge("merge"), delivered],
  ["was squashed", (repository) => repository.merge("squash"), delivered],
  ["was rebased", (repository) => repository.merge("rebase"), delivered],
  [
    "was merged, and its branch deleted",
    async (repository) => {
      await repository.merge("squash");
      await repository.deleteBranch("slipway/prod");
    },
    delivered,
  ],
  ["was closed", (repository) => repository.close(), declined],
  [
    "was closed, and its branch deleted",
    async (repository) => {
      await repository.close();
      await repository.deleteBranch("slipway/prod");
    },
    declined,
  ],
  ["lost its branch", (repository) => repository.deleteBranch("slipway/prod"), declined],
  [
    "waits while the default branch moves on",
    (repository) => repository.edit({ "README.md": "# New\n" }),
    waiting,
  ],
  [
    "was merged, and the default branch moved on",
    async (repository) => {
      await repository.merge("squash");
      await repository.edit({ "README.md": "# New\n" });
    },
    delivered,
  ],
  [
    "got another commit",
    (repository) => repository.edit({ "CHANGES.md": "New.\n" }, "slipway/prod"),
    { ...waiting, paths: [...everything, "CHANGES.md"].sort() },
  ],
];

describe("a delivery whose pull request", () => {
  let repository: TestRepository;
  let delivery: TestDelivery;
  beforeEach(async () => {
    repository = await openRepository();
    delivery = new TestDelivery(repository.client);
    assert.equal((await delivery.up(inputsOf(first))).operation, "create");
  });
  afterEach(() => repository.dispose());

  for (const [name, act, { status, open, paths }] of lives) {
    it(`${name}: unchanged it stays, changed it is proposed`, async () => {
      await act(repository, delivery);
      const [main, pulls] = [await repository.head(), (await repository.pulls()).length];
      assert.deepEqual(await delivery.up(inputsOf(first)), { operation: "same", drift: false });
      assert.equal(delivery.status, status);
      assert.deepEqual([await repository.head(), (await repository.pulls()).length], [main, pulls]);

      assert.equal((await delivery.up(inputsOf(second))).operation, "update");
      const now = await repository.pulls();
      assert.deepEqual(
        now.filter(({ state }) => state === "open").map(({ number }) => number),
        open,
      );
      assert.deepEqual(now[0]?.paths, paths);
      assert.equal(await repository.head(), main);
      assert.equal(delivery.status, "waiting");
      assert.deepEqual(await delivery.up(inputsOf(second)), { operation: "same", drift: false });

      await repository.merge("squash");
      assert.equal(await repository.text(build), second[build]);
      assert.deepEqual(await delivery.up(inputsOf(second)), { operation: "same", drift: false });
      assert.equal(delivery.status, "delivered");
    });
  }

  it("is wanted no more is closed, and its branch goes", async () => {
    await repository.merge("merge");
    await delivery.up(inputsOf(second));
    await delivery.up(inputsOf(first));
    assert.deepEqual(
      (await repository.pulls()).map(({ state }) => state),
      ["closed", "closed"],
    );
    await assert.rejects(repository.head("slipway/prod"));
    assert.equal(delivery.status, "delivered");
  });

  it("was reverted on the default branch is proposed again", async () => {
    await repository.merge("squash");
    await delivery.up(inputsOf(second));
    await repository.merge("squash");
    const manifest = await repository.text(manifestPath);
    await delivery.up(inputsOf(first));
    const reverted = (await repository.text(manifestPath, "slipway/prod")) ?? null;
    assert.notEqual(reverted, manifest);
    await repository.close();
    await delivery.up(inputsOf(second));
    await repository.edit({ [build]: first[build], [manifestPath]: reverted });

    assert.deepEqual(await delivery.up(inputsOf(second)), { operation: "update", drift: true });
    assert.deepEqual((await repository.pulls())[0]?.paths, changed);
  });

  it("holds others' commits keeps them, and takes the change on top", async () => {
    await repository.edit({ "CHANGES.md": "New.\n" }, "slipway/prod");
    await delivery.up(inputsOf(second));
    assert.equal(await repository.text("CHANGES.md", "slipway/prod"), "New.\n");
    assert.equal(await repository.text(build, "slipway/prod"), second[build]);
    assert.equal((await repository.pulls())[0]?.commits, 3);
  });

  it("was edited in a delivered file keeps the edit until it is adopted", async () => {
    await repository.edit({ [build]: "name: By hand\n" }, "slipway/prod");
    assert.deepEqual(await delivery.up(inputsOf(first)), { operation: "same", drift: false });
    const other = { ...first, [release]: "name: Release 2\n" };
    await delivery.up(inputsOf(other));
    assert.equal(await repository.text(build, "slipway/prod"), "name: By hand\n");

    const both = { ...other, [build]: "name: Build 2\n" };
    assert.deepEqual(await delivery.faults(inputsOf(both)), [
      `octo-org/example#1: ${build}: was edited by hand, and would be changed`,
    ]);
    await assert.rejects(delivery.up(inputsOf(both)), /#1: .*build\.yml: was edited by hand/);
    await delivery.up(inputsOf(both, { adopt: [build] }));
    assert.equal(await repository.text(build, "slipway/prod"), both[build]);
  });

  it("was merged with a hand's edit in it shows that edit", async () => {
    await repository.edit({ [build]: "name: By hand\n" }, "slipway/prod");
    await repository.merge("squash");
    assert.deepEqual(await delivery.up(inputsOf(first)), { operation: "same", drift: true });
    assert.equal(delivery.status, "edited");
  });

  it("was pushed over by force with an amended commit takes it for another's", async () => {
    const amended = await repository.amend("slipway/prod", { [release]: "name: Amended\n" });
    assert.deepEqual(await delivery.up(inputsOf(first)), { operation: "same", drift: false });
    await delivery.up(inputsOf(second));
    assert.equal(await repository.text(release, "slipway/prod"), "name: Amended\n");
    assert.ok((await repository.ancestors("slipway/prod")).includes(amended));
  });

  it("stands in conflict with the default branch is left alone, and mended once the edit is adopted", async () => {
    await repository.merge("merge");
    await delivery.up(inputsOf(second));
    await repository.edit({ [build]: "name: By hand\n" });
    assert.equal((await delivery.up(inputsOf(second))).operation, "same");
    assert.deepEqual((await delivery.lookUp(inputsOf(second)))["conflicts"], [build]);
    await assert.rejects(repository.merge("merge"));
    assert.equal((await delivery.up(inputsOf(second, { adopt: [build] }))).operation, "update");
    await repository.merge("merge");
    assert.equal(await repository.text(build), second[build]);
  });
});
