import assert from "node:assert/strict";
import { asHeld, ownDocuments } from "../../../../documents/own-documents.ts";
import { standIn } from "../../../../documents/stand-in.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const origin = { project: "slipway", stack: "prod" };
const own = ownDocuments(origin);
const task = ".github/slipway/tasks/normalise-sdist.mjs";
const files = asHeld([...own, { path: ".github/workflows/build.yml", content: "name: Build\n" }], origin);

describe("a delivery of Slipway's own long texts", () => {
  let repository: TestRepository;
  before(async () => {
    repository = await openRepository();
  });
  after(() => repository.dispose());

  it("holds a line for each, and writes all of it", async () => {
    assert.ok(Object.values(files).every((text) => text.length < 300));
    const delivery = new TestDelivery(repository.client);
    assert.equal((await delivery.up(inputsOf(files))).operation, "create");
    await repository.merge("merge");
    for (const { path, content } of own) assert.equal(await repository.text(path), content, path);
    assert.deepEqual(await delivery.up(inputsOf(files)), { operation: "same", drift: false });
  });

  it("takes a state that holds them in full for the same", async () => {
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(Object.fromEntries(own.map(({ path, content }) => [path, content]))));
    const held = Object.fromEntries(
      Object.entries(files).filter(([path]) => path !== ".github/workflows/build.yml"),
    );
    assert.equal((await delivery.up(inputsOf(held))).operation, "same");
  });

  it("tells of one that another version of Slipway has", async () => {
    const delivery = new TestDelivery(repository.client);
    await delivery.up(inputsOf(files));
    const untold = { ...files, [task]: standIn(task, 10, "0".repeat(40)) };
    await assert.rejects(
      delivery.up(inputsOf(untold)),
      /normalise-sdist\.mjs: is wanted as another version of Slipway has it/,
    );
  });
});
