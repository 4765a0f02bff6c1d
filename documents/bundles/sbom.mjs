// tasks/sbom.ts
import { readFileSync as readFileSync4 } from "node:fs";
import { basename } from "node:path";

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
    const entries2 = Object.entries(value).map(([key, entry]) => [key, shape(entry, `${place}.${key}`)]);
    return Object.fromEntries(entries2);
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
    const entries2 = Object.entries(shapes).map(([key, shape]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape(inner, place === "" ? key : `${place}.${key}`)];
    });
    return Object.fromEntries(entries2);
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
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf(error), mend }]);
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

// tasks/sbom/write-sbom.ts
import { existsSync, mkdtempSync, readFileSync as readFileSync3, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2, resolve } from "node:path";

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

// tasks/lock/metadata.ts
import { gunzipSync } from "node:zlib";

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
function requireSound(place, entries2) {
  const byPath = /* @__PURE__ */ new Map();
  const faults = entries2.flatMap((entry) => {
    const twice = byPath.has(entry.path) ? "is there twice" : null;
    byPath.set(entry.path, entry);
    const fault = twice ?? (entry.kind === "symlink" ? linkFault(entry.path, entry.target) : null);
    return fault === null ? [] : [faultOf2(place, entry.path, fault)];
  });
  const below = entries2.filter(
    ({ path }) => parentsOf(path).some((parent) => isNoFolder(byPath.get(parent)))
  );
  const roots = new Set(entries2.map(({ path }) => path.split("/")[0]));
  const all = [
    ...faults,
    ...below.map(({ path }) => faultOf2(place, path, "lies below what is no folder")),
    ...roots.size > 1 ? [faultOf2(place, [...roots][1] ?? "", "lies beside the archive's one folder")] : []
  ];
  if (all.length > 0) throw new TaskError(all);
}
function faultOf2(place, path, fault) {
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
  const entries2 = [];
  for (let next = reader.next(); next !== null; next = reader.next()) {
    entries2.push(entryOf(place, next, entries2));
  }
  if (entries2.length === 0) throw reader.fault("", "holds nothing");
  requireSound(place, entries2);
  return entries2;
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
    return new TaskError([faultOf2(this.#place, path, fault)]);
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
  if (fault !== null) throw new TaskError([faultOf2(place, path, fault)]);
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
      throw new TaskError([faultOf2(place, path, "is neither a file, a folder nor a link")]);
  }
}
function linked(place, { path, target }, before) {
  const file = before.find((entry) => entry.path === target);
  if (file?.kind === "file") return file;
  throw new TaskError([faultOf2(place, path, "is a hard link to no file before it")]);
}

// tasks/lock/metadata.ts
var mostUnpacked = 2 ** 30;
function readSdistMetadata(place, sdist) {
  const entries2 = readTar(place, unpacked(place, sdist));
  const info = entries2.find(({ kind, path }) => kind === "file" && /^[^/]+\/PKG-INFO$/.test(path));
  if (info?.kind !== "file") {
    throw new TaskError([{ place, fault: "holds no PKG-INFO", mend: "build it with a backend of PEP 517" }]);
  }
  const headers = headersOf(Buffer.from(info.content).toString("utf8"));
  const all = (field) => headers.filter(([name]) => name === field).map(([, value]) => value);
  return {
    name: all("name")[0] ?? "",
    version: all("version")[0] ?? "",
    summary: all("summary")[0] ?? null,
    license: all("license-expression")[0] ?? null,
    requires: all("requires-dist"),
    extras: all("provides-extra")
  };
}
function projectFile({ name, version, summary, license, requires, extras }) {
  const text3 = (value) => JSON.stringify(value);
  return [
    "[project]",
    `name = ${text3(name)}`,
    `version = ${text3(version)}`,
    ...summary === null ? [] : [`description = ${text3(summary)}`],
    ...license === null ? [] : [`license = ${text3(license)}`],
    `dependencies = [${requires.map(text3).join(", ")}]`,
    "[project.optional-dependencies]",
    ...extras.map((extra) => `${text3(extra)} = []`),
    ""
  ].join("\n");
}
function headersOf(text3) {
  const head = text3.replaceAll("\r\n", "\n").split("\n\n", 1)[0] ?? "";
  return head.replaceAll(/\n[ \t]+/g, " ").split("\n").map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
}
function unpacked(place, sdist) {
  try {
    return gunzipSync(sdist, { maxOutputLength: mostUnpacked });
  } catch {
    throw new TaskError([{ place, fault: "is no sound .tar.gz", mend: "build or fetch it again" }]);
  }
}

// tasks/python/run.ts
import { execFile } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program, args, { variables, folder, minutes = 10 }) {
  return new Promise((resolve2) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve2(null);
      else resolve2({ code: codeOf(error), out, err });
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

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);

// tasks/index/file-name.ts
function normalizeName(name) {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

// tasks/sbom/complete.ts
var entries = (value, place) => {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new ShapeError(place, "an object");
};
var named = objectOf({ name: text, version: text });
function completeSbom(listed, { name, files, installed }) {
  const sbom2 = parseJson(listed, entries);
  const metadata = entries(sbom2["metadata"], "metadata");
  const root = entries(metadata["component"], "metadata.component");
  const { version } = named(root, "metadata.component");
  const components = listOf(entries)(sbom2["components"] ?? [], "components");
  const wheels = files.filter((file) => file.name.endsWith(".whl"));
  const component = {
    ...root,
    purl: `pkg:pypi/${normalizeName(name)}@${encodeURIComponent(version)}`,
    // One hash can stand for the package only where there is one wheel.
    ...wheels.length === 1 && { hashes: wheels.map(hashOf) },
    components: files.map((file) => ({ type: "file", name: file.name, hashes: [hashOf(file)] }))
  };
  const completed = {
    ...sbom2,
    metadata: { ...metadata, component },
    components: components.map((one, index) => withHash(one, `components[${index}]`, installed))
  };
  return `${JSON.stringify(completed, null, 2)}
`;
}
function withHash(component, place, installed) {
  const { name, version } = named(component, place);
  const found = installed.find((one) => one.name === normalizeName(name) && one.version === version);
  return found === void 0 ? component : { ...component, hashes: [hashOf(found)] };
}
function hashOf({ sha256 }) {
  return { alg: "SHA-256", content: sha256 };
}

// tasks/sbom/report.ts
var report = objectOf({
  install: listOf(
    objectOf({
      download_info: objectOf({ archive_info: objectOf({ hashes: objectOf({ sha256: text }) }) }),
      metadata: objectOf({ name: text, version: text })
    })
  )
});
function readReport(content) {
  return parseJson(content, report).install.map(({ metadata, download_info: { archive_info } }) => ({
    name: normalizeName(metadata.name),
    version: metadata.version,
    sha256: archive_info.hashes.sha256
  })).sort((left, right) => left.name < right.name ? -1 : 1);
}

// tasks/sbom/write-sbom.ts
async function writeSbom(listing, variables) {
  const { files, lock, out, distribution } = listing;
  if (!existsSync(lock)) {
    throw new TaskError([{ place: lock, fault: "is not there", mend: "write it with the task lock-tests" }]);
  }
  const built = builtVersion(files, distribution);
  const own = readReleaseFiles(files).filter(({ name }) => isOfVersion(name, built));
  const sdist = own.find(({ name }) => name.endsWith(".tar.gz"));
  if (sdist === void 0) {
    throw new TaskError([{ place: files, fault: "holds no sdist", mend: "fetch all built files into it" }]);
  }
  const folder = mkdtempSync(join2(tmpdir(), "slipway-sbom-"));
  try {
    const project = join2(folder, "pyproject.toml");
    writeFileSync(project, projectFile(readSdistMetadata(sdist.name, readFileSync3(join2(files, sdist.name)))));
    const environment2 = join2(folder, "environment");
    const installed = await install(environment2, lock, variables);
    const listed = await list2(environment2, project, variables);
    writeFileSync(out, completeSbom(listed, { name: distribution, files: own, installed }));
    await validate(out, variables);
    return installed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
async function install(environment2, lock, variables) {
  await run(["-m", "venv", "--without-pip", environment2], "the environment", variables);
  const report2 = `${environment2}.json`;
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--report", report2];
  await run(
    ["-m", "pip", "--python", environment2, "install", "--quiet", ...rules, "-r", resolve(lock)],
    lock,
    variables
  );
  return existsSync(report2) ? readReport(readFileSync3(report2)) : [];
}
async function list2(environment2, project, variables) {
  const form = ["--spec-version", "1.6", "--output-format", "JSON", "--output-reproducible", "--no-validate"];
  const root = ["--pyproject", project, "--mc-type", "library"];
  const args = ["-m", "cyclonedx_py", "environment", ...form, ...root, "--output-file", "-", environment2];
  return run(args, "cyclonedx-py", variables);
}
var validator = [
  "import sys",
  "from urllib.parse import quote",
  "sys.modules['rfc3987_syntax'] = None",
  "from cyclonedx.schema import SchemaVersion",
  "from cyclonedx.validation.json import JsonStrictValidator",
  "from jsonschema import Draft7Validator",
  "from rfc3986_validator import validate_rfc3986",
  "ascii = ''.join(map(chr, range(128)))",
  "def is_iri(iri):",
  "    return not isinstance(iri, str) or bool(validate_rfc3986(quote(iri, safe=ascii), rule='URI_reference'))",
  "Draft7Validator.FORMAT_CHECKER.checks('iri-reference')(is_iri)",
  "with open(sys.argv[1], encoding='utf-8') as file:",
  "    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())",
  "sys.exit(None if error is None else str(error.data))"
].join("\n");
async function validate(out, variables) {
  await run(["-c", validator, out], out, variables);
}
async function run(args, place, variables) {
  const ended = await runPython(args, { variables: { ...variables, PYTHONUTF8: "1" } });
  if (ended.code === 0) return ended.out;
  const mend = ended.err.includes("No module named cyclonedx") ? "install .github/slipway/requirements/sbom.txt first" : "run the job again; commit a lock that installs";
  throw new TaskError([{ place, fault: `failed: ${lastLines(ended)}`, mend }]);
}

// tasks/sbom.ts
var sbom = {
  name: "sbom",
  summary: "Writes a CycloneDX list (1.6, JSON) of what a fresh install of the built package resolves to: the package with\nits files by hash, and what the lock has it install on this platform and Python. The same files give the same list.",
  operands: "",
  variables: {
    SOURCE_DATE_EPOCH: "time that the list bears, in seconds since 1970: that of the commit; none if it is not set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that sums (a line of the list's hash and name) is added to, if it is set"
  },
  options: {
    files: { value: "DIR", help: "folder of the built files, the sdist among them", default: "dist" },
    lock: {
      value: "FILE",
      help: "what users of the package install beside it",
      default: "locks/runtime.txt"
    },
    out: { value: "FILE", help: "the list", default: "sbom.cdx.json" },
    declaration: declarationOption
  },
  run: run2
};
async function run2(call) {
  const { files, lock, out, declaration: declaration2 } = call.options;
  const { distribution } = readDeclaration(declaration2).package;
  const listed = await writeSbom({ files, lock, out, distribution }, call.variables);
  call.output({ sums: `${sha256Of(readFileSync4(out))}  ${basename(out)}` });
  call.say(`${out}: ${listed.length} components beside the package, valid CycloneDX 1.6.`);
  const rows = listed.map(({ name, version, sha256 }) => [name, version, sha256]);
  call.tabulate({ title: "What an install brings along", head: ["Component", "Version", "SHA-256"], rows });
}
await runProgram(sbom);
