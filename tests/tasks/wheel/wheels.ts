import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { archive, raw } from "../tar/archives.ts";
import { type RawZipEntry, zip } from "../zip/archives.ts";

/** A wheel to write: what is not given is as it should be. */
export interface WheelDraft {
  /** Without `.whl`. */
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly requiresPython?: string | null;
  readonly requires?: readonly string[];
  readonly metadata?: string;
  readonly wheel?: string;
  readonly record?: (rows: readonly string[]) => readonly string[];
  readonly time?: number;
  readonly deflate?: boolean;
  readonly mode?: number;
}

/** The bytes of a wheel. */
export function wheelOf(draft: WheelDraft): Buffer {
  const [distribution = "", version = "", ...tags] = draft.name.split("-");
  const [pythons = "", abis = "", platforms = ""] = tags.slice(-3);
  const info = `${distribution}-${version}.dist-info`;
  const expanded = pythons
    .split(".")
    .flatMap((python) =>
      abis
        .split(".")
        .flatMap((abi) => platforms.split(".").map((platform) => `Tag: ${python}-${abi}-${platform}\n`)),
    );
  const purelib = platforms === "any" ? "true" : "false";
  const files = {
    ...(draft.files ?? { [`${distribution}/__init__.py`]: `__version__ = "${version}"\n` }),
    [`${info}/METADATA`]: draft.metadata ?? metadataOf(distribution, version, draft),
    [`${info}/WHEEL`]: draft.wheel ?? `Wheel-Version: 1.0\nRoot-Is-Purelib: ${purelib}\n${expanded.join("")}`,
  };
  const rows = Object.entries(files).map(([path, content]) => {
    const digest = createHash("sha256").update(content).digest("base64url");
    return `${path.includes(",") ? `"${path}"` : path},sha256=${digest},${Buffer.byteLength(content)}`;
  });
  const record = (draft.record ?? ((same) => same))([...rows, `${info}/RECORD,,`]).join("\n");
  const common = {
    ...(draft.time !== undefined && { time: draft.time }),
    ...(draft.mode !== undefined && { mode: draft.mode }),
    deflate: draft.deflate ?? true,
  };
  const all = Object.entries({ ...files, [`${info}/RECORD`]: record });
  return zip(all.map(([name, content]): RawZipEntry => ({ name, content, ...common })));
}

/** The bytes of an sdist, `files` beside its PKG-INFO. */
export function sdistOf(
  name: string,
  { files = {}, ...draft }: Partial<Pick<WheelDraft, "files" | "metadata" | "requiresPython">> = {},
): Buffer {
  const [distribution = "", version = ""] = name.split("-");
  const all = { "PKG-INFO": draft.metadata ?? metadataOf(distribution, version, draft), ...files };
  const parts = Object.entries(all).map(([path, content]) => raw({ name: `${name}/${path}` }, content));
  return gzipSync(archive(...parts));
}

function metadataOf(
  distribution: string,
  version: string,
  { requiresPython = ">=3.11", requires = [] }: Pick<WheelDraft, "requiresPython" | "requires">,
): string {
  return [
    "Metadata-Version: 2.4",
    `Name: ${distribution.replaceAll("_", "-")}`,
    `Version: ${version}`,
    ...(requiresPython === null ? [] : [`Requires-Python: ${requiresPython}`]),
    ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
    "",
    "Name: this is its description",
  ].join("\n");
}
