import type { Fault } from "../../../config/fault.ts";
import { manifestPath } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";
import { isAnothers, isKept, staleFiles, standingOf } from "./standing.ts";
import { blur, blurred, prefixesOf, twinsOf, type Twins } from "./twins.ts";
import { wantedText, type Wanted } from "./wanted.ts";

/** What forbids to deliver where these things stand; `where` names them: `octo-org/example`. */
export function deliveryFaults(wanted: Wanted, snapshot: Snapshot, where: string): Fault[] {
  const owner = ownerFaults(wanted, snapshot, where);
  if (owner.length > 0) return owner;
  const paths = Object.keys(wanted.files).sort();
  const twins = twinsOf(snapshot.entries.keys());
  return [
    // The manifest is written beside the files.
    ...(paths.length === 0 ? [] : [...paths, manifestPath]).flatMap((path) =>
      obstacles({ snapshot, twins, where }, path),
    ),
    ...handFaults(wanted, snapshot, where),
    ...retireFaults(wanted, snapshot, where),
  ];
}

/** Whether another stack delivers there, or nobody can tell. */
export function ownerFaults(wanted: Wanted, snapshot: Snapshot, where: string): Fault[] {
  const { manifest } = snapshot;
  if (manifest === null || wanted.adopt.includes(manifestPath)) return [];
  const place = `${where}: ${manifestPath}`;
  if (manifest === "broken") {
    const mend = `restore it from git's history, or name it in slipway:delivery.adopt to begin a new one`;
    return [{ place, fault: "is not the manifest that Slipway wrote", mend }];
  }
  if (!isAnothers(snapshot, wanted)) return [];
  const fault = `the repository is delivered to by stack ${manifest.stack} of project ${manifest.project}`;
  const mend = `one stack delivers to a repository: destroy that one first, set another slipway:package.repository, or, if it is this one under another name, name ${manifestPath} in slipway:delivery.adopt`;
  return [{ place: where, fault, mend }];
}

/** Files that no stack delivered, and those of the stack that somebody changed and that would change again. */
function handFaults(wanted: Wanted, snapshot: Snapshot, where: string): Fault[] {
  const paths = [...Object.keys(wanted.files), ...staleFiles(snapshot, wanted)].sort();
  return paths.flatMap((path): Fault[] => {
    if (wanted.adopt.includes(path) || wanted.retire.includes(path)) return [];
    if (isKept(snapshot, path, wanted)) return [];
    const place = `${where}: ${path}`;
    switch (standingOf(snapshot, path, wantedText(wanted, path))) {
      case "foreign":
        if (snapshot.entries.get(path)?.type !== "blob") return [];
        return [{ place, fault: "is there already, and no stack delivered it", mend: foreignMend }];
      case "edited":
        return [{ place, fault: "was edited by hand, and would be changed", mend: editedMend }];
      case "removed":
        if (!Object.hasOwn(wanted.files, path)) return [];
        return [{ place, fault: "was deleted by hand, and would be made anew", mend: editedMend }];
      default:
        return [];
    }
  });
}

const foreignMend =
  "name it in slipway:delivery.adopt to overwrite it, or rename it there; what it did beyond the delivered one can go into slipway:overrides";
const editedMend =
  "take the change into slipway:overrides, or name the file in slipway:delivery.adopt to overwrite it";

interface Obstructed {
  readonly snapshot: Snapshot;
  readonly twins: Twins;
  readonly where: string;
}

/** What git can't hold beside the file, or what would turn it into something else. */
function obstacles({ snapshot: { entries }, twins, where }: Obstructed, path: string): Fault[] {
  const place = `${where}: ${path}`;
  const mend = "rename or remove it there first";
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join("/");
    const found = entries.get(folder);
    if (found !== undefined && found.type !== "tree")
      return [{ place, fault: `can't be made, since ${folder} is ${kindOf(found)} there`, mend }];
  }
  const found = entries.get(path);
  if (found !== undefined && (found.type !== "blob" || found.mode === "120000"))
    return [{ place, fault: `is ${kindOf(found)} there, and has to be a file`, mend }];
  const twin = found === undefined ? twinOf(twins, path) : undefined;
  if (twin === undefined) return [];
  return [{ place, fault: `differs ${blur(path, twin)} alone from ${twin}, which is there already`, mend }];
}

function kindOf({ type, mode }: { readonly type: string; readonly mode: string }): string {
  if (type === "commit") return "a submodule";
  if (type === "tree") return "a folder";
  return mode === "120000" ? "a symbolic link" : "a file";
}

/** A checkout on macOS or Windows would hold but one of the two. */
function twinOf(twins: Twins, path: string): string | undefined {
  return prefixesOf(path)
    .flatMap((prefix) => twins.get(blurred(prefix)) ?? [])
    .find((other) => !`${path}/`.startsWith(`${other}/`));
}

function retireFaults(wanted: Wanted, snapshot: Snapshot, where: string): Fault[] {
  return wanted.retire.flatMap((path) => {
    const place = "slipway:delivery.retire";
    if (Object.hasOwn(wanted.files, path) || path === manifestPath) {
      return [{ place, fault: `names ${path}, which this stack delivers`, mend: "take it off the list" }];
    }
    if (snapshot.entries.get(path)?.type !== "tree") return [];
    return [
      { place, fault: `names ${path}, which is a folder in ${where}`, mend: "name its files one by one" },
    ];
  });
}
