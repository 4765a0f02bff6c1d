// tasks/refresh-locks.ts
import { writeFileSync as writeFileSync5 } from "node:fs";

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
    return value.map((entry, index2) => shape(entry, `${place}[${index2}]`));
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
function optional(shape) {
  return (value, place) => value === void 0 || value === null ? null : shape(value, place);
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

// tasks/lock/places.ts
var locksFolder = ".github/slipway/locks";

// tasks/lock/refresh/refresh.ts
import { existsSync as existsSync4, mkdirSync } from "node:fs";
import { join as join9 } from "node:path";

// tasks/python/minors.ts
function lowestMinor(pythons) {
  const minors = pythons.map((python) => Number(/^3\.(\d+)t?$/.exec(python)?.[1] ?? Number.NaN));
  return `3.${Math.min(...minors)}`;
}

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
import { lstatSync, readFileSync as readFileSync2, readdirSync } from "node:fs";
import { join } from "node:path";
function readReleaseFiles(folder) {
  const names = list(folder).filter(isDistribution).sort();
  requireFiles(folder, names);
  return names.map((name2) => {
    const content = readFileSync2(join(folder, name2));
    return { name: name2, sha256: sha256Of(content), size: content.length };
  });
}
function isDistribution(name2) {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name2);
}
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
}
function requireFiles(folder, names) {
  const faults = names.filter((name2) => !lstatSync(join(folder, name2)).isFile()).map((name2) => ({
    place: join(folder, name2),
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

// tasks/lock/package.ts
function builtVersion(folder, distribution) {
  const files = readReleaseFiles(folder).filter(({ name: name2 }) => versionOf(name2, distribution) !== null);
  const versions = [...new Set(files.map(({ name: name2 }) => versionOf(name2, distribution) ?? ""))];
  const [version] = versions;
  const file = files.find(({ name: name2 }) => name2.endsWith(".whl")) ?? files[0];
  if (versions.length === 1 && version !== void 0 && file !== void 0) {
    return { distribution, version, file: file.name };
  }
  const fault = versions.length === 0 ? `holds no file of ${distribution}` : `holds ${versions.join(" and ")}`;
  throw new TaskError([{ place: folder, fault, mend: "build one version of the package into it" }]);
}
function versionOf(name2, distribution) {
  const [own, version] = name2.replace(/\.tar\.gz$/, "").split("-");
  if (own === void 0 || version === void 0) return null;
  return own.toLowerCase() === distribution.toLowerCase() ? version : null;
}

// tasks/lock/refresh/build-lock.ts
import { mkdtempSync as mkdtempSync4, rmSync as rmSync6, writeFileSync as writeFileSync3 } from "node:fs";
import { tmpdir as tmpdir4 } from "node:os";
import { join as join7 } from "node:path";

// tasks/lock/compile.ts
import { mkdtempSync, readFileSync as readFileSync3, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join as join2, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// tasks/python/run.ts
import { execFile } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program2, args, { variables, folder, minutes = 10 }) {
  return new Promise((resolve3) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile(program2, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve3(null);
      else resolve3({ code: codeOf(error), out, err });
    });
  });
}
async function runPython(args, where) {
  for (const program2 of ["python", "python3"]) {
    const ended = await runProgramFile(program2, args, where);
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

// tasks/python/uv.ts
var program = [
  "import runpy, sys",
  "common = ['--no-config', 'pip', 'compile', '--python', sys.executable, '--no-progress', '--no-header']",
  "sys.argv[1:] = [*common, *sys.argv[1:]]",
  "runpy.run_module('uv', run_name='__main__', alter_sys=True)"
].join("\n");
function compileByUv(args, { variables, ...where }) {
  return runPython(["-c", program, ...args], {
    ...where,
    variables: { ...variables, UV_PYTHON_DOWNLOADS: "never" }
  });
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
  const name2 = text2(header, "name");
  const type = String.fromCharCode(header[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name2 : `${prefix}/${name2}`,
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
  return parts.slice(1).map((_, index2) => parts.slice(0, index2 + 1).join("/"));
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
    const name2 = decodeName(content).replace(/\0.*$/s, "");
    extension[type === "L" ? "path" : "target"] = name2;
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
  const all = (field) => headers.filter(([name2]) => name2 === field).map(([, value]) => value);
  return {
    name: all("name")[0] ?? "",
    version: all("version")[0] ?? "",
    summary: all("summary")[0] ?? null,
    license: all("license-expression")[0] ?? null,
    requires: all("requires-dist"),
    extras: all("provides-extra")
  };
}
function projectFile({ name: name2, version, summary, license, requires, extras }) {
  const text3 = (value) => JSON.stringify(value);
  return [
    "[project]",
    `name = ${text3(name2)}`,
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

// tasks/lock/compile.ts
var noTool = "install .github/slipway/requirements/build.txt first, which has uv";
var noExtra = "leave it out of slipway:package.tests.extras, or let the package have it";
async function compileLock(wanted, how, { variables }) {
  const folder = mkdtempSync(join2(tmpdir(), "slipway-lock-"));
  try {
    const args = compileArguments(wanted, how, writeInput(wanted, folder));
    const ended = await compileByUv(args, { variables });
    const extra = /does not have an extra named `([^`]*)`/.exec(ended.err)?.[1];
    if (ended.code === 0 && extra === void 0) return;
    throw new TaskError([
      extra === void 0 ? {
        place: `dependencies of ${wanted.project}`,
        fault: `can't be resolved: ${lastLines(ended)}`,
        mend: ended.err.includes("No module named uv") ? noTool : "loosen a bound, or commit a lock"
      } : {
        place: wanted.project,
        fault: `has no extra ${extra}`,
        mend: noExtra
      }
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
function writeInput({ project, file, extras }, folder) {
  if (file === null) return [];
  if (file.endsWith(".whl")) {
    const input2 = join2(folder, "requirements.in");
    const asked = extras.length === 0 ? "" : `[${extras.join(",")}]`;
    writeFileSync(input2, `${project}${asked} @ ${pathToFileURL(resolve(file)).href}
`);
    return [input2];
  }
  const metadata = readSdistMetadata(basename(file), readFileSync3(file));
  const lacking = extras.filter((extra) => !metadata.extras.includes(extra));
  if (lacking.length > 0) {
    const fault = `has no extra ${lacking.join(", ")}`;
    throw new TaskError([{ place: project, fault, mend: noExtra }]);
  }
  const input = join2(folder, "pyproject.toml");
  writeFileSync(input, projectFile(metadata));
  return [input, ...extras.flatMap((extra) => ["--extra", extra])];
}
function compileArguments(wanted, { out, before }, input) {
  return [
    ...[
      "--no-annotate",
      "--universal",
      "--generate-hashes",
      "--only-binary",
      ":all:",
      "--python-version",
      wanted.python
    ],
    ...before === null ? [] : ["--exclude-newer", `${before}T00:00:00Z`],
    ...["--no-emit-package", wanted.project, "--output-file", out, ...input, ...wanted.requirements]
  ];
}

// tasks/lock/settle.ts
import { copyFileSync, existsSync, readFileSync as readFileSync4, rmSync as rmSync2 } from "node:fs";

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

// tasks/index/file-name.ts
function normalizeName(name2) {
  return name2.replaceAll(/[-_.]+/g, "-").toLowerCase();
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
  const { name: name2, version, marker = "" } = pinned.exec(line.replace(/\s--hash.*$/, ""))?.groups ?? {};
  if (name2 === void 0 || version === void 0) return null;
  return { name: normalizeName(name2), version, marker: marker.trim(), hashes };
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

// tasks/lock/settle.ts
function dayBefore(days) {
  return new Date(Date.now() - days * 864e5).toISOString().slice(0, 10);
}
function annotate(call, kind, line) {
  call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::${kind}::${line}` : line);
}
function pinsOf(file) {
  return readLock(file, readFileSync4(file, "utf8"));
}

// tasks/lock/refresh/build-requires.ts
import { mkdtempSync as mkdtempSync2, rmSync as rmSync3 } from "node:fs";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4, resolve as resolve2 } from "node:path";

// tasks/python/environment.ts
import { join as join3 } from "node:path";
async function makeEnvironment(folder, where) {
  const made = await runPython(["-m", "venv", "--without-pip", folder], where);
  if (made.code !== 0) {
    const fault = `can't be made: ${lastLines(made)}`;
    throw new TaskError([
      { place: "virtual environment", fault, mend: "set up a Python that has venv and pip" }
    ]);
  }
  const onWindows = process.platform === "win32";
  const program2 = onWindows ? join3(folder, "Scripts", "python.exe") : join3(folder, "bin", "python");
  return {
    async python(args, given) {
      const ended = await runProgramFile(program2, args, withoutJob(given));
      return ended ?? { code: 1, out: "", err: `${program2} is not there` };
    },
    pip: (args, given) => runPython(["-m", "pip", "--disable-pip-version-check", "--python", folder, ...args], withoutJob(given))
  };
}
function withoutJob({ variables, ...where }) {
  const kept = Object.entries(variables).filter(([name2]) => !/^(GH|GITHUB|ACTIONS)_/i.test(name2));
  return { ...where, variables: Object.fromEntries(kept) };
}

// tasks/lock/refresh/build-requires.ts
var reading = `
import json, pathlib, sys, tomllib
file = pathlib.Path(sys.argv[1], "pyproject.toml")
system = tomllib.loads(file.read_text("utf-8")).get("build-system", {}) if file.exists() else {}
legacy = "setuptools.build_meta:__legacy__"
requires, backend = system.get("requires", ["setuptools"]), system.get("build-backend", legacy)
print(json.dumps({"requires": requires, "backend": backend, "path": system.get("backend-path")}))
`;
var asking = `
import functools, importlib, json, os, sys
module, _, name = sys.argv[1].partition(":")
sys.path[:0] = [os.path.abspath(path) for path in sys.argv[2:]]
backend = functools.reduce(getattr, filter(None, name.split(".")), importlib.import_module(module))
found = []
for hook in ("get_requires_for_build_sdist", "get_requires_for_build_wheel"):
    ask = getattr(backend, hook, None)
    if ask is not None:
        found += ask({})
sys.__stdout__.write("\\n" + json.dumps(sorted(set(map(str, found)))) + "\\n")
`;
var system = objectOf({ requires: listOf(text), backend: text, path: nullable(listOf(text)) });
async function readBuildSystem(folder, where) {
  const ended = await runPython(["-I", "-c", reading, folder], where);
  if (ended.code === 0) return parsed(ended.out, system);
  throw unread(join4(folder, "pyproject.toml"), ended);
}
async function askBackend({ backend, path }, { folder, lock }, where) {
  const own = mkdtempSync2(join4(tmpdir2(), "slipway-backend-"));
  try {
    const place = join4(own, "environment");
    const environment2 = await makeEnvironment(place, where);
    const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet"];
    const uv = ["-m", "uv", "--no-config", "pip", "install", "--python", place, "--no-progress"];
    const installed = await runPython([...uv, ...rules, "-r", resolve2(lock)], where);
    if (installed.code !== 0) throw unread("build backend", installed);
    const asked = await environment2.python(["-c", asking, backend, ...path ?? []], { ...where, folder });
    if (asked.code !== 0) throw unread("build backend", asked);
    return parsed(asked.out.trim().split("\n").at(-1) ?? "", listOf(text));
  } finally {
    rmSync3(own, { recursive: true, force: true });
  }
}
function parsed(out, shape) {
  try {
    return parseJson(out, shape);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "write [build-system] as PEP 518 has it";
    throw new TaskError([{ place: "pyproject.toml, build-system", fault: error.message, mend }]);
  }
}
function unread(place, ended) {
  const mend = "see whether the package builds in a fresh environment";
  return new TaskError([{ place, fault: `can't be asked: ${lastLines(ended, 3)}`, mend }]);
}

// tasks/lock/refresh/renew.ts
import { copyFileSync as copyFileSync2, existsSync as existsSync2, readFileSync as readFileSync5, rmSync as rmSync5 } from "node:fs";
import { join as join6 } from "node:path";

// tasks/lock/refresh/ages.ts
import { mkdtempSync as mkdtempSync3, rmSync as rmSync4, writeFileSync as writeFileSync2 } from "node:fs";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join5 } from "node:path";
async function uploadTimes(pins, python, { variables }) {
  if (pins.length === 0) return /* @__PURE__ */ new Map();
  const folder = mkdtempSync3(join5(tmpdir3(), "slipway-ages-"));
  try {
    const input = join5(folder, "requirements.in");
    const lines = pins.map(({ name: name2, version, marker }) => {
      return `${name2}==${version}${marker === "" ? "" : ` ; ${marker}`}
`;
    });
    writeFileSync2(input, lines.join(""));
    const form = ["--universal", "--format", "pylock.toml", "--python-version", python];
    const args = ["--no-deps", ...form, input];
    const ended = await compileByUv(args, { variables });
    return ended.code === 0 ? timesOf(ended.out) : /* @__PURE__ */ new Map();
  } finally {
    rmSync4(folder, { recursive: true });
  }
}
function timesOf(lock) {
  const [, ...packages] = lock.split(/^\[\[packages\]\]$/m);
  return new Map(
    packages.flatMap((text3) => {
      const value = (key) => new RegExp(`^${key} = "([^"]*)"$`, "m").exec(text3)?.[1] ?? "";
      const times2 = [...text3.matchAll(/\bupload-time = "?([^",\s}]+)/g)].map(
        ([, time = ""]) => Date.parse(time)
      );
      const known = times2.filter((time) => !Number.isNaN(time));
      return known.length === 0 ? [] : [[`${value("name")}==${value("version")}`, Math.min(...known)]];
    })
  );
}

// tasks/lock/refresh/changes.ts
function changesOf(lock, before, after) {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].sort().flatMap((what) => {
    const [was, is] = [old.get(what), now.get(what)];
    if (was?.all === is?.all) return [];
    const [from, to] = [was, is].map((entry) => entry?.versions.join(" and ") ?? "");
    return [{ lock, what, from: from ?? "", to: to ?? "", age: null, note: noteOf(was, is) }];
  });
}
function entriesOf(pins) {
  const names = [...new Set(pins.map(({ name: name2 }) => name2))];
  return new Map(
    names.map((name2) => {
      const own = pins.filter((pin) => pin.name === name2);
      const versions = [...new Set(own.map(({ version }) => version))].sort(compare);
      const all = own.map(({ version, marker, hashes }) => [version, marker, ...hashes.toSorted()].join(" "));
      return [name2, { versions, all: all.sort().join("\n") }];
    })
  );
}
function noteOf(was, is) {
  if (was === void 0 || is === void 0) return "";
  const [highest, newest] = [was.versions.at(-1) ?? "", is.versions.at(-1) ?? ""];
  if (compare(newest, highest) < 0) return "a downgrade: nothing newer was out long enough, or fits";
  return was.versions.join() === is.versions.join() ? "the same version, other files or markers" : "";
}
function compare(one, other) {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left === null || right === null ? 0 : compareVersions(left, right);
}

// tasks/lock/refresh/report.ts
function joined(reports) {
  return {
    changes: reports.flatMap(({ changes }) => changes),
    notices: reports.flatMap(({ notices }) => notices)
  };
}
function changeTable(changes) {
  const rows = changes.map(({ lock, what, from, to, age, note }) => {
    const days = age === null ? "" : String(age);
    return [lock, what, from || "(new)", to || "(gone)", days, note];
  });
  return {
    title: "Changes to the locks",
    head: ["Lock", "Package", "From", "To", "Age in days", "Note"],
    rows
  };
}
function daysSince(time) {
  return Math.max(0, Math.floor((Date.now() - time) / 864e5));
}

// tasks/lock/refresh/renew.ts
async function renewLock(name2, wanted, { renewing, call }) {
  const [committed, out] = [join6(renewing.locks, name2), join6(renewing.out, name2)];
  const restore = () => existsSync2(committed) ? copyFileSync2(committed, out) : rmSync5(out, { force: true });
  const before = committedPins(committed);
  const day = dayBefore(renewing.cooldown);
  const young = await failureOf(compileLock(wanted, { out, before: day }, call));
  if (young === null) return await reported(name2, { wanted, before, committed, out, notices: [] }, call);
  restore();
  const lost = await failureOf(compileLock(wanted, { out, before: null }, call));
  if (lost === null) {
    const notices = [`${name2} needs what was uploaded since ${day}, and gets it: ${young}`];
    return await reported(name2, { wanted, before, committed, out, notices }, call);
  }
  restore();
  const state = existsSync2(committed) ? "stays as it is" : "could not be made";
  return { changes: [], notices: [`${name2} ${state}: ${lost}`] };
}
async function reported(name2, { wanted, before, committed, out, notices }, call) {
  const after = pinsOf(out);
  const changes = changesOf(name2, before, after);
  if (changes.length === 0 && existsSync2(committed)) copyFileSync2(committed, out);
  const changed = new Set(changes.map(({ what }) => what));
  const times2 = await uploadTimes(
    after.filter((pin) => changed.has(pin.name)),
    wanted.python,
    call
  );
  const ages = changes.map((change) => {
    const own = change.to.split(" and ").flatMap((version) => times2.get(`${change.what}==${version}`) ?? []);
    return { ...change, age: own.length === 0 ? null : daysSince(Math.max(...own)) };
  });
  return { changes: ages, notices };
}
function committedPins(file) {
  if (!existsSync2(file)) return [];
  try {
    return readLock(file, readFileSync5(file, "utf8"));
  } catch (error) {
    if (error instanceof TaskError) return [];
    throw error;
  }
}
async function failureOf(compiled) {
  try {
    await compiled;
    return null;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
  }
}

// tasks/lock/refresh/build-lock.ts
async function renewBuildLock(declared, renewing, call) {
  const folder = mkdtempSync4(join7(tmpdir4(), "slipway-build-"));
  try {
    const system2 = await readBuildSystem(declared.folder, call);
    const requirements = [join7(folder, "requires.in")];
    const wanted = {
      ...{ project: declared.name, file: null, extras: [], requirements },
      python: lowestMinor(declared.pythons)
    };
    const write = (lines) => writeFileSync3(requirements[0], lines.map((line) => `${line}
`).join(""));
    write(system2.requires);
    const lock = join7(folder, "lock.txt");
    const asked = await moreOf(system2, declared.folder, async () => {
      await compileLock(wanted, { out: lock, before: dayBefore(renewing.cooldown) }, call);
      return { lock, call };
    });
    write([...system2.requires, ...asked.requires]);
    const report = await renewLock("build.txt", wanted, { renewing, call });
    return { ...report, notices: [...report.notices, ...asked.notices] };
  } finally {
    rmSync6(folder, { recursive: true, force: true });
  }
}
async function moreOf(system2, folder, prepare) {
  try {
    const { lock, call } = await prepare();
    return { requires: await askBackend(system2, { folder, lock }, call), notices: [] };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const why = error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
    return { requires: [], notices: [`build.txt holds what pyproject.toml requires alone: ${why}`] };
  }
}

// tasks/lock/refresh/images.ts
import { existsSync as existsSync3, readFileSync as readFileSync6, writeFileSync as writeFileSync4 } from "node:fs";
import { join as join8 } from "node:path";

// tasks/registry/manifest.ts
function isDigest(text3) {
  return /^sha256:[0-9a-f]{64}$/.test(text3);
}
var digest = (value, place) => {
  if (typeof value === "string" && isDigest(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};
var descriptor = objectOf({ mediaType: text, digest, size: count });
var platform = objectOf({ os: text, architecture: text, variant: optional(text) });
var index = objectOf({
  manifests: listOf(objectOf({ mediaType: text, digest, size: count, platform: optional(platform) }))
});
var imageManifest = objectOf({ config: descriptor, layers: listOf(descriptor) });
function readIndex(bytes) {
  return parseJson(bytes, index).manifests.map(({ platform: told3, ...entry }) => {
    return { ...entry, platform: told3 === null || told3.os === "unknown" ? null : platformOf(told3) };
  });
}
function readImageManifest(bytes) {
  return parseJson(bytes, imageManifest);
}
function platformOf({ os, architecture, variant }) {
  const plain2 = variant === null || architecture === "arm64" && variant === "v8";
  return plain2 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

// tasks/oci/image.ts
var mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json"
};

// tasks/registry/media-types.ts
var dockers = {
  index: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.docker.distribution.manifest.v2+json"
};
function isIndex(mediaType) {
  return mediaType === mediaTypes.index || mediaType === dockers.index;
}
var anyManifest = [mediaTypes.index, mediaTypes.manifest, dockers.index, dockers.manifest].join(
  ", "
);

// tasks/http/pause.ts
var longest = 6e4;
function pauseBefore(attempt, retryAfter) {
  const asked = retryAfter === null ? null : askedPause(retryAfter);
  return Math.min(longest, asked ?? 1e3 * 2 ** (attempt - 1));
}
function askedPause(retryAfter) {
  return /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1e3 : null;
}

// tasks/http/request.ts
var passing = /* @__PURE__ */ new Set([408, 425, 429, 500, 502, 503, 504]);
async function request(asked, options) {
  const attempts2 = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt >= attempts2) {
      if (busy) throw failure(options, `answered ${answer.status}${times(attempt)}`);
      throw failure(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt)}`);
    }
    const pause = pauseBefore(attempt, busy ? answer.headers.get("retry-after") : null);
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
    if (body === null) throw failure(options, "sent more than is taken");
    const whole = { status: answer.status, headers: answer.headers, body, url: answer.url };
    const damage = passing.has(answer.status) ? null : options.damaged?.(whole) ?? null;
    return damage === null ? whole : { reason: damage };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    return { reason: reasonOf(error) };
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
function reasonOf(error) {
  if (error instanceof DOMException && error.name === "TimeoutError") return "did not answer in time";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && "code" in cause ? ` (${String(cause.code)})` : "";
  return `could not be reached, or broke off${code}`;
}
function times(attempt) {
  return attempt === 1 ? "" : `, ${attempt} times`;
}
function failure({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve3) => setTimeout(resolve3, milliseconds));
}

// tasks/oci/layout.ts
import { createHash as createHash2 } from "node:crypto";
var longestDocument = 4 * 2 ** 20;
function digestOf(bytes) {
  return `sha256:${createHash2("sha256").update(bytes).digest("hex")}`;
}

// tasks/registry/refusal.ts
var RegistryRefusal = class extends TaskError {
  status;
  /** `place` is the image's name, and what of it. */
  constructor(place, answer, doing) {
    const said = wordsOf(answer.body);
    const why = [String(answer.status), ...said === "" ? [] : [said]].join(", ");
    super([{ place, ...told(answer.status, why, doing) }]);
    this.name = "RegistryRefusal";
    this.status = answer.status;
  }
  /** Whether somebody else, or somebody with more rights, might be answered. */
  get isDenied() {
    return this.status === 401 || this.status === 403;
  }
};
var access = "where another repository pushed the package first, open the package's settings and add this one under Manage Actions access with the role";
function told(status, why, doing) {
  const right = doing === "push" ? "write" : "read";
  switch (status) {
    case 401:
      return {
        fault: `does not know who asks (${why})`,
        mend: `give the step env GH_TOKEN: \${{ github.token }} and the job the permission packages: ${right}`
      };
    case 403:
      return {
        fault: `${doing === "push" ? "denies the push" : "denies reading"} (${why})`,
        mend: `give the job the permission packages: ${right}; ${access} ${doing === "push" ? "Write" : "Read"}`
      };
    case 404:
      return { fault: `is not there (${why})`, mend: "check the image's name, slipway:image.name" };
    case 413:
      return { fault: `is larger than the registry takes (${why})`, mend: "make the image smaller" };
    default:
      return { fault: `was refused (${why})`, mend: "run the job again; report it if it stays" };
  }
}
var errors = objectOf({ errors: listOf(objectOf({ code: optional(text), message: optional(text) })) });
function wordsOf(body) {
  try {
    const [first] = parseJson(body, errors).errors;
    return [first?.code, first?.message].filter((one) => one != null && one !== "").join(": ").slice(0, 300);
  } catch {
    return "";
  }
}

// tasks/registry/credentials.ts
var Credentials = class {
  #asking;
  #header = null;
  constructor(asking2) {
    this.#asking = asking2;
  }
  /** What requests are sent with. */
  headers() {
    return this.#header === null ? {} : { authorization: this.#header };
  }
  /** Does what a refusal (401) asks for; throws a TaskError where that can't be done. */
  async renew(refused) {
    const challenge = refused.headers.get("www-authenticate") ?? "";
    const { login } = this.#asking;
    if (/^bearer /i.test(challenge)) this.#header = `Bearer ${await this.#exchange(challenge)}`;
    else if (/^basic /i.test(challenge) && login !== null) this.#header = basic(login);
    else throw new RegistryRefusal(this.#asking.options.place, refused, this.#asking.doing);
  }
  /** The token service stands beside the registry; its answer is the token. */
  async #exchange(challenge) {
    const { login, scope, options, doing } = this.#asking;
    const told3 = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value])
    );
    const address = this.#addressOf(told3.get("realm") ?? "");
    const service = told3.get("service");
    if (service !== void 0) address.searchParams.set("service", service);
    address.searchParams.set("scope", scope);
    const headers = login === null ? {} : { authorization: basic(login) };
    const made = { url: address.href, headers, redirect: "manual" };
    const answer = await request(made, { ...options, bytes: 2 ** 20 });
    if (answer.status !== 200) throw new RegistryRefusal(options.place, answer, doing);
    return tokenOf(answer, options.place);
  }
  #addressOf(realm) {
    const { registry, options, login } = this.#asking;
    const address = URL.canParse(realm, registry.href) ? new URL(realm, registry) : null;
    const open = address?.protocol === "http:" && registry.protocol === "http:";
    if (address !== null && (address.protocol === "https:" || open)) return address;
    const what = login === null ? "a token" : "a login";
    const fault = `asks for ${what} at an address that is not encrypted`;
    throw new TaskError([{ place: options.place, fault, mend: "check slipway:image.registry" }]);
  }
};
var tokenAnswer = objectOf({ token: optional(text), access_token: optional(text) });
function tokenOf({ body }, place) {
  try {
    const { token, access_token: other } = parseJson(body, tokenAnswer);
    const found = token ?? other ?? "";
    if (/^[\x21-\x7e]+$/.test(found)) return found;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
  const mend = "run the job again; report it if it stays";
  throw new TaskError([{ place, fault: "answered something else than a token", mend }]);
}
function basic({ user, password }) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

// tasks/registry/upload.ts
var attempts = 5;
async function sendBlob(taker, blob) {
  for (let attempt = 1; ; attempt += 1) {
    if (await taker.has()) return;
    const lost = await sendOnce(taker, blob);
    if (lost === null) return;
    if (attempt >= attempts) throw lost;
    await taker.pause(1e3 * 2 ** (attempt - 1));
  }
}
async function sendOnce(taker, { content, digest: digest2 }) {
  const begun = await taker.ask(
    { method: "POST", path: "/blobs/uploads/", options: { repeatable: true } },
    [202]
  );
  const location = begun.headers.get("location") ?? "";
  const to = URL.canParse(location, begun.url) ? new URL(location, begun.url) : null;
  if (to?.origin !== new URL(begun.url).origin) {
    const mend = "run the job again; report it if it stays";
    throw new TaskError([{ place: taker.place, fault: "is given no address there to be sent to", mend }]);
  }
  to.searchParams.set("digest", digest2);
  const headers = { "content-type": "application/octet-stream" };
  const options = { attempts: 1, seconds: taker.seconds };
  try {
    await taker.ask({ method: "PUT", path: to.href, headers, body: content, options }, [201, 204]);
    return null;
  } catch (error) {
    const isLasting = error instanceof RegistryRefusal && ![404, 416].includes(error.status);
    if (!(error instanceof TaskError) || isLasting) throw error;
    return error;
  }
}

// tasks/registry/registry.ts
var manifestBytes = 4 * 2 ** 20;
var blobSeconds = 900;
var mostPages = 200;
function registryOf(access2) {
  return new HttpRegistry(access2);
}
var HttpRegistry = class {
  image;
  #base;
  #origin;
  #options;
  #credentials;
  #doing;
  constructor({ host, name: name2, variables, say, rights = "pull", anonymous = false, sleep: sleep2 }) {
    this.image = `${host}/${name2}`;
    this.#origin = addressOf(host, variables);
    this.#base = new URL(`v2/${name2}`, this.#origin).href;
    this.#options = { place: this.image, say, ...sleep2 !== void 0 && { sleep: sleep2 } };
    this.#doing = rights === "pull" ? "read" : "push";
    this.#credentials = new Credentials({
      login: anonymous ? null : loginOf(variables),
      scope: `repository:${name2}:${{ pull: "pull", push: "pull,push", delete: "pull,push,delete" }[rights]}`,
      doing: this.#doing,
      registry: this.#origin,
      options: this.#options
    });
  }
  async readManifest(reference) {
    const path = `/manifests/${reference}`;
    const damaged = ({ status, headers: headers2, body: body2 }) => {
      const wanted = isDigest(reference) ? reference : headers2.get("docker-content-digest");
      if (status !== 200 || wanted === null || digestOf(body2) === wanted) return null;
      return "sent another manifest than it names";
    };
    const answer = await this.#ask(
      { path, headers: { accept: anyManifest }, options: { damaged, bytes: manifestBytes } },
      [200, 404]
    );
    if (answer.status === 404) return null;
    const { body, headers } = answer;
    return { mediaType: typeOf(headers), digest: digestOf(body), size: body.length, bytes: body };
  }
  async headManifest(reference) {
    const path = `/manifests/${reference}`;
    const answer = await this.#ask({ method: "HEAD", path, headers: { accept: anyManifest } }, [200, 404]);
    if (answer.status === 404) return null;
    const digest2 = answer.headers.get("docker-content-digest") ?? "";
    if (!isDigest(digest2)) return await this.readManifest(reference);
    return { mediaType: typeOf(answer.headers), digest: digest2, size: Number(answer.headers.get("content-length")) };
  }
  async readBlob({ digest: digest2, size }) {
    const damaged = ({ status, body }) => status !== 200 || digestOf(body) === digest2 ? null : `sent other bytes than ${digest2} names`;
    const options = { damaged, bytes: Math.max(size, 2 ** 16), seconds: blobSeconds };
    const answer = await this.#ask({ path: `/blobs/${digest2}`, options }, [200]);
    return answer.body;
  }
  async hasBlob(digest2) {
    const absent = this.#doing === "push" ? [404, 403] : [404];
    return (await this.#ask({ method: "HEAD", path: `/blobs/${digest2}` }, [200, ...absent])).status === 200;
  }
  async uploadBlob(content) {
    const digest2 = digestOf(content);
    await sendBlob(
      {
        has: () => this.hasBlob(digest2),
        ask: (made, expect) => this.#ask(made, expect),
        pause: (milliseconds) => this.#pause(milliseconds),
        place: `${this.image}, ${digest2}`,
        seconds: blobSeconds
      },
      { content, digest: digest2 }
    );
    return digest2;
  }
  async putManifest({ bytes, mediaType }, tag) {
    const digest2 = digestOf(bytes);
    const path = `/manifests/${tag ?? digest2}`;
    await this.#ask({ method: "PUT", path, headers: { "content-type": mediaType }, body: bytes }, [200, 201]);
    return digest2;
  }
  async tags() {
    const found = [];
    let next = "/tags/list?n=1000";
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages) throw this.#strange("lists tags without end");
      const answer = await this.#ask({ path: next }, page === 1 ? [200, 404] : [200]);
      if (answer.status === 404) return found;
      found.push(...this.#tagsOf(answer));
      next = this.#nextPage(answer);
    }
    return found;
  }
  async deleteManifest(digest2) {
    const answer = await this.#ask({ method: "DELETE", path: `/manifests/${digest2}` }, [200, 202, 404]);
    return answer.status !== 404;
  }
  /** Throws a RegistryRefusal where the answer is none of those expected. */
  async #ask(asked, expect) {
    const { path, options, ...rest } = asked;
    const url = path.startsWith("/") ? `${this.#base}${path}` : path;
    const send = () => this.#send({ ...rest, url, redirect: "manual" }, { ...this.#options, ...options });
    let answer = await send();
    if (answer.status === 401) {
      await this.#credentials.renew(answer);
      answer = await send();
    }
    if (expect.includes(answer.status)) return answer;
    const what = /^\/(?:manifests|blobs)\/([^/]+)$/.exec(path)?.[1];
    throw new RegistryRefusal(
      what === void 0 ? this.image : `${this.image}, ${what}`,
      answer,
      this.#doing
    );
  }
  /** Where it leads elsewhere, to where contents are stored, the token stays here. */
  async #send(made, options) {
    const headers = { ...made.headers, ...this.#credentials.headers() };
    const answer = await request({ ...made, headers }, options);
    const to = answer.headers.get("location");
    const isRead = (made.method ?? "GET") === "GET" || made.method === "HEAD";
    if (!isRead || ![301, 302, 303, 307, 308].includes(answer.status) || to === null) return answer;
    if (!URL.canParse(to, made.url)) throw this.#strange("leads nowhere");
    return await request({ url: new URL(to, made.url).href, method: made.method ?? "GET" }, options);
  }
  /** Throws where the list goes on, and nobody can tell where: a tag that is not seen could be moved back. */
  #nextPage({ headers, url }) {
    const link = headers.get("link") ?? "";
    if (!/\brel\s*=\s*"?next\b/i.test(link)) return null;
    const to = /<([^<>]+)>\s*;[^,<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1] ?? "";
    const address = URL.canParse(to, url) ? new URL(to, url).href : "";
    if (address.startsWith(`${this.#base}/`)) return address;
    throw this.#strange("goes on with its list of tags at another address");
  }
  #tagsOf({ body }) {
    try {
      return parseJson(body, tagList).tags ?? [];
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw this.#strange(`answered something else than its tags: ${error.message}`);
    }
  }
  #pause(milliseconds) {
    return this.#options.sleep?.(milliseconds) ?? new Promise((resolve3) => setTimeout(resolve3, milliseconds));
  }
  #strange(fault) {
    return new TaskError([{ place: this.image, fault, mend: "run the job again; report it if it stays" }]);
  }
};
var tagList = objectOf({ tags: nullable(listOf(text)) });
function typeOf(headers) {
  return (headers.get("content-type") ?? "").replace(/;.*$/s, "").trim();
}
function addressOf(host, variables) {
  const given = variables["REGISTRY_URL"]?.trim() ?? "";
  const address = given === "" ? `https://${host}` : given;
  if (URL.canParse(address)) return new URL(address.endsWith("/") ? address : `${address}/`);
  const mend = "leave it out, or set it to an address such as http://127.0.0.1:5000";
  throw new MisuseError({ place: "REGISTRY_URL", fault: "is no address", mend });
}
function loginOf(variables) {
  const password = variables["GH_TOKEN"]?.trim() ?? "";
  return password === "" ? null : { user: variables["GITHUB_ACTOR"]?.trim() || "github", password };
}

// tasks/lock/refresh/image-reference.ts
var hub = "registry-1.docker.io";
function readImageReference(reference) {
  const [first = "", ...rest] = reference.split("/");
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = isHost ? rest.join("/") : reference;
  const [, name2 = path, tag = "latest"] = /^(.+):([^/:]+)$/.exec(path) ?? [];
  if (isHost && first !== "docker.io") return { host: first, name: name2, tag };
  return { host: hub, name: name2.includes("/") ? name2 : `library/${name2}`, tag };
}

// tasks/lock/refresh/images.ts
var name = "images.json";
var platforms = ["linux/amd64", "linux/arm64"];
var entries = mapOf(objectOf({ digest: text, seen: text }));
async function renewImages(images, renewing, call) {
  const committed = readImages(join8(renewing.locks, name));
  const locked = {};
  const changes = [];
  const notices = [];
  for (const { reference, digest: digest2 } of images) {
    const held = committed[reference];
    const from = held?.digest ?? digest2;
    const newest = await newestOf(reference, call);
    const young = "digest" in newest ? daysSince(newest.created) < renewing.cooldown : false;
    if ("why" in newest) notices.push(`${reference} stays as it is: ${newest.why}`);
    else if (young && newest.digest !== from) {
      const days = daysSince(newest.created);
      notices.push(`${reference} is left for later: its newest image was made ${days} days ago`);
    } else if (newest.digest !== from) {
      const age = daysSince(newest.created);
      changes.push({ lock: name, what: reference, from, to: newest.digest, age, note: "" });
      locked[reference] = { digest: newest.digest, seen: dayBefore(0) };
      continue;
    }
    if (held !== void 0) locked[reference] = held;
  }
  if (Object.keys(locked).length > 0) writeImages(join8(renewing.out, name), locked);
  return { changes, notices };
}
async function newestOf(reference, call) {
  const { tag, ...image } = readImageReference(reference);
  const { variables, say } = call;
  try {
    return await readNewest(registryOf({ ...image, variables, say, anonymous: true }), tag);
  } catch (error) {
    if (error instanceof ShapeError) return { why: `its registry answered something else: ${error.message}` };
    if (!(error instanceof TaskError)) throw error;
    return { why: error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ") };
  }
}
async function readNewest(registry, tag) {
  const index2 = await registry.readManifest(tag);
  if (index2 === null) return { why: "its registry has no such tag" };
  if (!isIndex(index2.mediaType)) return { why: "its tag stands for one platform's image, and for no index" };
  const found = readIndex(index2.bytes);
  const own = platforms.map((platform2) => found.find((entry) => entry.platform === platform2));
  const lacking = platforms.filter((_, at) => own[at] === void 0);
  if (lacking.length > 0) return { why: `its index lacks ${lacking.join(" and ")}` };
  const times2 = [];
  for (const entry of own) {
    const manifest = entry === void 0 ? null : await registry.readManifest(entry.digest);
    if (manifest === null) return { why: "its index names a manifest that is not there" };
    const config = await registry.readBlob(readImageManifest(manifest.bytes).config);
    times2.push(Date.parse(parseJson(config, objectOf({ created: text })).created));
  }
  const created = Math.max(...times2);
  if (Number.isNaN(created)) return { why: "its image does not say when it was made" };
  return { digest: index2.digest, created };
}
function readImages(file) {
  if (!existsSync3(file)) return {};
  try {
    return parseJson(readFileSync6(file), entries);
  } catch (error) {
    if (error instanceof ShapeError) return {};
    throw error;
  }
}
function writeImages(file, images) {
  const sorted = Object.fromEntries(Object.entries(images).sort(([a], [b]) => a < b ? -1 : 1));
  writeFileSync4(file, `${JSON.stringify(sorted, null, 2)}
`);
}

// tasks/lock/refresh/refresh.ts
async function refreshLocks(refreshing, call) {
  const { package: declared, image } = refreshing.declaration;
  mkdirSync(refreshing.out, { recursive: true });
  const own = image === null ? "tests.txt" : "tests.txt and image.txt";
  return joined([
    // Without a built file these stay; the build's own lock may be why there is none.
    await told2(own, packageLocks(refreshing, call)),
    ...image === null ? [] : [await renewImages([image.from, image.buildkit], refreshing, call)],
    await told2("build.txt", renewBuildLock(declared, refreshing, call))
  ]);
}
async function packageLocks(refreshing, call) {
  const { package: declared, image } = refreshing.declaration;
  const built = builtVersion(refreshing.files, declared.distribution);
  const common = { project: declared.name, file: join9(refreshing.files, built.file) };
  const requirements = existsSync4(refreshing.requirements) ? [refreshing.requirements] : [];
  const where = { renewing: refreshing, call };
  const tests = { ...common, extras: refreshing.extras, requirements, python: lowestMinor(declared.pythons) };
  const report = await renewLock("tests.txt", tests, where);
  if (image === null) return report;
  const wanted = { ...common, extras: [], requirements: [], python: image.python };
  return joined([report, await renewLock("image.txt", wanted, where)]);
}
async function told2(name2, renewed) {
  try {
    return await renewed;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const why = error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ");
    return { changes: [], notices: [`${name2}: as before, since ${why}`] };
  }
}

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
function cellOf(text3) {
  return text3.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID } from "node:crypto";
import { appendFileSync as appendFileSync2 } from "node:fs";
function appendOutputs(file, outputs) {
  if (file === void 0 || file === "") return;
  appendFileSync2(file, Object.entries(outputs).map(assignment).join(""));
}
function assignment([name2, value]) {
  const end = `end-${randomUUID()}`;
  return `${name2}<<${end}
${value}
${end}
`;
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
  const options = Object.entries(task.options).map(([name2, option]) => {
    const value = values[name2];
    return [name2, typeof value === "string" ? value : option.default];
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
  const texts = Object.keys(task.options).map((name2) => [name2, { type: "string" }]);
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
    ([name2, { value, help, default: preset }]) => [`--${name2} ${value}`, preset === "" ? help : `${help} (default: ${preset})`]
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

// tasks/refresh-locks.ts
var refresh = {
  name: "refresh-locks",
  summary: "Writes every lock anew, for all platforms, from what has been out for the declared cooldown: tests.txt, build.txt,\nand where an image is declared image.txt and images.json. What can't be had now stays as it is, and is told.\nRuns code of the package, so that its job must hold no right to write.",
  operands: "",
  variables: {
    REGISTRY_URL: "address in place of the registries' own, if it is set",
    GITHUB_OUTPUT: "file that the output `changed` is added to, if it is set: true or false",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    out: { value: "DIR", help: "folder to write the locks to", default: "locks" },
    locks: { value: "DIR", help: "folder of the locks that the repository keeps", default: locksFolder },
    extras: { value: "NAMES", help: "extras that the tests need, with commas between", default: "" },
    requirements: {
      value: "FILE",
      help: "further requirements of the tests, if it is there",
      default: ".github/slipway/requirements/test.txt"
    },
    body: { value: "FILE", help: "file to write a pull request's text to (default: none)", default: "" },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const { files, out, locks, requirements, extras, body } = call.options;
  const declaration2 = readDeclaration(call.options.declaration);
  const report = await refreshLocks(
    {
      ...{ declaration: declaration2, files, out, locks, requirements, cooldown: declaration2.upkeep.cooldown },
      extras: extras.split(",").filter((extra) => extra !== "")
    },
    call
  );
  for (const notice of report.notices) annotate(call, "warning", oneLine(notice));
  for (const { lock, what, from, to } of report.changes)
    call.say(`${lock}: ${what} ${from || "(new)"} -> ${to || "(gone)"}`);
  if (report.changes.length === 0) call.say("Every lock stays as it is.");
  else call.tabulate(changeTable(report.changes));
  if (body !== "") writeFileSync5(body, textOf(report, declaration2.upkeep.cooldown));
  call.output({ changed: String(report.changes.length > 0) });
}
function textOf({ changes, notices }, cooldown) {
  const days = cooldown === 1 ? "1 day" : `${cooldown} days`;
  return [
    `Resolved anew from what has been out for ${days}, each file by its hash.
`,
    ...changes.length === 0 ? [] : [markdownOf(changeTable(changes))],
    ...notices.length === 0 ? [] : ["### To look at\n", ...notices.map((one) => `- ${plain(one)}`)],
    ""
  ].join("\n");
}
function plain(text3) {
  return oneLine(text3).replaceAll(/[\\`*_[\]<>|&@#]/g, "\\$&");
}
await runProgram(refresh);
