import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { bootFiles } from "../../../runners/boot/files.ts";
import type { BootSettings } from "../../../runners/boot/settings.ts";
import { userData } from "../../../runners/boot/user-data.ts";

const common = { parameters: "/slipway/prod/runners", logGroup: "/slipway/prod/runners" };
const platforms = ["linux", "mac"] as const;
const made = (settings: BootSettings) => userData(settings, bootFiles(settings.platform));

/** What a shell makes of the settings of a user data. */
function settingsOf(text: string): string[] {
  const [, lines = ""] = /settings <<'END OF FILE'\n([^]*?)END OF FILE\n/.exec(text) ?? [];
  const names = "platform parameters log_group log_seconds wait_seconds lifetime_seconds after_job".split(
    " ",
  );
  const script = `set -eu\n${lines}\n${names.map((name) => `echo "$${name}"`).join("\n")}`;
  return execFileSync("bash", ["-c", script]).toString().trim().split("\n");
}

describe("user data", () => {
  for (const platform of platforms) {
    it(`fits into what EC2 takes, with all that an instance needs: ${platform}`, () => {
      const text = made({ platform, ...common });
      assert.ok(Buffer.byteLength(text) <= 16_384);
      const [, packed = ""] = /<<'END OF FILE' \| \/bin\/bash\n([^]*?)\nEND OF FILE/.exec(text) ?? [];
      const installed = inflateSync(Buffer.from(packed, "base64")).toString();
      for (const file of bootFiles(platform)) assert.ok(installed.includes(file.text), file.path);
    });

    it(`limits the machine's life before it does anything else: ${platform}`, () => {
      const [, , , , limit = ""] = made({ platform, ...common, lifetimeSeconds: 3600 }).split("\n");
      assert.match(limit, platform === "linux" ? /--on-active=3660 .*poweroff$/ : /^shutdown -h \+61$/);
    });

    it(`is the same text each time, so that no launch template changes without a cause: ${platform}`, () => {
      assert.equal(made({ platform, ...common }), made({ platform, ...common }));
    });
  }

  it("hands on what it is told", () => {
    const told = { logSeconds: 20, waitSeconds: 60, lifetimeSeconds: 3600 };
    const paths = ["/slipway/prod/runners", "/slipway/prod/runners", "20", "60", "3600"];
    assert.deepEqual(settingsOf(made({ platform: "linux", ...common, ...told })), ["linux", ...paths, "end"]);
    assert.deepEqual(settingsOf(made({ platform: "mac", ...common, ...told })), ["mac", ...paths, "stay"]);
    const ending = made({ platform: "mac", ...common, ...told, afterJob: "end" });
    assert.deepEqual(settingsOf(ending), ["mac", ...paths, "end"]);
  });

  it("names all faults at once", () => {
    const settings: BootSettings = {
      platform: "linux",
      parameters: "runners/",
      logGroup: "",
      lifetimeSeconds: 1,
    };
    assert.throws(
      () => made(settings),
      (error: Error) =>
        ["boot.parameters: ", "boot.logGroup: ", "boot.lifetimeSeconds: "].every((place) =>
          error.message.includes(place),
        ),
    );
  });

  it("refuses whatever a shell would read as more than a word", () => {
    const odd = [
      "$",
      "`",
      "'",
      '"',
      "\\",
      " ",
      "\n",
      ";",
      "&",
      "|",
      "<",
      ">",
      "(",
      "*",
      "?",
      "#",
      "~",
      "!",
      "=",
    ];
    for (const letter of odd) {
      assert.throws(
        () => made({ platform: "linux", ...common, parameters: `/a${letter}b` }),
        /boot\.parameters/,
      );
      assert.throws(() => made({ platform: "linux", ...common, logGroup: `a${letter}b` }), /boot\.logGroup/);
    }
  });

  it("hands on any name that it takes as it is", () => {
    const part = fc.string({ minLength: 1, unit: fc.constantFrom("a", "Z", "0", "_", ".", "-") });
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(path, path, (parameters, logGroup) => {
        const text = made({ platform: "linux", parameters, logGroup });
        assert.deepEqual(settingsOf(text).slice(1, 3), [parameters, logGroup]);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses a file that would end its own text", () => {
    const files = [{ path: "/opt/slipway/odd.sh", isProgram: true, text: "true\nEND OF FILE\nrm -rf /\n" }];
    assert.throws(() => userData({ platform: "linux", ...common }, files), /odd\.sh: has the line/);
  });

  it("refuses programs that have grown too large", () => {
    const text = Array.from({ length: 30_000 }, (_, index) => Math.sin(index).toString(36)).join("\n");
    const files = [{ path: "/opt/slipway/large.sh", isProgram: true, text: `${text}\n` }];
    assert.throws(() => userData({ platform: "linux", ...common }, files), /EC2 takes 16384/);
  });
});
