import type { OciImage } from "../oci/image.ts";
import type { RootEntry } from "../oci/flatten.ts";
import { normalizeName } from "../index/file-name.ts";
import { onlyValue, readHeaders } from "../wheel/headers.ts";
import { licenseOf } from "../conda/metadata/license.ts";
import { architectureOf, type ImagePlatform } from "./platform.ts";

/** What a list of an image's contents tells beside what stands in it. */
export interface Told {
  /** With its registry: `ghcr.io/octo-org/octo-package`. */
  readonly name: string;
  readonly version: string;
  readonly platform: ImagePlatform;
  /** Seconds since 1970. */
  readonly epoch: string;
  /** Hashes of the wheels by the names of their projects, as indexes compare them. */
  readonly wheels: ReadonlyMap<string, string>;
}

interface Component {
  readonly type: "library" | "operating-system";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: "SHA-256"; readonly content: string }[];
  readonly licenses?: readonly { readonly expression: string }[];
}

type Root = ReadonlyMap<string, RootEntry>;

/** A CycloneDX list (1.6) of an image: the packages of its virtual environment, its Python, and those of its system. */
export function imageSbom({ manifest, config }: OciImage, root: Root, told: Told): string {
  const { name, version, platform, epoch } = told;
  const [short = name] = name.split("/").slice(-1);
  const query = `arch=${architectureOf(platform)}&repository_url=${encodeURIComponent(name)}`;
  const purl = `pkg:oci/${short}@${encodeURIComponent(manifest.digest)}?${query}`;
  const python = config.environment.find((one) => one.startsWith("PYTHON_VERSION="))?.split("=")[1];
  const components = [
    ...pythonPackages(root, told.wheels),
    ...(python === undefined ? [] : [library("python", python, `pkg:generic/python@${python}`)]),
    ...systemPackages(root),
  ];
  const sbom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: `${new Date(Number(epoch) * 1000).toISOString().slice(0, 19)}Z`,
      component: { type: "container", "bom-ref": purl, name, version, purl },
    },
    components: components.sort((one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1)),
  };
  return `${JSON.stringify(sbom, null, 2)}\n`;
}

function library(name: string, version: string, purl: string): Component {
  return { type: "library", "bom-ref": purl, name, version, purl };
}

function pythonPackages(root: Root, wheels: ReadonlyMap<string, string>): Component[] {
  return [...root.values()].flatMap(({ path, content }) => {
    if (!/^opt\/venv\/.*\/site-packages\/[^/]+\.dist-info\/METADATA$/.test(path)) return [];
    const headers = readHeaders(content);
    const name = normalizeName(onlyValue(headers, "Name") ?? "");
    const version = onlyValue(headers, "Version") ?? "";
    const [license, hash] = [licenseOf(headers), wheels.get(name)];
    return [
      {
        ...library(name, version, `pkg:pypi/${name}@${encodeURIComponent(version)}`),
        ...(hash !== undefined && { hashes: [{ alg: "SHA-256" as const, content: hash }] }),
        ...(license !== null && { licenses: [{ expression: license }] }),
      },
    ];
  });
}

/** By the databases of dpkg and apk; the latter has moved with Alpine 3.23. */
function systemPackages(root: Root): readonly Component[] {
  const release = root.get("usr/lib/os-release") ?? root.get("etc/os-release");
  const known = new Map(
    [...(release?.content.toString("utf8") ?? "").matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map(
      ([, key = "", value = ""]) => [key, value],
    ),
  );
  const [id, version] = [known.get("ID") ?? "linux", known.get("VERSION_ID") ?? ""];
  const distro = `distro=${id}-${version}`;
  const system: Component = { type: "operating-system", "bom-ref": `os:${id}-${version}`, name: id, version };
  const records = (path: string) => (root.get(path)?.content.toString("utf8") ?? "").split("\n\n");
  const deb = records("var/lib/dpkg/status").flatMap((record) => {
    if (!/^Status: .* installed$/m.test(record)) return [];
    return packageOf(record, {
      keys: ["Package", "Version", "Architecture"],
      start: `pkg:deb/${id}`,
      distro,
    });
  });
  const apk = ["lib/apk/db/installed", "usr/lib/apk/db/installed"].flatMap(records).flatMap((record) => {
    return packageOf(record, { keys: ["P", "V", "A"], start: `pkg:apk/${id}`, distro });
  });
  return [system, ...deb, ...apk];
}

function packageOf(
  record: string,
  {
    keys,
    start,
    distro,
  }: { readonly keys: readonly string[]; readonly start: string; readonly distro: string },
): readonly Component[] {
  const [name, version, architecture] = keys.map(
    (key) => new RegExp(`^${key}: ?(.*)$`, "m").exec(record)?.[1] ?? "",
  );
  if (name === undefined || name === "" || version === undefined || version === "") return [];
  const purl = `${start}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture ?? ""}&${distro}`;
  return [library(name, version, purl)];
}
