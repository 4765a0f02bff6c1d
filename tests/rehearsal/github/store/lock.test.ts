import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../../../rehearsal/github/store/lock.ts";
import { replaceFile } from "../../../../rehearsal/github/store/replace-file.ts";
import { temporaryFolder } from "../emulated.ts";

const hasProc = process.platform === "linux";

describe("the lock and the files of the emulated GitHub's records", () => {
  it("regression: a holder that had ended, but not been taken notice of, kept the lock", async function () {
    if (!hasProc) this.skip();
    const root = temporaryFolder();
    const file = join(root, "lock");
    // The shell ends its child but waits for it only once it is told to.
    const shell = spawn("bash", ["-c", "sleep 0 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = (await once(shell.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      while (!readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z"))
        await new Promise((resolve) => setTimeout(resolve, 5));
      writeFileSync(file, `${pid}\n`);
      assert.equal(await withLock(file, () => Promise.resolve("taken over")), "taken over");
    } finally {
      shell.kill("SIGKILL");
      rmSync(root, { recursive: true });
    }
  });

  it("regression: a full disk left an empty lock behind, and half a file", () => {
    const root = temporaryFolder();
    const modules = ["lock.ts", "replace-file.ts"].map((name) =>
      JSON.stringify(new URL(`../../../../rehearsal/github/store/${name}`, import.meta.url).href),
    );
    const program = `
      import { withLock } from ${modules[0]};
      import { replaceFile } from ${modules[1]};
      const failed = [withLock("lock", async () => {}), replaceFile("file", "text")].map((one) => one.catch(({ code }) => code));
      console.log((await Promise.all(failed)).join());
    `;
    // No file may have a byte: as near to a full disk as a test gets without a disk of its own.
    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", 'ulimit -f 0; exec "$0" --input-type=module --eval "$1"', process.execPath, program],
      { cwd: root, encoding: "utf8" },
    );
    assert.equal(stdout, "EFBIG,EFBIG\n", stderr);
    assert.deepEqual(readdirSync(root), []);
    rmSync(root, { recursive: true });
  });

  it("leave nothing behind where the file can't come into its place", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "file", "in-the-way"), { recursive: true });
    await assert.rejects(replaceFile(join(root, "file"), "text"), /EISDIR|ENOTEMPTY/);
    assert.deepEqual(readdirSync(root), ["file"]);
    rmSync(root, { recursive: true });
  });
});
