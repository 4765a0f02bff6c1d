import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishImage } from "../../../tasks/image-release/push.ts";
import { readPushed } from "../../../tasks/image-release/pushed.ts";
import { tagRelease } from "../../../tasks/image-release/tagging.ts";
import { elevated } from "../../../rehearsal/image/debian.ts";
import { run } from "../index/run.ts";
import { clientOf, emulateRegistry, imageName } from "../registry/services.ts";
import { imagesOf, ociImage } from "./releases.ts";

describe("a pushed image in the hands of another client", function () {
  this.timeout(120_000);

  it("is pulled by buildah without signing in, for both platforms and by every tag", async () => {
    await using service = await emulateRegistry({ visibility: "public" });
    const registry = clientOf(service.url);
    const images = imagesOf({ version: "1.2.0" }).map(ociImage);
    const { digest } = await publishImage(registry, { images, destination: { version: "1.2.0" } }, () => {});
    const image = (await readPushed(registry, digest))!;
    await tagRelease({ registry, say: () => {} }, { image, version: "1.2.0", latest: true });
    const folder = mkdtempSync(join(tmpdir(), "pulled-"));
    const roots = [
      "--root",
      join(folder, "storage"),
      "--runroot",
      join(folder, "run"),
      "--storage-driver",
      "vfs",
    ];
    const asRoot = async (...command: readonly string[]) => {
      const [program, ...rest] = elevated(command);
      const { code, output } = await run(program, rest);
      assert.equal(code, 0, output);
      return output.trim();
    };
    const buildah = (...args: readonly string[]) => asRoot("buildah", ...roots, ...args);
    try {
      for (const [architecture, tag] of [
        ["amd64", ":1.2.0"],
        ["arm64", ":1.2"],
        ["amd64", ":latest"],
        ["arm64", `@${digest}`],
      ] as const) {
        const name = `${service.host}/${imageName}${tag}`;
        await buildah("pull", "--quiet", "--tls-verify=false", "--arch", architecture, name);
        const container = await buildah("from", "--pull-never", "--arch", architecture, name);
        const content = await asRoot("cat", join(await buildah("mount", container), "content"));
        assert.match(content, new RegExp(`^${architecture} 1\\.2\\.0`), tag);
      }
    } finally {
      await asRoot("rm", "-rf", folder);
    }
  });
});
