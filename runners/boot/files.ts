import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file as it lies on an instance. */
export interface BootFile {
  /** `/opt/slipway/boot.sh` */
  readonly path: string;
  readonly isProgram: boolean;
  readonly text: string;
}

export type BootPlatform = "linux" | "mac";

const home = "/opt/slipway";
const shared = ["common.sh", "boot.sh", "finish.sh", "job-started.sh"];
const python = ["aws.py", "configuration.py", "watch.py", "reachable.py", "job_started.py"];

const places: Readonly<Record<BootPlatform, Readonly<Record<string, readonly string[]>>>> = {
  linux: {
    [home]: [...shared, ...python, "linux.sh"],
    "/etc/systemd/system": ["slipway-runner.service"],
  },
  mac: {
    [home]: [...shared, ...python, "mac.sh", "mac-runner.sh", "watchdog.sh"],
    "/Library/LaunchDaemons": ["slipway.runner.plist", "slipway.watchdog.plist"],
  },
};

/** What an instance of the platform needs of this project: programs, and what tells the system to start them. */
export function bootFiles(platform: BootPlatform): readonly BootFile[] {
  return Object.entries(places[platform]).flatMap(([folder, names]) =>
    names.map((name) => ({
      path: `${folder}/${name}`,
      isProgram: name.endsWith(".sh"),
      text: readFileSync(join(import.meta.dirname, "programs", name), "utf8"),
    })),
  );
}
