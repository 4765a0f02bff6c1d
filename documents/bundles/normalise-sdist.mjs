// tasks/normalise-sdist.ts
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename as basename2 } from "node:path";

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
  return `${place}: ${fault}; ${mend}`.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/summary.ts
import { appendFileSync } from "node:fs";
function appendSummary(file, table) {
  if (file === void 0 || file === "") return;
  appendFileSync(file, markdownOf(table));
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
    say: (line) => host.out(`${line}
`),
    tabulate: (table) => appendSummary(host.variables["GITHUB_STEP_SUMMARY"], table)
  };
}
function parse(task, args) {
  const texts = Object.keys(task.options).map((name) => [name, { type: "string" }]);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
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
    ([name, { value, help, default: preset }]) => [`--${name} ${value}`, `${help} (default: ${preset})`]
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"]];
  return [
    `${task.summary}
`,
    `Usage: node ${task.name}.mjs [options] ${task.operands}
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
  if (error instanceof TaskError) return error.faults.map(formatFault);
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
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
function checksumOf(header2) {
  const [start, length] = fields.checksum;
  return header2.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 32 : byte), 0);
}

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });
function readHeader(header2) {
  if (octal(header2, "checksum") !== checksumOf(header2)) throw new Error("has a header with a wrong checksum");
  const magic = text(header2, "magic");
  const prefix = magic.startsWith("ustar\0") || magic === "ustar" ? text(header2, "prefix") : "";
  const name = text(header2, "name");
  const type = String.fromCharCode(header2[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    type: type === "\0" ? "0" : type,
    size: octal(header2, "size"),
    mode: octal(header2, "mode"),
    target: text(header2, "target")
  };
}
function decodeName(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error("has a name that is not UTF-8");
  }
}
function text(header2, field) {
  const bytes = bytesOf(header2, field);
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}
function octal(header2, field) {
  const digits = String.fromCharCode(...bytesOf(header2, field)).replace(/[\0 ]+$/, "").trimStart();
  if (!/^[0-7]*$/.test(digits)) throw new Error(`has no octal number as its ${field}`);
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}
function bytesOf(header2, field) {
  const [start, length] = fields[field];
  return header2.subarray(start, start + length);
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
      const header2 = this.#read(() => readHeader(block), extension.path);
      const path = extension.path ?? header2.path;
      if (!isExtension(header2.type)) {
        return withExtension(header2, extension, this.#content(extension.size ?? header2.size, path));
      }
      const content = this.#content(header2.size, path);
      this.#read(() => extend(extension, header2.type, content), extension.path);
    }
  }
  fault(path, fault) {
    return new TaskError([faultOf(this.#place, path, fault)]);
  }
  /** Runs what throws a plain Error on a fault, and names the entry. */
  #read(read2, path = "") {
    try {
      return read2();
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
function withExtension(header2, extension, content) {
  const path = (extension.path ?? header2.path).replace(/\/$/, "");
  return { ...header2, path, target: extension.target ?? header2.target, content };
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

// tasks/tar/write.ts
var recordSize = 20 * blockSize;
function writeTar(entries, time) {
  const named = entries.map((entry) => ({ entry, name: Buffer.from(entry.path) }));
  const sorted = named.sort((a, b) => Buffer.compare(a.name, b.name)).map(({ entry }) => entry);
  const blocks = [...sorted.flatMap((entry) => blocksOf(entry, time)), new Uint8Array(2 * blockSize)];
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([...blocks, new Uint8Array((recordSize - length % recordSize) % recordSize)]);
}
function blocksOf(entry, time) {
  const path = entry.kind === "folder" ? `${entry.path}/` : entry.path;
  const target = entry.kind === "symlink" ? entry.target : "";
  const content = entry.kind === "file" ? entry.content : new Uint8Array();
  const short = split(path);
  const records = new Map([
    ...short === null ? [["path", path]] : [],
    ...fits(target) ? [] : [["linkpath", target]]
  ]);
  const values = {
    ...short ?? { name: abridged(path), prefix: "" },
    target: fits(target) ? target : abridged(target),
    type: { file: "0", symlink: "2", folder: "5" }[entry.kind],
    size: content.length,
    mode: entry.kind === "file" && !entry.executable ? 420 : 493,
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
function split(path) {
  if (fits(path)) return { name: path, prefix: "" };
  const [, prefixLength] = fields.prefix;
  const slash = path.lastIndexOf("/", Math.min(prefixLength, path.length - 2));
  const [prefix, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
  return slash > 0 && fits(name) && isPlain(prefix) ? { name, prefix } : null;
}
function fits(text2) {
  return isPlain(text2) && text2.length <= fields.name[1];
}
function isPlain(text2) {
  return /^[\x20-\x7e]*$/.test(text2);
}
function abridged(path) {
  return path.replaceAll(/[^\x20-\x7e]/g, "_").slice(0, fields.name[1]);
}
function headerOf(values) {
  const header2 = Buffer.alloc(blockSize);
  const put = (field, text2) => header2.write(text2, fields[field][0], "latin1");
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
  put("checksum", `${checksumOf(header2).toString(8).padStart(6, "0")}\0 `);
  return header2;
}

// tasks/sdist/gzip.ts
import { crc32, deflateRawSync, gunzipSync } from "node:zlib";
var header = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 2, 255);
function compress(content) {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([header, deflateRawSync(content, { level: 9 }), trailer]);
}
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
        mend: "leave out what does not belong into an sdist, or raise --max-size"
      };
    case "Z_BUF_ERROR":
      return { fault: "ends too early", mend: "build or fetch it again" };
    default:
      return { fault: "is not compressed by gzip, or is damaged", mend: "build or fetch it again" };
  }
}

// tasks/sdist/normalise.ts
function normaliseSdist(file, { place, time, bound }) {
  return compress(writeTar(readTar(place, decompress(place, file, bound)), time));
}

// tasks/sdist/replace-file.ts
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
function replaceFile(file, content) {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  try {
    const descriptor = openSync(beside, "wx", statSync(file).mode & 511);
    try {
      for (let at = 0; at < content.length; ) at += writeSync(descriptor, content, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

// tasks/normalise-sdist.ts
var normalise = {
  name: "normalise-sdist",
  summary: "Rewrites sdists (.tar.gz) in place, so that building the same sources anew gives the same bytes:\nnames sorted, all times that of SOURCE_DATE_EPOCH, owner 0, modes 0644 and 0755, nothing in the gzip header.",
  operands: "FILE...",
  variables: {
    SOURCE_DATE_EPOCH: "time of every entry, in seconds since 1970: that of the commit",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    "max-size": { value: "MIB", help: "how large an sdist may be unpacked", default: "512" }
  },
  run: normaliseAll
};
function normaliseAll(call) {
  if (call.operands.length === 0) {
    throw new MisuseError({ place: "FILE", fault: "is missing", mend: "name the sdist" });
  }
  const time = timeOf(call.variables["SOURCE_DATE_EPOCH"]);
  const bound = boundOf(call.options["max-size"]);
  const normalised = call.operands.map((file) => {
    return { file, content: normaliseSdist(read(file), { place: basename2(file), time, bound }) };
  });
  const rows = normalised.map(({ file, content }) => {
    replaceFile(file, content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    call.say(`${sha256}  ${file}`);
    return [basename2(file), String(content.length), sha256];
  });
  call.tabulate({ title: "Normalised sdist", head: ["File", "Bytes", "SHA-256"], rows });
}
function read(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: file, fault, mend: "build the sdist first" }]);
  }
}
function timeOf(epoch) {
  const time = /^\d{1,10}$/.test(epoch ?? "") ? Number(epoch) : Number.NaN;
  if (time < 8 ** 11) return time;
  throw new MisuseError({
    place: "SOURCE_DATE_EPOCH",
    fault: epoch ? "is not a time in seconds since 1970" : "is not set",
    mend: "set it to the commit's: git log -1 --format=%ct"
  });
}
function boundOf(size) {
  const bound = /^[1-9]\d{0,3}$/.test(size) ? Number(size) : Number.NaN;
  if (bound <= 2048) return bound * 2 ** 20;
  throw new MisuseError({
    place: "--max-size",
    fault: "is not a number of MiB from 1 to 2048",
    mend: "write --max-size 512"
  });
}
await runProgram(normalise);
