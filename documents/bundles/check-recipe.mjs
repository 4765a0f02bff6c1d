// tasks/conda/check.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { join as join2 } from "node:path";

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

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
function oneLine(text2) {
  return text2.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/files/release-files.ts
function readReleaseFiles(folder) {
  const names = list(folder).filter(isDistribution).sort();
  requireFiles(folder, names);
  return names.map((name) => {
    const content = readFileSync(join(folder, name));
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

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);
function parseVersion(text2) {
  const parts = spelling.exec(text2.trim().toLowerCase())?.groups;
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
function canonicalOf({ epoch, release, pre, post, dev, local }) {
  return [
    epoch === 0n ? "" : `${epoch}!`,
    release.join("."),
    pre === null ? "" : `${pre.kind}${pre.number}`,
    post === null ? "" : `.post${post}`,
    dev === null ? "" : `.dev${dev}`,
    local.length === 0 ? "" : `+${local.join(".")}`
  ].join("");
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
  for (const [index, one] of left.entries()) {
    const other = right[index];
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
  const { distribution = "", version = "", build = null, pythons = "", abis = "", platforms = "" } = parts;
  const split = (tags) => tags.split(".");
  return {
    distribution,
    version,
    build,
    pythons: split(pythons),
    abis: split(abis),
    platforms: split(platforms)
  };
}
function parseSdistName(name) {
  const [, distribution, version] = /^([A-Za-z0-9_.]+)-([A-Za-z0-9_.!+]+)\.tar\.gz$/.exec(name) ?? [];
  return distribution === void 0 || version === void 0 ? null : { distribution, version };
}
function distributionOf(name) {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "_");
}

// tasks/wheel/headers.ts
function readHeaders(content) {
  const [head = ""] = Buffer.from(content).toString("utf8").split(/\r?\n\r?\n/, 1);
  const headers = /* @__PURE__ */ new Map();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z0-9-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === void 0 || value === void 0) continue;
    const key2 = name.toLowerCase();
    headers.set(key2, [...headers.get(key2) ?? [], value.trim()]);
  }
  return headers;
}
function onlyValue(headers, name) {
  const values = headers.get(name.toLowerCase()) ?? [];
  return values.length === 1 ? values[0] ?? null : null;
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
var decoder = new TextDecoder("utf-8", { fatal: true });
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
    const next2 = extraAt + (extraSize ?? 0) + (commentSize ?? 0);
    if (next2 > offset + size) throw new ZipFault("", "has a broken directory");
    const name = nameOf(file.subarray(at + 46, extraAt));
    const extra = file.subarray(extraAt, extraAt + (extraSize ?? 0));
    entries.push(withLongNumbers(shortEntry(file, at, name), extra));
    at = next2;
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
    return decoder.decode(bytes);
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
    return listed.map((entry) => unpack(file, entry));
  } catch (error) {
    if (error instanceof ZipFault) throw new TaskError([faultOf(place, error.path, error.message)]);
    throw error;
  }
}
function faultOf(place, path, fault) {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}
function requireSound(place, listed, bound) {
  const paths = /* @__PURE__ */ new Set();
  const faults = listed.flatMap((entry) => {
    const path = pathOf(entry);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry);
    return fault === null ? [] : [faultOf(place, entry.name, fault)];
  });
  const unpacked = listed.reduce((sum, entry) => sum + entry.unpacked, 0);
  const tooLarge = unpacked > bound ? [faultOf(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
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

// tasks/wheel/requires-python.ts
var newestPatch = 999;
function allowsPython(requiresPython, python) {
  const clauses = requiresPython.split(",").map((clause) => clause.trim());
  const answers = clauses.filter((clause) => clause !== "").map((clause) => allows(clause, python));
  if (answers.includes(null)) return null;
  return answers.every((answer) => answer === true);
}
function allows(clause, python) {
  const [, operator = "", text2 = ""] = /^(~=|===|==|!=|<=|>=|<|>)\s*([^\s]+)$/.exec(clause) ?? [];
  const [minor = ""] = /^\d+\.\d+/.exec(python) ?? [];
  if (text2.endsWith(".*")) {
    const same = isWithin(minor, text2.slice(0, -2));
    return operator === "==" ? same : operator === "!=" ? !same : null;
  }
  const [wanted, given] = [parseVersion(text2), parseVersion(`${minor}.${newestPatch}`)];
  if (wanted === null || given === null) return null;
  const order2 = compareVersions(given, wanted);
  switch (operator) {
    case ">=":
    case ">":
      return order2 > 0;
    case "<=":
    case "<":
      return order2 < 0;
    case "!=":
      return true;
    case "==":
    case "===":
      return false;
    case "~=":
      return order2 > 0 && isWithin(minor, text2.split(".").slice(0, -1).join("."));
    default:
      return null;
  }
}
function isWithin(minor, prefix) {
  return `${minor}.${newestPatch}.`.startsWith(`${prefix}.`);
}

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
function parseMarker(text2) {
  const tokens = text2.match(/"[^"]*"|'[^']*'|\(|\)|===|[<>=!~]=|[<>]|[A-Za-z_][A-Za-z0-9_.]*|\S/g) ?? [];
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
  const order2 = left === null || right === null ? null : compareVersions(left, right);
  switch (operator) {
    case "==":
    case "===":
      return order2 === null ? given === wanted : order2 === 0;
    case "!=":
      return order2 === null ? given !== wanted : order2 !== 0;
    case "<":
      return order2 === null ? given < wanted : order2 < 0;
    case "<=":
      return order2 === null ? given <= wanted : order2 <= 0;
    case ">":
      return order2 === null ? given > wanted : order2 > 0;
    case ">=":
      return order2 === null ? given >= wanted : order2 >= 0;
    default:
      return order2 !== null && order2 >= 0 && `${given}.`.startsWith(`${wanted.split(".").slice(0, -1).join(".")}.`);
  }
}

// tasks/conda/metadata/cells.ts
var condaForgePython = "3.11";
var condaForgeMinors = [11, 12, 13, 14, 15].map((minor) => `3.${minor}`);
var systems = [
  { system: "linux", machine: "x86_64" },
  { system: "linux", machine: "aarch64" },
  { system: "osx", machine: "x86_64" },
  { system: "osx", machine: "arm64" },
  { system: "win", machine: "AMD64" }
];
var named = {
  linux: { os_name: "posix", sys_platform: "linux", platform_system: "Linux" },
  osx: { os_name: "posix", sys_platform: "darwin", platform_system: "Darwin" },
  win: { os_name: "nt", sys_platform: "win32", platform_system: "Windows" }
};
function cellsFor(admits) {
  return systems.flatMap((one) => condaForgeMinors.filter(admits).map((python) => ({ ...one, python })));
}
function isNeeded(marker, { system, machine, python }) {
  if (marker === null) return true;
  return holds(marker, {
    ...named[system],
    platform_machine: machine,
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
    // Of a minor version its newest release is installed.
    python_full_version: `${python}.99`,
    implementation_version: `${python}.99`,
    python_version: python
  });
}
function describeCells(some, all) {
  const [systemsOf, pythonsOf] = [
    (cells) => distinct(cells.map(({ system }) => system)),
    (cells) => distinct(cells.map(({ python }) => python))
  ];
  const parts = [
    systemsOf(some).length < systemsOf(all).length ? `on ${systemsOf(some).join(" and ")}` : "",
    pythonsOf(some).length < pythonsOf(all).length ? `for Python ${pythonsOf(some).join(" and ")}` : ""
  ];
  return parts.filter((part) => part !== "").join(" ") || "on some machines";
}
function distinct(texts) {
  return [...new Set(texts)];
}

// tasks/conda/metadata/range.ts
var ClauseError = class extends Error {
};
var everything = { lower: null, upper: null, without: [] };
function rangeOf(clauses) {
  const range = clauses.map(clauseRange).reduce(intersect, everything);
  return { ...range, without: [...new Set(range.without)].filter((text2) => isWithin2(text2, range)).sort() };
}
function describeRange({ lower, upper, without }) {
  const isExact = lower?.inclusive === true && upper?.inclusive === true && compareVersions(lower.version, upper.version) === 0;
  if (isExact) return `==${shown(lower.version)}`;
  const parts = [
    ...lower === null ? [] : [`${lower.inclusive ? ">=" : ">"}${shown(lower.version)}`],
    ...upper === null ? [] : [`${upper.inclusive ? "<=" : "<"}${shown(upper.version)}`],
    ...without.map((text2) => `!=${text2}`)
  ];
  return parts.join(",") || "any version";
}
function clauseRange(clause) {
  const [, operator = "", text2 = ""] = /^(===|~=|==|!=|<=|>=|<|>|=)?(.+)$/.exec(clause) ?? [];
  if (text2 === "*" && /^=*$/.test(operator)) return everything;
  const prefix = /^(.*?)\.?\*$/.exec(text2)?.[1];
  const isFuzzy = prefix !== void 0 || operator === "=";
  const version = versionOf(prefix ?? text2, clause);
  const from = { version, inclusive: true };
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "===":
      return {
        ...everything,
        lower: from,
        upper: isFuzzy ? { version: next(version, 1), inclusive: false } : from
      };
    case "!=":
      return { ...everything, without: [shown(version) + (isFuzzy ? ".*" : "")] };
    case "~=":
      return { ...everything, lower: from, upper: { version: next(version, 2), inclusive: false } };
    case ">=":
      return { ...everything, lower: from };
    case ">":
      return { ...everything, lower: { version, inclusive: false } };
    case "<=":
      return { ...everything, upper: from };
    default:
      return { ...everything, upper: { version: withoutMark(version), inclusive: false } };
  }
}
function versionOf(text2, clause) {
  const version = parseVersion(text2);
  if (version === null) throw new ClauseError(`${clause} names no version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no index and no channel has`);
  return version;
}
function next(version, parts) {
  const kept = parts === 1 ? version.release : version.release.slice(0, -1);
  const last = kept.at(-1) ?? 0n;
  return { ...version, release: [...kept.slice(0, -1), last + 1n], pre: null, post: null, dev: null };
}
function withoutMark(version) {
  const isFirst = version.pre === null ? version.dev === 0n : version.pre.kind === "a" && version.pre.number === 0n;
  return isFirst && version.post === null ? { ...version, pre: null, dev: null } : version;
}
function intersect(one, other) {
  return {
    lower: tighter(one.lower, other.lower, 1),
    upper: tighter(one.upper, other.upper, -1),
    without: [...one.without, ...other.without]
  };
}
function tighter(one, other, sign) {
  if (one === null || other === null) return one ?? other;
  const order2 = compareVersions(one.version, other.version) * sign;
  if (order2 === 0) return one.inclusive ? other : one;
  return order2 > 0 ? one : other;
}
function isWithin2(text2, { lower, upper }) {
  const version = parseVersion(text2.replace(/\.\*$/, ""));
  if (version === null) return true;
  const end = text2.endsWith(".*") ? next(version, 1) : version;
  const isAbove = lower === null || compareVersions(end, lower.version) >= (lower.inclusive && !text2.endsWith(".*") ? 0 : 1);
  const isBelow = upper === null || compareVersions(version, upper.version) < (upper.inclusive ? 1 : 0);
  return isAbove && isBelow;
}
function shown(version) {
  const last = version.release.findLastIndex((number) => number !== 0n);
  return canonicalOf({ ...version, release: version.release.slice(0, Math.max(1, last + 1)) });
}

// tasks/index/file-name.ts
function normalizeName(name) {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

// tasks/conda/known-names.ts
var knownNames = {
  annoy: ["python-annoy"],
  "apache-airflow": ["airflow"],
  asana: ["python-asana"],
  blosc: ["python-blosc"],
  brotli: ["brotli-python", "brotli"],
  build: ["python-build"],
  "confluent-kafka": ["python-confluent-kafka"],
  dask: ["dask-core", "dask"],
  docker: ["docker-py"],
  duckdb: ["python-duckdb"],
  fastjsonschema: ["python-fastjsonschema"],
  flatbuffers: ["python-flatbuffers"],
  graphviz: ["python-graphviz"],
  h2o: ["h2o-py"],
  hjson: ["hjson-py"],
  installer: ["python-installer"],
  kaleido: ["python-kaleido"],
  kubernetes: ["python-kubernetes"],
  matplotlib: ["matplotlib-base", "matplotlib"],
  msgpack: ["msgpack-python"],
  neo: ["python-neo"],
  neo4j: ["neo4j-python-driver"],
  "oldest-supported-numpy": ["numpy"],
  "opencv-python": ["py-opencv", "opencv"],
  "opencv-python-headless": ["py-opencv", "opencv"],
  ortools: ["ortools-python"],
  "psycopg2-binary": ["psycopg2"],
  pvlib: ["pvlib-python"],
  pyqt5: ["pyqt"],
  redis: ["redis-py"],
  sounddevice: ["python-sounddevice"],
  soundfile: ["pysoundfile"],
  soxr: ["soxr-python"],
  symengine: ["python-symengine"],
  tables: ["pytables"],
  torch: ["pytorch"],
  "torch-geometric": ["pytorch_geometric"],
  trino: ["trino-python-client"],
  tzdata: ["python-tzdata"],
  xgboost: ["py-xgboost", "xgboost"],
  xxhash: ["python-xxhash"],
  // These keep their dots, or their underscores, as their only name.
  "backports-tarfile": ["backports.tarfile"],
  "backports-zstd": ["backports.zstd"],
  "huggingface-hub": ["huggingface_hub"],
  "importlib-resources": ["importlib_resources", "importlib-resources"],
  "jaraco-classes": ["jaraco.classes"],
  "jaraco-context": ["jaraco.context"],
  "jaraco-functools": ["jaraco.functools"],
  "jaraco-text": ["jaraco.text"],
  "jupyter-client": ["jupyter_client"],
  "jupyter-core": ["jupyter_core"],
  "jupyter-server": ["jupyter_server"],
  "prometheus-client": ["prometheus_client"],
  "ruamel-yaml": ["ruamel.yaml"],
  "ruamel-yaml-clib": ["ruamel.yaml.clib"],
  "smart-open": ["smart_open"],
  "zope-event": ["zope.event"],
  "zope-interface": ["zope.interface"]
};

// tasks/conda/names.ts
function condaNames(project, declared) {
  const name = normalizeName(project);
  const own = Object.entries(declared).find(([key2]) => normalizeName(key2) === name)?.[1];
  return own === void 0 ? knownNames[name] ?? [name] : [own];
}
function isNamed(conda, names) {
  return names.some((name) => normalizeName(name) === normalizeName(conda));
}

// tasks/conda/yaml/node.ts
var YamlError = class extends Error {
  line;
  constructor(line, message) {
    super(message);
    this.name = "YamlError";
    this.line = line;
  }
};
function entryOf(node, key2) {
  if (node?.kind !== "mapping") return null;
  return node.entries.find((entry) => entry.key.text === key2)?.value ?? null;
}
function nodeAt(node, ...path) {
  return path.reduce(entryOf, node);
}
function itemsOf(node) {
  if (node === null || isEmpty(node)) return [];
  return node.kind === "sequence" ? node.items : [node];
}
function textOf(node) {
  if (node?.kind !== "scalar" || node.value === null || node.text.trim() === "") return null;
  return node.text.trim();
}
function isEmpty(node) {
  if (node === null) return true;
  switch (node.kind) {
    case "scalar":
      return node.value === null || node.text.trim() === "";
    case "sequence":
      return node.items.length === 0;
    case "mapping":
      return node.entries.length === 0;
  }
}

// tasks/conda/recipe/context.ts
var piece = /\$\{\{((?:[^}]|\}(?!\}))*)\}\}/g;
function contextOf(root) {
  const context = /* @__PURE__ */ new Map();
  const node = entryOf(root, "context");
  for (const { key: key2, value } of node?.kind === "mapping" ? node.entries : []) {
    if (value.kind === "scalar") context.set(key2.text, resolved(value.text, context));
  }
  return context;
}
function resolved(text2, context) {
  return text2.replaceAll(
    piece,
    (whole, expression) => evaluated(expression.trim(), context) ?? whole
  );
}
function joinedTexts(condition, context) {
  return condition.replaceAll(/["']([^"']*)["']\s*~\s*(\w+)/g, (whole, text2, name) => {
    const value = context.get(name);
    return value === void 0 ? whole : `"${text2}${value}"`;
  });
}
function evaluated(expression, context) {
  const parts = expression.match(/"[^"]*"|'[^']*'|[^"'~]+|~/g) ?? [];
  const sides = parts.join("\0").split("\0~\0").map((side) => side.replaceAll("\0", ""));
  const values = sides.map((side) => operand(side.trim(), context));
  return values.includes(null) ? null : values.join("");
}
function operand(text2, context) {
  const [first = "", ...filters] = text2.split("|").map((part) => part.trim());
  const start = first.startsWith("(") ? null : subject(first, context);
  return filters.reduce(
    (value, filter) => value === null ? null : filtered(value, filter),
    start
  );
}
function subject(text2, context) {
  const literal = /^(?:"([^"]*)"|'([^']*)')$/.exec(text2);
  if (literal !== null) return literal[1] ?? literal[2] ?? "";
  const [, name = "", index] = /^([A-Za-z_]\w*)(?:\[(\d+)\])?$/.exec(text2) ?? [];
  const value = context.get(name);
  if (value === void 0) return null;
  return index === void 0 ? value : value[Number(index)] ?? "";
}
function filtered(value, filter) {
  if (filter === "lower") return value.toLowerCase();
  if (filter === "upper") return value.toUpperCase();
  if (filter === "string" || filter === "trim") return value.trim();
  const [, from, to] = /^replace\(\s*["']([^"']*)["']\s*,\s*["']([^"']*)["']\s*\)$/.exec(filter) ?? [];
  return from === void 0 || to === void 0 ? null : value.replaceAll(from, to);
}

// tasks/conda/recipe/condition.ts
function conditionHolds(condition, cell) {
  const tokens = condition.match(
    /match\([^)]*\)|(?:build|host|target)_platform|[!=]=|"[^"]*"|'[^']*'|[A-Za-z_]\w*|[()]|\S/g
  ) ?? [];
  const reader = new ConditionReader(tokens, cell);
  const value = reader.either();
  return reader.atEnd() ? value : null;
}
var ConditionReader = class {
  #tokens;
  #cell;
  #at = 0;
  constructor(tokens, cell) {
    this.#tokens = tokens;
    this.#cell = cell;
  }
  atEnd() {
    return this.#at >= this.#tokens.length;
  }
  either() {
    let value = this.#both();
    while (this.#tokens[this.#at] === "or") {
      this.#at += 1;
      const right = this.#both();
      value = value === true || right === true ? true : value === null || right === null ? null : false;
    }
    return value;
  }
  #both() {
    let value = this.#single();
    while (this.#tokens[this.#at] === "and") {
      this.#at += 1;
      const right = this.#single();
      value = value === false || right === false ? false : value === null || right === null ? null : true;
    }
    return value;
  }
  #single() {
    const token = this.#take();
    if (token === "not") {
      const value = this.#single();
      return value === null ? null : !value;
    }
    if (token === "(") {
      const value = this.either();
      return this.#take() === ")" ? value : null;
    }
    if (token.endsWith("_platform")) return this.#samePlatform();
    return matched(token, this.#cell) ?? named2(token, this.#cell);
  }
  /** Nothing is compared with what is built across machines: requirements are the same. */
  #samePlatform() {
    const operator = this.#take();
    const isPlatform = this.#take().endsWith("_platform");
    if (!isPlatform) return null;
    return operator === "==" ? true : operator === "!=" ? false : null;
  }
  #take() {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }
};
function matched(token, { python }) {
  const [, bound] = /^match\(\s*python\s*,\s*["']([^"']*)["']\s*\)$/.exec(token) ?? [];
  return bound === void 0 ? null : allowsPython(bound.replaceAll(" ", ""), python);
}
function named2(token, { system, machine }) {
  switch (token) {
    case "win":
    case "linux":
    case "osx":
      return system === token;
    case "unix":
      return system !== "win";
    case "x86_64":
      return machine === "x86_64" || machine === "AMD64";
    case "aarch64":
      return machine === "aarch64";
    case "arm64":
      return machine === "arm64";
    case "true":
      return true;
    case "false":
      return false;
    default:
      return null;
  }
}

// tasks/conda/yaml/scalar.ts
function plainScalar(text2, placed) {
  return { kind: "scalar", style: "plain", text: text2, value: valueOf(text2), ...placed };
}
function valueOf(text2) {
  if (/^(?:|~|null|Null|NULL)$/.test(text2)) return null;
  if (/^(?:true|True|TRUE)$/.test(text2)) return true;
  if (/^(?:false|False|FALSE)$/.test(text2)) return false;
  if (/^[-+]?\d+$/.test(text2) || /^0(?:o[0-7]+|x[\da-fA-F]+)$/.test(text2)) return Number(text2);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text2)) return Number(text2);
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text2)) return Number.NaN;
  return text2;
}
var escapes = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "	",
  "	": "	",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1B",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029"
};
function quotedScalar(source, start, line) {
  const quote = source[start] ?? "";
  const parts = [];
  let at = start + 1;
  for (; at < source.length; at += 1) {
    const character = source[at] ?? "";
    if (character === quote) {
      if (quote !== "'" || source[at + 1] !== "'") break;
      parts.push("'");
      at += 1;
    } else if (character === "\\" && quote === '"') {
      const [text3, length] = escaped(source.slice(at + 1, at + 200), line);
      parts.push(text3);
      at += length;
    } else if (character === "\n") {
      at = foldInto(parts, source, at);
    } else parts.push(character);
  }
  if (at >= source.length) throw new YamlError(line, "opens a quote that nothing closes");
  const text2 = parts.join("");
  return { kind: "scalar", style: "quoted", text: text2, value: text2, line, start, end: at + 1 };
}
function escaped(rest, line) {
  const [first = ""] = rest;
  const wanted = { x: 2, u: 4, U: 8 }[first];
  if (wanted !== void 0) {
    const digits = /^[\da-fA-F]+/.exec(rest.slice(1, wanted + 1))?.[0] ?? "";
    const code = Number.parseInt(digits, 16);
    if (digits.length < wanted || code > 1114111)
      throw new YamlError(line, `has the broken escape \\${first}`);
    return [String.fromCodePoint(code), wanted + 1];
  }
  if (first === "\n") return ["", /^\n[ \t]*/.exec(rest)?.[0].length ?? 1];
  const text2 = escapes[first];
  if (text2 === void 0) throw new YamlError(line, `has the unknown escape \\${first}`);
  return [text2, 1];
}
function foldInto(parts, source, at) {
  while (/^[ \t]$/.test(parts.at(-1) ?? "")) parts.pop();
  const [run2 = "\n"] = /^(?:\n[ \t]*)+/.exec(source.slice(at)) ?? [];
  const breaks = run2.split("\n").length - 1;
  parts.push(breaks === 1 ? " " : "\n".repeat(breaks - 1));
  return at + run2.length - 1;
}
function blockHead(text2) {
  const [, style, marks = ""] = /^([|>])([-+]?[1-9]?|[1-9][-+])\s*(?:\s#.*)?$/.exec(text2) ?? [];
  if (style === void 0) return null;
  const digit = /[1-9]/.exec(marks)?.[0];
  const chomping = marks.includes("-") ? "strip" : marks.includes("+") ? "keep" : "clip";
  return { folded: style === ">", chomping, indent: digit === void 0 ? null : Number(digit) };
}
function blockText(lines, { folded, chomping }) {
  const last = lines.findLastIndex((line) => line !== "") + 1;
  const body = lines.slice(0, last);
  const text2 = folded ? foldLines(body) : body.join("\n");
  if (chomping === "strip") return text2;
  const empty = lines.length - last;
  if (last === 0) return chomping === "keep" ? "\n".repeat(empty) : "";
  return text2 + (chomping === "keep" ? "\n".repeat(empty + 1) : "\n");
}
function foldLines(lines) {
  let text2 = "";
  let breaks = 0;
  let before = null;
  for (const line of lines) {
    if (line === "") {
      breaks += 1;
      continue;
    }
    const kind = /^[ \t]/.test(line) ? "spaced" : "text";
    if (before === null) text2 += "\n".repeat(breaks);
    else if (kind === "spaced" || before === "spaced") text2 += "\n".repeat(breaks + 1);
    else text2 += breaks === 0 ? " " : "\n".repeat(breaks);
    text2 += line;
    before = kind;
    breaks = 0;
  }
  return text2;
}

// tasks/conda/yaml/flow.ts
function flowNode(source, start, line) {
  return new FlowReader(source, start, line).collection();
}
var FlowReader = class {
  #source;
  #at;
  #line;
  constructor(source, start, line) {
    this.#source = source;
    this.#at = start;
    this.#line = line;
  }
  collection() {
    const [start, line] = [this.#at, this.#line];
    const isList = this.#source[start] === "[";
    this.#at += 1;
    const items = [];
    const entries = [];
    this.#blanks();
    while (this.#peek() !== (isList ? "]" : "}")) {
      if (isList) items.push(this.#node());
      else entries.push(this.#entry(entries));
      this.#separator(isList);
    }
    this.#at += 1;
    const placed = { line, start, end: this.#at };
    return isList ? { kind: "sequence", items, ...placed } : { kind: "mapping", entries, ...placed };
  }
  #entry(before) {
    const key2 = this.#node();
    if (key2.kind !== "scalar") throw new YamlError(this.#line, "has a list or a mapping as a key");
    if (before.some((entry) => entry.key.text === key2.text)) {
      throw new YamlError(key2.line, `has ${key2.text} twice`);
    }
    this.#blanks();
    if (this.#peek() !== ":") return { key: key2, value: this.#nothing() };
    this.#at += 1;
    this.#blanks();
    return { key: key2, value: /[,}]/.test(this.#peek()) ? this.#nothing() : this.#node() };
  }
  #node() {
    const first = this.#peek();
    if (first === "[" || first === "{") return this.collection();
    if (first === '"' || first === "'") {
      const scalar = quotedScalar(this.#source, this.#at, this.#line);
      this.#line += this.#source.slice(this.#at, scalar.end).split("\n").length - 1;
      this.#at = scalar.end;
      return scalar;
    }
    const [text2 = ""] = /^(?:[^,[\]{}:#\s]|:(?![\s,[\]{}])|(?<=\S)#|[ \t]+(?![\s#]|:[\s,[\]{}]|[,[\]{}]))+/.exec(
      this.#source.slice(this.#at)
    ) ?? [];
    if (text2 === "" || /^[&*!|>%@`]/.test(text2)) {
      throw new YamlError(this.#line, "is no YAML that a recipe may have within brackets");
    }
    const start = this.#at;
    this.#at += text2.length;
    return plainScalar(text2, { line: this.#line, start, end: this.#at });
  }
  #separator(isList) {
    this.#blanks();
    if (this.#peek() === ",") {
      this.#at += 1;
      this.#blanks();
    } else if (this.#peek() !== (isList ? "]" : "}")) {
      throw new YamlError(this.#line, "lacks a comma, or what closes a bracket");
    }
  }
  #blanks() {
    for (; ; ) {
      const [run2 = ""] = /^(?:[ \t\n]+|(?<=[\s,[{])#[^\n]*)/.exec(this.#source.slice(this.#at)) ?? [];
      if (run2 === "") break;
      this.#line += run2.split("\n").length - 1;
      this.#at += run2.length;
    }
    if (this.#at >= this.#source.length)
      throw new YamlError(this.#line, "opens a bracket that nothing closes");
  }
  #peek() {
    return this.#source[this.#at] ?? "";
  }
  #nothing() {
    return plainScalar("", { line: this.#line, start: this.#at, end: this.#at });
  }
};

// tasks/conda/yaml/read.ts
function readYaml(source) {
  if (source.startsWith("\uFEFF")) throw new YamlError(1, "begins with a byte order mark");
  return new Reader(source.replaceAll("\r\n", " \n")).document();
}
var key = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`,[\]{}?:-](?:[^:#]|:(?=\S)|(?<=\S)#)*?|[?:-](?=\S)(?:[^:#]|:(?=\S)|(?<=\S)#)*?)\s*:(?=\s|$)/;
var Reader = class {
  #source;
  #rows;
  #offsets;
  /** The next row, counted from 0, and what is left of it. */
  #row = 0;
  #rest = null;
  constructor(source) {
    this.#source = source;
    this.#rows = source.split("\n");
    let at = 0;
    this.#offsets = this.#rows.map((row) => (at += row.length + 1) - row.length - 1);
  }
  document() {
    const first = this.#peek();
    if (first !== null && /^---\s*(?:#.*)?$/.test(first.text)) this.#row = first.number;
    const start = this.#peek();
    if (start === null) throw new YamlError(1, "holds nothing");
    const node = this.#block(start.indent);
    const after = this.#peek();
    if (after !== null)
      throw new YamlError(after.number, "stands in no list or mapping, or too far left or right");
    return node;
  }
  /** The next line with something in it; null behind the last. */
  #peek() {
    if (this.#rest !== null) return this.#rest;
    for (; this.#row < this.#rows.length; this.#row += 1) {
      const row = this.#rows[this.#row] ?? "";
      const text2 = row.trimStart();
      if (text2.trim() === "" || text2.startsWith("#")) continue;
      const indent = row.length - text2.length;
      if (/^ *\t/.test(row)) throw new YamlError(this.#row + 1, "is indented by a tab");
      if (/^(?:---|\.\.\.)(?:\s|$)/.test(row) && this.#row > 0 && this.#hasBefore()) {
        throw new YamlError(this.#row + 1, "begins a second document");
      }
      return {
        number: this.#row + 1,
        indent,
        text: text2.trimEnd(),
        start: (this.#offsets[this.#row] ?? 0) + indent
      };
    }
    return null;
  }
  #hasBefore() {
    return this.#rows.slice(0, this.#row).some((row) => !/^\s*(?:#|$)/.test(row));
  }
  #next() {
    if (this.#rest !== null) this.#row = this.#rest.number;
    else this.#row += 1;
    this.#rest = null;
  }
  /** What is left of a line behind its first characters becomes a line of its own. */
  #cut(line, length) {
    const blanks = /^\s*/.exec(line.text.slice(length))?.[0].length ?? 0;
    const skipped = length + blanks;
    const rest = {
      number: line.number,
      indent: line.indent + skipped,
      text: line.text.slice(skipped),
      start: line.start + skipped
    };
    this.#rest = rest;
    return rest;
  }
  #block(indent) {
    const line = this.#peek();
    if (line === null) throw new YamlError(this.#rows.length, "ends too early");
    if (/^-(?:\s|$)/.test(line.text)) return this.#sequence(indent);
    if (key.test(line.text)) return this.#mapping(indent);
    return this.#scalar(line, indent - 1);
  }
  #sequence(indent) {
    const items = [];
    const first = this.#peek();
    for (let line = first; line?.indent === indent && /^-(?:\s|$)/.test(line.text); line = this.#peek()) {
      items.push(this.#value(line, 1, indent));
    }
    const [start, end] = [first?.start ?? 0, items.at(-1)?.end ?? 0];
    return { kind: "sequence", items, line: first?.number ?? 1, start, end };
  }
  #mapping(indent) {
    const entries = [];
    const first = this.#peek();
    for (let line = first; line?.indent === indent; line = this.#peek()) {
      const [head] = key.exec(line.text) ?? [];
      if (head === void 0 || /^-\s/.test(line.text))
        throw new YamlError(line.number, "is no key with a colon behind it");
      const name = this.#key(head.slice(0, -1).trimEnd(), line);
      if (entries.some((entry) => entry.key.text === name.text)) {
        throw new YamlError(line.number, `has ${name.text} twice`);
      }
      entries.push({ key: name, value: this.#value(line, head.length, indent) });
    }
    const [start, end] = [first?.start ?? 0, entries.at(-1)?.value.end ?? 0];
    return { kind: "mapping", entries, line: first?.number ?? 1, start, end };
  }
  #key(text2, { number, start }) {
    if (/^["']/.test(text2)) return quotedScalar(this.#source, start, number);
    return plainScalar(text2, { line: number, start, end: start + text2.length });
  }
  /** What stands behind `- ` or `key:`, in its line or in those that follow. */
  #value(line, length, indent) {
    const rest = this.#cut(line, length);
    const isItem = line.text.startsWith("-") && length === 1;
    if (rest.text !== "" && !rest.text.startsWith("#")) {
      return isItem ? this.#item(rest, indent) : this.#inline(rest, indent);
    }
    this.#next();
    const below = this.#peek();
    const isList = !isItem && below?.indent === indent && /^-(?:\s|$)/.test(below.text);
    if (below !== null && (below.indent > indent || isList)) return this.#block(below.indent);
    const end = line.start + line.text.length;
    return plainScalar("", { line: line.number, start: end, end });
  }
  #item(rest, parent) {
    const isNested = /^-(?:\s|$)/.test(rest.text) || key.test(rest.text);
    return isNested ? this.#block(rest.indent) : this.#scalar(rest, parent);
  }
  #inline(rest, parent) {
    if (/^-\s/.test(rest.text) || !/^["'[{]/.test(rest.text) && key.test(rest.text)) {
      throw new YamlError(rest.number, "has a second key or a list behind a key");
    }
    return this.#scalar(rest, parent);
  }
  /** A text, or what stands in brackets, whose lines are indented more than `parent`. */
  #scalar(line, parent) {
    if (/^[&*!%@`]/.test(line.text)) {
      throw new YamlError(line.number, `begins with ${line.text[0] ?? ""}, which recipes have no use for`);
    }
    if (/^["']/.test(line.text)) return this.#ended(quotedScalar(this.#source, line.start, line.number));
    if (/^[[{]/.test(line.text)) return this.#ended(flowNode(this.#source, line.start, line.number));
    if (/^[|>]/.test(line.text)) return this.#blockScalar(line, parent);
    return this.#plain(line, parent);
  }
  /** Nothing but a comment may follow in the line where it ends. */
  #ended(node) {
    const row = this.#offsets.findLastIndex((offset) => offset < node.end);
    const behind = this.#source.slice(node.end, (this.#offsets[row] ?? 0) + (this.#rows[row] ?? "").length);
    if (!/^\s*(?:\s#.*)?$/.test(behind))
      throw new YamlError(row + 1, "has something behind a text or bracket that ended");
    this.#rest = null;
    this.#row = row + 1;
    return node;
  }
  #plain(line, parent) {
    const parts = [withoutComment(line.text)];
    let end = line.start + (parts[0] ?? "").length;
    let open = parts[0] === line.text;
    this.#next();
    let row = this.#row;
    for (let below = this.#peek(); open && below !== null && below.indent > parent; below = this.#peek()) {
      if (key.test(below.text)) throw new YamlError(below.number, "is a key within a text; quote the text");
      if (this.#rows.slice(row, below.number - 1).some((text3) => text3.trim() !== "")) break;
      const text2 = withoutComment(below.text);
      parts.push("\n".repeat(below.number - 1 - row) || " ", text2);
      end = below.start + text2.length;
      open = text2 === below.text;
      this.#next();
      row = this.#row;
    }
    return plainScalar(parts.join(""), { line: line.number, start: line.start, end });
  }
  #blockScalar(line, parent) {
    const head = blockHead(line.text);
    if (head === null) throw new YamlError(line.number, "has something behind | or >");
    this.#next();
    const least = Math.max(parent, -1) + 1;
    let indent = head.indent === null ? null : Math.max(parent, 0) + head.indent;
    const lines = [];
    let end = line.start + line.text.length;
    for (; this.#row < this.#rows.length; this.#row += 1) {
      const row = this.#rows[this.#row] ?? "";
      const own = /^ */.exec(row)?.[0].length ?? 0;
      const isBlank = row.trim() === "";
      if (!isBlank && indent === null) indent = own;
      if (!isBlank && own < Math.max(indent ?? least, least)) break;
      lines.push(isBlank && own < (indent ?? Infinity) ? "" : row.slice(indent ?? 0));
      end = (this.#offsets[this.#row] ?? 0) + row.length;
    }
    if (this.#row === this.#rows.length && lines.at(-1) === "") lines.pop();
    const text2 = blockText(lines, head);
    return { kind: "scalar", style: "block", text: text2, value: text2, line: line.number, start: line.start, end };
  }
};
function withoutComment(text2) {
  return text2.replace(/\s+#.*$/, "").trimEnd();
}

// tasks/conda/recipe/recipe.ts
var sections = ["build", "host", "run", "run_constraints"];
function readRecipe(place, text2) {
  const root = parsed(place, text2);
  if (root.kind !== "mapping") {
    throw new TaskError([
      { place, fault: "is no recipe: it has no sections", mend: "write schema version 1" }
    ]);
  }
  const context = new Map([["python_min", condaForgePython], ...contextOf(root)]);
  const outputs = nodeAt(root, "outputs");
  const nodes = outputs === null ? [root] : itemsOf(outputs);
  return { place, text: text2, root, context, packages: nodes.map((node) => packageOf(node, { root, context })) };
}
function parsed(place, text2) {
  try {
    return readYaml(text2);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const mend = /^\s*\{[{%]|: *\{\{/m.test(text2) ? "write ${{ name }} where {{ name }} stands, as schema version 1 has it" : "correct it";
    throw new TaskError([{ place: `${place}:${error.line}`, fault: error.message, mend }]);
  }
}
function packageOf(node, { root, context }) {
  const said = (path) => {
    const text2 = textOf(nodeAt(node, ...path)) ?? textOf(nodeAt(root, "recipe", path.at(-1) ?? ""));
    const value = text2 === null ? null : resolved(text2, context);
    return value?.includes("${{") === true ? null : value;
  };
  return {
    name: said(["package", "name"]),
    version: said(["package", "version"]),
    node,
    noarch: textOf(nodeAt(node, "build", "noarch")) ?? textOf(nodeAt(root, "build", "noarch"))
  };
}
function requirementsOf(recipe, { node }, wanted) {
  const rows = recipe.text.split("\n");
  return sections.filter((section) => wanted === void 0 || section === wanted).flatMap(
    (section) => leaves(nodeAt(node, "requirements", section), []).map(({ node: leaf, conditions }) => ({
      section,
      written: leaf.text,
      text: resolved(leaf.text, recipe.context),
      line: leaf.line,
      conditions: conditions.map((condition) => joinedTexts(condition, recipe.context)),
      explained: /\s#\s*\S/.test(rows[leaf.line - 1] ?? "")
    }))
  );
}
function leaves(node, conditions) {
  if (node === null) return [];
  if (node.kind === "scalar") return textOf(node) === null ? [] : [{ node, conditions }];
  if (node.kind === "sequence") return node.items.flatMap((item) => leaves(item, conditions));
  const condition = textOf(nodeAt(node, "if"));
  if (condition === null) return [];
  return [
    ...leaves(nodeAt(node, "then"), [...conditions, condition]),
    ...leaves(nodeAt(node, "else"), [...conditions, `not (${condition})`])
  ];
}
function scriptLines(node) {
  const script2 = nodeAt(node, "build", "script");
  const lines = script2?.kind === "mapping" ? nodeAt(script2, "content") : script2;
  return leaves(lines, []).map((leaf) => leaf.node);
}
function packageName(requirement) {
  return /^[^\s<>=!~[;]+/.exec(requirement.trim())?.[0]?.toLowerCase() ?? "";
}

// tasks/conda/compare/recipe-needs.ts
function recipeNeeds(requirements, cells) {
  return requirements.map((requirement) => {
    const truths = cells.map(
      (cell) => requirement.conditions.map((condition) => conditionHolds(condition, cell))
    );
    return {
      requirement,
      name: packageName(requirement.text),
      range: boundOf(requirement.text),
      cells: cells.filter((_, index) => truths[index]?.every((truth) => truth !== false)),
      uncertain: truths.some((all) => all.includes(null))
    };
  });
}
function boundOf(text2) {
  const bare = text2.trim().replace(/\s*\[.*\]$/, "").replaceAll(/([<>=!~,])\s+/g, "$1");
  const bound = /^[\w.-]+\s*([^\s]*)/.exec(bare)?.[1] ?? "";
  if (bound.includes("|") || bound.includes("${{")) return null;
  try {
    return rangeOf(bound.split(",").filter((clause) => clause !== "" && clause !== "*"));
  } catch (error) {
    if (error instanceof ClauseError) return null;
    throw error;
  }
}

// tasks/conda/compare/compare.ts
function compareRequirements(compared) {
  const { recipe, built, needs } = compared;
  const stated = recipeNeeds(requirementsOf(recipe, built, "run"), needs.cells);
  const required = stated.filter(({ name }) => name !== "python" && name !== "" && !name.startsWith("__"));
  const projects = [...new Set(needs.needs.map(({ requirement }) => requirement.name))].sort();
  const each2 = projects.map((project) => compareProject(project, required, compared));
  const python = comparePython(stated, compared);
  const extra = compareExtra(required, compared);
  const all = [...each2, python, extra];
  return { faults: all.flatMap(({ faults }) => faults), notices: all.flatMap(({ notices }) => notices) };
}
var inMetadata = "if the metadata is wrong, correct it in pyproject.toml";
function compareProject(project, required, compared) {
  const { recipe, needs, names, built } = compared;
  const wanted = needs.needs.filter(({ requirement }) => requirement.name === project);
  const conda = condaNames(project, names);
  const own = required.filter(({ name }) => isNamed(name, conda));
  const line = lineOf(wanted, conda[0] ?? project);
  const [first] = own;
  if (first === void 0) return missing(wanted, required, compared);
  const place = `${recipe.place}:${first.requirement.line}`;
  const extras = [...new Set(wanted.flatMap(({ requirement }) => requirement.extras))];
  const notices = [
    ...extras.length === 0 ? [] : [
      `${textsOf(wanted)} asks for extras, which conda does not know: see that what they bring is required too.`
    ],
    ...own.filter(({ uncertain }) => uncertain).map(
      ({ requirement }) => `${recipe.place}:${requirement.line}: its condition can't be told here, and is taken to hold.`
    )
  ];
  const unbound = own.find(({ range }) => range === null);
  if (unbound !== void 0) {
    return {
      faults: [],
      notices: [...notices, `${place}: the bound of ${unbound.requirement.text} can't be compared.`]
    };
  }
  const found = built.noarch === null ? perCell(wanted, own, compared) : alike(wanted, own, line);
  if (!own.some(({ requirement }) => requirement.explained)) {
    return { faults: found.map((fault) => ({ place, ...fault })), notices };
  }
  return {
    faults: [],
    notices: [...notices, ...found.map(({ fault }) => `${place}: ${fault}, as its comment says.`)]
  };
}
function missing(wanted, required, compared) {
  const { recipe, built, needs, names } = compared;
  const project = wanted[0]?.requirement.name ?? "";
  const conda = condaNames(project, names);
  const [name = project] = conda;
  const host = requirementsOf(recipe, built, "host").find(({ text: text2 }) => isNamed(packageName(text2), conda));
  if (host !== void 0) {
    const notice = `${recipe.place}:${host.line}: ${host.text} is required for building alone; conda-forge's ${name} has to bring itself along for running.`;
    return { faults: [], notices: [notice] };
  }
  const other = required.find((one) => isNamed(one.name, [project]));
  const called = other === void 0 ? "" : `, which conda-forge does not call ${other.name}`;
  const where = describe(needsCells(wanted, needs.cells), needs.cells);
  const fault = `lacks ${name}${called}: the wheel asks for ${textsOf(wanted)}${where}`;
  const mend = `add ${lineOf(wanted, name)} to requirements.run, or ${inMetadata}`;
  return differences([{ place: recipe.place, fault, mend }]);
}
function lineOf(wanted, name) {
  return `${name} ${describeRange(rangeOf(clausesOf(wanted))).replace("any version", "")}`.trim();
}
function alike(wanted, own, line) {
  const expected2 = describeRange(rangeOf(clausesOf(wanted)));
  const given = describeRange(joined(own));
  if (expected2 === given) return [];
  const name = own[0]?.name ?? "";
  const fault = `requires ${name} ${given}, and the wheel asks for ${textsOf(wanted)}`;
  return [{ fault, mend: `write ${line}, or ${inMetadata}` }];
}
function perCell(wanted, own, { needs }) {
  const name = own[0]?.name ?? "";
  const states = needs.cells.map((cell) => {
    const asked = wanted.filter(({ cells }) => cells.includes(cell));
    const given = own.filter(({ cells }) => cells.includes(cell));
    const bound = { asked: describeRange(rangeOf(clausesOf(asked))), given: describeRange(joined(given)) };
    if (asked.length > 0 && given.length === 0) return { cell, difference: `lacks ${name} ${bound.asked}` };
    if (asked.length === 0 && given.length > 0)
      return { cell, difference: `requires ${name}, which the wheel does not ask for` };
    if (asked.length === 0 || bound.asked === bound.given) return { cell, difference: null };
    return { cell, difference: `requires ${name} ${bound.given}, and the wheel asks for ${bound.asked}` };
  });
  const kinds = [...new Set(states.flatMap(({ difference }) => difference ?? []))];
  return kinds.map((kind) => {
    const cells = states.filter(({ difference }) => difference === kind).map(({ cell }) => cell);
    const mend = `write it as ${textsOf(wanted)} has it, or ${inMetadata}`;
    return { fault: `${kind}${describe(cells, needs.cells)}`, mend };
  });
}
function compareExtra(required, { recipe, needs, names }) {
  const asked = needs.needs.flatMap(({ requirement }) => condaNames(requirement.name, names));
  const optional2 = needs.optional.flatMap(({ name }) => condaNames(name, names));
  const projects = needs.needs.map(({ requirement }) => requirement.name);
  const extra = required.filter(({ name }) => !isNamed(name, asked) && !isNamed(name, projects));
  const isMeant = ({ name, requirement }) => requirement.explained || isNamed(name, optional2);
  return {
    faults: extra.filter((one) => !isMeant(one)).map(({ name, requirement }) => ({
      place: `${recipe.place}:${requirement.line}`,
      fault: `requires ${name}, which the wheel does not ask for`,
      mend: "remove it, or say in a comment at its line why it is needed"
    })),
    notices: extra.filter(isMeant).map(({ name, requirement }) => {
      return `${recipe.place}:${requirement.line}: requires ${name}, which the wheel asks for in no case or by an extra alone.`;
    })
  };
}
function comparePython(stated, { recipe, built, needs }) {
  const own = stated.filter(({ name }) => name === "python");
  const place = own[0] === void 0 ? recipe.place : `${recipe.place}:${own[0].requirement.line}`;
  const expected2 = describeRange(needs.python);
  if (built.noarch !== null) {
    const ranges = own.flatMap(({ range }) => range ?? []);
    const given = ranges.length === 0 ? "any version" : describeRange(joined(own));
    if (given === expected2 || own.some(({ range }) => range === null)) return differences([]);
    const mend2 = `let it admit ${expected2}, by python_min in context and the bound below run, or correct requires-python`;
    return differences([{ place, fault: `runs on Python ${given}, and the wheel on ${expected2}`, mend: mend2 }]);
  }
  const skips = leaves(nodeAt(built.node, "build", "skip") ?? nodeAt(recipe.root, "build", "skip"), []).map(
    ({ node }) => joinedTexts(node.text, recipe.context)
  );
  const cell = (python) => ({ system: "linux", machine: "x86_64", python });
  const wrong = condaForgeMinors.flatMap((python) => {
    const isSkipped = skips.some((skip) => conditionHolds(skip, cell(python)) === true);
    const isAllowed = allowsPython(expected2, python) !== false;
    if (isSkipped !== isAllowed) return [];
    return [
      isSkipped ? `skips Python ${python}, which the wheel admits` : `is built for Python ${python}, which the wheel does not admit`
    ];
  });
  const mend = 'skip the others below build: match(python, "<3.12")';
  return differences(wrong.map((fault) => ({ place, fault, mend })));
}
function joined(own) {
  return rangeOf(
    own.flatMap(
      ({ range }) => range === null ? [] : [...describeRange(range).replace("any version", "*").split(",")]
    )
  );
}
function clausesOf(wanted) {
  return wanted.flatMap(({ requirement }) => requirement.clauses);
}
function needsCells(wanted, all) {
  return all.filter((cell) => wanted.some(({ cells }) => cells.includes(cell)));
}
function describe(some, all) {
  return some.length === all.length ? "" : ` (${describeCells(some, all)})`;
}
function textsOf(wanted) {
  return wanted.map(({ requirement }) => requirement.text).join(" and ");
}
function differences(faults) {
  return { faults, notices: [] };
}

// tasks/conda/declared.ts
function declaredConda({ conda }) {
  if (conda !== null) return conda;
  const mend = "declare slipway:conda with its maintainers, and let the stack deliver it";
  throw new TaskError([{ place: "slipway:conda", fault: "is not declared", mend }]);
}

// tasks/conda/metadata/bounds.ts
var order = ["==", ">=", ">", "<", "<=", "!="];
function condaBound(clauses) {
  const bounds = clauses.flatMap(condaClauses).map((bound, index) => ({ ...bound, index }));
  bounds.sort(
    (one, other) => order.indexOf(one.operator) - order.indexOf(other.operator) || one.index - other.index
  );
  return bounds.map(({ operator, text: text2 }) => operator === "==" && text2.endsWith(".*") ? text2 : `${operator}${text2}`).join(",");
}
function condaClauses(clause) {
  const [, operator = "", text2 = ""] = /^(===|~=|==|!=|<=|>=|<|>)(.+)$/.exec(clause) ?? [];
  const version = parseVersion(text2.replace(/\.\*$/, ""));
  if (operator === "" || version === null) throw new ClauseError(`${clause} is no bound of a version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no channel has`);
  if (operator === "===") return [{ operator: "==", text: text2 }];
  if (operator !== "~=") return [{ operator, text: text2 }];
  const parts = version.release.slice(0, -1);
  if (parts.length === 0) throw new ClauseError(`${clause} needs a version of two parts`);
  const epoch = version.epoch === 0n ? "" : `${version.epoch}!`;
  const next2 = [...parts.slice(0, -1), (parts.at(-1) ?? 0n) + 1n].join(".");
  return [
    { operator: ">=", text: text2 },
    { operator: "<", text: `${epoch}${next2}` }
  ];
}

// tasks/conda/metadata/requirement.ts
var RequirementError = class extends Error {
  mend;
  constructor(fault, mend) {
    super(fault);
    this.name = "RequirementError";
    this.mend = mend;
  }
};
var shape = /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[(?<extras>[^\]]*)\])?\s*(?<rest>[^;@]*?)\s*(?<url>@[^;]*?)?\s*(?:;(?<marker>.*))?$/s;
function parseRequirement(text2) {
  const { name, extras = "", rest = "", url, marker } = shape.exec(text2.trim())?.groups ?? {};
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
    text: text2.trim(),
    name: normalizeName(name),
    extras: extras.split(",").map((extra) => normalizeName(extra.trim())).filter((extra) => extra !== ""),
    clauses: clauses.filter((clause) => clause !== ""),
    marker: marker === void 0 ? null : markerOf(marker)
  };
}
function markerOf(text2) {
  try {
    return parseMarker(text2);
  } catch (error) {
    if (!(error instanceof MarkerError)) throw error;
    throw new RequirementError(
      `has a marker that can't be read: ${error.message}`,
      "write it as PEP 508 has it"
    );
  }
}

// tasks/conda/metadata/needs.ts
function needsOf({ place, requiresPython, requires: requires2 }) {
  const faults = [];
  const clauses = clausesOf2(requiresPython ?? "");
  const python = attempt(
    () => rangeOf([...clauses, `>=${condaForgePython}`]),
    `${place}, Requires-Python`,
    faults
  );
  const cells = cellsFor((minor) => allowsPython(requiresPython ?? "", minor) !== false);
  const read = requires2.flatMap(
    (text2) => attempt(() => parseRequirement(text2), `${place}, ${text2}`, faults) ?? []
  );
  const all = read.map((requirement) => ({
    requirement,
    cells: cells.filter((cell) => isNeeded(requirement.marker, cell))
  }));
  const needed = all.filter((need) => need.cells.length > 0);
  const sound = needed.filter(({ requirement: { clauses: bounds, text: text2 } }) => {
    const bound = attempt(() => [rangeOf(bounds), condaBound(bounds)], `${place}, ${text2}`, faults);
    return bound !== null;
  });
  return {
    cells,
    python: python ?? rangeOf([`>=${condaForgePython}`]),
    needs: sound,
    optional: all.filter((need) => need.cells.length === 0).map(({ requirement }) => requirement),
    faults
  };
}
function clausesOf2(bound) {
  return bound.split(",").map((clause) => clause.replaceAll(/\s+/g, "")).filter((clause) => clause !== "");
}
function attempt(read, place, faults) {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequirementError) faults.push({ place, fault: error.message, mend: error.mend });
    else if (error instanceof ClauseError)
      faults.push({ place, fault: error.message, mend: "correct it in pyproject.toml" });
    else throw error;
    return null;
  }
}

// tasks/python/run.ts
import { execFile } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program, args, { variables: variables2, folder, minutes = 10 }) {
  return new Promise((resolve) => {
    const options = {
      env: { ...variables2 },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve(null);
      else resolve({ code: codeOf(error), out, err });
    });
  });
}
async function runPython(args, where) {
  for (const program of ["python", "python3"]) {
    const ended = await runProgramFile(program, args, where);
    if (ended !== null) return ended;
  }
  throw new TaskError([{ place: "python", fault: "is not on the PATH", mend: "set Python up first" }]);
}
function lastLines({ out, err }, count2 = 6) {
  const lines = (err.trim() === "" ? out : err).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(-count2).join(" | ");
}
function codeOf(error) {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : 1;
}

// tasks/json/shape.ts
var ShapeError = class extends Error {
  constructor(place, expected2) {
    super(`${place || "the whole"} is not ${expected2}`);
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
function listOf(shape3) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry, index) => shape3(entry, `${place}[${index}]`));
  };
}
function mapOf(shape3) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key2, entry]) => [key2, shape3(entry, `${place}.${key2}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape3) {
  return (value, place) => value === null ? null : shape3(value, place);
}
function optional(shape3) {
  return (value, place) => value === void 0 || value === null ? null : shape3(value, place);
}
function objectOf(shapes) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(shapes).map(([key2, shape3]) => {
      const inner = Object.hasOwn(value, key2) ? value[key2] : void 0;
      return [key2, shape3(inner, place === "" ? key2 : `${place}.${key2}`)];
    });
    return Object.fromEntries(entries);
  };
}
function parseJson(source, shape3) {
  let value;
  try {
    value = JSON.parse(typeof source === "string" ? source : Buffer.from(source).toString("utf8"));
  } catch {
    throw new ShapeError("", "JSON");
  }
  return shape3(value, "");
}

// tasks/conda/render.ts
var script = `
import json, sys
try:
    from rattler_build import PlatformConfig, RenderConfig, Stage0Recipe, VariantConfig
except ImportError:
    print(json.dumps({"missing": "py-rattler-build"}))
    sys.exit(0)
path, minimum = sys.argv[1:3]
variants = VariantConfig.from_yaml("""
python_min: ["%s"]
python: ["3.13.* *_cp313"]
numpy: ["2"]
is_abi3: [false]
c_compiler: [gcc]
c_compiler_version: ["14"]
cxx_compiler: [gxx]
cxx_compiler_version: ["14"]
fortran_compiler: [gfortran]
fortran_compiler_version: ["14"]
rust_compiler: [rust]
go_compiler: [go-nocgo]
c_stdlib: [sysroot]
c_stdlib_version: ["2.17"]
""" % minimum)
builds, faults = [], []
for platform in ["linux-64", "osx-arm64", "win-64"]:
    try:
        rendered = Stage0Recipe.from_file(path).render(
            variants, RenderConfig(platform=PlatformConfig(target_platform=platform, build_platform=platform, host_platform=platform)))
        for one in rendered:
            recipe = one.recipe
            builds.append("%s: %s %s" % ("noarch" if recipe.build.noarch else platform, recipe.package.name, recipe.package.version))
    except Exception as error:
        faults.append("%s: %s" % (platform, error))
print(json.dumps({"builds": sorted(set(builds)), "faults": faults}))
`;
var shape2 = objectOf({
  missing: optional(text),
  builds: optional(listOf(text)),
  faults: optional(listOf(text))
});
async function renderRecipe(path, { variables: variables2 }) {
  const ended = await runPython(["-c", script, path, condaForgePython], { variables: variables2 });
  if (ended.code !== 0) {
    const fault = `can't be rendered: ${lastLines(ended)}`;
    return {
      done: false,
      missing: false,
      faults: [{ place: path, fault, mend: "run the job again; report it if it stays" }]
    };
  }
  const said = parseJson(ended.out, shape2);
  if (said.missing !== null) return { done: false, missing: true, faults: [] };
  const kinds = /* @__PURE__ */ new Map();
  for (const line of said.faults ?? []) {
    const [, platform = "", rest = ""] = /^(\S+): ([^]*)$/.exec(line) ?? [];
    const fault = rest.replaceAll(/\s+/g, " ").trim();
    kinds.set(fault, [...kinds.get(fault) ?? [], platform]);
  }
  const faults = [...kinds].map(([fault, platforms]) => {
    return {
      place: path,
      fault: `can't be rendered for ${platforms.join(", ")}: ${fault}`,
      mend: "correct it as rattler-build says"
    };
  });
  return faults.length > 0 ? { done: false, missing: false, faults } : { done: true, builds: said.builds ?? [] };
}

// tasks/conda/rules/spdx.ts
var families = /^(?:A?GPL|LGPL|GFDL|GPLv\d|LGPLv[\d.]+|AGPLv\d|GPL-?[23](?:\.0)?\+?|Apache-?2?|ASL-?2?|BSD|BSD-?[234]|MPL|PSF|CC|EPL|EUPL|Artistic|Public-?Domain|Proprietary|Commercial|None|Other)$/i;
function spdxFault(expression) {
  const reader = { tokens: expression.match(/[()]|[^\s()]+/g) ?? [], at: 0 };
  const fault = either(reader);
  if (fault !== null) return fault;
  const rest = reader.tokens[reader.at];
  return rest === void 0 ? null : `joins licenses in a way that SPDX does not know, at ${rest}`;
}
function either(reader) {
  for (; ; ) {
    const fault = single(reader);
    if (fault !== null) return fault;
    if (!/^(?:AND|OR)$/.test(reader.tokens[reader.at] ?? "")) return null;
    reader.at += 1;
  }
}
function single(reader) {
  const token = reader.tokens[reader.at] ?? "";
  reader.at += 1;
  if (token === "(") {
    const fault = either(reader);
    if (fault !== null) return fault;
    reader.at += 1;
    return reader.tokens[reader.at - 1] === ")" ? null : "has a parenthesis that is not closed";
  }
  if (!isIdentifier(token)) return `has the license ${token || "(none)"}, which SPDX does not know`;
  if (reader.tokens[reader.at] !== "WITH") return null;
  const exception = reader.tokens[reader.at + 1] ?? "";
  reader.at += 2;
  return isIdentifier(exception) ? null : `has the exception ${exception || "(none)"}, which SPDX does not know`;
}
function isIdentifier(token) {
  const isOwn = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(token);
  return isOwn || /^[A-Za-z0-9][A-Za-z0-9.-]*\+?$/.test(token) && !/^(?:AND|OR|WITH)$/i.test(token) && !families.test(token);
}

// tasks/conda/rules/about.ts
var longestSummary = 255;
var aboutItems = {
  name: "about-items",
  smithy: ["R-002"],
  find: ({ root }) => ["homepage", "license", "summary"].flatMap((item) => {
    const node = nodeAt(root, "about", item);
    if (!isEmpty(node)) return [];
    const line = (node ?? nodeAt(root, "about"))?.line ?? null;
    return [{ line, fault: `says nothing below about.${item}`, mend: "write it" }];
  })
};
var knownLicense = {
  name: "unknown-license",
  smithy: ["R-007"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    if (textOf(node)?.toLowerCase() !== "unknown") return [];
    return [
      {
        line: node?.line ?? null,
        fault: "says that the license is unknown",
        mend: "write an SPDX expression: MIT"
      }
    ];
  }
};
var licenseWord = {
  name: "license-word",
  smithy: ["R-010"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    const license = textOf(node)?.toLowerCase() ?? "";
    if (!license.includes("license") || /unlicense|licenseref|-license/.test(license)) return [];
    return [
      {
        line: node?.line ?? null,
        fault: `has the word license in ${textOf(node) ?? ""}`,
        mend: "write its identifier alone: MIT"
      }
    ];
  }
};
var spdx = {
  name: "spdx-license",
  smithy: ["R-044", "R-045"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    const license = textOf(node);
    const fault = license === null ? null : spdxFault(license);
    if (fault === null) return [];
    const mend = "write an SPDX expression: MIT, Apache-2.0 OR MIT, LicenseRef-own";
    return [{ line: node?.line ?? null, fault, mend }];
  }
};
var licenseFile = {
  name: "license-file",
  smithy: ["R-013"],
  find: ({ root, packages }) => {
    const node = nodeAt(root, "about", "license_file");
    const ofAll = packages.every((one) => itemsOf(nodeAt(one.node, "about", "license_file")).length > 0);
    if (!isEmpty(node) || ofAll) return [];
    const line = nodeAt(root, "about")?.line ?? null;
    return [
      {
        line,
        fault: "names no license_file",
        mend: "name the file in the source that has the license's text"
      }
    ];
  }
};
var summaryLength = {
  name: "summary-length",
  smithy: [],
  advice: true,
  find: ({ root }) => {
    const node = nodeAt(root, "about", "summary");
    const length = textOf(node)?.length ?? 0;
    if (length <= longestSummary && textOf(node)?.includes("\n") !== true) return [];
    return [
      {
        line: node?.line ?? null,
        fault: `has a summary of ${length} characters`,
        mend: "say it in one short sentence"
      }
    ];
  }
};
var addresses = {
  name: "about-addresses",
  smithy: [],
  find: ({ root }) => ["homepage", "repository", "documentation"].flatMap((item) => {
    const node = nodeAt(root, "about", item);
    const text2 = textOf(node);
    if (text2 === null || text2.includes("${{") || /^https?:\/\/\S+$/.test(text2)) return [];
    return [
      {
        line: node?.line ?? null,
        fault: `has no web address below about.${item}`,
        mend: "write it with https://"
      }
    ];
  })
};
var aboutRules = [
  aboutItems,
  knownLicense,
  licenseWord,
  spdx,
  licenseFile,
  summaryLength,
  addresses
];

// tasks/conda/rules/build.ts
var buildNumber = {
  name: "build-number",
  smithy: ["R-008"],
  find: ({ root, packages }) => packages.flatMap(({ node }) => {
    const number = nodeAt(node, "build", "number") ?? nodeAt(root, "build", "number");
    if (!isEmpty(number)) return [];
    return [
      { line: nodeAt(node, "build")?.line ?? null, fault: "has no build.number", mend: "write number: 0" }
    ];
  })
};
var noarchValue = {
  name: "noarch-value",
  smithy: ["R-020"],
  find: ({ packages }) => packages.flatMap(({ node, noarch }) => {
    if (noarch === null || /^(?:python|generic)$/.test(noarch) || noarch.includes("${{")) return [];
    const line = nodeAt(node, "build", "noarch")?.line ?? null;
    return [{ line, fault: `says noarch: ${noarch}`, mend: "write python or generic" }];
  })
};
var pipInstall = {
  name: "pip-install",
  smithy: ["R-050"],
  find: ({ packages }) => packages.flatMap(
    ({ node }) => scriptLines(node).flatMap(({ text: text2, line }) => {
      if (!/setup\.py\s+install|easy_install/.test(text2)) return [];
      const mend = "write ${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation";
      return [{ line, fault: "installs without pip", mend }];
    })
  )
};
var pipIsolation = {
  name: "pip-isolation",
  smithy: [],
  find: ({ packages }) => packages.flatMap(
    ({ node }) => scriptLines(node).flatMap(({ text: text2, line }) => {
      if (!/pip install\b/.test(text2)) return [];
      const lacking = ["--no-deps", "--no-build-isolation"].filter((option) => !text2.includes(option));
      if (lacking.length === 0) return [];
      const fault = `lets pip fetch what it likes: ${lacking.join(" and ")} is missing`;
      return [{ line, fault, mend: "add it: a build has no network, and conda brings all that is needed" }];
    })
  )
};
var tests = {
  name: "tests",
  smithy: ["R-005"],
  find: ({ packages }) => {
    if (packages.some(({ node }) => !isEmpty(nodeAt(node, "tests")))) return [];
    return [{ line: null, fault: "has no tests", mend: "import the package below tests: - python: imports" }];
  }
};
var outputTests = {
  name: "output-tests",
  smithy: ["R-006"],
  advice: true,
  find: ({ packages }) => {
    if (packages.length < 2) return [];
    return packages.flatMap(({ node, name }) => {
      if (!isEmpty(nodeAt(node, "tests")) || nodeAt(node, "staging") !== null) return [];
      return [{ line: node.line, fault: `has no tests of its output ${name ?? ""}`, mend: "add one" }];
    });
  }
};
var abi3 = {
  name: "abi3-flag",
  smithy: ["R-038"],
  find: ({ text: text2 }) => text2.split("\n").flatMap((row, index) => {
    if (!/is_abi3\s*[!=]=\s*["']/.test(row)) return [];
    return [
      { line: index + 1, fault: "compares is_abi3 with a text", mend: "write is_abi3, or not is_abi3" }
    ];
  })
};
var noarchSkip = {
  name: "noarch-skip",
  smithy: ["R1-002"],
  find: ({ packages }) => packages.flatMap(({ node, noarch }) => {
    const skip = nodeAt(node, "build", "skip");
    if (noarch === null || noarch.includes("${{") || isEmpty(skip)) return [];
    return [
      {
        line: skip?.line ?? null,
        fault: "skips builds of a noarch package",
        mend: "leave skip out, or noarch"
      }
    ];
  })
};
var suggestNoarch = {
  name: "suggest-noarch",
  smithy: ["R-041"],
  find: (recipe) => recipe.packages.flatMap((one) => {
    const host = requirementsOf(recipe, one).filter(
      ({ section }) => section === "host" || section === "build"
    );
    const compiles = host.some(({ written }) => written.includes("compiler("));
    const byPip = host.some(({ text: text2 }) => packageName(text2) === "pip");
    if (one.noarch !== null || compiles || !byPip || textOf(nodeAt(one.node, "build", "skip")) !== null)
      return [];
    const mend = "write noarch: python below build, or require the compilers";
    return [
      {
        line: nodeAt(one.node, "build")?.line ?? null,
        fault: "is built for each machine, and compiles nothing",
        mend
      }
    ];
  })
};
var buildRules = [
  buildNumber,
  noarchValue,
  pipInstall,
  pipIsolation,
  tests,
  outputTests,
  abi3,
  noarchSkip,
  suggestNoarch
];

// tasks/conda/rules/judge.ts
function each(judge) {
  return (recipe) => recipe.packages.flatMap(
    (one) => requirementsOf(recipe, one).flatMap((requirement) => {
      const found = judge(requirement);
      return found === null ? [] : [{ line: requirement.line, ...found }];
    })
  );
}
function ofBuild(judge) {
  return (recipe) => recipe.packages.flatMap((one) => {
    const all = requirementsOf(recipe, one);
    const found = judge(all, one);
    const build = all.find(({ section }) => section === "build" || section === "host");
    return found === null ? [] : [{ line: build?.line ?? null, ...found }];
  });
}
function uses(all, language) {
  return all.some(
    ({ section, written }) => section === "build" && new RegExp(`compiler\\(\\s*["'](?:m2w64_)?${language}["']`).test(written)
  );
}
function requires(all, name) {
  return all.some(
    ({ section, text: text2 }) => (section === "build" || section === "host") && packageName(text2) === name
  );
}

// tasks/conda/rules/compilers.ts
var compilers = {
  name: "stdlib",
  smithy: ["R-033"],
  find: ofBuild((all) => {
    const compiles = all.some(({ section, written }) => section === "build" && written.includes("compiler("));
    const has = all.some(
      ({ section, written }) => section === "build" && /stdlib\(\s*["'](?:m2w64_)?c["']/.test(written)
    );
    return compiles && !has ? { fault: "has a compiler without the C library", mend: "add ${{ stdlib('c') }} to build" } : null;
  })
};
var sysroot = {
  name: "sysroot",
  smithy: ["R-034"],
  find: each(
    ({ text: text2 }) => packageName(text2).startsWith("sysroot_linux") ? {
      fault: "requires sysroot_linux itself",
      mend: "write ${{ stdlib('c') }}, and c_stdlib_version into a variant"
    } : null
  )
};
var macos = {
  name: "macos-version",
  smithy: ["R-035"],
  find: each(
    ({ text: text2 }) => /^__osx\s*>/.test(text2) ? {
      fault: "sets a bound of __osx itself",
      mend: "write ${{ stdlib('c') }}, and c_stdlib_version into a variant"
    } : null
  )
};
var rustLicenses = {
  name: "rust-licenses",
  smithy: ["R-031"],
  find: ofBuild(
    (all) => uses(all, "rust") && !requires(all, "cargo-bundle-licenses") ? {
      fault: "links crates in, whose licenses it does not carry",
      mend: "add cargo-bundle-licenses, and its THIRDPARTY.yml to license_file"
    } : null
  )
};
var goLicenses = {
  name: "go-licenses",
  smithy: ["R-032"],
  find: ofBuild(
    (all) => uses(all, "go") && !requires(all, "go-licenses") ? {
      fault: "links modules in, whose licenses it does not carry",
      mend: "add go-licenses, and its folder to license_file"
    } : null
  )
};
var compilerRules = [compilers, sysroot, macos, rustLicenses, goLicenses];

// tasks/conda/rules/python.ts
function pythonIn(recipe, one, section) {
  return requirementsOf(recipe, one, section).filter(({ text: text2 }) => packageName(text2) === "python");
}
function noarchs({ packages }) {
  return packages.filter(({ noarch }) => noarch === "python");
}
function native({ packages }) {
  return packages.filter(({ noarch }) => noarch === null);
}
var lowerBound = {
  name: "python-lower-bound",
  smithy: ["R-026"],
  find: (recipe) => noarchs(recipe).flatMap((one) => {
    if (pythonIn(recipe, one, "run").some(({ text: text2 }) => text2 !== "python")) return [];
    const line = nodeAt(one.node, "requirements")?.line ?? null;
    return [{ line, fault: "runs on any Python", mend: "write python >=${{ python_min }} below run" }];
  })
};
var pythonMin = {
  name: "python-min",
  smithy: ["R-047"],
  find: (recipe) => noarchs(recipe).flatMap((one) => {
    const host = pythonIn(recipe, one, "host");
    const run2 = pythonIn(recipe, one, "run");
    const tests2 = testedPythons(one);
    const found = [];
    const line = nodeAt(one.node, "requirements")?.line ?? null;
    if (!host.some(({ written }) => /^python\s+\$\{\{ python_min \}\}\.\*$/.test(written))) {
      found.push({
        line: host[0]?.line ?? line,
        fault: "does not build with the oldest Python",
        mend: "write python ${{ python_min }}.* below host"
      });
    }
    if (run2.length > 0 && !run2.some(({ written }) => /^python\s+>=\$\{\{ python_min \}\}/.test(written))) {
      found.push({
        line: run2[0]?.line ?? line,
        fault: "has a bound of Python of its own",
        mend: "write python >=${{ python_min }} below run, and python_min into context"
      });
    }
    if (!tests2.some((text2) => /^(?:python\s+)?\$\{\{ python_min \}\}\.\*$/.test(text2))) {
      const mend = "write ${{ python_min }}.* below tests: - python: python_version";
      found.push({
        line: nodeAt(one.node, "tests")?.line ?? line,
        fault: "is not tested with the oldest Python",
        mend
      });
    }
    return found;
  })
};
function testedPythons({ node }) {
  return itemsOf(nodeAt(node, "tests")).flatMap((test) => {
    const versions = leaves(nodeAt(test, "python", "python_version"), []).map((leaf) => leaf.node.text);
    const required = leaves(nodeAt(test, "requirements", "run"), []).map((leaf) => leaf.node.text);
    return [...versions, ...required.filter((text2) => packageName(text2) === "python")];
  });
}
var noarchConditions = {
  name: "noarch-conditions",
  smithy: ["R1-002"],
  find: (recipe) => recipe.packages.filter(({ noarch }) => noarch !== null && !noarch.includes("${{")).flatMap(
    (one) => requirementsOf(recipe, one).filter(({ conditions }) => conditions.length > 0).map(({ line, written }) => ({
      line,
      fault: `requires ${written} under a condition, and is noarch`,
      mend: "require it always, or leave noarch out"
    }))
  )
};
var noarchCompiler = {
  name: "noarch-compiler",
  smithy: [],
  find: (recipe) => noarchs(recipe).flatMap(
    (one) => requirementsOf(recipe, one).filter(({ written }) => /\b(?:compiler|stdlib)\(/.test(written)).map(({ line }) => ({ line, fault: "has a compiler, and is noarch", mend: "leave one of them out" }))
  )
};
var hostAndRun = {
  name: "python-host-run",
  smithy: ["R-023"],
  find: (recipe) => native(recipe).flatMap((one) => {
    const [host] = pythonIn(recipe, one, "host");
    if (host === void 0 || pythonIn(recipe, one, "run").length > 0) return [];
    return [
      { line: host.line, fault: "has python below host, and not below run", mend: "add python to run" }
    ];
  })
};
var unpinned = {
  name: "python-unpinned",
  smithy: ["R-024"],
  find: (recipe) => native(recipe).flatMap(
    (one) => ["host", "run"].flatMap(
      (section) => pythonIn(recipe, one, section).filter(({ text: text2 }) => text2 !== "python").map(({ line, text: text2 }) => {
        const mend = `write python, and skip what it can't be built for: match(python, "<3.12")`;
        return { line, fault: `sets a bound of Python, ${text2}, which variants do`, mend };
      })
    )
  )
};
var pythonRules = [
  lowerBound,
  pythonMin,
  noarchConditions,
  noarchCompiler,
  hostAndRun,
  unpinned
];

// tasks/conda/rules/requirements.ts
var backends = [
  "setuptools",
  "flit",
  "flit-core",
  "hatchling",
  "jupyter-packaging",
  "maturin",
  "meson-python",
  "pdm-backend",
  "pdm-pep517",
  "poetry",
  "poetry-core",
  "pymsbuild",
  "scikit-build-core",
  "sphinx-theme-builder",
  "uv-build",
  "whey"
];
var joinedOperator = {
  name: "joined-operator",
  smithy: ["R-021"],
  find: each(({ written }) => {
    if (written.includes("${{") || !/^\S+\s+(?:[!=<>~]=?|===)\s+\S/.test(written)) return null;
    return {
      fault: `has a blank behind an operator: ${written}`,
      mend: `write ${written.replaceAll(/([!=<>~]+)\s+/g, "$1")}`
    };
  })
};
var separateName = {
  name: "separate-name",
  smithy: ["R-022"],
  find: each(({ written }) => {
    const [, name, pin] = /^([\w.-]+)([<>=!~].*)$/.exec(written) ?? [];
    if (name === void 0 || pin === void 0) return null;
    return { fault: `has no blank before its bound: ${written}`, mend: `write ${name} ${pin}` };
  })
};
var singleBlank = {
  name: "three-fields",
  smithy: ["R-048"],
  find: each(({ text: text2 }) => {
    const isOdd = /^[\w.-]+\s+=[^=\s]+=\S+$|^\S+(?: {2,}|\t)\S|,\s/.test(text2);
    if (!isOdd || text2.includes("${{")) return null;
    const fault = `is not written as name, version and build: ${text2}`;
    return { fault, mend: "write one blank between them, and none elsewhere" };
  })
};
var lowerCase = {
  name: "lower-case-requirement",
  smithy: [],
  find: each(({ text: text2 }) => {
    const name = text2.split(/[\s<>=!~]/)[0] ?? "";
    if (name.includes("${{") || name === name.toLowerCase()) return null;
    return { fault: `names ${name}, and conda's names are lower case`, mend: `write ${name.toLowerCase()}` };
  })
};
var pinnedNumpy = {
  name: "pinned-numpy",
  smithy: ["R-017"],
  find: each(
    ({ text: text2 }) => /^numpy\s+x\.x\b/.test(text2) ? { fault: "pins numpy as x.x", mend: "write numpy; conda-forge pins it" } : null
  )
};
var backend = {
  name: "build-backend",
  smithy: ["R-046"],
  find: ofBuild((all, { name }) => {
    if (!requires(all, "pip") || ["pdm-backend", "setuptools"].includes(name ?? "")) return null;
    if (all.some(({ text: text2 }) => backends.includes(packageName(text2).replaceAll("_", "-")))) return null;
    return {
      fault: "builds by pip without a build backend",
      mend: "add the one of pyproject.toml to host: setuptools, hatchling, ..."
    };
  })
};
var pins = {
  name: "pin-functions",
  smithy: ["R-027"],
  find: (recipe) => recipe.packages.flatMap(
    (one) => requirementsOf(recipe, one).flatMap(({ written, line }) => {
      const [, used, pinned = ""] = /(pin_subpackage|pin_compatible)\(\s*["']?([\w.-]+)/.exec(written) ?? [];
      const target = recipe.context.get(pinned) ?? pinned;
      const isOwn = recipe.packages.some(({ name }) => name === target);
      const wanted = isOwn ? "pin_subpackage" : "pin_compatible";
      if (used === void 0 || used === wanted) return [];
      return [{ line, fault: `pins ${target} by ${used}`, mend: `use ${wanted}` }];
    })
  )
};
var requirementRules = [
  joinedOperator,
  separateName,
  singleBlank,
  lowerCase,
  pinnedNumpy,
  backend,
  pins
];

// tasks/conda/rules/sections.ts
var single2 = [
  "$schema",
  "schema_version",
  "context",
  "package",
  "source",
  "build",
  "requirements",
  "tests",
  "about",
  "extra"
];
var several = [
  "$schema",
  "schema_version",
  "context",
  "recipe",
  "source",
  "build",
  "outputs",
  "about",
  "extra"
];
var requirementKeys = ["build", "host", "run", "run_constraints", "run_exports", "ignore_run_exports"];
function keysOf(node) {
  return node?.kind === "mapping" ? node.entries.map(({ key: key2 }) => key2) : [];
}
function expected({ root }) {
  return nodeAt(root, "outputs") === null ? single2 : several;
}
function misplaced(keys, order2) {
  const known = keys.filter(({ text: text2 }) => order2.includes(text2));
  return known.find(
    (key2, index) => known.slice(0, index).some((before) => order2.indexOf(before.text) > order2.indexOf(key2.text))
  ) ?? null;
}
var unknownSection = {
  name: "unknown-section",
  smithy: ["R-000"],
  find: (recipe) => keysOf(recipe.root).filter(({ text: text2 }) => !expected(recipe).includes(text2)).map(({ text: text2, line }) => ({
    line,
    fault: `${text2} is no section of a recipe`,
    mend: `use ${expected(recipe).join(", ")}`
  }))
};
var sectionOrder = {
  name: "section-order",
  smithy: ["R-001"],
  find: (recipe) => {
    const late = misplaced(keysOf(recipe.root), expected(recipe));
    if (late === null) return [];
    return [
      {
        line: late.line,
        fault: `${late.text} comes too late`,
        mend: `keep the order ${expected(recipe).join(", ")}`
      }
    ];
  }
};
var schemaVersion = {
  name: "schema-version",
  smithy: [],
  find: ({ root }) => {
    const node = nodeAt(root, "schema_version");
    if (node?.kind === "scalar" && node.value === 1) return [];
    return [
      {
        line: node?.line ?? null,
        fault: "does not say schema_version: 1",
        mend: "write it as the first line"
      }
    ];
  }
};
var requirementsOrder = {
  name: "requirements-order",
  smithy: ["R-009"],
  find: ({ packages }) => packages.flatMap(({ node }) => {
    const late = misplaced(keysOf(nodeAt(node, "requirements")), requirementKeys);
    if (late === null) return [];
    return [
      {
        line: late.line,
        fault: `requirements.${late.text} comes too late`,
        mend: "write build, then host, then run"
      }
    ];
  })
};
var packageName2 = {
  name: "package-name",
  smithy: ["R-014"],
  find: ({ packages, root }) => packages.flatMap(({ name, node }) => {
    if (name !== null && /^[a-z0-9_.-]+$/.test(name)) return [];
    const found = nodeAt(node, "package", "name") ?? nodeAt(root, "recipe", "name");
    if (name === null && textOf(found)?.includes("${{") === true) return [];
    const fault = name === null ? "has no package name" : `names the package ${name}`;
    return [
      { line: found?.line ?? null, fault, mend: "write a name of lower-case letters, digits, _, - and ." }
    ];
  })
};
var packageVersion = {
  name: "package-version",
  smithy: ["R-015", "R-016"],
  find: ({ root, packages, context }) => packages.flatMap(({ node }) => {
    const found = nodeAt(node, "package", "version") ?? nodeAt(root, "recipe", "version");
    const version = resolved(textOf(found) ?? "", context);
    if (/^(?:\d+!)?[a-z0-9][a-z0-9._]*(?:\+[a-z0-9._]+)?$/i.test(version) || version.includes("${{"))
      return [];
    const fault = version === "" ? "has no version" : `has the version ${version}, which conda can't order`;
    return [{ line: found?.line ?? null, fault, mend: 'write it as conda takes it: "1.2.3"' }];
  })
};
var quotedVersion = {
  name: "quoted-version",
  smithy: ["R-040"],
  find: ({ root, packages }) => {
    const nodes = [
      nodeAt(root, "context", "version"),
      nodeAt(root, "context", "python_min"),
      ...packages.map(({ node }) => nodeAt(node, "package", "version"))
    ];
    return nodes.flatMap((node) => {
      if (node?.kind !== "scalar" || typeof node.value !== "number") return [];
      return [
        {
          line: node.line,
          fault: `${node.text} is read as a number, which drops zeros`,
          mend: `write "${node.text}" in quotes`
        }
      ];
    });
  }
};
var maintainers = {
  name: "maintainers",
  smithy: ["R-003", "R-004", "CF-001"],
  find: ({ root }) => {
    const node = nodeAt(root, "extra", "recipe-maintainers");
    const mend = "list logins of GitHub below extra.recipe-maintainers";
    if (isEmpty(node)) return [{ line: node?.line ?? null, fault: "names no maintainer", mend }];
    if (node?.kind !== "sequence")
      return [{ line: node?.line ?? null, fault: "has maintainers that are no list", mend }];
    return itemsOf(node).flatMap((item) => {
      const login = textOf(item) ?? "";
      if (/^(?:[A-Za-z0-9](?:-?[A-Za-z0-9])*|conda-forge\/[A-Za-z0-9][\w.-]*)$/.test(login) && login.length <= 60)
        return [];
      return [
        {
          line: item.line,
          fault: `names the maintainer ${login || "(none)"}, which is no login`,
          mend: "write a login, or conda-forge/TEAM"
        }
      ];
    });
  }
};
var feedstockName = {
  name: "feedstock-name",
  smithy: ["R-039"],
  find: ({ root }) => {
    const node = nodeAt(root, "extra", "feedstock-name");
    if (textOf(node)?.endsWith("-feedstock") !== true) return [];
    return [
      {
        line: node?.line ?? null,
        fault: "has a feedstock-name with -feedstock at its end",
        mend: "leave that off; it is added"
      }
    ];
  }
};
var sectionRules = [
  unknownSection,
  sectionOrder,
  schemaVersion,
  requirementsOrder,
  packageName2,
  packageVersion,
  quotedVersion,
  maintainers,
  feedstockName
];

// tasks/conda/rules/source.ts
function sourcesOf({ root, packages }) {
  const nodes = [
    nodeAt(root, "source"),
    ...packages.filter(({ node }) => node !== root).map(({ node }) => nodeAt(node, "source"))
  ];
  return nodes.flatMap(itemsOf).flatMap((item) => [item, nodeAt(item, "then"), nodeAt(item, "else")].flatMap(itemsOf)).filter((item) => nodeAt(item, "if") === null);
}
function urlsOf(recipe) {
  return sourcesOf(recipe).flatMap(
    (source) => leaves(nodeAt(source, "url"), []).map(({ node }) => ({
      url: resolved(node.text, recipe.context),
      line: node.line
    }))
  );
}
var sourceHash = {
  name: "source-hash",
  smithy: ["R-019"],
  find: (recipe) => sourcesOf(recipe).flatMap((source) => {
    const url = nodeAt(source, "url");
    const hash = nodeAt(source, "sha256");
    if (isEmpty(url)) return [];
    if (hash?.kind === "scalar" && /^(?:[\da-f]{64}|\$\{\{.*)$/.test(hash.text)) return [];
    const fault = isEmpty(hash) ? "has a source without its sha256" : "has a sha256 that is none";
    return [
      {
        line: (hash ?? url)?.line ?? null,
        fault,
        mend: "write the 64 hexadecimal digits of the file's hash"
      }
    ];
  })
};
var gitSource = {
  name: "git-source",
  smithy: [],
  find: (recipe) => sourcesOf(recipe).flatMap((source) => {
    const git = nodeAt(source, "git") ?? nodeAt(source, "path");
    if (git === null) return [];
    return [
      {
        line: git.line,
        fault: "takes its source from git or from a folder",
        mend: "take the released sdist, by url and sha256"
      }
    ];
  })
};
var secureSource = {
  name: "secure-source",
  smithy: [],
  find: (recipe) => urlsOf(recipe).flatMap(({ url, line }) => {
    if (/^https:|^\$\{\{/.test(url) || /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url)) return [];
    return [{ line, fault: "fetches its source without encryption", mend: "write https://" }];
  })
};
var indexSource = {
  name: "index-source",
  smithy: ["R-051"],
  find: (recipe) => urlsOf(recipe).flatMap(({ url, line }) => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    const isOld = /^pypi\.io$/.test(host);
    const isHashed = /\/packages\/[\da-f]{2}\/[\da-f]{2}\/[\da-f]{60}\//.test(url);
    if (!isOld && !isHashed) return [];
    const fault = isOld ? "names PyPI by its old address" : "names the file by a folder that no later version has";
    return [
      { line, fault, mend: "write PyPI's address with /packages/source/N/NAME/NAME-${{ version }}.tar.gz" }
    ];
  })
};
var wheelSource = {
  name: "wheel-source",
  smithy: ["R-028", "R-029", "R-030"],
  find: (recipe) => urlsOf(recipe).flatMap(({ url, line }) => {
    if (!url.endsWith(".whl")) return [];
    return [
      { line, fault: "is made of a wheel", mend: "take the sdist, so that it is built from its sources" }
    ];
  })
};
var versionedSource = {
  name: "versioned-source",
  smithy: [],
  find: (recipe) => {
    const version = recipe.context.get("version");
    if (version === void 0) return [];
    return sourcesOf(recipe).slice(0, 1).flatMap(
      (source) => leaves(nodeAt(source, "url"), []).flatMap(({ node }) => {
        if (!node.text.includes(version) || node.text.includes("${{ version")) return [];
        return [
          {
            line: node.line,
            fault: "repeats the version in the source's address",
            mend: "write ${{ version }} there"
          }
        ];
      })
    );
  }
};
var sourceRules = [
  sourceHash,
  gitSource,
  secureSource,
  indexSource,
  wheelSource,
  versionedSource
];

// tasks/conda/rules/text.ts
function inLines(text2, pattern, said) {
  return text2.split("\n").flatMap((row, index) => {
    const isComment = /^\s*#/.test(row);
    return !isComment && pattern.test(row) ? [{ line: index + 1, ...said }] : [];
  });
}
var lastLine = {
  name: "last-line",
  smithy: ["R-011", "R-012"],
  find: ({ text: text2 }) => {
    const lines = text2.split("\n");
    const line = lines.length;
    if (!text2.endsWith("\n")) return [{ line, fault: "ends without a line break", mend: "add one" }];
    if (!text2.endsWith("\n\n")) return [];
    return [{ line, fault: "ends with blank lines", mend: "end with one line break" }];
  }
};
var commentSelectors = {
  name: "comment-selectors",
  smithy: ["R1-001"],
  find: ({ text: text2 }) => inLines(text2, /\s#\s*\[[^\]]*\]\s*$/, {
    fault: "has a condition in a comment, which schema version 1 does not read",
    mend: "write if: and then:"
  })
};
var legacyTemplates = {
  name: "legacy-templates",
  smithy: [],
  find: ({ text: text2 }) => inLines(text2, /(?:^|[^$])\{\{|\{%/, {
    fault: "has a template of the older format",
    mend: "write ${{ name }}, and set names in context"
  })
};
var templateBlanks = {
  name: "template-blanks",
  smithy: ["R-025"],
  advice: true,
  find: ({ text: text2 }) => inLines(text2, /\$\{\{(?:\S| {2,})|\$\{\{[^}]*(?:\S| {2,})\}\}/, {
    fault: "has a template without one blank on either side",
    mend: "write ${{ name }}"
  }).filter(({ line }) => {
    const row = text2.split("\n")[(line ?? 1) - 1] ?? "";
    return [...row.matchAll(/\$\{\{(.*?)\}\}/g)].some(([, inner = ""]) => inner !== ` ${inner.trim()} `);
  })
};
var textRules = [lastLine, commentSelectors, legacyTemplates, templateBlanks];

// tasks/conda/rules/apply.ts
var rules = [
  ...textRules,
  ...sectionRules,
  ...sourceRules,
  ...buildRules,
  ...requirementRules,
  ...compilerRules,
  ...pythonRules,
  ...aboutRules
];
function applyRules(recipe) {
  const found = (asked) => asked.flatMap(
    (rule) => rule.find(recipe).map(({ line, fault, mend }) => ({
      place: line === null ? recipe.place : `${recipe.place}:${line}`,
      fault: `${fault} (${[rule.name, ...rule.smithy].join(", ")})`,
      mend
    }))
  );
  return {
    faults: found(rules.filter(({ advice }) => advice !== true)),
    advice: found(rules.filter(({ advice }) => advice === true))
  };
}

// tasks/conda/check.ts
async function checkRecipe(checking, call) {
  const recipe = readRecipe(checking.recipe, readText(checking.recipe));
  const { faults: broken, advice } = applyRules(recipe);
  const built = packageIn(recipe, checking.declaration);
  const differences2 = built === null ? otherPackage(recipe, checking.declaration) : compareWheel(recipe, built, checking);
  const rendered = checking.render === "skip" ? null : await renderRecipe(checking.recipe, call);
  const missing2 = rendered?.done === false && rendered.missing;
  const lacks = {
    place: "py-rattler-build",
    fault: "is not installed, so that the recipe can't be rendered",
    mend: "install .github/slipway/requirements/conda.txt first"
  };
  const renderFaults = rendered === null || rendered.done ? [] : rendered.faults;
  const faults = [
    ...broken,
    ...differences2.faults,
    ...missing2 && checking.render === "required" ? [lacks] : renderFaults
  ];
  for (const { place, fault, mend } of advice) tell(call, `${place}: ${fault}; ${mend}`);
  for (const notice of differences2.notices) tell(call, notice);
  if (missing2 && checking.render === "auto")
    tell(call, "It was not rendered: py-rattler-build is not installed.");
  const rows = [
    ["conda-forge's rules", counted(broken.length, "broken")],
    ["requirements of the wheel", counted(differences2.faults.length, "different")],
    [
      "rendering",
      rendered?.done === true ? rendered.builds.join(", ") : missing2 || rendered === null ? "left out" : "failed"
    ]
  ];
  call.tabulate({ title: `Recipe ${checking.recipe}`, head: ["Checked", "Found"], rows });
  if (faults.length > 0) throw new TaskError(faults);
  call.say(`${checking.recipe} keeps conda-forge's rules and requires what the wheel asks for.`);
  if (rendered?.done === true) call.say(`Rendered: ${rendered.builds.join(", ")}.`);
}
function counted(count2, word) {
  return count2 === 0 ? "sound" : `${count2} ${word}`;
}
function tell(call, line) {
  call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::notice::${line}` : line);
}
function readText(path) {
  try {
    return readFileSync2(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: path, fault, mend: "let conda-recipe write it first" }]);
  }
}
function packageIn({ packages }, declaration2) {
  return packages.find(({ name }) => name === declaredConda(declaration2).name) ?? null;
}
function otherPackage({ place, packages }, declaration2) {
  const names = packages.map(({ name }) => name ?? "no package").join(" and ");
  const fault = `is the recipe of ${names}, not of ${declaredConda(declaration2).name}`;
  const mend = "take that package's recipe, or correct slipway:conda.name";
  return { faults: [{ place, fault, mend }], notices: [] };
}
function compareWheel(recipe, built, checking) {
  const { declaration: declaration2, files } = checking;
  const own = distributionOf(declaration2.package.distribution);
  const names = readReleaseFiles(files).map(({ name }) => name);
  const wheel = names.find((name) => {
    const parsed2 = parseWheelName(name);
    return parsed2 !== null && distributionOf(parsed2.distribution) === own;
  });
  if (wheel === void 0) {
    const fault = `holds no wheel of ${declaration2.package.name}`;
    throw new TaskError([{ place: files, fault, mend: "fetch the built files into it first" }]);
  }
  const headers = wheelHeaders(wheel, readFileSync2(join2(files, wheel)));
  const place = `${wheel}, METADATA`;
  const requires2 = headers.get("requires-dist") ?? [];
  const needs = needsOf({ place, requiresPython: onlyValue(headers, "Requires-Python"), requires: requires2 });
  const compared = compareRequirements({ recipe, built, needs, names: declaredConda(declaration2).names });
  const sdist = names.find((name) => {
    const parsed2 = parseSdistName(name);
    return parsed2 !== null && distributionOf(parsed2.distribution) === own;
  });
  const faults = [
    ...needs.faults,
    ...versionFaults(recipe, built, { version: onlyValue(headers, "Version") ?? "", wheel }),
    ...sdist === void 0 ? [] : sourceFaults(recipe, sdist, readFileSync2(join2(files, sdist))),
    ...compared.faults
  ];
  return { faults, notices: compared.notices };
}
function wheelHeaders(name, content) {
  const metadata = readZip(name, content).find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  if (metadata !== void 0) return readHeaders(metadata.content);
  throw new TaskError([{ place: name, fault: "holds no METADATA", mend: "build it again" }]);
}
function versionFaults({ place }, { version }, wheel) {
  if (version === null || sameVersion(version, wheel.version)) return [];
  const fault = `is for version ${version}, and ${wheel.wheel} is ${wheel.version}`;
  return [{ place, fault, mend: "let conda-recipe write it for that version" }];
}
function sourceFaults({ place, root }, name, content) {
  const source = nodeAt(root, "source");
  const hash = nodeAt(source?.kind === "sequence" ? source.items[0] ?? null : source, "sha256");
  const given = textOf(hash);
  if (given === null || given.includes("${{") || given === sha256Of(content)) return [];
  const fault = `has a sha256 that is not that of ${name}`;
  return [{ place: `${place}:${hash?.line ?? 1}`, fault, mend: "let conda-recipe write it for that file" }];
}

// tasks/declaration/read.ts
import { readFileSync as readFileSync3 } from "node:fs";
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
    return parseJson(readFileSync3(file), declaration);
  } catch (error) {
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf2(error), mend }]);
  }
}
function faultOf2(error) {
  if (error instanceof ShapeError) return `can't be read: ${error.message}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" ? "is not there" : `can't be read (${code})`;
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
function cellOf(text2) {
  return text2.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
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
    out: (text2) => process.stdout.write(text2),
    err: (text2) => process.stderr.write(text2)
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
  const text2 = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text2) ? text2.replace("::", ": :") : text2;
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

// tasks/check-recipe.ts
var check = {
  name: "check-recipe",
  summary: "Holds a recipe.yaml against conda-forge's rules, compares what it requires with the wheel's metadata, and renders it\noffline by py-rattler-build (requirements/conda.txt). All that is wrong is told at once.",
  operands: "",
  variables: { GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set" },
  options: {
    recipe: { value: "FILE", help: "recipe to check", default: "recipe/recipe.yaml" },
    files: {
      value: "DIR",
      help: "folder of the built wheel, and of the sdist if it is there",
      default: "dist"
    },
    render: {
      value: "WORD",
      help: "auto: render it where py-rattler-build is installed; required: in any case; skip: not at all",
      default: "auto"
    },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const { recipe, files, render } = call.options;
  const declaration2 = readDeclaration(call.options.declaration);
  await checkRecipe({ declaration: declaration2, recipe, files, render: renderOf(render) }, call);
}
function renderOf(word) {
  if (word === "auto" || word === "required" || word === "skip") return word;
  throw new MisuseError({ place: "--render", fault: `is ${word}`, mend: "write auto, required or skip" });
}
await runProgram(check);
