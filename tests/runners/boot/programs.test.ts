import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootFiles } from "../../../runners/boot/files.ts";
import { installer, userData } from "../../../runners/boot/user-data.ts";
import { shellcheck } from "./shellcheck.ts";

const programs = join(import.meta.dirname, "../../../runners/boot/programs");
const named = (end: string) =>
  readdirSync(programs)
    .filter((name) => name.endsWith(end))
    .map((name) => join(programs, name));
const platforms = ["linux", "mac"] as const;

describe("the programs of a machine", function () {
  // Shellcheck may have to be installed.
  this.timeout(120_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "slipway-programs-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("lie on a machine of one platform or the other, all of them", () => {
    const placed = platforms.flatMap((platform) =>
      bootFiles(platform).map(({ path }) => path.split("/").at(-1)),
    );
    assert.deepEqual([...new Set(placed)].sort(), readdirSync(programs).sort());
  });

  it("shellcheck finds nothing, in the user data neither", async () => {
    const parameters = { parameters: "/slipway/prod/runners", logGroup: "/slipway/prod" };
    const scripts = platforms.map((platform) => {
      const file = join(folder, `${platform}.sh`);
      writeFileSync(file, userData({ platform, ...parameters }, bootFiles(platform)));
      return file;
    });
    const own = join(import.meta.dirname, "machine", "machine.sh");
    const options = ["--external-sources", `--source-path=${programs}`];
    const { stdout, status } = spawnSync(await shellcheck(), [...options, ...named(".sh"), own, ...scripts]);
    assert.equal(stdout.toString(), "");
    assert.equal(status, 0);
  });

  it("shellcheck finds what is wrong", async () => {
    const file = join(folder, "wrong.sh");
    writeFileSync(file, "#!/bin/bash\nrm $1\n");
    assert.match(spawnSync(await shellcheck(), [file]).stdout.toString(), /SC2086/);
  });

  it("are Python as old as the oldest machine's, 3.9", () => {
    const parse =
      "import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name, feature_version=(3, 9))";
    execFileSync("python3", ["-c", parse, ...named(".py")], { stdio: "pipe" });
  });

  it("are started by units that systemd understands", function () {
    if (!existsSync("/usr/bin/systemd-analyze")) {
      console.warn("    there is no systemd-analyze here");
      this.skip();
    }
    const root = join(folder, "root");
    const script = join(folder, "install.sh");
    const moved = bootFiles("linux").map((file) => ({ ...file, path: `${root}${file.path}` }));
    writeFileSync(script, installer(moved));
    execFileSync("bash", [script]);
    const unit = join(root, "etc/systemd/system/slipway-runner.service");
    // The programs are elsewhere than on a machine.
    const text = readFileSync(unit, "utf8");
    writeFileSync(unit, text.replaceAll("=/opt/", `=${root}/opt/`));
    const verify = (file: string) =>
      spawnSync("systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", file]);
    const { status, stderr } = verify(unit);
    assert.equal(stderr.toString(), "");
    assert.equal(status, 0);
    writeFileSync(unit, text.replace("SuccessAction=poweroff-force", "SuccessAction=power-off"));
    assert.match(verify(unit).stderr.toString(), /SuccessAction/);
  });

  it("are started by property lists that launchd understands", () => {
    const read = [
      "import json, plistlib, sys",
      'print(json.dumps([plistlib.load(open(name, "rb")) for name in sys.argv[1:]]))',
    ];
    interface List {
      readonly Label: string;
      readonly ProgramArguments: readonly string[];
    }
    const lists = JSON.parse(
      execFileSync("python3", ["-c", read.join("\n"), ...named(".plist")]).toString(),
    ) as List[];
    assert.deepEqual(lists, [
      {
        Label: "slipway.runner",
        ProgramArguments: ["/opt/slipway/mac-runner.sh"],
        RunAtLoad: true,
        KeepAlive: false,
        StandardErrorPath: "/var/log/slipway-runner.log",
      },
      { Label: "slipway.watchdog", ProgramArguments: ["/opt/slipway/watchdog.sh"], StartInterval: 30 },
    ]);
    const installed = bootFiles("mac").map(({ path }) => path);
    for (const { Label, ProgramArguments } of lists) {
      assert.ok(ProgramArguments.every((path) => installed.includes(path)));
      assert.ok(installed.includes(`/Library/LaunchDaemons/${Label}.plist`));
    }
  });
});
