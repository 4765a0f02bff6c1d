import type { FileSeen, ImageSeen } from "../../../rehearsal/release/report.ts";
import type { Colours } from "../../show/colours.ts";
import { wrapped } from "../../show/wrap.ts";
import { columnsOf, padded, printable } from "./text.ts";

interface ReleasedLook {
  readonly colours: Colours;
  readonly width: number;
}

/** Files below the places in which they were found, each with its hash as `sha256sum` prints it. */
export function fileLines(files: readonly FileSeen[], { colours, width }: ReleasedLook): readonly string[] {
  const byPlaces = Map.groupBy(files, ({ places }) => listed(places.map(printable)));
  return [...byPlaces].flatMap(([places, members], at) => {
    const title = places === "" ? "Found nowhere:" : `Found by hash in ${places}:`;
    const names = members.map(({ name, sha256 }) => ({ name: printable(name), sha256: printable(sha256) }));
    const widest = Math.max(...names.map(({ name, sha256 }) => 4 + columnsOf(name) + columnsOf(sha256)));
    const lines =
      widest <= width
        ? names.map(({ name, sha256 }) => `  ${colours.dim(sha256)}  ${name}`)
        : names.flatMap(({ name, sha256 }) => [`  ${name}`, `    ${colours.dim(sha256)}`]);
    const heading = wrapped(title, width).map(colours.bold);
    return [...(at === 0 ? [] : [""]), ...heading, ...lines];
  });
}

/** The image in the registry. */
export function imageLines(image: ImageSeen | null, { colours, width }: ReleasedLook): readonly string[] {
  if (image === null) return [];
  const { name, digest, tags, base } = image;
  const fact = (what: string, value: string) => wrapped(`  ${padded(what, 6)}  ${printable(value)}`, width);
  return [
    colours.bold(`Image ${printable(name)}:`),
    ...fact("digest", digest),
    ...(tags.length === 0 ? [] : fact("tags", tags.join(", "))),
    ...fact("base", base),
  ];
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
