import { crc32 } from "node:zlib";
import { deflateRaw } from "pako";

/** Magic, deflate, no flags and so no name, no time, no word on the compression, no operating system. */
const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/**
 * Compresses without a word on when, where or from what. Node's own zlib has other paths for other processors, and
 * another version with each Node, so that its bytes may differ between two builds; what is written in JavaScript
 * makes the same of the same everywhere. Level 6 takes a quarter of the time of level 9, for a file larger by 1 %.
 */
export function compress(content: Uint8Array): Uint8Array {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([header, deflateRaw(content, { level: 6 }), trailer]);
}
