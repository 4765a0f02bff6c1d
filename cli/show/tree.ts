import type { Drift, ResourceChange } from "../changes/change.ts";
import { shortType } from "../changes/urn.ts";
import { paint, signOf } from "./colours.ts";
import type { Colours } from "./colours.ts";
import { createdLines, hunkLines, propertyLines } from "./details.ts";

/** How much of the tree is shown. */
export interface TreeOptions {
  readonly colours: Colours;
  /** Whether it was a refresh: what it does to the state is of no interest, what it found is. */
  readonly refresh: boolean;
  /** Also what does not change. */
  readonly unchanged: boolean;
  /** Also every property and every line of what is created or deleted. */
  readonly details: boolean;
}

/** The resources as a tree, each below the component it belongs to. */
export function treeLines(resources: readonly ResourceChange[], options: TreeOptions): string[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const roots = resources.filter(({ parent }) => parent === null || !known.has(parent));
  return roots.flatMap((root) => branch(root, resources, options));
}

function branch(resource: ResourceChange, all: readonly ResourceChange[], options: TreeOptions): string[] {
  const children = all.filter(({ parent }) => parent === resource.urn);
  const below = children.flatMap((child) => branch(child, all, options)).map((line) => `  ${line}`);
  const changes = foundIn(resource, options) !== null || (!options.refresh && resource.operation !== "same");
  if (!changes && !resource.failed && below.length === 0 && !options.unchanged) return [];
  const details = shownOf(resource, options);
  return [heading(resource, options), ...details.map((line) => `      ${line}`), ...below];
}

/** What was found changed by hand and is shown for itself: by a refresh all, else an edited file that is left so. */
function foundIn({ operation, drift }: ResourceChange, { refresh }: TreeOptions): Drift | null {
  const leftSo = operation === "same" && drift !== null && drift.files.length > 0;
  return refresh || leftSo ? drift : null;
}

function heading(resource: ResourceChange, options: TreeOptions): string {
  const { operation, name, type, drift, failed } = resource;
  const { colours, refresh } = options;
  const title = `${name}  ${colours.dim(shortType(type))}`;
  const byHand = drift === null ? "" : ` ${colours.magenta(driftWords(drift))}`;
  if (failed) return `${colours.red("! failed")}  ${title}`;
  if (refresh) return drift === null ? `  ${title}` : `${colours.magenta("~ drift")}  ${title}${byHand}`;
  if (operation === "same") return foundIn(resource, options) ? `  ${title}${byHand}` : `  ${title}`;
  if (operation === "forget") return `${signOf(operation)} forget  ${title} (stays on GitHub)`;
  return `${paint(colours, operation)(`${signOf(operation)} ${operation}`)}  ${title}${byHand}`;
}

function driftWords({ kind }: Drift): string {
  return kind === "deleted" ? "(deleted by hand)" : "(changed by hand)";
}

function shownOf(resource: ResourceChange, options: TreeOptions): string[] {
  const { operation } = resource;
  const { colours, details } = options;
  const found = foundIn(resource, options);
  const { properties, files } = found ?? resource;
  const whole = details || found !== null || operation === "update" || operation === "replace";
  const created = files.filter((file) => file.operation === "create" && !details);
  return [
    ...(whole ? properties.flatMap((change) => propertyLines(change, colours)) : []),
    ...createdLines(created).map((line) => colours.green(line)),
    ...files.flatMap((file) => {
      if (created.includes(file)) return [];
      if (file.foreign === "retired") return [colours.red(`${file.path} (retired: it is removed)`)];
      return [file.path, ...(whole ? hunkLines(file, colours) : [])];
    }),
  ];
}
