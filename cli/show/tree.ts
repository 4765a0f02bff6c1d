import type { Drift, ResourceChange } from "../changes/change.ts";
import { shortType } from "../changes/urn.ts";
import { paint, signOf } from "./colours.ts";
import type { Colours } from "./colours.ts";
import { addedLines, hunkLines, propertyLines } from "./details.ts";

/** How much of the tree is shown. */
export interface TreeOptions {
  readonly colours: Colours;
  /** Also what does not change. */
  readonly unchanged: boolean;
  /** Also every property and every line of what is created or deleted. */
  readonly details: boolean;
}

/** The resources as a tree, each below the component it belongs to. */
export function treeLines(resources: readonly ResourceChange[], options: TreeOptions): string[] {
  const shown = resources.filter((resource) => !isMachinery(resource));
  const known = new Set(shown.map(({ urn }) => urn));
  const roots = shown.filter(({ parent }) => parent === null || !known.has(parent));
  return roots.flatMap((root) => branch(root, shown, options));
}

/** The stack itself and its providers: Pulumi's own, and of no interest unless they fail. */
function isMachinery({ type, failed, drift }: ResourceChange): boolean {
  return type.startsWith("pulumi:") && !failed && drift === null;
}

function branch(resource: ResourceChange, all: readonly ResourceChange[], options: TreeOptions): string[] {
  const children = all.filter(({ parent }) => parent === resource.urn);
  const below = children.flatMap((child) => branch(child, all, options)).map((line) => `  ${line}`);
  const changes = resource.operation !== "same" || resource.drift !== null || resource.failed;
  if (!changes && below.length === 0 && !options.unchanged) return [];
  return [
    heading(resource, options.colours),
    ...own(resource, options).map((line) => `      ${line}`),
    ...below,
  ];
}

function heading(resource: ResourceChange, colours: Colours): string {
  const { operation, name, failed } = resource;
  const title = `${name}  ${colours.dim(shortType(resource.type))}`;
  const byHand = resource.drift === null ? "" : ` ${colours.magenta(driftWords(resource.drift))}`;
  if (failed) return `${colours.red("! failed")}  ${title}`;
  if (operation === "same") {
    return resource.drift === null ? `  ${title}` : `${colours.magenta("~ drift")}  ${title}${byHand}`;
  }
  return `${paint(colours, operation)(`${signOf(operation)} ${operation}`)}  ${title}${byHand}`;
}

function driftWords({ kind }: Drift): string {
  return kind === "deleted" ? "(deleted by hand)" : "(changed by hand)";
}

function own(resource: ResourceChange, { colours, details }: TreeOptions): string[] {
  const { operation, drift } = resource;
  // What an update mends says all that the drift would, the other way round.
  const shown = operation === "same" && drift !== null ? drift : resource;
  const whole = details || operation === "same" || operation === "update" || operation === "replace";
  const properties = whole ? shown.properties.flatMap((change) => propertyLines(change, colours)) : [];
  const files = shown.files.flatMap((file) => {
    const partial = file.operation === "create" && !details;
    if (partial) return [colours.green(`${file.path} (${addedLines(file)} lines)`)];
    return [file.path, ...(whole ? hunkLines(file, colours) : [])];
  });
  return [...properties, ...files];
}
