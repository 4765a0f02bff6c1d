import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { userData } from "../../../../runners/boot/user-data.ts";
import { bootFiles, type BootPlatform } from "../../../../runners/boot/files.ts";
import type { BootSettings } from "../../../../runners/boot/settings.ts";
import type { Call, Scenario } from "./scenario.ts";

/** A configuration as the control plane writes it; its secret has the form of GitHub's. */
export const configuration = {
  jitConfig: Buffer.from(JSON.stringify({ ".runner": "planted".repeat(60) })).toString("base64"),
  repositories: ["octo-org/octo-package"],
  events: ["push"],
};
const secrets = { secretKey: "plantedSecretKey".repeat(3), sessionToken: "plantedSessionToken".repeat(20) };

const defaultScenario: Scenario = {
  instance: "i-0123456789abcdef0",
  secrets,
  parameter: { value: JSON.stringify(configuration), after: 0 },
  isDeleteRefused: false,
  isDeleteAnswerLost: false,
  isInterrupted: false,
};

export interface MachineOptions {
  readonly scenario?: Partial<Scenario>;
  /** Text of `/opt/actions-runner/run.sh`; null: the image has no runner. */
  readonly runner?: string | null;
  readonly platform?: BootPlatform;
  /** In place of what the user data says, which has to be sensible: `wait_seconds`, `lifetime_seconds`. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /**
   * More files of the image, by path; those in a folder named `bin`, and scripts, are programs. `/extra.sh` runs beside
   * all else, as root.
   */
  readonly files?: Readonly<Record<string, string>>;
  /** Groups that the user `runner` is in as well. */
  readonly groups?: string;
  /** What is done to the user data before the machine gets it. */
  readonly spoil?: (userData: string) => string;
  /** What is process 1 in place of systemd. */
  readonly first?: readonly string[];
}

export interface Sighting {
  readonly where: "cmdline" | "environ";
  readonly name: string;
  /** Id of the user. */
  readonly user: number;
}

/** A machine that has ended. */
export interface EndedMachine {
  readonly isPoweredOff: boolean;
  readonly output: string;
  readonly calls: readonly Call[];
  /** Processes that had a secret. */
  readonly sightings: readonly Sighting[];
  /** Files of the machine that have a secret. */
  readonly leaks: string;
  /** Text of a file on its disk; empty: there is none. */
  file(path: string): Promise<string>;
}

/** Why machines can't be run here; null: they can. */
export function obstacle(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "they need root on Linux";
  const needed = ["/lib/systemd/systemd", "/usr/bin/python3", "/usr/bin/setpriv", "/usr/bin/openssl"];
  const missing = needed.filter((path) => !existsSync(path));
  if (missing.length > 0) return `this machine lacks ${missing.join(", ")}`;
  try {
    execFileSync("unshare", ["--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "ip", "link"], {
      stdio: "pipe",
    });
    return null;
  } catch {
    return "the kernel lets nobody make namespaces";
  }
}

const unit = (lines: readonly string[]) => `[Unit]\nDefaultDependencies=no\n${lines.join("\n")}\n`;

/** The few units that a machine needs to come up: what Debian has is left out. */
const units: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["sysinit", "basic", "shutdown", "network-online", "multi-user", "timers"].map((name) => [
      `${name}.target`,
      unit([]),
    ]),
  ),
  "machine.target": unit(["Wants=user-data.service spy.service extra.service"]),
  "user-data.service": unit(["[Service]", "Type=oneshot", "ExecStart=/bin/bash /user-data"]),
  "spy.service": unit(["[Service]", "ExecStart=/usr/bin/python3 -I /spy/spy.py"]),
  // What a test lets happen beside, as root.
  "extra.service": unit(["ConditionPathExists=/extra.sh", "[Service]", "ExecStart=/extra.sh"]),
};

const systemd = ["/lib/systemd/systemd", "--system", "--unit=machine.target", "--log-target=console"];

/** Runs a machine from its start to its end; one that does not end within 80 s is ended, and throws. */
export async function runMachine(options: MachineOptions): Promise<EndedMachine> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-machine-"));
  try {
    await prepare(folder, options);
    const output = await start(folder, options.first ?? systemd);
    return await ended(folder, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string, first: readonly string[]): Promise<string> {
  const script = join(import.meta.dirname, "machine.sh");
  const namespaces = [
    "--mount",
    "--net",
    "--uts",
    "--ipc",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
  ];
  const env = {
    ...process.env,
    SLIPWAY_NODE: process.execPath,
    SLIPWAY_SERVICES: join(import.meta.dirname, "services.ts"),
  };
  const child: ChildProcess = spawn("unshare", [...namespaces, "bash", script, folder, ...first], { env });
  let output = "";
  child.stdout?.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (output += text.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), 80_000);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  if (code === 0) return output;
  throw new Error(`the machine did not end by itself (${String(signal ?? code)}):\n${output}`);
}

async function ended(folder: string, output: string): Promise<EndedMachine> {
  const text = (path: string) => readFile(join(folder, path), "utf8").catch(() => "");
  const lines = async <T>(path: string) =>
    (await text(path))
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const kept = new Map<string, string>();
  for (const path of keptFiles) kept.set(path, await text(join("left", path)));
  return {
    // A process 1 that turns the power off is ended by the kernel with SIGINT, one that starts anew with SIGHUP.
    isPoweredOff: (await text("ended")).trim() === "130",
    output,
    calls: await lines<Call>("calls.jsonl"),
    sightings: await lines<Sighting>("left/results/sightings.jsonl"),
    leaks: await text("leaks"),
    file: async (path) => {
      const found = kept.get(path);
      if (found === undefined) throw new Error(`${path}: is none of the files that are kept of a machine`);
      return found;
    },
  };
}

const keptFiles = [
  "/var/log/slipway/boot.log",
  "/var/log/slipway/runner.log",
  "/results/job",
  "/results/mac",
];

async function prepare(folder: string, options: MachineOptions): Promise<void> {
  const image = join(folder, "image");
  const { platform = "linux", settings = {}, files = {} } = options;
  const scenario: Scenario = { ...defaultScenario, ...options.scenario };
  const planted = [configuration.jitConfig, ...Object.values(secrets)];
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(image, path)), { recursive: true });
    await writeFile(join(image, path), text);
    if (/\.sh$|\/s?bin\//.test(path)) await chmod(join(image, path), 0o755);
  };
  await writeFile(join(folder, "scenario.json"), JSON.stringify(scenario), { flag: "wx" });
  await writeFile(join(folder, "secrets"), planted.join("\n"));
  await write("/spy/backwards", planted.map((one) => Buffer.from(one).reverse().toString()).join("\n"));
  await write("/spy/spy.py", await readFile(join(import.meta.dirname, "spy.py"), "utf8"));
  for (const [name, text] of Object.entries(units)) await write(`/usr/lib/systemd/system/${name}`, text);
  const made = changed(userData(sensible[platform], bootFiles(platform)), settings);
  await write("/user-data", options.spoil?.(made) ?? made);
  for (const [path, text] of Object.entries(files)) await write(path, text);
  await addUser(image, options, write);
  execFileSync("openssl", certificate(folder), { stdio: "pipe" });
}

const sensible: Readonly<Record<BootPlatform, BootSettings>> = {
  linux: { platform: "linux", parameters: "/slipway/test/runners", logGroup: "/slipway/test", logSeconds: 5 },
  mac: { platform: "mac", parameters: "/slipway/test/runners", logGroup: "/slipway/test", logSeconds: 5 },
};

function changed(text: string, settings: Readonly<Record<string, string | number>>): string {
  return Object.entries({ log_seconds: 1, ...settings }).reduce(
    (last, [name, value]) => last.replace(new RegExp(`^${name}=.*$`, "m"), `${name}=${value}`),
    text,
  );
}

async function addUser(
  image: string,
  { runner = null, groups = "" }: MachineOptions,
  write: (path: string, text: string) => Promise<void>,
): Promise<void> {
  await write(
    "/etc/passwd",
    `${await readFile("/etc/passwd", "utf8")}runner:x:1900:1900::/home/runner:/bin/bash\n`,
  );
  await write("/etc/group", `${await readFile("/etc/group", "utf8")}runner:x:1900:\n${groups}`);
  await mkdir(join(image, "home", "runner"), { recursive: true });
  await mkdir(join(image, "results"));
  await chmod(join(image, "results"), 0o1777);
  if (runner === null) return;
  await mkdir(join(image, "opt/actions-runner/_diag"), { recursive: true });
  await write("/opt/actions-runner/run.sh", runner);
  for (const owned of ["opt/actions-runner", "home/runner"])
    execFileSync("chown", ["-R", "1900:1900", join(image, owned)]);
}

function certificate(folder: string): string[] {
  const names = "subjectAltName=DNS:ssm.eu-central-1.amazonaws.com,DNS:logs.eu-central-1.amazonaws.com";
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "certificate.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  return ["req", ...kind, "-subj", "/CN=test", "-addext", names, ...files];
}
