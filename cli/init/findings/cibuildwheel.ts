import type { Fault } from "../../../config/fault.ts";
import { looksSecret } from "../../../config/plain-secrets.ts";
import { isRecord } from "../../changes/value.ts";
import { type Backend, buildRequirements } from "../project/backend.ts";
import type { Project } from "../project/project.ts";
import { hasAt, tableAt, textsAt, valueAt, type Table } from "../project/table.ts";
import type { StandingFile } from "../workflows/standing-files.ts";

/** What stands under `slipway:package.native`, each with where it was found. */
export interface NativeSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly from: string;
}

const systems = ["linux", "macos", "windows"] as const;
/** What is carried over, and what Slipway decides itself. */
const understood = [
  "build",
  "skip",
  "test-skip",
  "enable",
  "archs",
  "environment",
  "before-all",
  "before-build",
  "test-command",
  "test-requires",
  "test-extras",
  "test-groups",
  "test-sources",
  "build-frontend",
  "build-verbosity",
  ...systems,
];

/** cibuildwheel's settings as far as a stack has them; faults take what can't be carried over. */
export function nativeSettings(
  project: Project,
  backend: Backend,
  { workflows, faults }: { readonly workflows: readonly StandingFile[]; readonly faults: Fault[] },
): NativeSettings | null {
  const wheels = tableAt(project.pyproject ?? {}, "tool", "cibuildwheel");
  const skipped = patternsOf(wheels, "skip");
  const environment = environmentOf(wheels);
  const own = Object.fromEntries(systems.map((system) => [system, systemOf(wheels, system)] as const));
  const linux = own["linux"] ?? {};
  const rust = needsRust(project, backend) && !Object.hasOwn(linux, "beforeAll");
  const target =
    environmentOf(tableAt(wheels, "macos"))["MACOSX_DEPLOYMENT_TARGET"] ??
    environment["MACOSX_DEPLOYMENT_TARGET"];
  const settings = {
    ...(skipped.some((pattern) => /^\*-?musllinux_?\*?$/.test(pattern)) && { musllinux: false }),
    ...list("skip", skipped.filter(isNeeded)),
    ...list("testSkip", patternsOf(wheels, "test-skip").filter(isNeeded)),
    ...map("environment", without(environment, "MACOSX_DEPLOYMENT_TARGET")),
    ...(target !== undefined && /^\d+\.\d+$/.test(target) && { macosDeploymentTarget: target }),
    ...map("linux", rust ? { ...linux, beforeAll: installRust } : linux),
    ...map("macos", own["macos"] ?? {}),
    ...map("windows", own["windows"] ?? {}),
  };
  faults.push(...leftBehind(wheels, workflows));
  if (Object.keys(settings).length === 0) return null;
  const from = hasAt(project.pyproject ?? {}, "tool", "cibuildwheel")
    ? ["pyproject.toml, tool.cibuildwheel"]
    : [];
  const added = rust ? ["linux.beforeAll: the images for Linux have no Rust"] : [];
  return { settings, from: [...from, ...added].join("; ") };
}

/** From the distribution of each image: manylinux's AlmaLinux, musllinux's Alpine. */
const installRust = "dnf install -y rust cargo || apk add --no-cache rust cargo";

function needsRust(project: Project, { name }: Backend): boolean {
  return name === "maturin" || buildRequirements(project).includes("setuptools-rust");
}

function systemOf(wheels: Table, system: (typeof systems)[number]): Readonly<Record<string, unknown>> {
  const own = tableAt(wheels, system);
  const beforeAll = commandOf(own, "before-all") ?? commandOf(wheels, "before-all");
  const beforeBuild = commandOf(own, "before-build") ?? commandOf(wheels, "before-build");
  return {
    ...(beforeAll !== null && { beforeAll }),
    ...(beforeBuild !== null && { beforeBuild }),
    ...map("environment", without(environmentOf(own), "MACOSX_DEPLOYMENT_TARGET")),
  };
}

function commandOf(table: Table, key: string): string | null {
  const command = textsAt(table, key).join(" && ").trim();
  return command === "" || looksSecret(command) || /\$\{\{|(?![\n\t])[\p{Cc}\u2028\u2029]/u.test(command)
    ? null
    : command;
}

/** A table, or a text such as `CFLAGS="-g0" LANG=C`. */
function environmentOf(table: Table): Readonly<Record<string, string>> {
  const given = valueAt(table, "environment");
  const pairs: readonly (readonly [string, unknown])[] = isRecord(given)
    ? Object.entries(given)
    : typeof given === "string"
      ? [...given.slice(0, 10_000).matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)].map(
          ([, name = "", double, single, bare = ""]) => [name, double ?? single ?? bare] as const,
        )
      : [];
  const texts = pairs.map(
    ([name, value]) => [name, typeof value === "string" ? value : String(value)] as const,
  );
  return Object.fromEntries(
    texts.filter(
      ([name, value]) => /^[A-Za-z_]\w*$/.test(name) && !value.includes("${{") && !looksSecret(value),
    ),
  );
}

function patternsOf(table: Table, key: string): readonly string[] {
  return textsAt(table, key)
    .flatMap((text) => text.split(/\s+/))
    .filter((pattern) => /^[\w*?{},[\]-]+$/.test(pattern));
}

/** Not what Slipway never builds: PyPy, 32 bits, other architectures, Pythons that have ended; nor musl as a whole. */
function isNeeded(pattern: string): boolean {
  return !(
    /^\*?-?musllinux_?\*?$|^\*-musllinux_\*$/.test(pattern) ||
    /^(?:pp|gp|cp2|cp3[5-9]|cp310|\*i686|\*-?(?:many|musl)?linux_?(?:i686|s390x|ppc64le|armv7l|riscv64))/.test(
      pattern,
    ) ||
    /(?:i686|win32|s390x|ppc64le|armv7l|universal2)$/.test(pattern)
  );
}

/** What has no setting here, and what a workflow tells cibuildwheel by its environment. */
function leftBehind(wheels: Table, workflows: readonly StandingFile[]): readonly Fault[] {
  const keys = Object.keys(wheels).filter((key) => !understood.includes(key));
  const mend =
    "see whether the wheels need it; slipway:overrides can set a step's env, such as CIBW_REPAIR_WHEEL_COMMAND_LINUX";
  return [
    ...(Object.values(wheels).some((value) => looksSecret(JSON.stringify(value)))
      ? [
          {
            place: "tool.cibuildwheel",
            fault: "holds what looks like a secret, and it was not carried over",
            mend: "revoke it",
          },
        ]
      : []),
    ...keys.map((key) => ({ place: `tool.cibuildwheel.${key}`, fault: "was not carried over", mend })),
    ...workflows
      .filter(({ cibuildwheel }) => cibuildwheel.length > 0)
      .map(({ path, cibuildwheel }) => ({
        place: path,
        fault: `sets ${cibuildwheel.slice(0, 10).join(", ")}, which was not carried over`,
        mend: "write what is still needed under slipway:package.native",
      })),
  ];
}

function without(values: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

function list(key: string, values: readonly string[]): Readonly<Record<string, unknown>> {
  return values.length === 0 ? {} : { [key]: [...new Set(values)] };
}

function map(key: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.keys(values).length === 0 ? {} : { [key]: values };
}
