import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { unpackedProgram } from "../../../rehearsal/image/debian-packages.ts";

describe("a program of Debian's that this machine does not have installed", () => {
  const root = mkdtempSync(join(tmpdir(), "debian-packages-"));
  const { PATH, SLIPWAY_CACHE } = process.env;
  before(() => {
    const bin = join(root, "bin");
    mkdirSync(bin);
    process.env["SLIPWAY_CACHE"] = join(root, "cache");
    mkdirSync(join(root, "cache"));
    process.env["PATH"] = [bin, PATH].join(delimiter);
    const program = (name: string, lines: readonly string[]) =>
      writeFileSync(join(bin, name), ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
    program("apt-get", [
      `echo "$@" >> '${root}/asked'`,
      'case "$*" in *absent*) echo "E: Unable to locate package absent"; exit 100;; esac',
      'if [ "$1" = install ]; then echo "Inst tool (1.0)"; echo "Inst libtool9 (1.0)"; exit; fi',
      'for one in "$@"; do case $one in download|--*) ;; *) touch "$one.deb";; esac; done',
    ]);
    // Prints what it was started with, as a program that needs its library does.
    program("dpkg-deb", [
      'mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"',
      `printf '#!/bin/sh\\necho "$LD_LIBRARY_PATH" "$HOME" "$@"\\n' > "$3/usr/bin/tool"`,
      'case "$2" in *broken*) printf "#!/bin/sh\\necho no such library; exit 127\\n" > "$3/usr/bin/broken"; chmod +x "$3/usr/bin/broken";; esac',
      'chmod +x "$3/usr/bin/tool"',
    ]);
  });
  after(() => {
    process.env["PATH"] = PATH;
    if (SLIPWAY_CACHE === undefined) delete process.env["SLIPWAY_CACHE"];
    else process.env["SLIPWAY_CACHE"] = SLIPWAY_CACHE;
    rmSync(root, { recursive: true, force: true });
  });

  it("is unpacked into the cache once, with the libraries that it lacks, and installed nowhere", async () => {
    const file = await unpackedProgram("tool", () => {});
    const kept = join(root, "cache", "debian", `tool-${process.arch}`);
    assert.equal(file, join(kept, "program", "tool"));
    const told = execFileSync(file, ["--flag"], { encoding: "utf8" });
    assert.equal(told, `${join(kept, "usr/lib/x86_64-linux-gnu")} ${join(kept, "home")} --flag\n`);
    assert.equal(await unpackedProgram("tool", () => {}), file);
    assert.equal(
      readFileSync(join(root, "asked"), "utf8"),
      "install --simulate --no-install-recommends tool\ndownload --quiet tool libtool9\n",
    );
  });

  it("is not taken where it can't be fetched, or does not start", async () => {
    const said: string[] = [];
    assert.equal(await unpackedProgram("absent", (line) => said.push(line)), null);
    assert.match(said.join("\n"), /^absent can't be had: E: Unable to locate package absent$/m);
    assert.equal(await unpackedProgram("broken", (line) => said.push(line)), null);
    assert.match(said.join("\n"), /^broken was fetched, and does not start: no such library$/m);
  });
});
