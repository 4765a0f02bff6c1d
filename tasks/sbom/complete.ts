import type { ReleaseFile } from "../files/release-files.ts";
import { normalizeName } from "../index/file-name.ts";
import { type Shape, ShapeError, listOf, objectOf, parseJson, text } from "../json/shape.ts";
import type { Installed } from "./report.ts";

/** What a list written by cyclonedx-py lacks: the very files. */
export interface Known {
  /** Of the package. */
  readonly name: string;
  /** Of the package: sdist and wheels. */
  readonly files: readonly ReleaseFile[];
  readonly installed: readonly Installed[];
}

type Entries = Readonly<Record<string, unknown>>;

const entries: Shape<Entries> = (value, place) => {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Entries;
  throw new ShapeError(place, "an object");
};

const named = objectOf({ name: text, version: text });

/**
 * Adds to a CycloneDX list what it does not know: the hash of each installed wheel, the package's address as a component
 * (purl) and its files by hash. The same list gives the same bytes.
 */
export function completeSbom(listed: string, { name, files, installed }: Known): string {
  const sbom = parseJson(listed, entries);
  const metadata = entries(sbom["metadata"], "metadata");
  const root = entries(metadata["component"], "metadata.component");
  const { version } = named(root, "metadata.component");
  const components = listOf(entries)(sbom["components"] ?? [], "components");
  const wheels = files.filter((file) => file.name.endsWith(".whl"));
  const component = {
    ...root,
    purl: `pkg:pypi/${normalizeName(name)}@${encodeURIComponent(version)}`,
    // One hash can stand for the package only where there is one wheel.
    ...(wheels.length === 1 && { hashes: wheels.map(hashOf) }),
    components: files.map((file) => ({ type: "file", name: file.name, hashes: [hashOf(file)] })),
  };
  const completed = {
    ...sbom,
    metadata: { ...metadata, component },
    components: components.map((one, index) => withHash(one, `components[${index}]`, installed)),
  };
  return `${JSON.stringify(completed, null, 2)}\n`;
}

function withHash(component: Entries, place: string, installed: readonly Installed[]): Entries {
  const { name, version } = named(component, place);
  const found = installed.find((one) => one.name === normalizeName(name) && one.version === version);
  return found === undefined ? component : { ...component, hashes: [hashOf(found)] };
}

function hashOf({ sha256 }: { readonly sha256: string }) {
  return { alg: "SHA-256", content: sha256 };
}
