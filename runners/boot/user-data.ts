import { deflateSync } from "node:zlib";
import type { BootFile, BootPlatform } from "./files.ts";
import { type BootSettings, checkBootSettings } from "./settings.ts";

/** EC2 takes no more (bytes, before it is encoded in base64). */
const most = 16_384;
const endOfFile = "END OF FILE";

/** What cuts an instance's life short where not even its programs could be written down. */
const limits: Readonly<Record<BootPlatform, (seconds: number) => string>> = {
  linux: (seconds) =>
    `systemd-run --quiet --unit=slipway-limit --on-active=${seconds + 60} --timer-property=AccuracySec=1s systemctl --force poweroff`,
  mac: (seconds) => `shutdown -h +${Math.ceil(seconds / 60) + 1}`,
};

const powerOff: Readonly<Record<BootPlatform, string>> = {
  linux: "systemctl --force poweroff",
  mac: "shutdown -h now",
};

/** They are enabled, so that a machine that is started again ends as well: nothing is left for it to fetch. */
const start: Readonly<Record<BootPlatform, readonly string[]>> = {
  linux: ["systemctl daemon-reload", "systemctl enable --now --no-block slipway-runner.service"],
  mac: ["runner", "watchdog"].map(
    (name) => `launchctl bootstrap system /Library/LaunchDaemons/slipway.${name}.plist`,
  ),
};

/**
 * The script that an instance runs as root at its first start: it writes the programs and their settings, and starts them;
 * where that fails, the power goes off. Holds no secret. Throws a FaultsError that names all faults of the settings.
 */
export function userData(settings: BootSettings, files: readonly BootFile[]): string {
  const checked = checkBootSettings(settings);
  const { platform, lifetimeSeconds } = checked;
  const packed = deflateSync(installer(files), { level: 9 }).toString("base64");
  const text = [
    "#!/bin/bash",
    "# One runner of GitHub Actions for one job. Made by Slipway; change it where the stack is declared.",
    "set -euo pipefail",
    `trap '${powerOff[platform]}' EXIT`,
    limits[platform](lifetimeSeconds),
    "mkdir -p /opt/slipway",
    `cat >/opt/slipway/settings <<'${endOfFile}'`,
    ...settingLines(checked),
    endOfFile,
    `/usr/bin/python3 -I -c 'import base64, sys, zlib; sys.stdout.buffer.write(zlib.decompress(base64.b64decode(sys.stdin.read())))' <<'${endOfFile}' | /bin/bash`,
    ...(packed.match(/.{1,120}/g) ?? []),
    endOfFile,
    ...start[platform],
    "trap - EXIT",
    "",
  ].join("\n");
  if (text.length <= most) return text;
  throw new Error(
    `user data: has ${text.length} bytes, EC2 takes ${most}; shorten what runners/boot/programs holds`,
  );
}

/** Lines that a shell reads; nothing in them needs quotes, as the schema sees to. */
function settingLines(checked: ReturnType<typeof checkBootSettings>): string[] {
  return [
    `platform=${checked.platform}`,
    `parameters=${checked.parameters}`,
    `log_group=${checked.logGroup}`,
    `log_seconds=${checked.logSeconds}`,
    `wait_seconds=${checked.waitSeconds}`,
    `lifetime_seconds=${checked.lifetimeSeconds}`,
    `after_job=${checked.platform === "mac" ? checked.afterJob : "end"}`,
  ];
}

/** A shell script that writes the files; an image may be baked with it as well. */
export function installer(files: readonly BootFile[]): string {
  const written = files.flatMap(({ path, isProgram, text }) => {
    if (text.split("\n").includes(endOfFile))
      throw new Error(`${path}: has the line "${endOfFile}"; change it`);
    const folder = path.slice(0, path.lastIndexOf("/"));
    return [
      `mkdir -p '${folder}'`,
      `cat >'${path}' <<'${endOfFile}'\n${text}${endOfFile}`,
      `chmod ${isProgram ? "0755" : "0644"} '${path}'`,
    ];
  });
  return ["#!/bin/bash", "set -euo pipefail", "umask 022", ...written, ""].join("\n");
}
