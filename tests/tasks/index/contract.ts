import assert from "node:assert/strict";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import type { Channel } from "../../../tasks/ledger/channel.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { sdistOf, wheelOf } from "../wheel/wheels.ts";

/** A file to upload. */
export interface Sent {
  readonly name: string;
  readonly version: string;
  readonly content: Buffer;
}

/** An index, empty at first, as the ledger and the publishing job see it. */
export interface ContractIndex {
  /** What it holds of `project`. */
  channel(): Channel;
  /** Whether it took the file. */
  upload(file: Sent): Promise<boolean>;
  close(): Promise<void>;
}

/** The project that the contract publishes, as its owner spells it and as its files do. */
export const project = { name: "Slip-Way.Demo", distribution: "slip_way_demo" };

/** What every index does, and what the release counts on; `start` takes long where it is a real one. */
export function describeIndex(title: string, start: () => Promise<ContractIndex>): void {
  describe(`as an index of releases: ${title}`, function () {
    this.timeout(120_000);
    let index: ContractIndex;
    before(async () => {
      index = await start();
    });
    after(() => index.close());

    const held = async (version: string) => {
      const files = await index.channel().read(version);
      return Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
    };

    it("holds nothing of a project or a version that was never uploaded", async () => {
      assert.deepEqual(await held("0.9"), {});
    });

    it("gives back what was uploaded, with its hash, under the project's normalised name", async () => {
      const files = [sdist("1.0"), wheel("1.0", "one")];
      for (const file of files) assert.ok(await index.upload(file), file.name);
      assert.deepEqual(await held("1.0"), Object.fromEntries(files.map(hashed).sort()));
      const channel = index.channel();
      for (const file of await channel.read("1.0")) {
        const { content } = files.find(({ name }) => name === file.name)!;
        assert.ok(content.equals(await channel.fetch(file)), file.name);
        if (file.size !== null) assert.equal(file.size, content.length);
      }
    });

    it("takes an identical file again, and refuses other contents under a name that it has", async () => {
      const file = wheel("2.0", "one");
      assert.ok(await index.upload(file));
      assert.ok(await index.upload(file), "the same file again");
      assert.ok(!(await index.upload(wheel("2.0", "other"))), "other contents");
      assert.deepEqual(await held("2.0"), Object.fromEntries([hashed(file)]));
    });

    it("keeps versions apart, and knows one in any spelling", async () => {
      const files = [wheel("3.0", "one"), wheel("3.0.1", "two"), wheel("3.0rc1", "three")];
      for (const file of files) assert.ok(await index.upload(file), file.name);
      const [final, , candidate] = files.map(hashed);
      assert.deepEqual(await held("3.0.0"), Object.fromEntries([final!]));
      assert.deepEqual(await held("3.0-RC.1"), Object.fromEntries([candidate!]));
      assert.deepEqual(await held("3.0.dev1"), {});
    });

    it("has no content for a file that it does not hold", async () => {
      const missing = { name: "slip_way_demo-4.0.tar.gz", sha256: null, size: null, uploaded: null };
      await assert.rejects(index.channel().fetch(missing), TaskError);
    });
  });
}

function wheel(version: string, says: string): Sent {
  const name = `${project.distribution}-${version}-py3-none-any`;
  const files = { [`${project.distribution}/__init__.py`]: `says = "${says}"\n` };
  return { name: `${name}.whl`, version, content: wheelOf({ name, files, metadata: metadata(version) }) };
}

function sdist(version: string): Sent {
  const name = `${project.distribution}-${version}`;
  const files = { "pyproject.toml": "" };
  return { name: `${name}.tar.gz`, version, content: sdistOf(name, { files, metadata: metadata(version) }) };
}

function metadata(version: string): string {
  return `Metadata-Version: 2.1\nName: ${project.name}\nVersion: ${version}\nSummary: For tests\n\nNothing.\n`;
}

function hashed({ name, content }: Sent): [string, string] {
  return [name, sha256Of(content)];
}
