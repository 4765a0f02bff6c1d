// tasks/build-image.ts
import { readFileSync as readFileSync7 } from "node:fs";

// tasks/declaration/read.ts
import { readFileSync } from "node:fs";

// tasks/json/shape.ts
var ShapeError = class extends Error {
  constructor(place, expected) {
    super(`${place || "the whole"} is not ${expected}`);
    this.name = "ShapeError";
  }
};
var text = (value, place) => {
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
function listOf(shape2) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry2, index2) => shape2(entry2, `${place}[${index2}]`));
  };
}
function mapOf(shape2) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry2]) => [key, shape2(entry2, `${place}.${key}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape2) {
  return (value, place) => value === null ? null : shape2(value, place);
}
function optional(shape2) {
  return (value, place) => value === void 0 || value === null ? null : shape2(value, place);
}
function objectOf(shapes) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape2]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape2(inner, place === "" ? key : `${place}.${key}`)];
    });
    return Object.fromEntries(entries);
  };
}
function parseJson(source, shape2) {
  let value;
  try {
    value = JSON.parse(typeof source === "string" ? source : Buffer.from(source).toString("utf8"));
  } catch {
    throw new ShapeError("", "JSON");
  }
  return shape2(value, "");
}

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
function formatFault({ place, fault, mend: mend3 }) {
  return oneLine(`${place}: ${fault}; ${mend3}`);
}
function oneLine(text3) {
  return text3.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/declaration/read.ts
var declarationOption = {
  value: "FILE",
  help: "what the stack declares of the release",
  default: ".github/slipway/release.json"
};
var environment = objectOf({
  name: text,
  reviewers: listOf(text),
  preventSelfReview: flag,
  waitTimer: count,
  tags: listOf(text)
});
var base = objectOf({ reference: text, digest: text });
var declaration = objectOf({
  package: objectOf({
    name: text,
    distribution: text,
    importName: text,
    kind: oneOf("pure", "native"),
    folder: text,
    versionFile: nullable(text),
    versionModules: listOf(text),
    changelog: nullable(text),
    pythons: listOf(text),
    platforms: listOf(text)
  }),
  repository: objectOf({ owner: text, name: text, defaultBranch: text }),
  release: objectOf({
    tagPrefix: text,
    workflow: text,
    buildWorkflow: text,
    attestations: flag,
    secondBuild: oneOf("gate", "report"),
    githubRelease: flag
  }),
  indexes: listOf(
    objectOf({
      name: oneOf("pypi", "testpypi", "custom"),
      title: text,
      simpleUrl: nullable(text),
      uploadUrl: nullable(text),
      trustedPublishing: flag,
      environment: nullable(environment)
    })
  ),
  image: nullable(
    objectOf({
      registry: text,
      name: text,
      kind: oneOf("slim", "alpine"),
      python: text,
      public: flag,
      from: base,
      buildkit: base
    })
  ),
  conda: nullable(
    objectOf({
      name: text,
      maintainers: listOf(text),
      recipe: nullable(text),
      names: mapOf(text),
      compilers: nullable(listOf(text)),
      host: listOf(text)
    })
  ),
  upkeep: objectOf({ cooldown: count, readme: nullable(text), keepImages: count })
});
function readDeclaration(file) {
  try {
    return parseJson(readFileSync(file), declaration);
  } catch (error) {
    const mend3 = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf(error), mend: mend3 }]);
  }
}
function faultOf(error) {
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

// tasks/image/build.ts
import { mkdirSync as mkdirSync2, mkdtempSync, rmSync, writeFileSync as writeFileSync2 } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join as join4, resolve } from "node:path";

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);
function parseVersion(text3) {
  const parts = spelling.exec(text3.trim().toLowerCase())?.groups;
  if (parts === void 0) return null;
  const { epoch, release = "", pre, preNumber, bare, post, postNumber, dev, devNumber, local } = parts;
  return {
    epoch: numberOf(epoch),
    release: release.split(".").map(BigInt),
    pre: pre === void 0 ? null : { kind: preKind(pre), number: numberOf(preNumber) },
    post: bare !== void 0 ? BigInt(bare) : post === void 0 ? null : numberOf(postNumber),
    dev: dev === void 0 ? null : numberOf(devNumber),
    local: local === void 0 ? [] : local.split(/[-_.]/).map(localSegment)
  };
}
function sameVersion(one, other) {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left !== null && right !== null && compareVersions(left, right) === 0;
}
function compareVersions(left, right) {
  return compareLists([left.epoch], [right.epoch]) || compareLists(significant(left.release), significant(right.release)) || compareLists(suffixRanks(left), suffixRanks(right)) || compareLists(left.local, right.local);
}
function numberOf(digits) {
  return BigInt(digits ?? "");
}
function preKind(word) {
  if (word.startsWith("a")) return "a";
  return word.startsWith("b") ? "b" : "rc";
}
function localSegment(segment) {
  return /^\d+$/.test(segment) ? BigInt(segment) : segment;
}
function significant(release) {
  return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1);
}
function suffixRanks({ pre, post, dev }) {
  const developsRelease = pre === null && post === null && dev !== null;
  const stage = pre === null ? developsRelease ? -1 : 3 : { a: 0, b: 1, rc: 2 }[pre.kind];
  return [stage, pre?.number ?? 0n, post ?? -1, dev ?? Infinity];
}
function compareLists(left, right) {
  for (const [index2, one] of left.entries()) {
    const other = right[index2];
    if (other === void 0) return 1;
    if (one === other) continue;
    if (typeof one === "string" !== (typeof other === "string")) return typeof one === "string" ? -1 : 1;
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return left.length - right.length;
}

// tasks/wheel/filename.ts
var wheelName = /^(?<distribution>[A-Za-z0-9_.]+)-(?<version>[A-Za-z0-9_.!+]+)(?:-(?<build>\d[A-Za-z0-9_.]*))?-(?<pythons>[a-z0-9_.]+)-(?<abis>[a-z0-9_.]+)-(?<platforms>[a-z0-9_.]+)\.whl$/;
function parseWheelName(name) {
  const parts = wheelName.exec(name)?.groups;
  if (parts === void 0) return null;
  const { distribution = "", version = "", build: build2 = null, pythons = "", abis = "", platforms = "" } = parts;
  const split3 = (tags) => tags.split(".");
  return {
    distribution,
    version,
    build: build2,
    pythons: split3(pythons),
    abis: split3(abis),
    platforms: split3(platforms)
  };
}
function distributionOf(name) {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "_");
}

// tasks/index/file-name.ts
function normalizeName(name) {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}
function readFileName(name) {
  const wheel = parseWheelName(name);
  if (wheel !== null) {
    if (wheel.distribution.includes("__") || parseVersion(wheel.version) === null) return null;
    const { version: version2, platforms } = wheel;
    return { kind: "wheel", project: normalizeName(wheel.distribution), version: version2, platforms };
  }
  const [, project, version] = /^(.+)-([^-]+)\.(?:tar\.gz|zip)$/.exec(name) ?? [];
  if (project === void 0 || version === void 0 || parseVersion(version) === null) return null;
  return { kind: "sdist", project: normalizeName(project), version, platforms: [] };
}

// tasks/oci/flatten.ts
var whiteout = ".wh.";
var opaque = ".wh..wh..opq";
function flatten(layers) {
  const root = /* @__PURE__ */ new Map();
  for (const [layer, entries] of layers.entries()) {
    for (const { path } of entries) hide(root, path);
    for (const entry2 of entries) {
      if (nameOf(entry2.path).startsWith(whiteout) || entry2.path === "") continue;
      if (entry2.kind !== "folder" && root.get(entry2.path)?.kind === "folder") removeBelow(root, entry2.path);
      root.set(entry2.path, { ...entry2, layer });
    }
  }
  return root;
}
function hide(root, path) {
  const name = nameOf(path);
  const folder = path.slice(0, path.length - name.length);
  if (name === opaque) removeBelow(root, folder.replace(/\/$/, ""));
  else if (name.startsWith(whiteout)) {
    const hidden = folder + name.slice(whiteout.length);
    root.delete(hidden);
    removeBelow(root, hidden);
  }
}
function removeBelow(root, folder) {
  const prefix = folder === "" ? "" : `${folder}/`;
  for (const path of root.keys()) if (path.startsWith(prefix)) root.delete(path);
}
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

// tasks/oci/layer.ts
import { promisify } from "node:util";
import * as zlib from "node:zlib";

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
  return header.reduce((sum2, byte, at) => sum2 + (at >= start && at < start + length ? 32 : byte), 0);
}

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });
function readHeader(header) {
  if (octal(header, "checksum") !== checksumOf(header)) throw new Error("has a header with a wrong checksum");
  const magic = text2(header, "magic");
  const prefix = magic.startsWith("ustar\0") || magic === "ustar" ? text2(header, "prefix") : "";
  const name = text2(header, "name");
  const type = String.fromCharCode(header[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    type: type === "\0" ? "0" : type,
    size: octal(header, "size"),
    mode: octal(header, "mode"),
    target: text2(header, "target")
  };
}
function decodeName(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error("has a name that is not UTF-8");
  }
}
function text2(header, field) {
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
function writePax(records) {
  return Buffer.concat([...records].map(([key, value]) => recordOf(key, value)));
}
function recordOf(key, value) {
  const rest = Buffer.from(` ${key}=${value}
`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

// tasks/oci/layout.ts
import { createHash as createHash2 } from "node:crypto";
import { open } from "node:fs/promises";
var longestDocument = 4 * 2 ** 20;
var Layout = class _Layout {
  #file;
  #extents;
  /** Where the archive's entries end, and others could begin (bytes). */
  end;
  constructor(file, { extents, end }) {
    this.#file = file;
    this.#extents = extents;
    this.end = end;
  }
  /** Throws a TaskError where it is not there, or no sound archive. */
  static async open(file) {
    try {
      return new _Layout(file, await withFile(file, findExtents));
    } catch (error) {
      throw failure(file, error instanceof Error ? reasonOf(error) : "can't be read");
    }
  }
  /** `index.json`, which no digest names. */
  async index(mediaType) {
    const extent = this.#extentOf("index.json");
    const bytes = await this.#read(extent);
    return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
  }
  async document(descriptor2) {
    if (descriptor2.size > longestDocument) throw failure(this.#file, `has ${descriptor2.digest} too large`);
    return { ...descriptor2, bytes: await this.#blob(descriptor2) };
  }
  blob(descriptor2) {
    this.#extentOf(pathOf(descriptor2));
    return { ...descriptor2, read: () => this.#blob(descriptor2) };
  }
  async #blob(descriptor2) {
    const bytes = await this.#read(this.#extentOf(pathOf(descriptor2)));
    if (bytes.length === descriptor2.size && digestOf(bytes) === descriptor2.digest) return bytes;
    throw failure(this.#file, `holds other bytes than ${descriptor2.digest} names`);
  }
  #extentOf(path) {
    const extent = this.#extents.get(path);
    if (extent === void 0) throw failure(this.#file, `lacks ${path}`);
    return extent;
  }
  async #read({ offset, size }) {
    return withFile(this.#file, (file) => readAt(file, offset, size));
  }
};
function digestOf(bytes) {
  return `sha256:${createHash2("sha256").update(bytes).digest("hex")}`;
}
function pathOf({ digest: digest2 }) {
  return `blobs/${digest2.replace(":", "/")}`;
}
async function findExtents(file) {
  const extents = /* @__PURE__ */ new Map();
  const { size: length } = await file.stat();
  for (let at = 0; at + blockSize <= length; ) {
    const block = await readAt(file, at, blockSize);
    if (block.every((byte) => byte === 0)) return { extents, end: at };
    const { path, type, size } = readHeader(block);
    const offset = at + blockSize;
    if (offset + size > length) throw new Error("is cut off");
    if (type === "0") extents.set(path.replace(/^\.\//, ""), { offset, size });
    at = offset + Math.ceil(size / blockSize) * blockSize;
  }
  throw new Error("is cut off");
}
async function withFile(path, use) {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
async function readAt(file, offset, size) {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, at, size - at, offset + at);
    if (bytesRead === 0) throw new Error("is cut off");
    at += bytesRead;
  }
  return buffer;
}
function reasonOf(error) {
  if (!("code" in error)) return error.message;
  return error.code === "ENOENT" ? "is not there" : `can't be read (${String(error.code)})`;
}
function failure(place, fault) {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
}

// tasks/oci/layer.ts
var kinds = {
  "0": "file",
  "7": "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "folder"
};
var mostUnpacked = 2 ** 32;
async function readLayer(blob) {
  try {
    const archive = await unpacked(await blob.read());
    return { entries: [...entriesOf(archive)], diffId: digestOf(archive), size: archive.length };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    const fault = error instanceof Error ? error.message : "can't be read";
    throw new TaskError([{ place: `layer ${blob.digest}`, fault, mend: "build the image again" }]);
  }
}
async function unpacked(packed) {
  const options = { maxOutputLength: mostUnpacked };
  if (packed.readUInt16BE(0) === 8075) return promisify(zlib.gunzip)(packed, options);
  if (packed.readUInt32LE(0) === 4247762216) return promisify(zstdOf(zlib))(packed, options);
  return packed;
}
function zstdOf(library2) {
  if (library2.zstdDecompress !== void 0) return library2.zstdDecompress;
  const fault = "is packed by zstd, which this Node can't unpack";
  throw new TaskError([{ place: "layer of the image", fault, mend: "run it by Node 22.15 or newer" }]);
}
function* entriesOf(archive) {
  let extension = {};
  for (let at = 0; at + blockSize <= archive.length; ) {
    const block = archive.subarray(at, at + blockSize);
    if (block.every((byte) => byte === 0)) return;
    const { type, ...header } = readHeader(block);
    const isExtension = ["x", "g", "L", "K"].includes(type);
    const size = isExtension ? header.size : extension.size ?? header.size;
    const content = archive.subarray(at + blockSize, at + blockSize + size);
    if (content.length < size) throw new Error("is cut off");
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
    if (isExtension) {
      extend(extension, type, content);
      continue;
    }
    yield {
      path: plain(extension.path ?? header.path),
      kind: kinds[type] ?? "other",
      mode: header.mode & 4095,
      uid: numberIn(block, fields.uid),
      target: extension.target ?? header.target,
      capable: extension.capable ?? false,
      content
    };
    extension = {};
  }
  throw new Error("is cut off");
}
function extend(extension, type, content) {
  if (type === "L") extension.path = decodeName(content).replace(/\0.*$/s, "");
  if (type === "K") extension.target = decodeName(content).replace(/\0.*$/s, "");
  if (type !== "x") return;
  const records = readPax(content);
  const [path, target, size] = ["path", "linkpath", "size"].map((key) => records.get(key));
  if (path !== void 0) extension.path = path;
  if (target !== void 0) extension.target = target;
  if (size !== void 0 && !/^\d{1,15}$/.test(size)) throw new Error("has no number as a size");
  if (size !== void 0) extension.size = Number(size);
  if (records.has("SCHILY.xattr.security.capability")) extension.capable = true;
}
function numberIn(block, [start, length]) {
  const digits = block.toString("latin1", start, start + length).replaceAll(/[\0 ]/g, "");
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || "0", 8) : Number.MAX_SAFE_INTEGER;
}
function plain(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".").join("/");
}

// tasks/oci/image.ts
var mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json"
};

// tasks/oci/read.ts
var digest = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a sha256 digest");
};
var descriptor = { mediaType: text, digest, size: count };
var platform = objectOf({ os: text, architecture: text, variant: optional(text) });
var index = objectOf({ manifests: listOf(objectOf({ ...descriptor, platform: optional(platform) })) });
var manifest = objectOf({ config: objectOf(descriptor), layers: listOf(objectOf(descriptor)) });
var config = objectOf({
  os: text,
  architecture: text,
  variant: optional(text),
  config: optional(
    objectOf({
      User: optional(text),
      Labels: optional(mapOf(text)),
      Env: optional(listOf(text)),
      Entrypoint: optional(listOf(text)),
      Cmd: optional(listOf(text))
    })
  ),
  rootfs: objectOf({ diff_ids: listOf(digest) })
});
var deepest = 3;
async function readOciArchive(file) {
  const layout = await Layout.open(file);
  const top = await layout.index(mediaTypes.index);
  try {
    const images = await imagesOf(layout, top, deepest);
    if (images.length > 0) return { index: top, images };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw failure2(file, `can't be read: ${error.message}`);
  }
  throw failure2(file, "holds no image");
}
async function readOciImage(file) {
  const [image, ...others] = (await readOciArchive(file)).images;
  if (image !== void 0 && others.length === 0) return image;
  throw failure2(file, "holds more than one image");
}
async function imagesOf(layout, from, depth) {
  const images = [];
  for (const { platform: shown2, ...named2 } of parseJson(from.bytes, index).manifests) {
    if (shown2?.os === "unknown") continue;
    const document = await layout.document(named2);
    if (isIndex(named2)) images.push(...depth > 1 ? await imagesOf(layout, document, depth - 1) : []);
    else images.push(await imageOf(layout, document));
  }
  return images;
}
function isIndex({ mediaType }) {
  return mediaType === mediaTypes.index || mediaType.endsWith(".manifest.list.v2+json");
}
async function imageOf(layout, document) {
  const { config: named2, layers } = parseJson(document.bytes, manifest);
  return {
    manifest: document,
    config: configOf(await layout.document(named2)),
    layers: layers.map((layer) => layout.blob(layer))
  };
}
function configOf(document) {
  const { os, architecture, variant, config: run2, rootfs } = parseJson(document.bytes, config);
  return {
    ...document,
    platform: platformOf({ os, architecture, variant }),
    user: run2?.User ?? "",
    labels: run2?.Labels ?? {},
    environment: run2?.Env ?? [],
    entrypoint: run2?.Entrypoint ?? [],
    command: run2?.Cmd ?? [],
    diffIds: rootfs.diff_ids
  };
}
function platformOf({ os, architecture, variant }) {
  const plain2 = variant === null || architecture === "arm64" && variant === "v8";
  return plain2 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
function failure2(place, fault) {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
}

// tasks/image/image-faults.ts
import { posix } from "node:path";
var user = "10001:10001";
var python = "opt/venv/bin/python";
var mend = "build the image again by the delivered Dockerfile";
function imageFaults({ config: config2 }, { root, layers }, expected) {
  const faults = [];
  const add = (place, fault) => faults.push({ place, fault, mend });
  if (config2.platform !== expected.platform)
    add("the image", `is for ${config2.platform}, not ${expected.platform}`);
  if (config2.user !== user) add("the image", `runs as ${config2.user || "root"}, not ${user}`);
  const differing = Object.entries(expected.labels).filter(([name, value]) => config2.labels[name] !== value);
  for (const [name] of differing) add(`label ${name}`, "is not what it was built with");
  const told = layers.map(({ diffId }) => diffId);
  if (told.join() !== config2.diffIds.join()) add("the image", "has other layers than its config names");
  if (resolved(root, python)?.kind !== "file") add(`/${python}`, "leads to no Python");
  const accounts = root.get("etc/passwd")?.content.toString("utf8") ?? "";
  if (!/^[^:]*:[^:]*:10001:10001:/m.test(accounts)) add("/etc/passwd", `knows no account ${user}`);
  if (!isInstalled(root, expected)) add(`/opt/venv`, `lacks ${expected.distribution} ${expected.version}`);
  return faults;
}
function isInstalled(root, { distribution, version }) {
  return [...root.keys()].some((path) => {
    const [, name = "", found] = /^opt\/venv\/.*site-packages\/([^/]+)-([^/-]+)\.dist-info\/METADATA$/.exec(path) ?? [];
    return distributionOf(name) === distributionOf(distribution) && found === version;
  });
}
var mostLinks = 40;
function resolved(root, path) {
  let links = 0;
  const waiting = path.split("/");
  let at = "";
  for (let part = waiting.shift(); part !== void 0; part = waiting.shift()) {
    const next = posix.join("/", at, part).slice(1);
    const entry2 = root.get(next);
    if (entry2?.kind !== "symlink") {
      at = next;
      continue;
    }
    links += 1;
    if (links > mostLinks) return void 0;
    if (entry2.target.startsWith("/")) at = "";
    waiting.unshift(...entry2.target.split("/").filter((one) => one !== ""));
  }
  return root.get(at);
}

// tasks/wheel/headers.ts
function readHeaders(content) {
  const [head = ""] = Buffer.from(content).toString("utf8").split(/\r?\n\r?\n/, 1);
  const headers = /* @__PURE__ */ new Map();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z0-9-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === void 0 || value === void 0) continue;
    const key = name.toLowerCase();
    headers.set(key, [...headers.get(key) ?? [], value.trim()]);
  }
  return headers;
}
function onlyValue(headers, name) {
  const values = headers.get(name.toLowerCase()) ?? [];
  return values.length === 1 ? values[0] ?? null : null;
}

// tasks/conda/metadata/license.ts
var classified = {
  "Apache Software License": "Apache-2.0",
  "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
  "GNU Affero General Public License v3": "AGPL-3.0-only",
  "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
  "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
  "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
  "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
  "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
  "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
  "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
  "ISC License (ISCL)": "ISC",
  "MIT License": "MIT",
  "MIT No Attribution License (MIT-0)": "MIT-0",
  "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
  "Python Software Foundation License": "PSF-2.0",
  "The Unlicense (Unlicense)": "Unlicense",
  "zlib/libpng License": "Zlib"
};
var expression = /^\(*[A-Za-z0-9.+-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*$/;
function licenseOf(headers) {
  const stated = onlyValue(headers, "License-Expression");
  if (stated !== null && stated !== "") return stated;
  const older2 = onlyValue(headers, "License") ?? "";
  if (expression.test(older2) && !/^(?:unknown|bsd|apache|gpl|lgpl|mit license)$/i.test(older2)) return older2;
  const names = (headers.get("classifier") ?? []).flatMap((line) => {
    return line.startsWith("License :: ") ? [line.split(" :: ").at(-1) ?? ""] : [];
  });
  const [name = ""] = names.filter((one) => one !== "OSI Approved");
  return names.length === 1 ? classified[name] ?? null : null;
}

// tasks/image/bases.ts
import { existsSync, readFileSync as readFileSync3 } from "node:fs";
var lockOfImages = mapOf(objectOf({ digest: text, seen: text }));
function basesOf(declared, { committed, base: base2 }) {
  const locked = readImagesLock(committed);
  const withDigest = (image) => {
    const digest2 = locked[image.reference]?.digest ?? image.digest;
    return { reference: image.reference, digest: digest2 };
  };
  const bases = {
    base: base2 === "" ? withDigest(declared.from) : split(base2),
    buildkit: withDigest(declared.buildkit)
  };
  const faults = Object.values(bases).flatMap(faultsOf);
  if (faults.length > 0) throw new TaskError(faults);
  return bases;
}
function readImagesLock(file) {
  if (!existsSync(file)) return {};
  try {
    return parseJson(readFileSync3(file), lockOfImages);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend3 = "correct it, or delete it: the digests of release.json count then";
    throw new TaskError([{ place: file, fault: `can't be read: ${error.message}`, mend: mend3 }]);
  }
}
function split(text3) {
  const [reference = "", digest2 = ""] = text3.split("@");
  return { reference, digest: digest2 };
}
function faultsOf({ reference, digest: digest2 }) {
  if (/^sha256:[0-9a-f]{64}$/.test(digest2) && !/^sha256:0+$/.test(digest2)) return [];
  return [
    {
      place: reference || "the base image",
      fault: digest2 === "" ? "has no digest, so that it could be any image" : "has a digest that is none",
      mend: "give it by the digest of its index: NAME:TAG@sha256:..."
    }
  ];
}
function qualified(reference) {
  const [first = "", ...rest] = reference.split("/");
  if (rest.length > 0 && (/[.:]/.test(first) || first === "localhost")) return reference;
  return rest.length === 0 ? `docker.io/library/${reference}` : `docker.io/${reference}`;
}
function byDigest({ reference, digest: digest2 }) {
  return `${qualified(reference).replace(/:[^:/]*$/, "")}@${digest2}`;
}

// tasks/image/labels.ts
function labelsOf({ declaration: declaration2, wheel, metadata, version, base: base2, epoch }, variables2) {
  const { repository, package: declared } = declaration2;
  const server = variables2["GITHUB_SERVER_URL"] || "https://github.com";
  const source = variables2["GITHUB_REPOSITORY"] || `${repository.owner}/${repository.name}`;
  const license = licenseOf(metadata);
  return {
    "org.opencontainers.image.title": declared.name,
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.revision": required(variables2, "GITHUB_SHA", /^[0-9a-f]{40,64}$/),
    "org.opencontainers.image.source": `${server}/${source}`,
    ...license !== null && { "org.opencontainers.image.licenses": license },
    "org.opencontainers.image.base.name": qualified(base2.reference),
    "org.opencontainers.image.base.digest": base2.digest,
    "org.opencontainers.image.created": `${new Date(Number(epoch) * 1e3).toISOString().slice(0, 19)}Z`,
    "slipway.wheel.name": wheel.name,
    "slipway.wheel.sha256": wheel.sha256
  };
}
function required(variables2, name, shape2) {
  const value = variables2[name] ?? "";
  if (shape2.test(value)) return value;
  const fault = value === "" ? "is not set" : "holds something else than it should";
  throw new MisuseError({ place: name, fault, mend: "run it in a workflow that hands it on" });
}

// tasks/image/prepare.ts
import { readFileSync as readFileSync5 } from "node:fs";
import { join as join2 } from "node:path";

// tasks/ledger/sums.ts
function requireSums(files, { folder, sums }) {
  if (files.length === 0) {
    const mend4 = "fetch the built files into it first";
    throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend: mend4 }]);
  }
  if (sums === null || sums === "") return;
  const told = readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend3 = "fetch the files that were put on the draft";
  const differing = files.filter(({ name, sha256 }) => told.get(name) !== sha256).map(({ name }) => {
    return {
      place: name,
      fault: told.has(name) ? "is not the file that was settled" : "was not settled",
      mend: mend3
    };
  });
  const missing2 = [...told.keys()].filter((name) => !there.has(name)).map((name) => ({ place: name, fault: `was settled, and is not in ${folder}`, mend: mend3 }));
  if (differing.length + missing2.length > 0) throw new TaskError([...differing, ...missing2]);
}
function readSums(sums) {
  return new Map(sums.trim().split("\n").map(entryOf));
}
function entryOf(line) {
  const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
  if (match !== null) return [match[2] ?? "", match[1] ?? ""];
  const mend3 = "hand on the output sums of draft-release";
  throw new MisuseError({ place: "SUMS", fault: "has a line that is no hash and name", mend: mend3 });
}

// tasks/lock/package.ts
function builtVersion(folder, distribution) {
  const files = readReleaseFiles(folder).filter(({ name }) => versionOf(name, distribution) !== null);
  const versions = [...new Set(files.map(({ name }) => versionOf(name, distribution) ?? ""))];
  const [version] = versions;
  const file = files.find(({ name }) => name.endsWith(".whl")) ?? files[0];
  if (versions.length === 1 && version !== void 0 && file !== void 0) {
    return { distribution, version, file: file.name };
  }
  const fault = versions.length === 0 ? `holds no file of ${distribution}` : `holds ${versions.join(" and ")}`;
  throw new TaskError([{ place: folder, fault, mend: "build one version of the package into it" }]);
}
function isOfVersion(name, { distribution, version }) {
  return versionOf(name, distribution) === version;
}
function versionOf(name, distribution) {
  const [own, version] = name.replace(/\.tar\.gz$/, "").split("-");
  if (own === void 0 || version === void 0) return null;
  return own.toLowerCase() === distribution.toLowerCase() ? version : null;
}

// tasks/zip/read.ts
import { crc32, inflateRawSync } from "node:zlib";

// tasks/tar/paths.ts
function pathFault(path) {
  if (path === "") return "has no name";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is an absolute path";
  if (/[\p{Cc}\\]/u.test(path)) return "has a backslash or a control character in its name";
  const parts = path.split("/");
  if (parts.includes("..")) return "leads out of its folder";
  return parts.includes("") || parts.includes(".") ? "is not written plainly" : null;
}

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
    const name = nameOf2(file.subarray(at + 46, extraAt));
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
function withLongNumbers(entry2, extra) {
  const long = ["unpacked", "packed", "offset"].filter((field2) => entry2[field2] === 4294967295);
  if (long.length === 0) return entry2;
  const field = extraField(extra, 1);
  if (field === null || field.length < 8 * long.length) {
    throw new ZipFault(entry2.name, "has no size in the directory");
  }
  return { ...entry2, ...Object.fromEntries(long.map((name, index2) => [name, numberAt(field, 8 * index2)])) };
}
function extraField(extra, id) {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}
function nameOf2(bytes) {
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
    requireSound(place, listed, bound);
    requireNothingElse(file, listed, directory.offset);
    return listed.map((entry2) => unpack(file, entry2));
  } catch (error) {
    if (error instanceof ZipFault) throw new TaskError([faultOf2(place, error.path, error.message)]);
    throw error;
  }
}
function faultOf2(place, path, fault) {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}
function requireSound(place, listed, bound) {
  const paths = /* @__PURE__ */ new Set();
  const faults = listed.flatMap((entry2) => {
    const path = pathOf2(entry2);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry2);
    return fault === null ? [] : [faultOf2(place, entry2.name, fault)];
  });
  const unpacked2 = listed.reduce((sum2, entry2) => sum2 + entry2.unpacked, 0);
  const tooLarge = unpacked2 > bound ? [faultOf2(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
  if (faults.length + tooLarge.length > 0) throw new TaskError([...faults, ...tooLarge]);
}
function entryFault({ flags, method, packed, unpacked: unpacked2 }) {
  if ((flags & encrypted) !== 0) return "is encrypted";
  if (method !== 0 && method !== 8) return "is compressed in a way that installers can't read";
  return method === 0 && packed !== unpacked2 ? "has two sizes" : null;
}
function requireNothingElse(file, listed, end) {
  let at = 0;
  for (const entry2 of [...listed].sort((a, b) => a.offset - b.offset)) {
    if (entry2.offset !== at) throw new ZipFault(entry2.name, "does not follow the entry before it");
    at = contentOf(file, entry2).end;
    if (at > end) throw new ZipFault(entry2.name, "is cut off");
    if ((entry2.flags & withDescriptor) !== 0) at += descriptorSize(file, entry2, at);
  }
  if (at !== end) throw new ZipFault("", "holds bytes that belong to no entry");
}
function descriptorSize(file, entry2, at) {
  const sizes = [16, 12, 24, 20].filter((size) => at + size <= file.length);
  const found = sizes.find((size) => {
    const marked = size % 8 === 0;
    if (marked && file.readUInt32LE(at) !== 134695760) return false;
    const start = marked ? at + 4 : at;
    const wide = size > 16;
    return file.readUInt32LE(start) === entry2.crc && file.readUInt32LE(start + (wide ? 12 : 8)) === entry2.unpacked;
  });
  if (found === void 0) throw new ZipFault(entry2.name, "has no sizes behind its content");
  return found;
}
function contentOf(file, { name, offset, packed, method }) {
  if (offset + localSize > file.length || file.readUInt32LE(offset) !== 67324752) {
    throw new ZipFault(name, "is not where the directory says");
  }
  const nameEnd = offset + localSize + file.readUInt16LE(offset + 26);
  if (nameOf2(file.subarray(offset + localSize, nameEnd)) !== name || file.readUInt16LE(offset + 8) !== method) {
    throw new ZipFault(name, "is not what the directory says");
  }
  const start = nameEnd + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw new ZipFault(name, "is cut off");
  return { start, end: start + packed };
}
function unpack(file, entry2) {
  const { start, end } = contentOf(file, entry2);
  const content = inflate(file.subarray(start, end), entry2);
  if (content.length !== entry2.unpacked || crc32(content) !== entry2.crc) {
    throw new ZipFault(entry2.name, "is damaged: its checksum is wrong");
  }
  const unix = entry2.system === 3 ? entry2.attributes >>> 16 : null;
  const kind = entry2.name.endsWith("/") ? "folder" : unix !== null && (unix & 61440) === 40960 ? "symlink" : "file";
  if (kind === "folder" && content.length > 0) throw new ZipFault(entry2.name, "has contents, and is no file");
  return { path: pathOf2(entry2), kind, mode: unix === null ? null : unix & 4095, content };
}
function inflate(packed, { name, method, unpacked: unpacked2 }) {
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked2) });
  } catch {
    throw new ZipFault(name, "is damaged: it can't be unpacked to the size that the directory says");
  }
}
function pathOf2({ name }) {
  return name.replace(/\/$/, "");
}

// tasks/coverage/tags.ts
function fitsCell(wheel, python2, platform2) {
  const minor = Number(/^3\.(\d+)/.exec(python2)?.[1]);
  const threaded = python2.endsWith("t");
  if (!wheel.platforms.some((tag) => tag === "any" || platform2.fits(tag))) return false;
  return wheel.pythons.some((tag) => wheel.abis.some((abi) => fitsAbi(tag, abi, { minor, threaded })));
}
function fitsAbi(tag, abi, { minor, threaded }) {
  const [, kind, number] = /^(py|cp)3(\d*)$/.exec(tag) ?? [];
  const tagMinor = number === void 0 ? Number.NaN : Number(number || "0");
  const older2 = tagMinor <= minor;
  switch (abi) {
    case "none":
      return kind === "py" ? older2 : tagMinor === minor;
    case "abi3":
      return !threaded && kind === "cp" && older2;
    case "abi3t":
      return threaded && kind === "cp" && older2;
    default:
      return abi === `cp3${minor}${threaded ? "t" : ""}` && tag === `cp3${minor}`;
  }
}

// tasks/image/best-wheel.ts
function bestWheel(wheels, target) {
  const ranked = wheels.flatMap((wheel) => {
    const name = parseWheelName(wheel.name);
    return name !== null && fits(name, target) ? [{ wheel, rank: rankOf(name, target) }] : [];
  });
  ranked.sort((one, other) => compare(other.rank, one.rank));
  return ranked[0]?.wheel ?? null;
}
function fits(name, target) {
  return fitsCell(name, target.python, { uv: "", fits: target.fits });
}
function rankOf({ pythons, abis, platforms, build: build2 }, target) {
  const minors = pythons.map((tag) => Number(/^(?:cp|py)3(\d+)$/.exec(tag)?.[1] ?? "0"));
  const abi = Math.max(...abis.map((tag) => tag === "none" ? 0 : tag === "abi3" ? 1 : 2));
  return [
    abi,
    Math.max(...minors),
    Math.max(...platforms.map((tag) => target.rank(tag) ?? -2)),
    Number.parseInt(build2 ?? "0", 10)
  ];
}
function compare(one, other) {
  for (const [index2, number] of one.entries()) {
    const difference = number - (other[index2] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

// tasks/image/lock.ts
import { existsSync as existsSync2, readFileSync as readFileSync4 } from "node:fs";

// tasks/conda/metadata/marker.ts
var MarkerError = class extends Error {
};
var variables = [
  "python_version",
  "python_full_version",
  "os_name",
  "sys_platform",
  "platform_release",
  "platform_system",
  "platform_version",
  "platform_machine",
  "platform_python_implementation",
  "implementation_name",
  "implementation_version",
  "extra"
];
var older = {
  "os.name": "os_name",
  "sys.platform": "sys_platform",
  "platform.version": "platform_version",
  "platform.machine": "platform_machine",
  "platform.python_implementation": "platform_python_implementation",
  python_implementation: "platform_python_implementation"
};
var mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
function parseMarker(text3) {
  const tokens = text3.match(/"[^"]*"|'[^']*'|\(|\)|===|[<>=!~]=|[<>]|[A-Za-z_][A-Za-z0-9_.]*|\S/g) ?? [];
  const reader = new MarkerReader(tokens);
  const marker = reader.either();
  reader.requireEnd();
  return marker;
}
var MarkerReader = class {
  #tokens;
  #at = 0;
  constructor(tokens) {
    this.#tokens = tokens;
  }
  either() {
    return this.#joined("or", () => this.#joined("and", () => this.#single()));
  }
  requireEnd() {
    const rest = this.#tokens[this.#at];
    if (rest !== void 0) throw new MarkerError(`${rest} is too much`);
  }
  #joined(kind, part) {
    const parts = [part()];
    while (this.#tokens[this.#at] === kind) {
      this.#at += 1;
      parts.push(part());
    }
    const [only] = parts;
    return parts.length === 1 && only !== void 0 ? only : { kind, parts };
  }
  #single() {
    if (this.#tokens[this.#at] === "(") {
      this.#at += 1;
      const inner = this.either();
      if (this.#take() !== ")") throw new MarkerError("a parenthesis is not closed");
      return inner;
    }
    const [left, operator, right] = [this.#take(), this.#operator(), this.#take()];
    const [variable, value] = isText(left) ? [right, left] : [left, right];
    if (!isText(value)) throw new MarkerError(`${value || "its end"} is no text in quotes`);
    const name = older[variable] ?? variable;
    if (!variables.includes(name)) throw new MarkerError(`${variable} is no variable of markers`);
    const turned = isText(left) ? mirrored[operator] ?? operator : operator;
    const kept = isText(left) && operator.endsWith("in") ? `${operator} variable` : turned;
    return { kind: "compare", variable: name, operator: kept, value: value.slice(1, -1) };
  }
  #operator() {
    const first = this.#take();
    const operator = first === "not" ? `not ${this.#take()}` : first;
    if (/^(?:===|[<>=!~]=|[<>]|in|not in)$/.test(operator)) return operator;
    throw new MarkerError(`${operator || "its end"} compares nothing`);
  }
  #take() {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }
};
function isText(token) {
  return /^(?:".*"|'.*')$/s.test(token);
}
function holds(marker, values) {
  switch (marker.kind) {
    case "and":
      return marker.parts.every((part) => holds(part, values));
    case "or":
      return marker.parts.some((part) => holds(part, values));
    case "compare":
      return compares(values[marker.variable] ?? "", marker.operator, marker.value);
  }
}
function compares(given, operator, wanted) {
  if (operator === "in") return wanted.includes(given);
  if (operator === "not in") return !wanted.includes(given);
  if (operator === "in variable") return given.includes(wanted);
  if (operator === "not in variable") return !given.includes(wanted);
  const prefix = /^(.*)\.\*$/.exec(wanted)?.[1];
  if (prefix !== void 0 && (operator === "==" || operator === "!=")) {
    return `${given}.`.startsWith(`${prefix}.`) === (operator === "==");
  }
  const [left, right] = [parseVersion(given), parseVersion(wanted)];
  const order = left === null || right === null ? null : compareVersions(left, right);
  switch (operator) {
    case "==":
    case "===":
      return order === null ? given === wanted : order === 0;
    case "!=":
      return order === null ? given !== wanted : order !== 0;
    case "<":
      return order === null ? given < wanted : order < 0;
    case "<=":
      return order === null ? given <= wanted : order <= 0;
    case ">":
      return order === null ? given > wanted : order > 0;
    case ">=":
      return order === null ? given >= wanted : order >= 0;
    default:
      return order !== null && order >= 0 && `${given}.`.startsWith(`${wanted.split(".").slice(0, -1).join(".")}.`);
  }
}

// tasks/lock/read.ts
var pinned = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*==\s*(?<version>[^\s;]+)\s*(?:;(?<marker>[^#]*))?$/;
function readLock(place, text3) {
  const pins = [];
  const faults = requirementLines(text3).flatMap((line) => {
    const pin = pinOf(line);
    if (pin !== null) pins.push(pin);
    const fault = faultOf3(line, pin);
    return fault === null ? [] : [{ place, ...fault }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return pins;
}
function requirementLines(text3) {
  return text3.replaceAll(/\\\r?\n/g, " ").split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, "").trim()).filter((line) => line !== "");
}
function pinOf(line) {
  const hashes = [...line.matchAll(/\s--hash[=\s]([a-z0-9]+:[0-9a-f]+)/g)].map(([, hash = ""]) => hash);
  const { name, version, marker = "" } = pinned.exec(line.replace(/\s--hash.*$/, ""))?.groups ?? {};
  if (name === void 0 || version === void 0) return null;
  return { name: normalizeName(name), version, marker: marker.trim(), hashes };
}
function faultOf3(line, pin) {
  if (line.startsWith("-")) {
    return { fault: `has the option ${line.split(/[\s=]/)[0]}`, mend: "leave requirements alone in it" };
  }
  if (pin === null)
    return { fault: `pins no version in "${line.slice(0, 60)}"`, mend: "write NAME==VERSION" };
  if (pin.hashes.length > 0) return null;
  return { fault: `has no hash of ${pin.name}`, mend: "write it with uv pip compile --generate-hashes" };
}

// tasks/image/platform.ts
var machines = { "linux/amd64": "x86_64", "linux/arm64": "aarch64" };
var imagePlatforms = Object.keys(machines);
function readPlatform(text3) {
  const found = imagePlatforms.find((platform2) => platform2 === text3);
  if (found !== void 0) return found;
  throw new MisuseError({
    place: "--platform",
    fault: `is not one of ${imagePlatforms.join(", ")}`,
    mend: `write --platform ${imagePlatforms[0] ?? ""}`
  });
}
function architectureOf(platform2) {
  return platform2.slice(platform2.indexOf("/") + 1);
}
var libraries = {
  slim: { family: "manylinux", newest: [2, 41] },
  alpine: { family: "musllinux", newest: [1, 2] }
};
var legacy = { manylinux1: 5, manylinux2010: 12, manylinux2014: 17 };
function targetOf({ kind, python: python2 }, platform2) {
  const { family, newest } = libraries[kind];
  const machine = machines[platform2];
  const rank = (tag) => {
    if (tag === "any") return -1;
    const [, name = "", major = "", minor = ""] = /^(\w+?linux\d*)(?:_(\d+)_(\d+))?_(?:x86_64|aarch64)$/.exec(tag) ?? [];
    const old = legacy[name];
    const version = old === void 0 ? [Number(major), Number(minor)] : [2, old];
    const [first = Number.NaN, second = Number.NaN] = version;
    const isFamily = name === family || old !== void 0 && family === "manylinux";
    const fits3 = isFamily && tag.endsWith(`_${machine}`) && first === newest[0] && second <= newest[1];
    return fits3 ? second : null;
  };
  return { platform: platform2, python: python2, title: `${family} on ${machine}`, rank, fits: (tag) => rank(tag) !== null };
}
function markerValues({ platform: platform2, python: python2 }) {
  return {
    os_name: "posix",
    sys_platform: "linux",
    platform_system: "Linux",
    platform_machine: machines[platform2],
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
    python_version: python2,
    // Of a minor version its newest release is in the base.
    python_full_version: `${python2}.99`,
    implementation_version: `${python2}.99`
  };
}

// tasks/image/lock.ts
function readImageLock(file) {
  if (existsSync2(file)) return readLock(file, readFileSync4(file, "utf8"));
  throw new TaskError([{ place: file, fault: "is not there", mend: "write it with the task lock-image" }]);
}
function pinsFor(place, pins, target) {
  const values = markerValues(target);
  return pins.filter(({ name, marker }) => {
    if (marker === "") return true;
    try {
      return holds(parseMarker(marker), values);
    } catch (error) {
      if (!(error instanceof MarkerError)) throw error;
      const fault = `has a marker of ${name} that can't be read: ${error.message}`;
      throw new TaskError([{ place, fault, mend: "write it with uv pip compile --generate-hashes" }]);
    }
  });
}

// tasks/http/pause.ts
var longest = 6e4;
function pauseBefore(attempt2, retryAfter) {
  const asked = retryAfter === null ? null : askedPause(retryAfter);
  return Math.min(longest, asked ?? 1e3 * 2 ** (attempt2 - 1));
}
function askedPause(retryAfter) {
  return /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1e3 : null;
}

// tasks/http/request.ts
var passing = /* @__PURE__ */ new Set([408, 425, 429, 500, 502, 503, 504]);
async function request(asked, options) {
  const attempts2 = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt2 = 1; ; attempt2 += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt2 >= attempts2) {
      if (busy) throw failure3(options, `answered ${answer.status}${times(attempt2)}`);
      throw failure3(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt2)}`);
    }
    const pause = pauseBefore(attempt2, busy ? answer.headers.get("retry-after") : null);
    const why = busy ? `answered ${answer.status}` : "reason" in answer ? answer.reason : "";
    options.say?.(`${options.place} ${why}; again in ${Math.ceil(pause / 1e3)} s`);
    await (options.sleep ?? sleep)(pause);
  }
}
async function once(asked, options) {
  try {
    const answer = await fetch(asked.url, {
      method: asked.method ?? "GET",
      headers: { "user-agent": "slipway-tasks", ...asked.headers },
      ...asked.body !== void 0 && { body: asked.body },
      redirect: asked.redirect ?? "follow",
      signal: AbortSignal.timeout((options.seconds ?? 60) * 1e3)
    });
    const body = await readBody(answer, options.bytes ?? 2 ** 30);
    if (body === null) throw failure3(options, "sent more than is taken");
    const whole = { status: answer.status, headers: answer.headers, body, url: answer.url };
    const damage = passing.has(answer.status) ? null : options.damaged?.(whole) ?? null;
    return damage === null ? whole : { reason: damage };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    return { reason: reasonOf2(error) };
  }
}
async function readBody(answer, bound) {
  if (answer.body === null) return Buffer.alloc(0);
  const chunks = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    if (length > bound) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
function reasonOf2(error) {
  if (error instanceof DOMException && error.name === "TimeoutError") return "did not answer in time";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && "code" in cause ? ` (${String(cause.code)})` : "";
  return `could not be reached, or broke off${code}`;
}
function times(attempt2) {
  return attempt2 === 1 ? "" : `, ${attempt2} times`;
}
function failure3({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve2) => setTimeout(resolve2, milliseconds));
}

// tasks/index/html-page.ts
var attribute = String.raw`\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>${"`"}]+)))?`;
function readHtmlPage(source) {
  const page2 = withoutComments(source);
  if (/<html[\s>]/i.test(page2) && !/<\/html\s*>/i.test(page2)) return null;
  const anchors = new RegExp(
    String.raw`<a((?:${attribute})*)\s*>([^<]*(?:<(?!/?a[\s>])[^<]*)*)</a\s*>`,
    "gi"
  );
  const links = Array.from(page2.matchAll(anchors), (found) => ({
    text: decode((found.at(-1) ?? "").replaceAll(/<[^<>]*>/g, "")).trim(),
    attributes: attributesOf(found[1] ?? "")
  }));
  const bases = new RegExp(String.raw`<base((?:${attribute})*)\s*/?>`, "i");
  return { links, base: attributesOf(bases.exec(page2)?.[1] ?? "").get("href") ?? null };
}
function withoutComments(source) {
  const [first = "", ...rest] = source.split("<!--");
  const shown2 = rest.map((part) => part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : "");
  return [first, ...shown2].join("");
}
function attributesOf(source) {
  const found = Array.from(source.matchAll(new RegExp(attribute, "g")));
  return new Map(
    found.map(([, name = "", double, single, bare]) => {
      return [name.toLowerCase(), decode(double ?? single ?? bare ?? "")];
    })
  );
}
var named = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " "
};
function decode(text3) {
  return text3.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (all, reference) => {
    if (!reference.startsWith("#")) return named[reference] ?? all;
    const code = /^#x/i.test(reference) ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
    return code <= 1114111 ? String.fromCodePoint(code) : all;
  });
}

// tasks/index/project-page.ts
var acceptedForms = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";
function readProjectPage({ headers, body }, address) {
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (["application/vnd.pypi.simple.v1+json", "application/json"].includes(type)) {
    return readJson(body.toString("utf8"), address);
  }
  if (["application/vnd.pypi.simple.v1+html", "text/html"].includes(type)) {
    return readHtml(body.toString("utf8"), address);
  }
  return { files: null, fault: `answered ${type || "something without a type"}`, lasting: true };
}
var entry = objectOf({
  filename: text,
  url: text,
  hashes: optional(objectOf({ sha256: optional(text) })),
  size: optional(
    known((value) => Number.isSafeInteger(value) && value >= 0 ? value : null)
  ),
  "upload-time": optional(known((value) => typeof value === "string" ? timeOf(value) : null)),
  yanked: optional(known((value) => typeof value === "string" || value === true ? value : null)),
  provenance: optional(text)
});
var page = objectOf({ meta: objectOf({ "api-version": text }), files: listOf(entry) });
function readJson(source, address) {
  try {
    const { meta, files } = parseJson(source, page);
    if (!meta["api-version"].startsWith("1.")) {
      return { files: null, fault: "answers by an API that is not known", lasting: true };
    }
    return {
      files: files.map((file) => ({
        name: file.filename,
        sha256: hashOf(file.hashes?.sha256 ?? null),
        size: file.size,
        uploaded: file["upload-time"],
        url: new URL(file.url, address).href,
        yanked: file.yanked ?? false,
        provenance: file.provenance === null ? null : new URL(file.provenance, address).href
      }))
    };
  } catch (error) {
    const cut = error instanceof ShapeError && error.message === "the whole is not JSON";
    if (cut) return { files: null, fault: "sent half a page", lasting: false };
    return { files: null, fault: "sent a page that is no list of files", lasting: true };
  }
}
function readHtml(source, address) {
  const html = readHtmlPage(source);
  if (html === null) return { files: null, fault: "sent half a page", lasting: false };
  try {
    const base2 = html.base === null ? address : new URL(html.base, address).href;
    const files = html.links.flatMap((link) => fileOf(link, base2));
    const isList = files.some(({ name }) => readFileName(name) !== null);
    if (isList || /links for |pypi:repository-version/i.test(source)) return { files };
  } catch {
  }
  return { files: null, fault: "sent a page that is no list of files", lasting: true };
}
function fileOf({ text: name, attributes }, base2) {
  const href = attributes.get("href");
  if (href === void 0) return [];
  const url = new URL(href, base2);
  const sha256 = hashOf(new URLSearchParams(url.hash.slice(1)).get("sha256"));
  url.hash = "";
  const provenance = attributes.get("data-provenance");
  return [
    {
      name,
      sha256,
      size: null,
      uploaded: null,
      url: url.href,
      yanked: attributes.has("data-yanked") ? attributes.get("data-yanked") || true : false,
      provenance: provenance === void 0 ? null : new URL(provenance, base2).href
    }
  ];
}
function known(read) {
  return (value) => read(value);
}
function hashOf(sha256) {
  return sha256 !== null && /^[\da-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
}
function timeOf(text3) {
  const time = Date.parse(text3);
  return Number.isNaN(time) ? null : time;
}

// tasks/index/holdings.ts
var pageBytes = 2 ** 27;
async function readIndexFiles(simpleUrl, asked, options) {
  const files = await readProjectFiles(simpleUrl, asked.project, options);
  return files.filter((file) => isOf(file, asked)).sort((one, other) => one.name < other.name ? -1 : 1);
}
async function readProjectFiles(simpleUrl, project, options) {
  const url = new URL(`${normalizeName(project)}/`, simpleUrl).href;
  const headers = { accept: acceptedForms, "cache-control": "max-age=0" };
  const damaged = (answer2) => {
    if (answer2.status !== 200) return null;
    const page3 = readProjectPage(answer2, answer2.url);
    return page3.files !== null || page3.lasting ? null : page3.fault;
  };
  const answer = await request({ url, headers }, { bytes: pageBytes, ...options, damaged });
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw refusal(answer.status, options);
  const page2 = readProjectPage(answer, answer.url);
  if (page2.files === null) {
    throw failure4(options, page2.fault, "check that its address is that of a simple API (PEP 503, PEP 691)");
  }
  return page2.files;
}
async function downloadIndexFile(file, options) {
  const damaged = ({ status: status2, body: body2 }) => {
    if (status2 !== 200) return null;
    if (file.size !== null && body2.length !== file.size)
      return `sent ${file.name} in another size than it tells`;
    const isTold = file.sha256 === null || sha256Of(body2) === file.sha256;
    return isTold ? null : `sent ${file.name} with another hash than it tells`;
  };
  const { status, body } = await request({ url: file.url }, { ...options, damaged });
  if (status === 200) return body;
  if (status !== 404) throw refusal(status, options);
  throw failure4(
    options,
    `lists ${file.name}, and has no such file`,
    "run the job again once it shows itself whole"
  );
}
function isOf({ name }, { distribution, version }) {
  const parts = readFileName(name);
  return parts?.project === normalizeName(distribution) && sameVersion(parts.version, version);
}
function refusal(status, options) {
  if (status === 401 || status === 403) {
    return failure4(options, `answered ${status}: it wants a login to be read`, "let it be read without one");
  }
  return failure4(
    options,
    `answered ${status}`,
    "check that its address is that of a simple API (PEP 503, PEP 691)"
  );
}
function failure4({ place }, fault, mend3) {
  return new TaskError([{ place, fault, mend: mend3 }]);
}

// tasks/image/wheels.ts
var atOnce = 6;
async function chooseWheels({ place, pins }, targets, source) {
  const wanted = new Map(targets.map((target) => [target.platform, pinsFor(place, pins, target)]));
  const listed = await listAll([...new Set([...wanted.values()].flat())], source);
  const faults = [];
  const chosen = new Map(
    targets.map((target) => {
      const found = (wanted.get(target.platform) ?? []).flatMap((pin) => {
        const files = listed.get(pin) ?? [];
        const file = bestWheel(files, target);
        if (file !== null) return [{ pin, file }];
        faults.push(missing(place, pin, files.length === 0 ? null : target));
        return [];
      });
      return [target.platform, found];
    })
  );
  return { chosen, faults };
}
function fetchWheel({ pin, file }, { http }) {
  const place = `${http.place}, ${pin.name} ${pin.version}`;
  return downloadIndexFile(file, { ...http, place });
}
async function listAll(pins, { address, http }) {
  const waiting = [...pins];
  const listed = /* @__PURE__ */ new Map();
  const work = async () => {
    for (let pin = waiting.shift(); pin !== void 0; pin = waiting.shift()) {
      const asked = { project: pin.name, distribution: pin.name, version: pin.version };
      const { hashes } = pin;
      const files = await readIndexFiles(address, asked, http);
      listed.set(
        pin,
        files.filter(({ sha256 }) => sha256 !== null && hashes.includes(`sha256:${sha256}`))
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return listed;
}
function missing(place, { name, version }, target) {
  if (target === null) {
    const fault = `names no hash of a file that the index has of ${name} ${version}`;
    return { place, fault, mend: "lock it anew, and look why the index has other files" };
  }
  return {
    place: `${name} ${version}`,
    fault: `has no wheel for CPython ${target.python} with ${target.title} (${target.platform}), and none for any system`,
    mend: target.title.startsWith("musl") ? "set slipway:image.base to slim, or lock a version that has one" : "lock a version that has one"
  };
}

// tasks/image/prepare.ts
async function prepareImage(asked, source) {
  const { declared, platform: platform2 } = asked;
  const faults = [];
  const bases = attempt(faults, () => basesOf(declared, asked.overriding));
  const pins = attempt(faults, () => readImageLock(asked.lock));
  const targets = imagePlatforms.map((one) => targetOf(declared, one));
  const target = targetOf(declared, platform2);
  const wheel = attempt(faults, () => wheelFor(asked, target));
  if (wheel !== null && pins !== null) faults.push(...ownPinFaults(asked, wheel.file, pins));
  const dependencies = pins === null ? null : withoutOwn(pins, asked);
  const choice = await attemptLater(
    faults,
    () => dependencies === null ? Promise.resolve(null) : chooseWheels({ place: asked.lock, pins: dependencies }, targets, source)
  );
  faults.push(...choice?.faults ?? []);
  if (faults.length > 0 || bases === null || wheel === null) throw new TaskError(faults);
  const content = readFileSync5(join2(asked.files, wheel.file.name));
  const metadata = metadataOf(wheel.file.name, content);
  const { file, version } = wheel;
  return {
    bases,
    target,
    version,
    wheel: file,
    metadata,
    content,
    chosen: choice?.chosen.get(platform2) ?? []
  };
}
function metadataOf(name, wheel) {
  const entry2 = readZip(name, wheel).find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  return readHeaders(entry2?.content ?? new Uint8Array());
}
function wheelFor({ declaration: declaration2, files, sums, version }, target) {
  const { distribution } = declaration2.package;
  const all = readReleaseFiles(files);
  requireSums(all, { folder: files, sums });
  const built = builtVersion(files, distribution);
  if (version !== null && !sameVersion(version, built.version)) {
    const fault2 = `holds version ${built.version}, not ${version}`;
    throw new TaskError([{ place: files, fault: fault2, mend: "fetch the files of this run" }]);
  }
  const own = all.filter(({ name }) => name.endsWith(".whl") && isOfVersion(name, built));
  const file = bestWheel(own, target);
  if (file !== null) return { file, version: built.version };
  const fault = `holds no wheel for CPython ${target.python} with ${target.title}`;
  const mend3 = "build one, or set slipway:image.python or slipway:image.base to what there is one for";
  throw new TaskError([{ place: files, fault, mend: mend3 }]);
}
function ownPinFaults(asked, wheel, pins) {
  const own = pins.filter(({ name }) => name === ownName(asked));
  if (own.length === 0 || own.some(({ hashes }) => hashes.includes(`sha256:${wheel.sha256}`))) return [];
  const fault = `has a hash that ${asked.lock} does not name`;
  return [{ place: wheel.name, fault, mend: "leave the package itself out of the lock, or lock it anew" }];
}
function withoutOwn(pins, asked) {
  return pins.filter(({ name }) => name !== ownName(asked));
}
function ownName({ declaration: declaration2 }) {
  return normalizeName(declaration2.package.name);
}
function attempt(faults, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}
async function attemptLater(faults, read) {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

// tasks/image/root-faults.ts
import { posix as posix2 } from "node:path";
var compiler = /^(?:[a-z0-9_]+(?:-[a-z0-9_]+)*-linux-[a-z0-9]+-)?(?:gcc|g\+\+|cc|c\+\+|cpp|c89|c99|clang|clang\+\+|gfortran|tcc|rustc|cargo|ld|as|make)(?:-?\d+(?:\.\d+)*)?$|^(?:cc1|cc1plus|collect2)$/;
var programFolder = /^(?:usr\/(?:local\/)?)?s?bin$|^usr\/(?:libexec|lib)\/gcc\//;
var installer = /(?:^|\/)(?:site|dist)-packages\/(?<name>pip|setuptools|wheel|pkg_resources|uv)(?:-[^/]*\.(?:dist|egg)-info)?$|(?:^|\/)bin\/(?<program>pip|uv)(?:\d+(?:\.\d+)?)?$|\/(?<module>ensurepip)$/;
var mend2 = "let the Dockerfile remove it from its last stage";
function rootFaults(root, checked2) {
  return [...root.values()].flatMap((entry2) => [
    ...tools(entry2, checked2.wanted),
    ...openness(entry2),
    ...entry2.layer >= checked2.base ? rights(entry2) : []
  ]);
}
function tools({ path, kind }, wanted) {
  const place = `/${path}`;
  if (kind !== "folder" && programFolder.test(posix2.dirname(path)) && compiler.test(posix2.basename(path))) {
    return [{ place, fault: "is a compiler, or what runs one", mend: mend2 }];
  }
  const { name, program, module } = installer.exec(path)?.groups ?? {};
  const found = name === "pkg_resources" ? "setuptools" : name ?? program ?? module;
  if (found !== void 0 && !wanted.has(found))
    return [{ place, fault: `is ${found}, which installs packages`, mend: mend2 }];
  if (kind !== "folder" && path.endsWith(".whl"))
    return [{ place, fault: "is a wheel that is not installed", mend: mend2 }];
  return [];
}
function openness({ path, kind, mode }) {
  const isPlain2 = kind === "file" || kind === "folder" || kind === "hardlink";
  const isSticky = kind === "folder" && (mode & 512) !== 0;
  if (!isPlain2 || isSticky || (mode & 18) === 0) return [];
  const who = (mode & 2) !== 0 ? "everybody" : "its group";
  return [
    {
      place: `/${path}`,
      fault: `can be written by ${who} (${mode.toString(8)})`,
      mend: "let the Dockerfile take that right away"
    }
  ];
}
function rights({ path, kind, mode, uid, capable }) {
  const place = `/${path}`;
  const faults = [];
  const isProgram = kind === "file" || kind === "hardlink";
  if (isProgram && ((mode & 3072) !== 0 || capable)) {
    faults.push({
      place,
      fault: "gives its runner rights of another",
      mend: "leave out setuid, setgid and capabilities"
    });
  }
  if (kind === "other") faults.push({ place, fault: "is a device or a pipe", mend: mend2 });
  if (uid !== 0) {
    faults.push({ place, fault: `belongs to ${uid}, and not to root`, mend: "copy it without --chown" });
  }
  return faults;
}

// tasks/image/sbom.ts
function imageSbom({ manifest: manifest2, config: config2 }, root, told) {
  const { name, version, platform: platform2, epoch } = told;
  const [short = name] = name.split("/").slice(-1);
  const query = `arch=${architectureOf(platform2)}&repository_url=${encodeURIComponent(name)}`;
  const purl = `pkg:oci/${short}@${encodeURIComponent(manifest2.digest)}?${query}`;
  const python2 = config2.environment.find((one) => one.startsWith("PYTHON_VERSION="))?.split("=")[1];
  const components = [
    ...pythonPackages(root, told.wheels),
    ...python2 === void 0 ? [] : [library("python", python2, `pkg:generic/python@${python2}`)],
    ...systemPackages(root)
  ];
  const sbom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: `${new Date(Number(epoch) * 1e3).toISOString().slice(0, 19)}Z`,
      component: { type: "container", "bom-ref": purl, name, version, purl }
    },
    components: components.sort((one, other) => one["bom-ref"] < other["bom-ref"] ? -1 : 1)
  };
  return `${JSON.stringify(sbom, null, 2)}
`;
}
function library(name, version, purl) {
  return { type: "library", "bom-ref": purl, name, version, purl };
}
function pythonPackages(root, wheels) {
  return [...root.values()].flatMap(({ path, content }) => {
    if (!/^opt\/venv\/.*\/site-packages\/[^/]+\.dist-info\/METADATA$/.test(path)) return [];
    const headers = readHeaders(content);
    const name = normalizeName(onlyValue(headers, "Name") ?? "");
    const version = onlyValue(headers, "Version") ?? "";
    const [license, hash] = [licenseOf(headers), wheels.get(name)];
    return [
      {
        ...library(name, version, `pkg:pypi/${name}@${encodeURIComponent(version)}`),
        ...hash !== void 0 && { hashes: [{ alg: "SHA-256", content: hash }] },
        ...license !== null && { licenses: [{ expression: license }] }
      }
    ];
  });
}
function systemPackages(root) {
  const release = root.get("usr/lib/os-release") ?? root.get("etc/os-release");
  const known3 = new Map(
    [...(release?.content.toString("utf8") ?? "").matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map(
      ([, key = "", value = ""]) => [key, value]
    )
  );
  const [id, version] = [known3.get("ID") ?? "linux", known3.get("VERSION_ID") ?? ""];
  const distro = `distro=${id}-${version}`;
  const system = { type: "operating-system", "bom-ref": `os:${id}-${version}`, name: id, version };
  const records = (path) => (root.get(path)?.content.toString("utf8") ?? "").split("\n\n");
  const deb = records("var/lib/dpkg/status").flatMap((record) => {
    if (!/^Status: .* installed$/m.test(record)) return [];
    return packageOf(record, {
      keys: ["Package", "Version", "Architecture"],
      start: `pkg:deb/${id}`,
      distro
    });
  });
  const apk = ["lib/apk/db/installed", "usr/lib/apk/db/installed"].flatMap(records).flatMap((record) => {
    return packageOf(record, { keys: ["P", "V", "A"], start: `pkg:apk/${id}`, distro });
  });
  return [system, ...deb, ...apk];
}
function packageOf(record, {
  keys,
  start,
  distro
}) {
  const [name, version, architecture] = keys.map(
    (key) => new RegExp(`^${key}: ?(.*)$`, "m").exec(record)?.[1] ?? ""
  );
  if (name === void 0 || name === "" || version === void 0 || version === "") return [];
  const purl = `${start}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture ?? ""}&${distro}`;
  return [library(name, version, purl)];
}

// tasks/image/trial.ts
var script = `
import importlib, importlib.metadata, os, sys
distribution, module, version = sys.argv[1:]
if os.getuid() == 0 or os.geteuid() == 0:
    sys.exit("runs as root")
for folder in ("/", "/opt/venv", "/usr", "/etc"):
    try:
        open(os.path.join(folder, "slipway-trial"), "w").close()
    except OSError:
        continue
    sys.exit(folder + " can be written to")
importlib.import_module(module)
found = importlib.metadata.version(distribution)
if found != version:
    sys.exit("imports version " + found)
print("Python " + sys.version.split()[0] + " as " + str(os.getuid()))
`.trim();
function importTrial(distribution, module, version) {
  return { program: "/opt/venv/bin/python", args: ["-c", script, distribution, module, version] };
}

// tasks/image/context.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join as join3 } from "node:path";

// tasks/conda/metadata/requirement.ts
var RequirementError = class extends Error {
  mend;
  constructor(fault, mend3) {
    super(fault);
    this.name = "RequirementError";
    this.mend = mend3;
  }
};
var shape = /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[(?<extras>[^\]]*)\])?\s*(?<rest>[^;@]*?)\s*(?<url>@[^;]*?)?\s*(?:;(?<marker>.*))?$/s;
function parseRequirement(text3) {
  const { name, extras = "", rest = "", url, marker } = shape.exec(text3.trim())?.groups ?? {};
  if (name === void 0)
    throw new RequirementError("is no requirement (PEP 508)", "correct it in pyproject.toml");
  if (url !== void 0) {
    throw new RequirementError(
      "names an address, from which conda takes nothing",
      "require a released version"
    );
  }
  const clauses = rest.replace(/^\((.*)\)$/s, "$1").split(",").map((clause) => clause.replaceAll(/\s+/g, ""));
  return {
    text: text3.trim(),
    name: normalizeName(name),
    extras: extras.split(",").map((extra) => normalizeName(extra.trim())).filter((extra) => extra !== ""),
    clauses: clauses.filter((clause) => clause !== ""),
    marker: marker === void 0 ? null : markerOf(marker)
  };
}
function markerOf(text3) {
  try {
    return parseMarker(text3);
  } catch (error) {
    if (!(error instanceof MarkerError)) throw error;
    throw new RequirementError(
      `has a marker that can't be read: ${error.message}`,
      "write it as PEP 508 has it"
    );
  }
}

// tasks/image/completeness.ts
function lackingPins(place, root, { wheels, target }) {
  const byName = new Map([root, ...wheels].map((wheel) => [normalizeName(wheel.name), wheel]));
  const seen = /* @__PURE__ */ new Set();
  const lacking = /* @__PURE__ */ new Map();
  const waiting = [{ name: normalizeName(root.name), extra: "" }];
  for (let next = waiting.shift(); next !== void 0; next = waiting.shift()) {
    const key = `${next.name}[${next.extra}]`;
    const wheel = byName.get(next.name);
    if (seen.has(key) || wheel === void 0) continue;
    seen.add(key);
    for (const { name, extras } of neededBy(wheel, next.extra, target)) {
      if (!byName.has(name)) lacking.set(name, lacking.get(name) ?? wheel.name);
      for (const extra of ["", ...extras]) waiting.push({ name, extra });
    }
  }
  return [...lacking].sort().map(([name, by]) => ({
    place,
    fault: `lacks ${name}, which ${by} requires on ${target.platform}`,
    mend: "lock it anew with the task lock-image"
  }));
}
function neededBy({ requires }, extra, target) {
  const values = { ...markerValues(target), extra };
  return requires.flatMap((text3) => {
    const requirement = readable(text3);
    if (requirement === null) return [];
    return requirement.marker === null || holds(requirement.marker, values) ? [requirement] : [];
  });
}
function readable(text3) {
  try {
    return parseRequirement(text3);
  } catch (error) {
    if (error instanceof RequirementError || error instanceof MarkerError) return null;
    throw error;
  }
}

// tasks/image/context.ts
async function writeContext(folder, prepared, { source, lock }) {
  const wheels = join3(folder, "wheels");
  mkdirSync(wheels, { recursive: true });
  const fetched = await Promise.all(
    prepared.chosen.map(async (chosen) => ({ chosen, content: await fetchWheel(chosen, source) }))
  );
  const needing = fetched.map(({ chosen: { pin, file }, content }) => ({
    name: pin.name,
    requires: metadataOf(file.name, content).get("requires-dist") ?? []
  }));
  const { metadata, target } = prepared;
  const name = onlyValue(metadata, "Name") ?? "";
  const root = { name, requires: metadata.get("requires-dist") ?? [] };
  const faults = lackingPins(lock, root, { wheels: needing, target });
  if (faults.length > 0) throw new TaskError(faults);
  for (const { chosen, content } of fetched) writeFileSync(join3(wheels, chosen.file.name), content);
  writeFileSync(join3(wheels, prepared.wheel.name), prepared.content);
  const lines = [
    ...prepared.chosen.map(
      ({ pin, file }) => `${pin.name}==${pin.version} --hash=sha256:${file.sha256 ?? ""}`
    ),
    `${name}==${prepared.version} --hash=sha256:${prepared.wheel.sha256}`
  ];
  writeFileSync(join3(folder, "requirements.txt"), `${lines.join("\n")}
`);
}

// tasks/image/build.ts
async function buildImage(building, around) {
  const prepared = await prepareImage(building, around.source);
  const folder = mkdtempSync(join4(tmpdir(), "slipway-image-"));
  try {
    await writeContext(folder, prepared, { source: around.source, lock: building.lock });
    const order = orderOf(building, prepared, { context: folder, variables: around.variables });
    mkdirSync2(dirname(order.out), { recursive: true });
    rmSync(order.out, { force: true });
    return await make(order, { building, prepared, engine: around.engine });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
function orderOf(building, { bases, metadata, version, wheel }, { context, variables: variables2 }) {
  const { declaration: declaration2, epoch } = building;
  return {
    bases,
    platform: building.platform,
    dockerfile: building.dockerfile,
    context,
    labels: labelsOf({ declaration: declaration2, wheel, metadata, version, base: bases.base, epoch }, variables2),
    epoch,
    out: resolve(building.out),
    cache: building.cache === null ? null : resolve(building.cache)
  };
}
async function make(order, { building, prepared, engine }) {
  try {
    const above = await engine.build(order);
    const image = await readOciImage(order.out);
    const layers = await readLayers(image);
    const root = flatten(layers.map(({ entries }) => entries));
    const base2 = layers.length - above;
    requireNoFaults(image, { root, layers, base: base2 }, { order, building, prepared });
    const { importName, distribution } = building.declaration.package;
    const tried = await engine.run(order, importTrial(distribution, importName, prepared.version));
    if (building.sbom !== null) writeSbom(image, root, { building, prepared });
    return {
      image,
      version: prepared.version,
      base: `${order.bases.base.reference}@${order.bases.base.digest}`,
      tried: tried.trim(),
      above: {
        layers: above,
        packed: sum(image.layers.slice(base2).map(({ size }) => size)),
        unpacked: sum(layers.slice(base2).map(({ size }) => size))
      },
      packed: sum(image.layers.map(({ size }) => size))
    };
  } finally {
    await engine.close();
  }
}
async function readLayers(image) {
  const layers = [];
  for (const layer of image.layers) layers.push(await readLayer(layer));
  return layers;
}
function requireNoFaults(image, held, { order, building, prepared }) {
  const { distribution } = building.declaration.package;
  const { version, chosen } = prepared;
  const wanted = new Set(chosen.map(({ pin }) => pin.name));
  const faults = [
    ...imageFaults(image, held, { platform: order.platform, labels: order.labels, distribution, version }),
    ...rootFaults(held.root, { base: held.base, wanted })
  ];
  if (faults.length > 0) throw new TaskError(faults);
}
function writeSbom(image, root, { building, prepared }) {
  const { declared, declaration: declaration2, platform: platform2, epoch, sbom } = building;
  const wheels = new Map([
    ...prepared.chosen.map(({ pin, file }) => [pin.name, file.sha256 ?? ""]),
    [normalizeName(declaration2.package.name), prepared.wheel.sha256]
  ]);
  const name = `${declared.registry}/${declared.name}`;
  const told = { name, version: prepared.version, platform: platform2, epoch, wheels };
  writeFileSync2(sbom ?? "", imageSbom(image, root, told));
}
function sum(sizes) {
  return sizes.reduce((total, size) => total + size, 0);
}

// tasks/python/run.ts
import { execFile } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program, args, { variables: variables2, folder, minutes: minutes2 = 10 }) {
  return new Promise((resolve2) => {
    const options = {
      env: { ...variables2 },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes2 * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve2(null);
      else resolve2({ code: codeOf(error), out, err });
    });
  });
}
function lastLines({ out, err }, count2 = 6) {
  const lines = (err.trim() === "" ? out : err).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(-count2).join(" | ");
}
function codeOf(error) {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : 1;
}

// tasks/image/engines/attempts.ts
var attempts = 4;
var passing2 = /unexpected EOF|\bEOF\b|connection (?:reset|refused)|broken pipe|i\/o timeout|TLS handshake|timeout awaiting|deadline exceeded|too ?many ?requests|\b(?:429|500|502|503|504)\b|no such host|temporary failure|failed to do request|server closed|network is unreachable/i;
var broken = /did not complete successfully|error building at STEP/i;
async function withAttempts(image, host, run2) {
  for (let attempt2 = 1; ; attempt2 += 1) {
    const ended = await run2();
    const reason = lastLines(ended, 3);
    if (ended.code === 0 || broken.test(reason) || !passing2.test(reason)) return ended;
    if (attempt2 >= attempts) {
      const fault = `could not be fetched, ${attempt2} times: ${reason}`;
      throw new TaskError([{ place: image, fault, mend: "run the job again when its registry is well" }]);
    }
    const pause = pauseBefore(attempt2, null);
    host.say(`The registry of ${image} broke off: ${reason}; again in ${Math.ceil(pause / 1e3)} s`);
    await host.sleep(pause);
  }
}

// tasks/image/engines/buildah-storage.ts
import { mkdtempSync as mkdtempSync2, rmSync as rmSync2 } from "node:fs";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join5 } from "node:path";

// tasks/image/engines/programs.ts
var minutes = 20;
var notThere = "look whether the registry has it by that digest; refresh the images' lock if not";
async function runEngineProgram(program, args, host) {
  const kept = Object.entries(host.variables).filter(([name]) => !/^(?:GH|GITHUB|ACTIONS)_/i.test(name));
  const ended = await runProgramFile(program, args, { variables: Object.fromEntries(kept), minutes });
  if (ended !== null) return ended;
  throw new TaskError([
    { place: program, fault: "is not on the PATH", mend: "install it, or choose another --engine" }
  ]);
}
function printed(place, ended, mend3) {
  if (ended.code === 0) return ended.out;
  throw new TaskError([{ place, fault: `failed: ${lastLines(ended)}`, mend: mend3 }]);
}

// tasks/image/engines/buildah-storage.ts
var again = "mend what it says, and run the job again";
var inRoot = [
  'mount --bind "$1" "$1"',
  'mount -o remount,bind,ro "$1"',
  'root="$1" user="$2" group="$3"',
  "shift 3",
  'exec setpriv --no-new-privs -- unshare --root="$root" --wd=/ --setgid="$group" --setuid="$user" -- "$@"'
].join(" && ");
var BuildahStorage = class {
  #host;
  #kept;
  #temporary = null;
  /** In a folder that is kept, else in one of its own. */
  constructor(host, kept = null) {
    this.#host = host;
    this.#kept = kept;
  }
  /** Runs buildah, by what stands before it. */
  buildah(args, before = []) {
    const storage = this.#kept ?? this.#ownFolder();
    const driver = this.#host.variables["STORAGE_DRIVER"] || "vfs";
    const roots = ["--root", join5(storage, "storage"), "--runroot", join5(storage, "run")];
    const [program = "", ...rest] = [...before, "buildah", ...roots, "--storage-driver", driver, ...args];
    return runEngineProgram(program, rest, this.#host);
  }
  /** Runs an image that is there as its own user, on a read-only root, without network or any right. */
  async try(image, { user: account, environment: environment2 }, { program, args }) {
    const from = await this.buildah(["from", "--pull-never", image]);
    const container = printed("the image", from, again).trim();
    try {
      const root = printed("the image", await this.buildah(["mount", container]), again).trim();
      const [user2 = "", group = ""] = account.split(":");
      const namespaces = ["--mount", "--net", "--ipc", "--uts", "--pid", "--fork"];
      const inside = ["sh", "-c", inRoot, "sh", root, user2 || "0", group || user2 || "0"];
      const clean = ["env", "--ignore-environment", ...environment2];
      const trial = [...namespaces, "--", ...inside, ...clean, program, ...args];
      return await runEngineProgram("unshare", trial, this.#host);
    } finally {
      await this.buildah(["rm", container]);
    }
  }
  /** Removes the folder that was its own. */
  close() {
    if (this.#temporary !== null) rmSync2(this.#temporary, { recursive: true, force: true });
  }
  /** Made when it is needed: what is refused before leaves nothing behind. */
  #ownFolder() {
    return this.#temporary ??= mkdtempSync2(join5(tmpdir2(), "slipway-buildah-"));
  }
};

// tasks/image/engines/buildah.ts
var Buildah = class {
  #host;
  #image = `localhost/slipway-built-${process.pid}`;
  #storage = null;
  #isKept = false;
  constructor(host) {
    this.#host = host;
  }
  /** The base is fetched before, since what is built from wheels that are there needs no network, and gets none. */
  async build(order) {
    const storage = this.#storageOf(order);
    const base2 = byDigest(order.bases.base);
    const platform2 = ["--arch", architectureOf(order.platform), "--os", "linux"];
    const pull = ["pull", "--policy", "missing", "--quiet", ...platform2, base2];
    printed(base2, await withAttempts(base2, this.#host, () => storage.buildah(pull)), notThere);
    const args = [
      ...["bud", "--isolation", "chroot", "--pull-never", "--layers=false", "--identity-label=false"],
      ...["--format", "oci", "--timestamp", order.epoch, ...platform2],
      ...["--build-arg", `BASE=${base2}`, "--file", order.dockerfile, "--tag", this.#image],
      ...Object.entries(order.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
      order.context
    ];
    printed("the image", await storage.buildah(args, ["unshare", "--net", "--"]), again);
    const push = ["push", "--quiet", this.#image, `oci-archive:${order.out}`];
    printed("the image", await storage.buildah(push), again);
    const inspect = ["inspect", "--type", "image", "--format", "{{len .OCIv1.RootFS.DiffIDs}}", base2];
    const below = Number(printed(base2, await storage.buildah(inspect), again));
    return (await readOciImage(order.out)).layers.length - below;
  }
  async run(order, trial) {
    const { config: config2 } = await readOciImage(order.out);
    const ended = await this.#storageOf(order).try(this.#image, config2, trial);
    return printed("the image, tried", ended, "look at what it imports and where it writes");
  }
  /** Of a storage that is kept the base stays alone: what was built of it is never started from. */
  async close() {
    if (this.#isKept) await this.#storage?.buildah(["rmi", "--force", this.#image]);
    this.#storage?.close();
  }
  #storageOf({ cache }) {
    this.#isKept = cache !== null;
    return this.#storage ??= new BuildahStorage(this.#host, cache);
  }
};

// tasks/image/engines/docker.ts
import { existsSync as existsSync3, mkdtempSync as mkdtempSync3, readFileSync as readFileSync6, renameSync, rmSync as rmSync3 } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join6 } from "node:path";

// tasks/oci/docker-archive.ts
import { copyFile, open as open2 } from "node:fs/promises";

// tasks/tar/write.ts
var recordSize = 20 * blockSize;
function writeTar(entries, time) {
  const named2 = entries.map((entry2) => ({ entry: entry2, name: Buffer.from(entry2.path) }));
  const sorted = named2.sort((a, b) => Buffer.compare(a.name, b.name)).map(({ entry: entry2 }) => entry2);
  const blocks = [...sorted.flatMap((entry2) => blocksOf(entry2, time)), new Uint8Array(2 * blockSize)];
  const length = blocks.reduce((sum2, block) => sum2 + block.length, 0);
  return Buffer.concat([...blocks, new Uint8Array((recordSize - length % recordSize) % recordSize)]);
}
function blocksOf(entry2, time) {
  const path = entry2.kind === "folder" ? `${entry2.path}/` : entry2.path;
  const target = entry2.kind === "symlink" ? entry2.target : "";
  const content = entry2.kind === "file" ? entry2.content : new Uint8Array();
  const short = split2(path);
  const records = new Map([
    ...short === null ? [["path", path]] : [],
    ...fits2(target) ? [] : [["linkpath", target]]
  ]);
  const values = {
    ...short ?? { name: abridged(path), prefix: "" },
    target: fits2(target) ? target : abridged(target),
    type: { file: "0", symlink: "2", folder: "5" }[entry2.kind],
    size: content.length,
    mode: entry2.kind === "file" && !entry2.executable ? 420 : 493,
    time
  };
  return [
    ...records.size === 0 ? [] : extended(writePax(records), time),
    headerOf(values),
    content,
    padding(content)
  ];
}
function extended(content, time) {
  const values = { name: "././@PaxHeader", prefix: "", target: "", type: "x", mode: 420, time };
  return [headerOf({ ...values, size: content.length }), content, padding(content)];
}
function padding(content) {
  return new Uint8Array((blockSize - content.length % blockSize) % blockSize);
}
function split2(path) {
  if (fits2(path)) return { name: path, prefix: "" };
  const [, prefixLength] = fields.prefix;
  const slash = path.lastIndexOf("/", Math.min(prefixLength, path.length - 2));
  const [prefix, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
  return slash > 0 && fits2(name) && isPlain(prefix) ? { name, prefix } : null;
}
function fits2(text3) {
  return isPlain(text3) && text3.length <= fields.name[1];
}
function isPlain(text3) {
  return /^[\x20-\x7e]*$/.test(text3);
}
function abridged(path) {
  return path.replaceAll(/[^\x20-\x7e]/g, "_").slice(0, fields.name[1]);
}
function headerOf(values) {
  const header = Buffer.alloc(blockSize);
  const put = (field, text3) => header.write(text3, fields[field][0], "latin1");
  const octal2 = (field, value) => put(field, `${value.toString(8).padStart(fields[field][1] - 1, "0")}\0`);
  put("name", values.name);
  octal2("mode", values.mode);
  octal2("uid", 0);
  octal2("gid", 0);
  octal2("size", values.size);
  octal2("mtime", values.time);
  put("type", values.type);
  put("target", values.target);
  put("magic", "ustar\x0000");
  put("prefix", values.prefix);
  put("checksum", `${checksumOf(header).toString(8).padStart(6, "0")}\0 `);
  return header;
}

// tasks/oci/docker-archive.ts
async function withDockerManifest(file, copy, tag) {
  const image = await readOciImage(file);
  const path = ({ digest: digest2 }) => `blobs/${digest2.replace(":", "/")}`;
  const manifest2 = [{ Config: path(image.config), RepoTags: [tag], Layers: image.layers.map(path) }];
  const content = Buffer.from(JSON.stringify(manifest2));
  const { end } = await Layout.open(file);
  await copyFile(file, copy);
  const handle = await open2(copy, "r+");
  try {
    await handle.truncate(end);
    const added = writeTar([{ path: "manifest.json", kind: "file", executable: false, content }], 0);
    await handle.write(added, 0, added.length, end);
  } finally {
    await handle.close();
  }
}

// tasks/image/engines/docker.ts
var again2 = "mend what it says, and run the job again";
var Docker = class {
  #host;
  #builder = `slipway-${randomUUID()}`;
  #isMade = false;
  constructor(host) {
    this.#host = host;
  }
  async build(order) {
    await this.#makeBuilder(order);
    const { base: base2 } = order.bases;
    const next = order.cache === null ? null : `${order.cache}-next`;
    const build2 = buildArguments(order, this.#builder, next);
    printed("the image", await withAttempts(shown(base2), this.#host, () => this.#docker(build2)), again2);
    if (next !== null && order.cache !== null && existsSync3(next)) {
      rmSync3(order.cache, { recursive: true, force: true });
      renameSync(next, order.cache);
    }
    return layersAbove(readFileSync6(order.dockerfile, "utf8"));
  }
  async run(order, { program, args }) {
    const folder = mkdtempSync3(join6(tmpdir3(), "slipway-docker-"));
    try {
      const archive = join6(folder, "image.tar");
      await withDockerManifest(order.out, archive, `slipway-tried:${this.#builder}`);
      const loaded = printed("the image", await this.#docker(["load", "--input", archive]), again2);
      const image = /Loaded image(?: ID)?: (\S+)/.exec(loaded)?.[1] ?? `slipway-tried:${this.#builder}`;
      const bounds = ["--read-only", "--network", "none", "--cap-drop", "ALL"];
      const rights2 = ["--security-opt", "no-new-privileges", "--pull", "never", "--platform", order.platform];
      const tried = ["run", "--rm", ...bounds, ...rights2, "--entrypoint", program, image, ...args];
      const ended = await this.#docker(tried);
      await this.#docker(["image", "rm", "--force", image]);
      return printed("the image, tried", ended, "look at what it imports and where it writes");
    } finally {
      rmSync3(folder, { recursive: true, force: true });
    }
  }
  async close() {
    if (this.#isMade) await this.#docker(["buildx", "rm", "--force", this.#builder]);
  }
  async #makeBuilder({ bases: { buildkit } }) {
    const image = shown(buildkit);
    const driver = ["--driver", "docker-container", "--driver-opt", `image=${image}`];
    const create = ["buildx", "create", "--name", this.#builder, ...driver];
    printed("docker buildx", await this.#docker(create), "set up Docker with buildx before this step");
    this.#isMade = true;
    const boot = ["buildx", "inspect", "--bootstrap", this.#builder];
    printed(image, await withAttempts(image, this.#host, () => this.#docker(boot)), notThere);
  }
  #docker(args) {
    return runEngineProgram("docker", args, this.#host);
  }
};
function shown({ reference, digest: digest2 }) {
  return `${qualified(reference)}@${digest2}`;
}
function buildArguments(order, builder, next) {
  const { bases, platform: platform2, dockerfile, context, labels, epoch, out, cache } = order;
  const from = cache !== null && existsSync3(join6(cache, "index.json"));
  return [
    ...["buildx", "build", "--builder", builder, "--platform", platform2, "--file", dockerfile],
    ...["--build-arg", `BASE=${shown(bases.base)}`, "--build-arg", `SOURCE_DATE_EPOCH=${epoch}`],
    ...Object.entries(labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    ...["--network", "none", "--provenance=false", "--sbom=false", "--progress", "plain"],
    ...["--output", `type=oci,dest=${out},rewrite-timestamp=true`],
    ...from ? ["--cache-from", `type=local,src=${cache}`] : [],
    ...next === null ? [] : ["--cache-to", `type=local,dest=${next},mode=max`],
    context
  ];
}
function layersAbove(dockerfile) {
  const lines = dockerfile.split("\n");
  const last = lines.findLastIndex((line) => /^FROM\s/i.test(line));
  return lines.slice(last).filter((line) => /^(?:RUN|COPY|ADD)\s/i.test(line)).length;
}

// tasks/image/engines/name.ts
function engineNameOf(option, variables2) {
  if (option !== "") return { place: "--engine", name: option };
  return { place: "IMAGE_ENGINE", name: variables2["IMAGE_ENGINE"]?.trim() || "docker" };
}

// tasks/index/address.ts
import { execFile as execFile2 } from "node:child_process";
var known2 = { pypi: "PyPI", testpypi: "TestPyPI" };
var overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" };
async function indexAddress(index2, variables2) {
  if (index2.simpleUrl !== null) return checked(index2.simpleUrl, index2.title, "correct it in the stack");
  if (index2.name === "custom") {
    throw failure5({
      place: index2.title,
      fault: "has no address",
      mend: "declare its simple API in the stack"
    });
  }
  const variable = overriding[index2.name];
  const set = variables2[variable] ?? "";
  if (set !== "") return checked(set, variable, "correct it, or leave it out");
  const told = await askPip(known2[index2.name], variables2);
  if (told !== null) return checked(told, index2.title, `set ${variable} to the address of its simple API`);
  throw failure5({
    place: index2.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`
  });
}
function checked(address, place, mend3) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure5({ place, fault: "is no web address", mend: mend3 });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure5({ place, fault: "holds a login", mend: "name an address that can be read without one" });
  }
  url.search = "";
  url.hash = "";
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
async function askPip(name, variables2) {
  const script2 = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python2 of ["python", "python3"]) {
    const told = await outputOf(python2, ["-I", "-c", script2], variables2);
    if (told !== null && told !== "") return told;
  }
  return null;
}
function outputOf(program, args, env) {
  return new Promise((resolve2) => {
    execFile2(program, args, { env, timeout: 3e4 }, (error, stdout) => {
      resolve2(error === null ? stdout.trim() : null);
    });
  });
}
function failure5(fault) {
  return new TaskError([fault]);
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { appendFileSync } from "node:fs";
function appendOutputs(file, outputs) {
  if (file === void 0 || file === "") return;
  appendFileSync(file, Object.entries(outputs).map(assignment).join(""));
}
function assignment([name, value]) {
  const end = `end-${randomUUID2()}`;
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

// tasks/build-image.ts
var build = {
  name: "build-image",
  summary: "Builds the container image of one platform out of the built wheel and what the lock has it install, each by hash,\nabove a base by digest; looks at every file of it, and imports the package in it: as its user, on a read-only root,\nwithout network and rights. The same files give the same image.",
  operands: "",
  variables: {
    VERSION: "version that the wheel must be of, if it is set",
    SUMS: "lines of hash and name that the built files must be, if it is set",
    SOURCE_DATE_EPOCH: "time that the image bears, in seconds since 1970: that of the commit",
    GITHUB_SHA: "commit that it is built of",
    GITHUB_SERVER_URL: "address of GitHub (default: https://github.com)",
    GITHUB_REPOSITORY: "owner and name of the repository (default: as declared)",
    PYPI_SIMPLE_URL: "simple API that dependencies come from; else UV_DEFAULT_INDEX, else the one that pip knows",
    GITHUB_OUTPUT: "file that outputs named after the architecture (`amd64`: digest of the manifest; `amd64-sbom`: SHA-256 of the list) are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    IMAGE_ENGINE: "what builds it where --engine is not given, as in a rehearsal (default: docker)",
    STORAGE_DRIVER: "how buildah keeps layers (default: vfs, which works everywhere)"
  },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    locks: { value: "DIR", help: "folder with image.txt, which locks the dependencies", default: "locks" },
    platform: { value: "PLATFORM", help: "linux/amd64 or linux/arm64", default: "linux/amd64" },
    out: { value: "FILE", help: "archive to write: an image layout of OCI", default: "image.tar" },
    sbom: { value: "FILE", help: "CycloneDX list to write of what is in it", default: "" },
    engine: { value: "NAME", help: "docker (buildx), or buildah (default: IMAGE_ENGINE)", default: "" },
    cache: { value: "DIR", help: "layers to start from and to keep: never where it is pushed", default: "" },
    base: { value: "REFERENCE@DIGEST", help: "base image instead of the declared one", default: "" },
    dockerfile: { value: "FILE", help: "how it is built", default: ".github/slipway/image/Dockerfile" },
    committed: {
      value: "FILE",
      help: "lock of images that the repository keeps, if it is there",
      default: ".github/slipway/locks/images.json"
    },
    declaration: declarationOption
  },
  run
};
var engines = {
  docker: Docker,
  buildah: Buildah
};
async function run(call) {
  const { options, variables: variables2 } = call;
  const host = { variables: variables2, say: (line) => call.say(line), sleep: sleep2 };
  const declaration2 = readDeclaration(options.declaration);
  const { image: declared } = declaration2;
  if (declared === null) {
    const mend3 = "declare slipway:image in the stack";
    throw new TaskError([{ place: options.declaration, fault: "declares no image", mend: mend3 }]);
  }
  const platform2 = readPlatform(options.platform);
  const built = await buildImage(
    {
      declaration: declaration2,
      declared,
      platform: platform2,
      files: options.files,
      sums: variables2["SUMS"] || null,
      version: variables2["VERSION"] || null,
      lock: `${options.locks}/image.txt`,
      overriding: { committed: options.committed, base: options.base },
      dockerfile: options.dockerfile,
      out: options.out,
      sbom: options.sbom || null,
      cache: options.cache || null,
      epoch: required(variables2, "SOURCE_DATE_EPOCH", /^\d{1,11}$/)
    },
    { engine: engineOf(options.engine, host), source: await sourceOf(host), variables: variables2 }
  );
  tell(call, options.platform, built);
  const architecture = architectureOf(platform2);
  call.output({
    [architecture]: built.image.manifest.digest,
    ...options.sbom !== "" && { [`${architecture}-sbom`]: sha256Of(readFileSync7(options.sbom)) }
  });
}
function engineOf(option, host) {
  const { place, name } = engineNameOf(option, host.variables);
  const engine = engines[name];
  if (engine !== void 0) return new engine(host);
  const fault = `is not one of ${Object.keys(engines).join(", ")}`;
  throw new MisuseError({ place, fault, mend: "write --engine docker" });
}
async function sourceOf({ variables: variables2, say, sleep: sleep3 }) {
  const declared = { name: "pypi", title: "PyPI", simpleUrl: null, uploadUrl: null };
  const known3 = { PYPI_SIMPLE_URL: variables2["PYPI_SIMPLE_URL"] || variables2["UV_DEFAULT_INDEX"] };
  const index2 = { ...declared, trustedPublishing: false, environment: null };
  return {
    address: await indexAddress(index2, { ...variables2, ...known3 }),
    http: { place: "PyPI", say, sleep: sleep3 }
  };
}
function sleep2(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
function tell(call, platform2, built) {
  const { image, base: base2, tried, above, packed } = built;
  const rows = [
    ["Manifest", image.manifest.digest],
    ["Base", base2],
    [
      "Layers above the base",
      `${megabytes(above.packed)} in ${above.layers}, ${megabytes(above.unpacked)} unpacked`
    ],
    ["Whole image", megabytes(packed)],
    ["Tried", tried]
  ];
  for (const [what = "", value = ""] of rows) call.say(`${what}: ${value}`);
  call.tabulate({ title: `Image for ${platform2}`, head: ["What", "Value"], rows });
}
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
await runProgram(build);
