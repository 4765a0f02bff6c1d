// tasks/compare-builds.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { join as join2 } from "node:path";

// tasks/compare/sections.ts
function sectionsIn(content) {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  try {
    return new Map(sectionsOf(bytes).map(({ name, start, end }) => [name, bytes.subarray(start, end)]));
  } catch (error) {
    if (error instanceof RangeError) return /* @__PURE__ */ new Map();
    throw error;
  }
}
function sectionsOf(bytes) {
  if (bytes.subarray(0, 6).equals(Buffer.from("\x7FELF", "latin1"))) return elfSections(bytes);
  if (bytes.subarray(0, 4).equals(Buffer.from("cffaedfe", "hex"))) return machSections(bytes);
  return bytes.subarray(0, 2).toString("latin1") === "MZ" ? peSections(bytes) : [];
}
function elfSections(bytes) {
  const table = Number(bytes.readBigUInt64LE(40));
  const [size, count2, names] = [58, 60, 62].map((at) => bytes.readUInt16LE(at));
  const header = (index) => {
    const at = table + index * size;
    const start = Number(bytes.readBigUInt64LE(at + 24));
    return {
      name: bytes.readUInt32LE(at),
      // A section of zeros alone (SHT_NOBITS) has no bytes in the file.
      end: bytes.readUInt32LE(at + 4) === 8 ? start : start + Number(bytes.readBigUInt64LE(at + 32)),
      start
    };
  };
  const texts = header(names);
  return Array.from({ length: count2 }, (_, index) => {
    const { name, start, end } = header(index);
    const from = texts.start + name;
    return { name: bytes.toString("latin1", from, bytes.indexOf(0, from)), start, end };
  });
}
function peSections(bytes) {
  const pe = bytes.readUInt32LE(60);
  const count2 = bytes.readUInt16LE(pe + 6);
  const table = pe + 24 + bytes.readUInt16LE(pe + 20);
  const stamp = { name: "the time of its header", start: pe + 8, end: pe + 12 };
  const sections = Array.from({ length: count2 }, (_, index) => {
    const at = table + 40 * index;
    const [size, start] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20)];
    const name = bytes.toString("latin1", at, at + 8).replace(/\0.*$/s, "");
    return { name, start, end: start + size };
  });
  return [stamp, ...sections];
}
function machSections(bytes) {
  const sections = [];
  let at = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; left -= 1) {
    sections.push(...commandSections(bytes, at));
    const size = bytes.readUInt32LE(at + 4);
    if (size < 8) break;
    at += size;
  }
  return sections;
}
function commandSections(bytes, at) {
  const part = (name, start, size) => ({ name, start, end: start + size });
  const number = (offset) => bytes.readUInt32LE(at + offset);
  switch (number(0)) {
    case 25: {
      const text3 = (from) => bytes.toString("latin1", from, from + 16).replace(/\0.*$/s, "");
      return Array.from({ length: number(64) }, (_, index) => {
        const header = at + 72 + 80 * index;
        const size = Number(bytes.readBigUInt64LE(header + 40));
        return part(`${text3(header + 16)},${text3(header)}`, bytes.readUInt32LE(header + 48), size);
      });
    }
    case 2:
      return [
        part("its symbols", number(8), 16 * number(12)),
        part("names of its symbols", number(16), number(20))
      ];
    case 27:
      return [part("LC_UUID", at + 8, 16)];
    case 29:
      return [part("its signature", number(8), number(12))];
    default:
      return [];
  }
}

// tasks/compare/describe.ts
var shown = 80;
var debugData = /^\.(?:z?debug_|note\.gnu\.build-id$|gnu_debug)|^LC_UUID$|signature$|symbols$/;
function describeDifference(first, second) {
  const [one, other] = [textOf(first), textOf(second)];
  if (one !== null && other !== null) return describeTexts(one, other);
  const paths = differingPaths(first, second);
  const embedded = paths === null ? "" : `, by the embedded path ${quote(paths[0])}, then ${quote(paths[1])}`;
  return `differs ${placeOf(first, second)}${embedded}`;
}
function placeOf(first, second) {
  const [before, after] = [sectionsIn(first), sectionsIn(second)];
  const nothing = new Uint8Array();
  const names = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter(
    (name) => Buffer.compare(before.get(name) ?? nothing, after.get(name) ?? nothing) !== 0
  );
  if (names.length === 0) return `at byte ${firstDifference(first, second)}`;
  const only = names.every((name) => debugData.test(name)) ? "only in debug data: " : "in ";
  return only + names.join(", ");
}
function describeTexts(first, second) {
  const [before, after] = [first.split("\n"), second.split("\n")];
  const at = before.findIndex((line2, index) => line2 !== after[index]);
  const line = at === -1 ? before.length : at;
  const text3 = (lines) => lines[line] === void 0 ? "its end" : quote(lines[line]);
  return `differs in line ${line + 1}: ${text3(before)}, then ${text3(after)}`;
}
function textOf(content) {
  if (content.includes(0)) return null;
  const text3 = Buffer.from(content).toString("utf8");
  return text3.includes("\uFFFD") ? null : text3;
}
function firstDifference(first, second) {
  const at = first.findIndex((byte, index) => byte !== second[index]);
  return at === -1 ? first.length : at;
}
function differingPaths(first, second) {
  const [before, after] = [pathsIn(first), pathsIn(second)];
  const [one] = [...before].filter((path) => !after.has(path));
  const [other] = [...after].filter((path) => !before.has(path));
  return one === void 0 || other === void 0 ? null : [one, other];
}
function pathsIn(content) {
  const texts = Buffer.from(content).toString("latin1").match(/[\x20-\x7e]{5,}/g);
  return new Set((texts ?? []).filter((text3) => /^(?:\/|[A-Za-z]:\\)[^/\\]/.test(text3)));
}
function quote(text3) {
  const plain = text3.length > shown ? `${text3.slice(0, shown)}\u2026` : text3;
  return `"${plain.trimEnd()}"`;
}

// tasks/sdist/gunzip.ts
import { gunzipSync } from "node:zlib";

// tasks/program/fault.ts
var TaskError = class extends Error {
  faults;
  constructor(faults) {
    super(faults.map(formatFault).join("\n"));
    this.name = "TaskError";
    this.faults = faults;
  }
};
var MisuseError = class extends Error {
  constructor(fault) {
    super(formatFault(fault));
    this.name = "MisuseError";
  }
};
function formatFault({ place, fault, mend }) {
  return oneLine(`${place}: ${fault}; ${mend}`);
}
function oneLine(text3) {
  return text3.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/sdist/gunzip.ts
function decompress(place, file, bound) {
  try {
    return gunzipSync(file, { maxOutputLength: bound });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new TaskError([{ place, ...decompressionFault(String(code), bound) }]);
  }
}
function decompressionFault(code, bound) {
  switch (code) {
    case "ERR_BUFFER_TOO_LARGE":
      return {
        fault: `is more than ${bound / 2 ** 20} MiB unpacked`,
        mend: "leave out what does not belong into an sdist, or allow more by normalise-sdist --max-size"
      };
    case "Z_BUF_ERROR":
      return { fault: "ends too early", mend: "build or fetch it again" };
    default:
      return { fault: "is not compressed by gzip, or is damaged", mend: "build or fetch it again" };
  }
}

// tasks/tar/entry.ts
var blockSize = 512;
var fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  target: [157, 100],
  magic: [257, 8],
  prefix: [345, 155]
};
function checksumOf(header) {
  const [start, length] = fields.checksum;
  return header.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 32 : byte), 0);
}

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });
function readHeader(header) {
  if (octal(header, "checksum") !== checksumOf(header)) throw new Error("has a header with a wrong checksum");
  const magic = text(header, "magic");
  const prefix = magic.startsWith("ustar\0") || magic === "ustar" ? text(header, "prefix") : "";
  const name = text(header, "name");
  const type = String.fromCharCode(header[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    type: type === "\0" ? "0" : type,
    size: octal(header, "size"),
    mode: octal(header, "mode"),
    target: text(header, "target")
  };
}
function decodeName(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error("has a name that is not UTF-8");
  }
}
function text(header, field) {
  const bytes = bytesOf(header, field);
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}
function octal(header, field) {
  const digits = String.fromCharCode(...bytesOf(header, field)).replace(/[\0 ]+$/, "").trimStart();
  if (!/^[0-7]*$/.test(digits)) throw new Error(`has no octal number as its ${field}`);
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}
function bytesOf(header, field) {
  const [start, length] = fields[field];
  return header.subarray(start, start + length);
}

// tasks/tar/pax.ts
function readPax(content) {
  const records = /* @__PURE__ */ new Map();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const digits = String.fromCharCode(...content.subarray(at, space === -1 ? at : Math.min(space, at + 12)));
    const length = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (space === -1 || end <= space + 1 || end > content.length || content[end - 1] !== 10) {
      throw new Error("has a broken extended header");
    }
    const record = content.subarray(space + 1, end - 1);
    const equals = record.indexOf(61);
    if (equals < 1) throw new Error("has a broken extended header");
    records.set(decodeName(record.subarray(0, equals)), valueOf(record, equals));
    at = end;
  }
  return records;
}
function valueOf(record, equals) {
  const key = decodeName(record.subarray(0, equals));
  const value = record.subarray(equals + 1);
  return ["path", "linkpath", "size"].includes(key) ? decodeName(value) : "";
}

// tasks/tar/paths.ts
import { posix } from "node:path";
function pathFault(path) {
  if (path === "") return "has no name";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is an absolute path";
  if (/[\p{Cc}\\]/u.test(path)) return "has a backslash or a control character in its name";
  const parts = path.split("/");
  if (parts.includes("..")) return "leads out of its folder";
  return parts.includes("") || parts.includes(".") ? "is not written plainly" : null;
}
function linkFault(path, target) {
  if (target.startsWith("/") || /^[A-Za-z]:|[\p{Cc}\\]/u.test(target)) return "links to an absolute path";
  const [root = ""] = path.split("/");
  const led = posix.normalize(posix.join(posix.dirname(path), target));
  return led === root || led.startsWith(`${root}/`) ? null : "links to outside of the archive";
}
function requireSound(place, entries) {
  const byPath = /* @__PURE__ */ new Map();
  const faults = entries.flatMap((entry) => {
    const twice = byPath.has(entry.path) ? "is there twice" : null;
    byPath.set(entry.path, entry);
    const fault = twice ?? (entry.kind === "symlink" ? linkFault(entry.path, entry.target) : null);
    return fault === null ? [] : [faultOf(place, entry.path, fault)];
  });
  const below = entries.filter(
    ({ path }) => parentsOf(path).some((parent) => isNoFolder(byPath.get(parent)))
  );
  const roots = new Set(entries.map(({ path }) => path.split("/")[0]));
  const all = [
    ...faults,
    ...below.map(({ path }) => faultOf(place, path, "lies below what is no folder")),
    ...roots.size > 1 ? [faultOf(place, [...roots][1] ?? "", "lies beside the archive's one folder")] : []
  ];
  if (all.length > 0) throw new TaskError(all);
}
function faultOf(place, path, fault) {
  return {
    place: `${place}, ${path || "an entry"}`,
    fault,
    mend: "leave it out of the sdist, and build again"
  };
}
function parentsOf(path) {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
function isNoFolder(entry) {
  return entry !== void 0 && entry.kind !== "folder";
}

// tasks/tar/read.ts
function readTar(place, archive) {
  const reader = new Reader(place, archive);
  const entries = [];
  for (let next = reader.next(); next !== null; next = reader.next()) {
    entries.push(entryOf(place, next, entries));
  }
  if (entries.length === 0) throw reader.fault("", "holds nothing");
  requireSound(place, entries);
  return entries;
}
var Reader = class {
  #place;
  #archive;
  #at = 0;
  constructor(place, archive) {
    this.#place = place;
    this.#archive = archive;
  }
  /** The next entry with its extended headers applied; null behind the last. */
  next() {
    const extension = {};
    for (; ; ) {
      const block = this.#take(blockSize);
      if (block.every((byte) => byte === 0)) {
        if (Object.keys(extension).length > 0) throw this.fault("", "has an extended header for no entry");
        this.#requireEnd();
        return null;
      }
      const header = this.#read(() => readHeader(block), extension.path);
      const path = extension.path ?? header.path;
      if (!isExtension(header.type)) {
        return withExtension(header, extension, this.#content(extension.size ?? header.size, path));
      }
      const content = this.#content(header.size, path);
      this.#read(() => extend(extension, header.type, content), extension.path);
    }
  }
  fault(path, fault) {
    return new TaskError([faultOf(this.#place, path, fault)]);
  }
  /** Runs what throws a plain Error on a fault, and names the entry. */
  #read(read, path = "") {
    try {
      return read();
    } catch (error) {
      throw this.fault(path, error instanceof Error ? error.message : String(error));
    }
  }
  #content(size, path) {
    if (size > this.#archive.length - this.#at) throw this.fault(path, "is cut off");
    const content = this.#take(size);
    this.#take((blockSize - size % blockSize) % blockSize);
    return content;
  }
  #take(length) {
    const end = this.#at + length;
    if (end > this.#archive.length) throw this.#truncated();
    const taken = this.#archive.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
  /** Two blocks of zeros end an archive; anything behind them would be read by some and not by others. */
  #requireEnd() {
    this.#take(blockSize);
    if (!this.#archive.subarray(this.#at - blockSize).every((byte) => byte === 0)) {
      throw this.fault("", "goes on behind the archive's end");
    }
  }
  #truncated() {
    return new TaskError([{ place: this.#place, fault: "ends too early", mend: "build or fetch it again" }]);
  }
};
function isExtension(type) {
  return ["x", "g", "L", "K"].includes(type);
}
function extend(extension, type, content) {
  if (type === "L" || type === "K") {
    const name = decodeName(content).replace(/\0.*$/s, "");
    extension[type === "L" ? "path" : "target"] = name;
    return;
  }
  const records = readPax(content);
  if ([...records.keys()].some((key) => key.startsWith("GNU.sparse."))) throw new Error("is a sparse file");
  if (type === "x") extendByPax(extension, records);
  else if (["path", "linkpath", "size"].some((key) => records.has(key))) {
    throw new Error("gives one name or size to all entries");
  }
}
function extendByPax(extension, records) {
  const [path, target, size] = ["path", "linkpath", "size"].map((key) => records.get(key));
  if (path !== void 0) extension.path = path;
  if (target !== void 0) extension.target = target;
  if (size === void 0) return;
  if (!/^\d{1,15}$/.test(size)) throw new Error("has no number as its size");
  extension.size = Number(size);
}
function withExtension(header, extension, content) {
  const path = (extension.path ?? header.path).replace(/\/$/, "");
  return { ...header, path, target: extension.target ?? header.target, content };
}
function entryOf(place, raw, before) {
  const { path, type, target, mode, content } = raw;
  const fault = pathFault(path) ?? (type === "0" || content.length === 0 ? null : "has contents, and is no file");
  if (fault !== null) throw new TaskError([faultOf(place, path, fault)]);
  switch (type) {
    case "0":
      return { kind: "file", path, executable: (mode & 64) !== 0, content };
    case "1":
      return { ...linked(place, raw, before), path };
    case "2":
      return { kind: "symlink", path, target };
    case "5":
      return { kind: "folder", path };
    default:
      throw new TaskError([faultOf(place, path, "is neither a file, a folder nor a link")]);
  }
}
function linked(place, { path, target }, before) {
  const file = before.find((entry) => entry.path === target);
  if (file?.kind === "file") return file;
  throw new TaskError([faultOf(place, path, "is a hard link to no file before it")]);
}

// tasks/zip/read.ts
import { crc32, inflateRawSync } from "node:zlib";

// tasks/zip/directory.ts
var ZipFault = class extends Error {
  path;
  constructor(path, fault) {
    super(fault);
    this.name = "ZipFault";
    this.path = path;
  }
};
var endSize = 22;
var locatorSize = 20;
var decoder2 = new TextDecoder("utf-8", { fatal: true });
function findDirectory(file) {
  const end = file.length - endSize;
  if (file.length < 4 || file.readUInt32LE(0) !== (end === 0 ? 101010256 : 67324752)) {
    throw new ZipFault("", "is no zip archive");
  }
  if (end < 0 || file.readUInt32LE(end) !== 101010256 || file.readUInt16LE(end + 20) !== 0) {
    throw new ZipFault("", "ends too early, or goes on behind its end");
  }
  const disks = [file.readUInt16LE(end + 4), file.readUInt16LE(end + 6)];
  const counts = [file.readUInt16LE(end + 8), file.readUInt16LE(end + 10)];
  if (disks.some((disk) => disk !== 0) || counts[0] !== counts[1]) {
    throw new ZipFault("", "is one of several parts");
  }
  const short = {
    count: counts[0] ?? 0,
    size: file.readUInt32LE(end + 12),
    offset: file.readUInt32LE(end + 16)
  };
  const long = findLongDirectory(file, end);
  const isShort = short.count < 65535 && short.size < 4294967295 && short.offset < 4294967295;
  if (!isShort && long === null) throw new ZipFault("", "has a broken directory");
  const { directory, before } = long ?? { directory: short, before: end };
  if (directory.offset + directory.size !== before) throw new ZipFault("", "has a broken directory");
  return directory;
}
function findLongDirectory(file, end) {
  const locator = end - locatorSize;
  if (locator < 0 || file.readUInt32LE(locator) !== 117853008) return null;
  const before = numberAt(file, locator + 8);
  if (before + 56 > locator || file.readUInt32LE(before) !== 101075792) {
    throw new ZipFault("", "has a broken directory");
  }
  const directory = {
    count: numberAt(file, before + 32),
    size: numberAt(file, before + 40),
    offset: numberAt(file, before + 48)
  };
  return { directory, before };
}
function readDirectory(file, { count: count2, size, offset }) {
  const entries = [];
  let at = offset;
  while (at < offset + size) {
    if (at + 46 > offset + size || file.readUInt32LE(at) !== 33639248) {
      throw new ZipFault("", "has a broken directory");
    }
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
    const extraAt = at + 46 + (nameSize ?? 0);
    const next = extraAt + (extraSize ?? 0) + (commentSize ?? 0);
    if (next > offset + size) throw new ZipFault("", "has a broken directory");
    const name = nameOf(file.subarray(at + 46, extraAt));
    const extra = file.subarray(extraAt, extraAt + (extraSize ?? 0));
    entries.push(withLongNumbers(shortEntry(file, at, name), extra));
    at = next;
  }
  if (entries.length !== count2) throw new ZipFault("", "has a broken directory");
  return entries;
}
function shortEntry(file, at, name) {
  return {
    name,
    system: file.readUInt8(at + 5),
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packed: file.readUInt32LE(at + 20),
    unpacked: file.readUInt32LE(at + 24),
    offset: file.readUInt32LE(at + 42),
    attributes: file.readUInt32LE(at + 38)
  };
}
function withLongNumbers(entry, extra) {
  const long = ["unpacked", "packed", "offset"].filter((field2) => entry[field2] === 4294967295);
  if (long.length === 0) return entry;
  const field = extraField(extra, 1);
  if (field === null || field.length < 8 * long.length) {
    throw new ZipFault(entry.name, "has no size in the directory");
  }
  return { ...entry, ...Object.fromEntries(long.map((name, index) => [name, numberAt(field, 8 * index)])) };
}
function extraField(extra, id) {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}
function nameOf(bytes) {
  try {
    return decoder2.decode(bytes);
  } catch {
    throw new ZipFault("", "has a name that is not UTF-8");
  }
}
function numberAt(bytes, at) {
  const number = bytes.readBigUInt64LE(at);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipFault("", "has a broken directory");
  return Number(number);
}

// tasks/zip/read.ts
var localSize = 30;
var withDescriptor = 8;
var encrypted = 1;
var unpackedBound = 2 ** 31;
function readZip(place, archive, bound = unpackedBound) {
  const file = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const directory = findDirectory(file);
    const listed = readDirectory(file, directory);
    requireSound2(place, listed, bound);
    requireNothingElse(file, listed, directory.offset);
    return listed.map((entry) => unpack(file, entry));
  } catch (error) {
    if (error instanceof ZipFault) throw new TaskError([faultOf2(place, error.path, error.message)]);
    throw error;
  }
}
function faultOf2(place, path, fault) {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}
function requireSound2(place, listed, bound) {
  const paths = /* @__PURE__ */ new Set();
  const faults = listed.flatMap((entry) => {
    const path = pathOf(entry);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry);
    return fault === null ? [] : [faultOf2(place, entry.name, fault)];
  });
  const unpacked = listed.reduce((sum, entry) => sum + entry.unpacked, 0);
  const tooLarge = unpacked > bound ? [faultOf2(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
  if (faults.length + tooLarge.length > 0) throw new TaskError([...faults, ...tooLarge]);
}
function entryFault({ flags, method, packed, unpacked }) {
  if ((flags & encrypted) !== 0) return "is encrypted";
  if (method !== 0 && method !== 8) return "is compressed in a way that installers can't read";
  return method === 0 && packed !== unpacked ? "has two sizes" : null;
}
function requireNothingElse(file, listed, end) {
  let at = 0;
  for (const entry of [...listed].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at) throw new ZipFault(entry.name, "does not follow the entry before it");
    at = contentOf(file, entry).end;
    if (at > end) throw new ZipFault(entry.name, "is cut off");
    if ((entry.flags & withDescriptor) !== 0) at += descriptorSize(file, entry, at);
  }
  if (at !== end) throw new ZipFault("", "holds bytes that belong to no entry");
}
function descriptorSize(file, entry, at) {
  const sizes = [16, 12, 24, 20].filter((size) => at + size <= file.length);
  const found = sizes.find((size) => {
    const marked = size % 8 === 0;
    if (marked && file.readUInt32LE(at) !== 134695760) return false;
    const start = marked ? at + 4 : at;
    const wide = size > 16;
    return file.readUInt32LE(start) === entry.crc && file.readUInt32LE(start + (wide ? 12 : 8)) === entry.unpacked;
  });
  if (found === void 0) throw new ZipFault(entry.name, "has no sizes behind its content");
  return found;
}
function contentOf(file, { name, offset, packed, method }) {
  if (offset + localSize > file.length || file.readUInt32LE(offset) !== 67324752) {
    throw new ZipFault(name, "is not where the directory says");
  }
  const nameEnd = offset + localSize + file.readUInt16LE(offset + 26);
  if (nameOf(file.subarray(offset + localSize, nameEnd)) !== name || file.readUInt16LE(offset + 8) !== method) {
    throw new ZipFault(name, "is not what the directory says");
  }
  const start = nameEnd + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw new ZipFault(name, "is cut off");
  return { start, end: start + packed };
}
function unpack(file, entry) {
  const { start, end } = contentOf(file, entry);
  const content = inflate(file.subarray(start, end), entry);
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) {
    throw new ZipFault(entry.name, "is damaged: its checksum is wrong");
  }
  const unix = entry.system === 3 ? entry.attributes >>> 16 : null;
  const kind = entry.name.endsWith("/") ? "folder" : unix !== null && (unix & 61440) === 40960 ? "symlink" : "file";
  if (kind === "folder" && content.length > 0) throw new ZipFault(entry.name, "has contents, and is no file");
  return { path: pathOf(entry), kind, mode: unix === null ? null : unix & 4095, content };
}
function inflate(packed, { name, method, unpacked }) {
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    throw new ZipFault(name, "is damaged: it can't be unpacked to the size that the directory says");
  }
}
function pathOf({ name }) {
  return name.replace(/\/$/, "");
}

// tasks/compare/unpacked.ts
function unpack2(name, archive) {
  return new Map(name.endsWith(".whl") ? wheelFiles(name, archive) : sdistFiles(name, archive));
}
function wheelFiles(name, archive) {
  return readZip(name, archive).filter(({ kind }) => kind !== "folder").map(({ path, kind, mode, content }) => [
    path,
    { content, mode: kind === "symlink" ? "link" : octal2(mode ?? 0) }
  ]);
}
function sdistFiles(name, archive) {
  return readTar(name, decompress(name, archive, unpackedBound)).flatMap((entry) => {
    if (entry.kind === "folder") return [];
    const unpacked = entry.kind === "file" ? { content: entry.content, mode: octal2(entry.executable ? 493 : 420) } : { content: Buffer.from(entry.target), mode: "link" };
    return [[entry.path, unpacked]];
  });
}
function octal2(mode) {
  return mode.toString(8).padStart(4, "0");
}

// tasks/compare/compare.ts
function compareBuilds(first, second) {
  const names = [.../* @__PURE__ */ new Set([...first.keys(), ...second.keys()])].sort();
  return names.flatMap((file) => {
    const [one, other] = [first.get(file), second.get(file)];
    if (one === void 0 || other === void 0) {
      const what = `is missing in the ${one === void 0 ? "first" : "second"} build`;
      return [{ file, path: null, what, container: false }];
    }
    return compareFile(file, one(), other());
  });
}
function compareFile(file, first, second) {
  if (Buffer.compare(first, second) === 0) return [];
  const [before, after] = [unpack2(file, first), unpack2(file, second)];
  const paths = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort();
  const differing = paths.flatMap((path) => {
    const what2 = differenceOf(before.get(path), after.get(path));
    return what2 === null ? [] : [{ file, path, what: what2, container: false }];
  });
  if (differing.length > 0) return withoutConsequences(differing);
  const what = "holds the same, but its bytes differ: by order, times or compression of the archive";
  return [{ file, path: null, what, container: true }];
}
function differenceOf(first, second) {
  if (first === void 0 || second === void 0) {
    return `is missing in the ${first === void 0 ? "first" : "second"} build`;
  }
  if (first.mode !== second.mode) return `has mode ${first.mode}, then ${second.mode}`;
  if (Buffer.compare(first.content, second.content) === 0) return null;
  return describeDifference(first.content, second.content);
}
function withoutConsequences(differing) {
  const causes = differing.filter(({ path }) => path?.endsWith(".dist-info/RECORD") !== true);
  return causes.length > 0 ? causes : differing;
}

// tasks/declaration/read.ts
import { readFileSync } from "node:fs";

// tasks/json/shape.ts
var ShapeError = class extends Error {
  constructor(place, expected) {
    super(`${place || "the whole"} is not ${expected}`);
    this.name = "ShapeError";
  }
};
var text2 = (value, place) => {
  if (typeof value === "string") return value;
  throw new ShapeError(place, "a text");
};
var flag = (value, place) => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(place, "true or false");
};
var count = (value, place) => {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ShapeError(place, "a whole number");
};
function oneOf(...words) {
  return (value, place) => {
    const word = words.find((one) => one === value);
    if (word !== void 0) return word;
    throw new ShapeError(place, `one of ${words.join(", ")}`);
  };
}
function listOf(shape) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry, index) => shape(entry, `${place}[${index}]`));
  };
}
function mapOf(shape) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry]) => [key, shape(entry, `${place}.${key}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape) {
  return (value, place) => value === null ? null : shape(value, place);
}
function objectOf(shapes) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape(inner, place === "" ? key : `${place}.${key}`)];
    });
    return Object.fromEntries(entries);
  };
}
function parseJson(source, shape) {
  let value;
  try {
    value = JSON.parse(typeof source === "string" ? source : Buffer.from(source).toString("utf8"));
  } catch {
    throw new ShapeError("", "JSON");
  }
  return shape(value, "");
}

// tasks/declaration/read.ts
var declarationOption = {
  value: "FILE",
  help: "what the stack declares of the release",
  default: ".github/slipway/release.json"
};
var environment = objectOf({
  name: text2,
  reviewers: listOf(text2),
  preventSelfReview: flag,
  waitTimer: count,
  tags: listOf(text2)
});
var base = objectOf({ reference: text2, digest: text2 });
var declaration = objectOf({
  package: objectOf({
    name: text2,
    distribution: text2,
    importName: text2,
    kind: oneOf("pure", "native"),
    folder: text2,
    versionFile: nullable(text2),
    versionModules: listOf(text2),
    changelog: nullable(text2),
    pythons: listOf(text2),
    platforms: listOf(text2)
  }),
  repository: objectOf({ owner: text2, name: text2, defaultBranch: text2 }),
  release: objectOf({
    tagPrefix: text2,
    workflow: text2,
    buildWorkflow: text2,
    attestations: flag,
    secondBuild: oneOf("gate", "report"),
    githubRelease: flag
  }),
  indexes: listOf(
    objectOf({
      name: oneOf("pypi", "testpypi", "custom"),
      title: text2,
      simpleUrl: nullable(text2),
      uploadUrl: nullable(text2),
      trustedPublishing: flag,
      environment: nullable(environment)
    })
  ),
  image: nullable(
    objectOf({
      registry: text2,
      name: text2,
      kind: oneOf("slim", "alpine"),
      python: text2,
      public: flag,
      from: base,
      buildkit: base
    })
  ),
  conda: nullable(
    objectOf({
      name: text2,
      maintainers: listOf(text2),
      recipe: nullable(text2),
      names: mapOf(text2),
      compilers: nullable(listOf(text2)),
      host: listOf(text2)
    })
  ),
  upkeep: objectOf({ cooldown: count, readme: nullable(text2), keepImages: count })
});
function readDeclaration(file) {
  try {
    return parseJson(readFileSync(file), declaration);
  } catch (error) {
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf3(error), mend }]);
  }
}
function faultOf3(error) {
  if (error instanceof ShapeError) return `can't be read: ${error.message}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" ? "is not there" : `can't be read (${code})`;
}

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
import { lstatSync, readFileSync as readFileSync2, readdirSync } from "node:fs";
import { join } from "node:path";
function readReleaseFiles(folder) {
  const names = list(folder).filter(isDistribution).sort();
  requireFiles(folder, names);
  return names.map((name) => {
    const content = readFileSync2(join(folder, name));
    return { name, sha256: sha256Of(content), size: content.length };
  });
}
function isDistribution(name) {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name);
}
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
}
function requireFiles(folder, names) {
  const faults = names.filter((name) => !lstatSync(join(folder, name)).isFile()).map((name) => ({
    place: join(folder, name),
    fault: "is no file of its own, but a link or a folder",
    mend: "let the build write the file itself"
  }));
  if (faults.length > 0) throw new TaskError(faults);
}
function list(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([
      { place: folder, fault: `can't be read (${code})`, mend: "fetch the built files into it first" }
    ]);
  }
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
function appendOutputs(file, outputs) {
  if (file === void 0 || file === "") return;
  appendFileSync(file, Object.entries(outputs).map(assignment).join(""));
}
function assignment([name, value]) {
  const end = `end-${randomUUID()}`;
  return `${name}<<${end}
${value}
${end}
`;
}

// tasks/program/summary.ts
import { appendFileSync as appendFileSync2 } from "node:fs";
function appendSummary(file, table) {
  if (file === void 0 || file === "") return;
  appendFileSync2(file, markdownOf(table));
}
function markdownOf({ title, head, rows }) {
  const row = (cells) => `| ${cells.map(cellOf).join(" | ")} |
`;
  return `### ${title}

${row(head)}${row(head.map(() => "---"))}${rows.map(row).join("")}
`;
}
function cellOf(text3) {
  return text3.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
}

// tasks/program/task.ts
async function runTask(task, host) {
  try {
    const call = readCall(task, host);
    if (call === null) host.out(helpOf(task));
    else await task.run(call);
    return 0;
  } catch (error) {
    tellFailure(host, error);
    if (error instanceof MisuseError) {
      host.err(`Run it with --help to see how it is used.
`);
      return 2;
    }
    return 1;
  }
}
async function runProgram(task) {
  process.exitCode = await runTask(task, {
    args: process.argv.slice(2),
    variables: process.env,
    out: (text3) => process.stdout.write(text3),
    err: (text3) => process.stderr.write(text3)
  });
}
function readCall(task, host) {
  const { values, positionals } = parse(task, host.args);
  if (values["help"] === true) return null;
  const options = Object.entries(task.options).map(([name, option]) => {
    const value = values[name];
    return [name, typeof value === "string" ? value : option.default];
  });
  return {
    operands: positionals,
    options: Object.fromEntries(options),
    variables: host.variables,
    say: (line) => host.out(`${withoutCommands(line)}
`),
    tabulate: (table) => appendSummary(host.variables["GITHUB_STEP_SUMMARY"], table),
    output: (outputs) => appendOutputs(host.variables["GITHUB_OUTPUT"], outputs)
  };
}
function parse(task, args) {
  const texts = Object.keys(task.options).map((name) => [name, { type: "string" }]);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: task.operands !== "" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MisuseError({
      place: task.name,
      fault: error.message.split(". ")[0] ?? "",
      mend: "leave it out"
    });
  }
}
function helpOf(task) {
  const options = Object.entries(task.options).map(
    ([name, { value, help, default: preset }]) => [`--${name} ${value}`, preset === "" ? help : `${help} (default: ${preset})`]
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"]];
  return [
    `${task.summary}
`,
    `${["Usage: node", `${task.name}.mjs`, "[options]", task.operands].join(" ").trimEnd()}
`,
    "Options:",
    ...columns(rows),
    "\nEnvironment:",
    ...columns(Object.entries(task.variables)),
    "\nExit codes: 0 done, 1 failed, 2 misused\n"
  ].join("\n");
}
function columns(rows) {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
function withoutCommands(line) {
  const text3 = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text3) ? text3.replace("::", ": :") : text3;
}
function tellFailure(host, error) {
  const onRunner = host.variables["GITHUB_ACTIONS"] === "true";
  for (const line of linesOf(error)) {
    if (onRunner) host.out(`::error::${line.replaceAll("%", "%25")}
`);
    else host.err(`${line}
`);
  }
}
function linesOf(error) {
  if (error instanceof TaskError) return [...new Set(error.faults.map(formatFault))];
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
}

// tasks/compare-builds.ts
var compare = {
  name: "compare-builds",
  summary: "Compares two builds of one commit. A pure package's files must be the same byte for byte, a native one's must\nhold the same; each file that differs is named, with where it begins to.",
  operands: "FIRST SECOND",
  variables: {
    SECOND_BUILD: "gate: a difference fails; report: it is told alone; as-declared (default): what the stack says",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that same (true or false) is added to, if it is set"
  },
  options: { declaration: declarationOption },
  run: compareFolders
};
function compareFolders(call) {
  const [first, second, ...rest] = call.operands;
  if (first === void 0 || second === void 0 || rest.length > 0) {
    const mend = "name the folder of the first and of the second";
    throw new MisuseError({ place: "FIRST SECOND", fault: "are not two folders", mend });
  }
  const declaration2 = readDeclaration(call.options.declaration);
  const mode = modeOf(call.variables["SECOND_BUILD"], declaration2);
  const builds = [first, second].map(buildIn);
  const differences = compareBuilds(...builds);
  const counts = (difference) => !difference.container || declaration2.package.kind === "pure";
  const faults = differences.filter(counts).map(faultOf4);
  tabulate(call, builds[0], differences);
  call.output({ same: String(faults.length === 0) });
  for (const notice of differences.filter((difference) => !counts(difference))) {
    tell(call, "notice", formatFault({ ...faultOf4(notice), mend: "nothing to mend: it installs the same" }));
  }
  if (faults.length === 0) call.say(`${countOf(builds[0].size)}: both builds made the same`);
  else if (mode === "gate") throw new TaskError(faults);
  for (const fault of faults) tell(call, "warning", formatFault(fault));
}
function modeOf(asked, { release }) {
  if (asked === void 0 || asked === "" || asked === "as-declared") return release.secondBuild;
  if (asked === "gate" || asked === "report") return asked;
  const mend = "set it to gate, report or as-declared";
  throw new MisuseError({ place: "SECOND_BUILD", fault: "is none of its words", mend });
}
function buildIn(folder) {
  const files = readReleaseFiles(folder);
  if (files.length > 0)
    return new Map(files.map(({ name }) => [name, () => readFileSync3(join2(folder, name))]));
  throw new TaskError([
    { place: folder, fault: "holds no sdist and no wheel", mend: "fetch the built files into it first" }
  ]);
}
function faultOf4({ file, path, what }) {
  const mend = "keep times, paths, order and versions of tools out of the build; to release all the same, set slipway:release.secondBuild: report, or dispatch with second-build=report";
  return { place: path === null ? file : `${file}, ${path}`, fault: what, mend };
}
function tell(call, kind, line) {
  const onRunner = call.variables["GITHUB_ACTIONS"] === "true";
  call.say(onRunner ? `::${kind}::${line.replaceAll("%", "%25")}` : `${kind}: ${line}`);
}
function tabulate(call, first, differences) {
  const differing = new Set(differences.map(({ file }) => file));
  const same = [...first.keys()].filter((file) => !differing.has(file)).map((file) => [file, "same", ""]);
  const rows = differences.map(({ file, path, what, container }) => {
    return [file, container ? "holds the same" : "differs", [path, what].filter(Boolean).join(" ")];
  });
  call.tabulate({
    title: "Second build",
    head: ["File", "Second build", "Difference"],
    rows: [...same, ...rows]
  });
}
function countOf(files) {
  return `${files} ${files === 1 ? "file" : "files"}`;
}
await runProgram(compare);
