import type { Draft } from "./draft.ts";
import type { Fault } from "./fault.ts";
import { imagePythons } from "./image-python.ts";

/** Settings of the image that can't be had. */
export function imageFaults({ image, package: declared }: Draft): Fault[] {
  if (image === undefined) return [];
  const pythons = (declared?.pythons ?? []).filter((version) => version !== undefined);
  return [...pythonFaults(image.python, pythons), ...platformFaults(declared?.platforms ?? [])];
}

/** Settings of the recipe that contradict the package. */
export function condaFaults({ conda, index, package: declared }: Draft): Fault[] {
  if (conda === undefined) return [];
  const rehearsed = {
    place: "slipway:conda",
    fault: "takes the sdist from the index, and nothing on testpypi is for good",
    mend: "remove it from this stack, or set slipway:index.name to pypi",
  };
  return [
    ...(index?.name === "testpypi" ? [rehearsed] : []),
    ...(declared?.kind === "pure" ? nativeSettings(conda) : []),
  ];
}

function nativeSettings(conda: NonNullable<Draft["conda"]>): Fault[] {
  const native = ["compilers", "host"] as const;
  return native
    .filter((key) => (conda[key] ?? []).length > 0)
    .map((key) => ({
      place: `slipway:conda.${key}`,
      fault: "is a setting of native packages, and the package is pure",
      mend: "remove it, or set slipway:package.kind to native",
    }));
}

function pythonFaults(python: string | undefined, pythons: readonly string[]): Fault[] {
  if (pythons.length === 0) return [];
  const place = "slipway:image.python";
  const usable = pythons.filter((version) => imagePythons.includes(version));
  if (usable.length === 0) {
    const mend = `add one of ${imagePythons.join(", ")} to slipway:package.pythons, or remove slipway:image`;
    return [{ place, fault: "has no base image for any of the package's Pythons", mend }];
  }
  if (python === undefined || usable.includes(python)) return [];
  return [
    {
      place,
      fault: `${python} is none of the package's Pythons with a locked base image`,
      mend: `choose out of ${usable.join(", ")}`,
    },
  ];
}

/** An image of wheels that nobody tested on its platform would be a guess. */
function platformFaults(platforms: readonly (string | undefined)[]): Fault[] {
  if (platforms.length === 0) return [];
  const missing = ["linux-x86_64", "linux-aarch64"].filter((platform) => !platforms.includes(platform));
  if (missing.length === 0) return [];
  return [
    {
      place: "slipway:image",
      fault: `is made for two platforms, and slipway:package.platforms lacks ${missing.join(" and ")}`,
      mend: "add what is missing there, or remove slipway:image",
    },
  ];
}
