import { posix } from "node:path";
import type { RootEntry } from "../oci/flatten.ts";
import type { Fault } from "../program/fault.ts";

/** What the checks of a root have to know. */
export interface Checked {
  /** How many layers are the base's. */
  readonly base: number;
  /** Installers that the lock itself names, so that the package needs them to run: as indexes compare them. */
  readonly wanted: ReadonlySet<string>;
}

/** Compilers, linkers and what runs them, with the prefix of a system and a version if need be. */
const compiler =
  /^(?:[a-z0-9_]+(?:-[a-z0-9_]+)*-linux-[a-z0-9]+-)?(?:gcc|g\+\+|cc|c\+\+|cpp|c89|c99|clang|clang\+\+|gfortran|tcc|rustc|cargo|ld|as|make)(?:-?\d+(?:\.\d+)*)?$|^(?:cc1|cc1plus|collect2)$/;
const programFolder = /^(?:usr\/(?:local\/)?)?s?bin$|^usr\/(?:libexec|lib)\/gcc\//;

/** Packages that install others, in whatever folder Python looks for packages. */
const installer =
  /(?:^|\/)(?:site|dist)-packages\/(?<name>pip|setuptools|wheel|pkg_resources|uv)(?:-[^/]*\.(?:dist|egg)-info)?$|(?:^|\/)bin\/(?<program>pip|uv)(?:\d+(?:\.\d+)?)?$|\/(?<module>ensurepip)$/;
const mend = "let the Dockerfile remove it from its last stage";

/** All that is wrong with the root of an image, whatever is installed in it. */
export function rootFaults(root: ReadonlyMap<string, RootEntry>, checked: Checked): readonly Fault[] {
  return [...root.values()].flatMap((entry) => [
    ...tools(entry, checked.wanted),
    ...openness(entry),
    ...(entry.layer >= checked.base ? rights(entry) : []),
  ]);
}

function tools({ path, kind }: RootEntry, wanted: ReadonlySet<string>): readonly Fault[] {
  const place = `/${path}`;
  if (kind !== "folder" && programFolder.test(posix.dirname(path)) && compiler.test(posix.basename(path))) {
    return [{ place, fault: "is a compiler, or what runs one", mend }];
  }
  const { name, program, module } = installer.exec(path)?.groups ?? {};
  const found = name === "pkg_resources" ? "setuptools" : (name ?? program ?? module);
  if (found !== undefined && !wanted.has(found))
    return [{ place, fault: `is ${found}, which installs packages`, mend }];
  if (kind !== "folder" && path.endsWith(".whl"))
    return [{ place, fault: "is a wheel that is not installed", mend }];
  return [];
}

/** A folder of the base that all may write to is one where nobody can touch what others wrote. */
function openness({ path, kind, mode }: RootEntry): readonly Fault[] {
  const isPlain = kind === "file" || kind === "folder" || kind === "hardlink";
  const isSticky = kind === "folder" && (mode & 0o1000) !== 0;
  if (!isPlain || isSticky || (mode & 0o022) === 0) return [];
  const who = (mode & 0o002) !== 0 ? "everybody" : "its group";
  return [
    {
      place: `/${path}`,
      fault: `can be written by ${who} (${mode.toString(8)})`,
      mend: "let the Dockerfile take that right away",
    },
  ];
}

function rights({ path, kind, mode, uid, capable }: RootEntry): readonly Fault[] {
  const place = `/${path}`;
  const faults: Fault[] = [];
  const isProgram = kind === "file" || kind === "hardlink";
  if (isProgram && ((mode & 0o6000) !== 0 || capable)) {
    faults.push({
      place,
      fault: "gives its runner rights of another",
      mend: "leave out setuid, setgid and capabilities",
    });
  }
  if (kind === "other") faults.push({ place, fault: "is a device or a pipe", mend });
  if (uid !== 0) {
    faults.push({ place, fault: `belongs to ${uid}, and not to root`, mend: "copy it without --chown" });
  }
  return faults;
}
