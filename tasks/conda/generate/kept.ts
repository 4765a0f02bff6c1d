import { type Fault, TaskError } from "../../program/fault.ts";
import { type YamlNode, YamlError, nodeAt, textOf } from "../yaml/node.ts";
import { readYaml } from "../yaml/read.ts";
import { contextOf, resolved } from "../recipe/context.ts";

/** What a recipe that the repository keeps is set to. */
export interface Release {
  /** The package that it has to be of, on conda-forge. */
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
}

/**
 * Sets version, address and hash of a recipe and leaves the rest as it is, byte for byte. Throws a TaskError where it can't
 * be read, is another package's, or has not one place for each of them.
 */
export function updateKept(place: string, source: string, release: Release): string {
  const root = parsed(place, source);
  const context = contextOf(root);
  const name = resolved(
    textOf(nodeAt(root, "package", "name")) ?? textOf(nodeAt(root, "recipe", "name")) ?? "",
    context,
  );
  if (name !== release.name) {
    const fault = `is the recipe of ${name || "no package"}, not of ${release.name}`;
    throw failure(
      place,
      fault,
      "name the right file (slipway:conda.recipe), or the right package (slipway:conda.name)",
    );
  }
  const version = versionNode(root);
  const sources = sourceOf(root);
  const hash = nodeAt(sources, "sha256");
  const url = nodeAt(sources, "url");
  if (version?.kind !== "scalar" || hash?.kind !== "scalar" || url?.kind !== "scalar") {
    const lacking = [
      ...(version?.kind === "scalar" ? [] : ["context.version"]),
      ...(url?.kind === "scalar" ? [] : ["source.url"]),
      ...(hash?.kind === "scalar" ? [] : ["source.sha256"]),
    ];
    throw new TaskError(lacking.map((one) => failureOf(place, `has not one ${one}`, "write it out")));
  }
  const leads = resolved(url.text, new Map([...context, ["version", release.version]]));
  const edits = [
    {
      node: version,
      text: JSON.stringify(release.version),
      same: version.text === release.version && version.style === "quoted",
    },
    { node: hash, text: release.sha256, same: hash.text === release.sha256 },
    { node: url, text: templated(root, release), same: leads === release.url },
  ];
  return edits
    .filter(({ same }) => !same)
    .sort((one, other) => other.node.start - one.node.start)
    .reduce((text, { node, text: set }) => text.slice(0, node.start) + set + text.slice(node.end), source);
}

function parsed(place: string, source: string): YamlNode {
  try {
    return readYaml(source);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw failure(`${place}:${error.line}`, error.message, "correct it");
  }
}

/** The address by the context's version, where there is one: conda-forge's bot changes that alone. */
function templated(root: YamlNode, { url, version }: Release): string {
  const inContext = nodeAt(root, "context", "version") !== null;
  return inContext ? url.replace(`-${version}.tar.gz`, "-${{ version }}.tar.gz") : url;
}

/** Where the version is written: in the context, or where it is used. */
function versionNode(root: YamlNode): YamlNode | null {
  const own = nodeAt(root, "context", "version");
  if (own !== null) return own;
  const used = nodeAt(root, "package", "version") ?? nodeAt(root, "recipe", "version");
  return (textOf(used) ?? "").includes("${{") ? null : used;
}

/** The only source, or the first of several: patches and data follow it. */
function sourceOf(root: YamlNode): YamlNode | null {
  const source = nodeAt(root, "source");
  return source?.kind === "sequence" ? (source.items[0] ?? null) : source;
}

function failure(place: string, fault: string, mend: string): TaskError {
  return new TaskError([failureOf(place, fault, mend)]);
}

function failureOf(place: string, fault: string, mend: string): Fault {
  return { place, fault, mend };
}
