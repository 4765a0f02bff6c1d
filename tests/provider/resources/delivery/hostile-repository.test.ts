import assert from "node:assert/strict";
import { blobId } from "../../../../documents/git-id.ts";
import { manifestPath } from "../../../../provider/resources/delivery/manifest.ts";
import { getDelivery } from "../../../../provider/resources/delivery/lookup.ts";
import { proposalText } from "../../../../provider/resources/delivery/proposal-text.ts";
import { wantedOf } from "../../../../provider/resources/delivery/wanted.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const files = { [build]: "name: Build\n", "data.json": "{}\n" };
const push = { by: "push" };

/** A manifest of the stack that lists these ids beside the delivered files. */
function manifestWith(others: Readonly<Record<string, string>>): string {
  const delivered = Object.entries(files).map(([path, text]) => [path, blobId(text)] as const);
  const ids = Object.fromEntries([...delivered, ...Object.entries(others)]);
  return JSON.stringify({ project: "slipway", stack: "prod", files: ids });
}

describe("a delivery into a repository that means harm", () => {
  let repository: TestRepository;
  let delivery: TestDelivery;
  beforeEach(async () => {
    repository = await openRepository();
    delivery = new TestDelivery(repository.client);
  });
  afterEach(() => repository.dispose());
  const up = (wanted: Readonly<Record<string, string>>, others = {}) =>
    delivery.up(inputsOf(wanted, { ...push, ...others }));

  it("takes names that any object answers to for plain names of a manifest", async () => {
    await up(files);
    const id = blobId("a\n");
    const names = JSON.stringify({ constructor: id, toString: id }).slice(1, -1);
    const text = manifestWith({}).replace('"files":{', `"files":{"__proto__":"${id}",${names},`);
    await repository.edit({ [manifestPath]: text, constructor: "a\n" });
    assert.equal((await up(files)).operation, "update");
    assert.equal(await repository.text("constructor"), undefined);
    assert.equal(delivery.status, "delivered");
  });

  it("removes no folder that a manifest lists as a file, also where adopt names it", async () => {
    await repository.edit({ "src/a.py": "a\n", "src/b.py": "b\n" });
    await up(files);
    const folder = await folderId(repository, "src");
    await repository.edit({ [manifestPath]: manifestWith({ src: folder, "../x": folder, "": folder }) });
    await up(files, { adopt: ["src"] });
    assert.equal(await repository.text("src/a.py"), "a\n");
    assert.equal(delivery.status, "delivered");
  });

  it("puts its manifest in the place of nobody's file, folder or link", async () => {
    const elsewhere = { "data.json": "{}\n" };
    const head = await repository.edit({ ".github/slipway": "mine\n" });
    await assert.rejects(up(elsewhere), /manifest\.json: can't be made, since \.github\/slipway is a file/);
    assert.equal(await repository.head(), head);
    await repository.edit({ ".github/slipway": null, [`${manifestPath}/inner`]: "mine\n" });
    await assert.rejects(
      up(elsewhere, { adopt: [manifestPath] }),
      /manifest\.json: is a folder there, and has to be a file/,
    );
    await repository.edit({ [`${manifestPath}/inner`]: null, ".github/Slipway/x": "mine\n" });
    await assert.rejects(up(elsewhere), /manifest\.json: differs by case alone from \.github\/Slipway/);
  });

  it("makes no second file whose name differs by the spelling of an accent alone", async () => {
    await repository.edit({ "docs/caf\u00e9.md": "mine\n" });
    await assert.rejects(
      up({ "docs/cafe\u0301.md": "a\n" }),
      /differs by the spelling of accents alone from docs\/caf\u00e9\.md, which is there already/,
    );
    await assert.rejects(
      up({ "caf\u00e9.md": "a\n", "cafe\u0301.md": "a\n" }),
      /differs by the spelling of accents alone/,
    );
  });

  it("writes no escape sequence of somebody's names into its errors and pull requests", async () => {
    const other = { project: "a\u001b[31m", stack: "b\nc", files: {} };
    await repository.edit({ [manifestPath]: JSON.stringify(other) });
    await assert.rejects(up(files), ({ message }: Error) => {
      assert.match(message, /delivered to by stack b c of project a \[31m/);
      return true;
    });
  });

  it("brings every byte of a text to where it belongs", async () => {
    const texts = { "crlf.txt": "a\r\nb\r\n", "bom.txt": "\ufeffa\n", "nul.txt": "a\0b", "empty.txt": "" };
    await up(texts);
    for (const [path, text] of Object.entries(texts)) assert.equal(await repository.text(path), text);
    assert.deepEqual(await up(texts), { operation: "same", drift: false });
  });

  it("takes files that lost their manifest for its own, not for those of an earlier version", async () => {
    const header = "# Delivered by the Pulumi project slipway, stack prod.\n";
    const headed = { ...files, [build]: `${header}name: Build\n` };
    await repository.edit({ [build]: headed[build] });
    const ask = async () =>
      (await getDelivery(repository.client, inputsOf(headed, { branch: "slipway/prod" })))["singly"];
    assert.deepEqual(await ask(), { [build]: headed[build] });
    await up(headed);
    await repository.edit({ [manifestPath]: null });
    assert.deepEqual(await ask(), {});
    await up(headed);
    assert.equal(delivery.status, "delivered");
  });
});

describe("3000 files", () => {
  const many = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [`files/${"long-name/".repeat(10)}${at}.txt`, `${at}\n`]),
  );

  it("are described by a pull request whose body GitHub takes", () => {
    const wanted = wantedOf({ ...inputsOf(many), branch: "slipway/prod" });
    const nothing = { commit: "", tree: "", entries: new Map(), manifest: null, withoutManifest: false };
    const edits = new Map(Object.entries(many));
    const { body } = proposalText(wanted, edits, {
      title: "",
      snapshot: nothing,
      kept: Object.keys(many),
    });
    assert.ok(body.length < 65_536, `${body.length} characters`);
    assert.match(body, /And 2850 files more\./);
    assert.match(body, /and 2850 more\./);
  });
});

describe("a delivery into a repository whose tree is too large to list", () => {
  it("removes what is produced no more also where nothing else is delivered", async () => {
    const repository = await openRepository({ limits: { treeEntries: 4 } });
    try {
      const delivery = new TestDelivery(repository.client);
      const deep = "some/deep/folder/data.json";
      await delivery.up(inputsOf({ ...files, [deep]: "{}\n" }, push));
      await delivery.up(inputsOf(files, push));
      assert.equal(delivery.status, "delivered");
      assert.equal(await repository.text(deep), undefined);
    } finally {
      await repository.dispose();
    }
  });
});

async function folderId(repository: TestRepository, path: string): Promise<string> {
  const place = { owner: "octo-org", repo: "example", tree_sha: await repository.head() };
  const { data } = await repository.client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", place);
  const { tree } = data as { readonly tree: readonly { readonly path: string; readonly sha: string }[] };
  return tree.find((entry) => entry.path === path)?.sha ?? assert.fail(`no ${path}`);
}
