import { type WheelName, parseWheelName } from "../../../tasks/wheel/filename.ts";

/** The CPython that pip says it asks for. */
export interface Installer {
  readonly minor: number;
  /** `Linux`, `Darwin` or `Windows` */
  readonly system: string;
  /** `x86_64` */
  readonly cpu: string;
}

const prefixes: Readonly<Record<string, readonly string[]>> = {
  Linux: ["linux_", "manylinux", "musllinux"],
  Darwin: ["macosx"],
  Windows: ["win"],
};

/** A Python of fewer bits runs on the same machine. */
const machines: Readonly<Record<string, readonly string[]>> = {
  x86_64: ["x86_64", "i686"],
  aarch64: ["aarch64", "armv7l"],
};

/** What pip tells of itself with each request; null: it is something else, such as uv, which resolves for others as well. */
export function installerOf(userAgent: string): Installer | null {
  const [, told = ""] = /^pip\/\S+ (\{.*\})$/.exec(userAgent) ?? [];
  if (told === "") return null;
  try {
    const { cpu, implementation, python, system } = JSON.parse(told) as Partial<
      Readonly<{
        cpu: string;
        implementation: { name?: string };
        python: string;
        system: { name?: string };
      }>
    >;
    const minor = /^3\.(\d+)/.exec(python ?? "")?.[1];
    if (implementation?.name !== "CPython" || minor === undefined) return null;
    return { minor: Number(minor), system: system?.name ?? "", cpu: cpu ?? "" };
  } catch {
    return null;
  }
}

/** Whether it could take a file; of what can't be told, it could. */
export function couldTake(file: string, installer: Installer): boolean {
  const wheel = parseWheelName(file);
  return wheel === null || (isForPython(wheel, installer) && isForMachine(wheel, installer));
}

function isForPython({ pythons, abis }: WheelName, { minor }: Installer): boolean {
  return pythons.some((tag) => {
    const [, digits] = /^cp3(\d+)$/.exec(tag) ?? [];
    if (digits === undefined) return tag.startsWith("py3");
    return Number(digits) === minor || (Number(digits) < minor && !abis.every((abi) => abi.startsWith("cp")));
  });
}

function isForMachine({ platforms }: WheelName, { system, cpu }: Installer): boolean {
  const known = prefixes[system];
  if (known === undefined) return true;
  const fitting = system === "Linux" ? machines[cpu] : undefined;
  return platforms.some(
    (tag) =>
      tag === "any" ||
      (known.some((prefix) => tag.startsWith(prefix)) &&
        (fitting === undefined || fitting.some((machine) => tag.endsWith(`_${machine}`)))),
  );
}
