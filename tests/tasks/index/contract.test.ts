import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredIndex } from "../../../tasks/declaration/declaration.ts";
import { indexChannel } from "../../../tasks/ledger/index-channel.ts";
import { MemoryIndex } from "../release/model/memory-index.ts";
import { declarationOf, pypi } from "../verify/declared.ts";
import { type ContractIndex, describeIndex, project } from "./contract.ts";
import { type IndexService, startDevpi, startIndex } from "./services.ts";

describeIndex("memory", async () => {
  const index = new MemoryIndex("pypi", "PyPI");
  return {
    channel: () => index.channel(),
    upload: async ({ name, version, content }) => index.put(version, name, content) !== "refused",
    close: async () => {},
  };
});
describeIndex("devpi", async () => overHttp(await startDevpi()));
describeIndex("the emulated index", async () => overHttp(await startIndex()));

/** A real service as the tasks see it, with twine as the publishing job has it. */
function overHttp(service: IndexService): ContractIndex {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const { simpleUrl, uploadUrl } = service;
  const index: DeclaredIndex = { ...pypi, name: "custom", title: service.title, simpleUrl, uploadUrl };
  const declaration = declarationOf(project, [index]);
  return {
    channel: () => indexChannel({ declaration, index, simpleUrl, say: () => {} }),
    async upload({ name, content }) {
      const file = join(folder, name);
      writeFileSync(file, content);
      const { code } = await service.upload([file]);
      return code === 0;
    },
    async close() {
      await service.close();
      rmSync(folder, { recursive: true });
    },
  };
}
