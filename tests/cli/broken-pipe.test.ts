import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

describe("output that nobody reads", () => {
  it("ends no command with a stack trace (EPIPE)", async () => {
    const child = spawn(process.execPath, [main, "rehearse", "--help"]);
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    assert.deepEqual(await once(child, "close"), [0, null]);
    assert.equal(stderr, "");
  });
});
