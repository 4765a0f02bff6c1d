/** What a runner is, or this machine. */
export interface Machine {
  readonly system: "Linux" | "macOS" | "Windows";
  readonly architecture: "x86_64" | "arm64";
}

/** This machine; null where GitHub has no runner of its kind. */
export function thisMachine(
  platform: string = process.platform,
  arch: string = process.arch,
): Machine | null {
  const systems: Readonly<Record<string, Machine["system"]>> = {
    linux: "Linux",
    darwin: "macOS",
    win32: "Windows",
  };
  const architectures: Readonly<Record<string, Machine["architecture"]>> = { x64: "x86_64", arm64: "arm64" };
  const [system, architecture] = [systems[platform], architectures[arch]];
  return system === undefined || architecture === undefined ? null : { system, architecture };
}

/** What stands behind a label of a runner that GitHub hosts; null: it is none of these. */
export function machineOf(label: string): Machine | null {
  const [, system = "", rest = ""] = /^(ubuntu|windows|macos)-([\w.-]+)$/i.exec(label.trim()) ?? [];
  switch (system.toLowerCase()) {
    case "ubuntu":
      return { system: "Linux", architecture: isArm(rest) ? "arm64" : "x86_64" };
    case "windows":
      return { system: "Windows", architecture: isArm(rest) ? "arm64" : "x86_64" };
    case "macos":
      return { system: "macOS", architecture: isIntelMac(rest) ? "x86_64" : "arm64" };
    default:
      return null;
  }
}

/** Why what asks for a runner of these labels does not run on a machine; null: it does. */
export function elsewhere(labels: readonly string[], here: Machine | null): string | null {
  const [label = "", ...more] = labels;
  const asked = more.length === 0 ? machineOf(label) : null;
  if (asked === null)
    return `asks for ${labels.join(" and ") || "no runner"}, which is no runner of GitHub's`;
  if (here !== null && asked.system === here.system && asked.architecture === here.architecture) return null;
  return `needs ${asked.system} on ${asked.architecture}`;
}

function isArm(rest: string): boolean {
  return /(?:^|-)arm(?:64)?$/i.test(rest);
}

/** Large ones without a word on it, and those before macOS 14, are Intel's. */
function isIntelMac(rest: string): boolean {
  return /-(?:intel|large)$/i.test(rest) || /^1[0-3](?:$|-(?!xlarge))/.test(rest);
}
