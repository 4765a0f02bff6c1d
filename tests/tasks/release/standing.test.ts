import assert from "node:assert/strict";
import type { Verification } from "../../../tasks/github/attestations.ts";
import { ledgerName } from "../../../tasks/ledger/release-ledger.ts";
import { type CollectPorts, collect } from "../../../tasks/release/collect.ts";
import { type Content, contentOf } from "../../../tasks/release/content.ts";
import { finish } from "../../../tasks/release/finish.ts";
import { type SealPorts, ensureSealed } from "../../../tasks/release/seal.ts";
import { markNotes } from "../../../tasks/release/standing.ts";
import { MemoryIndex } from "./model/memory-index.ts";
import { MemoryStore } from "./model/memory-store.ts";
import { draft, identity } from "./model/setting.ts";

const sdist = contentOf("demo-1.0.tar.gz", Buffer.from("sdist"));
const wheel = contentOf("demo-1.0-py3-none-any.whl", Buffer.from("wheel"));
const otherWheel = contentOf(wheel.name, Buffer.from("another wheel"));
const sbom = contentOf("sbom.cdx.json", Buffer.from("{}"));

/** What every test begins with: nothing published, every file attested. */
class Scene {
  readonly store = new MemoryStore();
  readonly index = new MemoryIndex("pypi", "PyPI");
  readonly said: string[] = [];
  verification: (file: Content) => Verification = () => ({ verified: true });

  get ports(): CollectPorts & SealPorts {
    return {
      store: this.store.port(),
      indexes: [this.index.channel()],
      verify: (file) => Promise.resolve(this.verification(file)),
      say: (line) => this.said.push(line),
      now: () => 0,
    };
  }

  /** Seals a draft with these files. */
  seal(files: readonly Content[] = [sdist, wheel], extras: readonly Content[] = [sbom]) {
    return ensureSealed(this.ports, identity, { files, extras, create: (store) => store.create(draft) });
  }

  async collect(changes: Partial<typeof identity> = {}) {
    const { files, ...found } = await collect(this.ports, { ...identity, ...changes });
    return { ...found, files: files.map(({ name, sha256, from }) => [name, sha256, from]) };
  }

  attach(...files: readonly Content[]) {
    const release = this.store.find("v1.0") ?? this.store.draft(draft);
    for (const file of files) this.store.attach(release, { name: file.name, content: file.read() });
    return release;
  }

  publish(...files: readonly Content[]) {
    for (const file of files) this.index.put("1.0", file.name, file.read());
  }

  /** Takes a file off the draft, as a person does. */
  async lose(name: string) {
    const release = await this.store.port().find("v1.0");
    await this.store.port().remove(release!.assets.find((asset) => asset.name === name)!);
  }
}

describe("what an earlier run left", () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });

  const fromGitHub = (file: Content) => [file.name, file.sha256, "the GitHub release"];
  const fromIndex = (file: Content) => [file.name, file.sha256, "PyPI"];

  it("is nothing at first", async () => {
    assert.deepEqual(await scene.collect(), { sealed: false, published: false, files: [] });
  });

  it("is taken from the index before the draft, and from a sealed draft before an open one", async () => {
    await scene.seal();
    scene.publish(wheel);
    const files = [fromIndex(wheel), fromGitHub(sdist)];
    assert.deepEqual(await scene.collect(), { sealed: true, published: false, files });
  });

  it("is taken from an open draft where it is whole and attested; the rest is removed and built again", async () => {
    const release = scene.attach(sdist, wheel);
    scene.store.attach(release, { name: "demo-1.0-half.whl", content: Buffer.from("half") }, false);
    scene.verification = ({ name }) =>
      name === sdist.name
        ? { verified: true }
        : { verified: false, reason: "no attestations found", lasting: true };
    const found = await scene.collect();
    assert.deepEqual(found, { sealed: false, published: false, files: [fromGitHub(sdist)] });
    assert.deepEqual(
      release.assets.map(({ name }) => name),
      [sdist.name],
    );
  });

  it("stops where something is published that was not attested at this commit", async () => {
    scene.publish(wheel);
    scene.verification = () => ({ verified: false, reason: "no attestations found", lasting: true });
    await assert.rejects(
      scene.collect(),
      /^TaskError: PyPI, demo-1\.0-py3-none-any\.whl: release\.yml has not attested it at commit c{40} and tag v1\.0: no attestations found; /,
    );
  });

  it("removes nothing where attestations can't be asked now", async () => {
    const release = scene.attach(sdist);
    scene.verification = () => ({ verified: false, reason: "HTTP 502", lasting: false });
    await assert.rejects(scene.collect(), /can't be checked now: HTTP 502; run the job again$/);
    assert.equal(release.assets.length, 1);
  });

  it("stops where index and draft hold other contents, and names both", async () => {
    const both = new RegExp(
      `PyPI \\(${otherWheel.sha256}\\) than on the GitHub release \\(${wheel.sha256}\\)`,
    );
    scene.attach(wheel);
    scene.publish(otherWheel);
    await assert.rejects(scene.collect(), both);
    const sealed = new Scene();
    await sealed.seal();
    sealed.publish(otherWheel);
    await assert.rejects(sealed.collect(), both);
  });

  it("stops where an index holds a file that the sealed draft does not name", async () => {
    await scene.seal([sdist]);
    scene.publish(wheel);
    await assert.rejects(
      scene.collect(),
      /PyPI, demo.*whl: is there, and release-ledger\.json of v1\.0 does not name it/,
    );
  });

  it("stops at a draft and at a release of another hand, and deletes nothing", async () => {
    const release = scene.store.draft({ ...draft, notes: "By hand" });
    await assert.rejects(scene.collect(), /is a draft that this workflow has not made; delete that release/);
    await assert.rejects(scene.seal(), /is a draft that this workflow has not made/);
    release.draft = false;
    await assert.rejects(scene.collect(), /is published already, and not by this workflow/);
    assert.deepEqual(scene.store.releases, [release]);
  });

  it("knows its draft by the last mark, whatever the titles of merged pull requests in its notes say", async () => {
    const title = `Fix <!-- filled by other.yml at ${"d".repeat(40)} -->`;
    scene.store.draft({ ...draft, notes: markNotes(title, identity) });
    assert.equal((await scene.seal()).state, "sealed");
  });

  it("stops where the tag was moved since the draft was made, sealed or not", async () => {
    scene.attach(sdist);
    const moved = /was made of commit c{40}, and the tag is at d{40} now; move the tag back/;
    await assert.rejects(scene.collect({ commit: "d".repeat(40) }), moved);
    await scene.seal();
    await assert.rejects(scene.collect({ commit: "d".repeat(40) }), moved);
  });

  it("stops at a ledger that can't be read", async () => {
    scene.attach(contentOf(ledgerName, Buffer.from("{}")));
    await assert.rejects(scene.collect(), /has a release-ledger\.json that can't be read: schema is not 1/);
  });

  it("stops where a file was deleted on an index after the release was finished: its name is taken never again", async () => {
    const { ledger } = await scene.seal();
    const file = { name: wheel.name, sha256: wheel.sha256, size: null, uploaded: null };
    const channels = [{ name: "pypi", title: "PyPI", read: "", decision: null, files: [file] }];
    await scene.lose(ledgerName);
    const release = scene.attach(contentOf(ledgerName, Buffer.from(JSON.stringify({ ...ledger, channels }))));
    release.draft = false;
    await assert.rejects(
      scene.collect(),
      /PyPI, demo.*whl: was published there and is gone: .*; release a new version/,
    );
  });

  it("is a void seal where the draft has lost a file and nothing is published: it is opened again", async () => {
    await scene.seal();
    await scene.lose(wheel.name);
    assert.deepEqual(await scene.collect(), { sealed: false, published: false, files: [fromGitHub(sdist)] });
    assert.equal((await scene.seal([sdist, otherWheel])).state, "sealed");
  });
});

describe("a draft that is sealed", () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });

  it("keeps its files and extras, whatever a later run's extras are", async () => {
    await scene.seal();
    const hashes = scene.store.hashes("v1.0");
    await scene.seal([sdist, wheel], [contentOf(sbom.name, Buffer.from("{ }"))]);
    assert.deepEqual(scene.store.hashes("v1.0"), hashes);
  });

  it("takes no other contents, no file more and no file less, and says so of all at once", async () => {
    await scene.seal();
    await assert.rejects(
      scene.seal([otherWheel, contentOf("demo-1.0-more.whl", Buffer.from("more"))]),
      (error) => {
        assert.ok(error instanceof Error);
        const faults = error.message
          .split("\n")
          .map((line) => line.split(";")[0]?.replace("GitHub release v1.0, ", ""));
        assert.deepEqual(faults, [
          "demo-1.0-py3-none-any.whl: was settled with other contents than this run's",
          "demo-1.0-more.whl: was settled without this file",
          "demo-1.0.tar.gz: was settled, and this run does not have it",
        ]);
        return true;
      },
    );
  });

  it("gets back what it has lost, where it is the very same; a lost extra is settled anew", async () => {
    await scene.seal();
    const hashes = scene.store.hashes("v1.0");
    await scene.lose(wheel.name);
    await scene.seal();
    assert.deepEqual(scene.store.hashes("v1.0"), hashes);
    await scene.lose(sbom.name);
    const { ledger } = await scene.seal([sdist, wheel], [contentOf(sbom.name, Buffer.from("{ }"))]);
    assert.equal(ledger.extras[0]?.size, 3);
  });

  it("is not sealed once its tag was moved or deleted since the run began, and not published then either", async () => {
    const end = { files: [sdist, wheel], latest: true, decisions: {} };
    const ports = { ...scene.ports, bound: 0, sleep: () => Promise.resolve() };
    scene.store.tagged = "d".repeat(40);
    await assert.rejects(
      scene.seal(),
      /tag v1\.0: is at d{40} now, and this run is of commit c{40}; put it back/,
    );
    assert.deepEqual(scene.store.releases, []);
    scene.store.tagged = identity.commit;
    await scene.seal();
    scene.publish(sdist, wheel);
    scene.store.tagged = null;
    await assert.rejects(finish(ports, identity, end), /tag v1\.0: is gone; put it back to c{40}/);
    assert.equal(scene.store.find("v1.0")?.draft, true);
    scene.store.tagged = identity.commit;
    assert.equal((await finish(ports, identity, end)).release?.draft, false);
  });

  it("is not sealed while an index contradicts it", async () => {
    scene.publish(otherWheel);
    await assert.rejects(scene.seal(), /PyPI, demo.*whl: is there with other contents/);
    assert.deepEqual(scene.store.find("v1.0")?.assets, []);
  });

  it("is filled anew where half of it or another build's files lie on it; what a person attached stays", async () => {
    const release = scene.attach(otherWheel, contentOf("demo-1.0-old.whl", Buffer.from("old")));
    scene.attach(contentOf("manual.pdf", Buffer.from("by hand")));
    scene.store.attach(release, { name: sdist.name, content: Buffer.from("sd") }, false);
    const { ledger } = await scene.seal();
    const names = [sdist.name, wheel.name, ledgerName, "manual.pdf", sbom.name].sort();
    assert.deepEqual(Object.keys(scene.store.hashes("v1.0")), names);
    assert.deepEqual(
      ledger.extras.map(({ name }) => name),
      ["manual.pdf", "sbom.cdx.json"],
    );
  });

  it("is left as it is when it is published, and a lost file of it is a fault", async () => {
    const sealed = await scene.seal();
    await scene.store.port().publish(sealed.release, { latest: true });
    assert.equal((await scene.seal()).state, "published");
    const release = scene.store.find("v1.0")!;
    release.assets = release.assets.filter(({ name }) => name !== wheel.name);
    await assert.rejects(
      scene.seal(),
      /v1\.0, demo.*whl: is missing or damaged on the published release; release a new/,
    );
    await assert.rejects(
      scene.collect(),
      /is missing or damaged on the published release, and no index holds it/,
    );
  });
});
