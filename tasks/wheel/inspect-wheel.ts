import type { Fault } from "../program/fault.ts";
import type { ZipEntry } from "../zip/entry.ts";
import { readZip } from "../zip/read.ts";
import { type WheelName, distributionOf, isPure, parseWheelName, tagsOf } from "./filename.ts";
import { type Headers, onlyValue, readHeaders } from "./headers.ts";
import { type Inspected, buildAgain, metadataFaults } from "./inspected.ts";
import { platformFault } from "./platform-tags.ts";
import { recordFaults } from "./record.ts";

/** Compiled modules and libraries, which a wheel for any system can't hold. */
const compiled = /\.(?:so(?:\.\d+)*|pyd|dylib|dll)$/i;

/** Reads a wheel and checks it; throws a TaskError where it can't be read as a zip archive at all. */
export function inspectWheel(name: string, file: Uint8Array): Inspected {
  const wheel = parseWheelName(name);
  if (wheel === null) return nameless(name);
  const entries = readZip(name, file);
  const pure = isPure(wheel);
  const named = { name, distribution: wheel.distribution, version: wheel.version };
  const info = infoFolder(entries, wheel);
  const common = { ...named, kind: "wheel", pure, platformTags: wheel.platforms } as const;
  if (info === null) {
    const fault = `has not one folder ${wheel.distribution}-${wheel.version}.dist-info`;
    return { ...common, requiresPython: null, faults: [{ place: name, fault, mend: buildAgain }] };
  }
  const [metadata, own] = ["METADATA", "WHEEL"].map((part) => headersAt(entries, `${info}/${part}`));
  const inside = (path: string) => `${name}, ${path}`;
  const faults = [
    ...metadataFaults(metadata ?? new Map(), inside(`${info}/METADATA`), named),
    ...wheelFaults(own ?? new Map(), wheel, inside(`${info}/WHEEL`)),
    ...recordFaults(entries, `${info}/RECORD`).map(({ path, fault }) => {
      return { place: inside(path), fault, mend: buildAgain };
    }),
    ...contentFaults(entries, pure, inside),
    ...wheel.platforms.flatMap((tag) => {
      const fault = platformFault(tag);
      return fault === null ? [] : [{ place: name, fault, mend: "let cibuildwheel repair it" }];
    }),
  ];
  return { ...common, requiresPython: onlyValue(metadata ?? new Map(), "Requires-Python"), faults };
}

function nameless(name: string): Inspected {
  const fault = "is not named as a wheel is: name-version-python-abi-platform.whl";
  const unknown = { distribution: "", version: "", requiresPython: null, pure: false, platformTags: [] };
  return { name, kind: "wheel", ...unknown, faults: [{ place: name, fault, mend: buildAgain }] };
}

/** The folder of the wheel's metadata; null where there is none or more than one. */
function infoFolder(entries: readonly ZipEntry[], { distribution, version }: WheelName): string | null {
  const roots = new Set(entries.map(({ path }) => path.split("/")[0] ?? ""));
  const folders = [...roots].filter((root) => root.endsWith(".dist-info"));
  const [folder = ""] = folders;
  const [, name = "", infoVersion = ""] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
  const fits = distributionOf(name) === distributionOf(distribution) && infoVersion === version;
  return folders.length === 1 && fits ? folder : null;
}

function headersAt(entries: readonly ZipEntry[], path: string): Headers {
  const entry = entries.find((one) => one.path === path);
  return readHeaders(entry?.content ?? new Uint8Array());
}

/** WHEEL must say what the name says: an installer goes by the one, an index by the other. */
function wheelFaults(own: Headers, wheel: WheelName, place: string): readonly Fault[] {
  const faults: string[] = [];
  if (onlyValue(own, "Wheel-Version")?.startsWith("1.") !== true) {
    faults.push("names no wheel format that installers know");
  }
  const [inside, outside] = [own.get("tag") ?? [], tagsOf(wheel)];
  const differing = [
    ...inside.filter((tag) => !outside.includes(tag)),
    ...outside.filter((tag) => !inside.includes(tag)),
  ];
  if (differing.length > 0) faults.push(`has other tags than the file's name: ${differing.join(", ")}`);
  if (onlyValue(own, "Build") !== wheel.build) faults.push("has another build number than the file's name");
  const purelib = (onlyValue(own, "Root-Is-Purelib") ?? "").toLowerCase();
  const wanted = isPure(wheel) ? "true" : "false";
  if (purelib !== wanted) faults.push(`does not say Root-Is-Purelib: ${wanted}, as its tags do`);
  return faults.map((fault) => ({ place, fault, mend: buildAgain }));
}

function contentFaults(
  entries: readonly ZipEntry[],
  pure: boolean,
  inside: (path: string) => string,
): readonly Fault[] {
  return entries.flatMap(({ path, kind }) => {
    if (kind === "symlink") {
      return [
        { place: inside(path), fault: "is a link, which installers don't make", mend: "put a file there" },
      ];
    }
    if (!pure || kind === "folder" || !compiled.test(path)) return [];
    const mend = "leave it out, or declare slipway:package.kind: native";
    return [{ place: inside(path), fault: "is compiled, in a wheel for any system", mend }];
  });
}
