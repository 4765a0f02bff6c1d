import { posix } from "node:path";
import type { OciImage } from "../oci/image.ts";
import type { RootEntry } from "../oci/flatten.ts";
import type { Layer } from "../oci/layer.ts";
import type { Fault } from "../program/fault.ts";
import { distributionOf } from "../wheel/filename.ts";

/** What an image is held against. */
export interface Expected {
  readonly platform: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly distribution: string;
  readonly version: string;
}

/** The account that the package runs as. */
const user = "10001:10001";
const python = "opt/venv/bin/python";
const mend = "build the image again by the delivered Dockerfile";

/** All that is wrong with what an image says of itself, and with what stands where it is looked for. */
export function imageFaults(
  { config }: OciImage,
  { root, layers }: { readonly root: ReadonlyMap<string, RootEntry>; readonly layers: readonly Layer[] },
  expected: Expected,
): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (place: string, fault: string) => faults.push({ place, fault, mend });
  if (config.platform !== expected.platform)
    add("the image", `is for ${config.platform}, not ${expected.platform}`);
  if (config.user !== user) add("the image", `runs as ${config.user || "root"}, not ${user}`);
  const differing = Object.entries(expected.labels).filter(([name, value]) => config.labels[name] !== value);
  for (const [name] of differing) add(`label ${name}`, "is not what it was built with");
  const told = layers.map(({ diffId }) => diffId);
  if (told.join() !== config.diffIds.join()) add("the image", "has other layers than its config names");
  if (resolved(root, python)?.kind !== "file") add(`/${python}`, "leads to no Python");
  const accounts = root.get("etc/passwd")?.content.toString("utf8") ?? "";
  if (!/^[^:]*:[^:]*:10001:10001:/m.test(accounts)) add("/etc/passwd", `knows no account ${user}`);
  if (!isInstalled(root, expected)) add(`/opt/venv`, `lacks ${expected.distribution} ${expected.version}`);
  return faults;
}

function isInstalled(root: ReadonlyMap<string, RootEntry>, { distribution, version }: Expected): boolean {
  return [...root.keys()].some((path) => {
    const [, name = "", found] =
      /^opt\/venv\/.*site-packages\/([^/]+)-([^/-]+)\.dist-info\/METADATA$/.exec(path) ?? [];
    return distributionOf(name) === distributionOf(distribution) && found === version;
  });
}

/** How many links are followed: as many as Linux follows. */
const mostLinks = 40;

/** What a path leads to, links in any part of it followed; undefined: nothing. */
export function resolved(root: ReadonlyMap<string, RootEntry>, path: string): RootEntry | undefined {
  let links = 0;
  const waiting = path.split("/");
  let at = "";
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const next = posix.join("/", at, part).slice(1);
    const entry = root.get(next);
    if (entry?.kind !== "symlink") {
      at = next;
      continue;
    }
    links += 1;
    if (links > mostLinks) return undefined;
    if (entry.target.startsWith("/")) at = "";
    waiting.unshift(...entry.target.split("/").filter((one) => one !== ""));
  }
  return root.get(at);
}
