import type { DeclaredPackage } from "../declaration/declaration.ts";
import type { Fault } from "../program/fault.ts";
import { sameVersion } from "../version/version.ts";
import { distributionOf } from "./filename.ts";
import { type Inspected, buildAgain } from "./inspected.ts";
import { platformsOf } from "./platform-tags.ts";
import { allowsPython } from "./requires-python.ts";

/** What a set of files has to be. */
export interface Wanted {
  readonly package: DeclaredPackage;
  /** Null: any, but one. */
  readonly version: string | null;
  /** `all`, `sdist`, or one platform whose wheels alone were built. */
  readonly part: string;
}

/** All that is wrong with the files as a set, but for what is wrong with each by itself. */
export function setFaults(files: readonly Inspected[], wanted: Wanted): readonly Fault[] {
  return [
    ...files.flatMap((file) => fileFaults(file, wanted)),
    ...versionFaults(files, wanted.version),
    ...sdistFaults(files, wanted.part),
    ...(wanted.part === "sdist" ? surplusWheels(files) : wheelFaults(files, wanted)),
  ];
}

function fileFaults({ name, distribution, requiresPython }: Inspected, wanted: Wanted): readonly Fault[] {
  const faults: Fault[] = [];
  const { package: declared } = wanted;
  const own = distributionOf(declared.distribution);
  if (distribution !== "" && distributionOf(distribution) !== own) {
    faults.push({ place: name, fault: `is not ${own}'s`, mend: "leave it out of the folder" });
  }
  const answers = declared.pythons.map(
    (python) => [python, allowsPython(requiresPython ?? "", python)] as const,
  );
  const place = `${name}, Requires-Python`;
  if (answers.some(([, allowed]) => allowed === null)) {
    faults.push({ place, fault: `can't be read: ${requiresPython}`, mend: "write it as PEP 440 has it" });
  }
  const refused = answers.filter(([, allowed]) => allowed === false).map(([python]) => python);
  if (refused.length > 0) {
    const mend = "widen requires-python, or leave them out of slipway:package.pythons";
    faults.push({ place, fault: `${requiresPython} leaves out ${refused.join(", ")}`, mend });
  }
  return faults;
}

function versionFaults(files: readonly Inspected[], version: string | null): readonly Fault[] {
  const known = files.filter((file) => file.version !== "");
  const wanted = version ?? known[0]?.version ?? "";
  return known
    .filter((file) => !sameVersion(file.version, wanted))
    .map((file) => {
      const fault = `is version ${file.version}, not ${wanted}`;
      const mend =
        version === null ? "keep one version" : `let the sources state ${version}, or tag what they state`;
      return { place: file.name, fault, mend };
    });
}

function sdistFaults(files: readonly Inspected[], part: string): readonly Fault[] {
  const sdists = files.filter(({ kind }) => kind === "sdist");
  const wanted = part === "all" || part === "sdist" ? 1 : 0;
  if (sdists.length === wanted) return [];
  const found = sdists.length === 0 ? "none" : sdists.map(({ name }) => name).join(", ");
  const fault = `should be ${wanted === 1 ? "one" : "none"}, but ${found} ${sdists.length > 1 ? "are" : "is"} there`;
  return [{ place: "sdist", fault, mend: buildAgain }];
}

function surplusWheels(files: readonly Inspected[]): readonly Fault[] {
  return wheelsIn(files).map(({ name }) => {
    return { place: name, fault: "is not of the sdist's build", mend: "leave it out of the folder" };
  });
}

function wheelFaults(files: readonly Inspected[], wanted: Wanted): readonly Fault[] {
  const wheels = wheelsIn(files);
  return wanted.package.kind === "pure" ? pureFaults(wheels) : nativeFaults(wheels, wanted);
}

function pureFaults(wheels: readonly Inspected[]): readonly Fault[] {
  const mend = "let the backend build for any system, or declare slipway:package.kind: native";
  const native = wheels
    .filter(({ pure }) => !pure)
    .map(({ name }) => ({ place: name, fault: "is for one system alone, of a pure package", mend }));
  if (wheels.length === 1) return native;
  const fault = wheels.length === 0 ? "is missing" : `is there ${wheels.length} times`;
  return [...native, { place: "wheel", fault, mend: buildAgain }];
}

function nativeFaults(wheels: readonly Inspected[], { package: declared, part }: Wanted): readonly Fault[] {
  const pure = wheels
    .filter(({ platformTags }) => platformTags.includes("any"))
    .map(({ name }) => {
      const mend = "let the backend fail where it can't compile, or declare slipway:package.kind: pure";
      return { place: name, fault: "is for any system, of a native package", mend };
    });
  const platforms = part === "all" ? declared.platforms : [part];
  const served = wheels.map((wheel) => ({ wheel, platforms: wheel.platformTags.flatMap(platformsOf) }));
  const missing = platforms
    .filter((platform) => !served.some((one) => one.platforms.includes(platform)))
    .map((platform) => ({
      place: platform,
      fault: "has no wheel",
      mend: `build the wheels for ${platform}`,
    }));
  const surplus = served
    .filter(
      (one) => one.platforms.length > 0 && !one.platforms.some((platform) => platforms.includes(platform)),
    )
    .map(({ wheel }) => {
      const fault = `is for no platform that should be there: ${platforms.join(", ")}`;
      return { place: wheel.name, fault, mend: "declare its platform, or leave it out" };
    });
  return [...pure, ...missing, ...surplus];
}

function wheelsIn(files: readonly Inspected[]): readonly Inspected[] {
  return files.filter(({ kind }) => kind === "wheel");
}
