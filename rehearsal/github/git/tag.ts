import { formatSignature, parseSignature, type Signature } from "./objects.ts";
import type { GitObject } from "./reader.ts";

/** What an annotated tag says. */
export interface TagData {
  readonly object: string;
  readonly type: GitObject["type"];
  readonly tag: string;
  readonly tagger: Signature;
  readonly message: string;
}

/** A tag object that says it. */
export function encodeTag({ object, type, tag, tagger, message }: TagData): Buffer {
  const lines = [
    `object ${object}`,
    `type ${type}`,
    `tag ${tag}`,
    `tagger ${formatSignature(tagger)}`,
    "",
    message.endsWith("\n") ? message : `${message}\n`,
  ];
  return Buffer.from(lines.join("\n"));
}

/** What a tag object says. */
export function parseTag(content: Buffer): TagData {
  const text = content.toString("utf8");
  const split = text.indexOf("\n\n");
  const headers = text.slice(0, split).split("\n");
  const value = (key: string) =>
    headers.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  return {
    object: value("object"),
    type: value("type") as GitObject["type"],
    tag: value("tag"),
    tagger: parseSignature(value("tagger")),
    message: text.slice(split + 2).replace(/\n$/, ""),
  };
}
