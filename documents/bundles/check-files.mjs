// tasks/check-files.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { join as join2 } from "node:path";

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
function tagsOf({ pythons, abis, platforms }) {
  return pythons.flatMap(
    (python) => abis.flatMap((abi) => platforms.map((platform) => `${python}-${abi}-${platform}`))
  );
}
function isPure({ abis, platforms }) {
  return abis.every((abi) => abi === "none") && platforms.every((platform) => platform === "any");
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

// tasks/wheel/inspected.ts
var buildAgain = "build or fetch it again";
function metadataFaults(headers, place, named) {
  const compared = [
    { header: "Name", wanted: named.distribution, same: sameName },
    { header: "Version", wanted: named.version, same: sameVersion }
  ];
  return compared.flatMap(({ header, wanted, same }) => {
    const value = onlyValue(headers, header);
    if (value === null) {
      return [{ place, fault: `has not one ${header}`, mend: "mend the build backend's metadata" }];
    }
    if (same(value, wanted)) return [];
    const fault = `says ${header}: ${value}, but the file's name says ${wanted}`;
    return [{ place, fault, mend: buildAgain }];
  });
}
function sameName(one, other) {
  return distributionOf(one) === distributionOf(other);
}

// tasks/wheel/platform-tags.ts
var patterns = [
  [/^(?:manylinux|musllinux)_\d+_\d+_x86_64$|^manylinux(?:1|2010|2014)_x86_64$/, ["linux-x86_64"]],
  [/^(?:manylinux|musllinux)_\d+_\d+_aarch64$|^manylinux2014_aarch64$/, ["linux-aarch64"]],
  [/^macosx_\d+_\d+_arm64$/, ["macos-arm64"]],
  [/^macosx_\d+_\d+_(?:x86_64|intel)$/, ["macos-x86_64"]],
  [/^macosx_\d+_\d+_universal2$/, ["macos-arm64", "macos-x86_64"]],
  [/^win_amd64$/, ["windows-amd64"]],
  [/^win_arm64$/, ["windows-arm64"]]
];
function platformsOf(tag) {
  return patterns.find(([pattern]) => pattern.test(tag))?.[1] ?? [];
}
function platformFault(tag) {
  return tag.startsWith("linux_") ? `is tagged ${tag}, which no index takes: auditwheel has not repaired it` : null;
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
  const [, operator = "", text3 = ""] = /^(~=|===|==|!=|<=|>=|<|>)\s*([^\s]+)$/.exec(clause) ?? [];
  const [minor = ""] = /^\d+\.\d+/.exec(python) ?? [];
  if (text3.endsWith(".*")) {
    const same = isWithin(minor, text3.slice(0, -2));
    return operator === "==" ? same : operator === "!=" ? !same : null;
  }
  const [wanted, given] = [parseVersion(text3), parseVersion(`${minor}.${newestPatch}`)];
  if (wanted === null || given === null) return null;
  const order = compareVersions(given, wanted);
  switch (operator) {
    case ">=":
    case ">":
      return order > 0;
    case "<=":
    case "<":
      return order < 0;
    case "!=":
      return true;
    case "==":
    case "===":
      return false;
    case "~=":
      return order > 0 && isWithin(minor, text3.split(".").slice(0, -1).join("."));
    default:
      return null;
  }
}
function isWithin(minor, prefix) {
  return `${minor}.${newestPatch}.`.startsWith(`${prefix}.`);
}

// tasks/wheel/check-set.ts
function setFaults(files, wanted) {
  return [
    ...files.flatMap((file) => fileFaults(file, wanted)),
    ...versionFaults(files, wanted.version),
    ...sdistFaults(files, wanted.part),
    ...wanted.part === "sdist" ? surplusWheels(files) : wheelFaults(files, wanted)
  ];
}
function fileFaults({ name, distribution, requiresPython }, wanted) {
  const faults = [];
  const { package: declared } = wanted;
  const own = distributionOf(declared.distribution);
  if (distribution !== "" && distributionOf(distribution) !== own) {
    faults.push({ place: name, fault: `is not ${own}'s`, mend: "leave it out of the folder" });
  }
  const answers = declared.pythons.map(
    (python) => [python, allowsPython(requiresPython ?? "", python)]
  );
  const place = `${name}, Requires-Python`;
  if (answers.some(([, allowed]) => allowed === null)) {
    faults.push({ place, fault: `can't be read: ${requiresPython}`, mend: "write it as PEP 440 has it" });
  }
  const refused = answers.filter(([, allowed]) => allowed === false).map(([python]) => python);
  if (refused.length > 0) {
    const mend = "widen requires-python, or leave them out of slipway:package.pythons";
    faults.push({ place, fault: `${requiresPython} leaves out ${refused.join(", ")}`, mend });
  }
  return faults;
}
function versionFaults(files, version) {
  const known = files.filter((file) => file.version !== "");
  const wanted = version ?? known[0]?.version ?? "";
  return known.filter((file) => !sameVersion(file.version, wanted)).map((file) => {
    const fault = `is version ${file.version}, not ${wanted}`;
    const mend = version === null ? "keep one version" : `let the sources state ${version}, or tag what they state`;
    return { place: file.name, fault, mend };
  });
}
function sdistFaults(files, part) {
  const sdists = files.filter(({ kind }) => kind === "sdist");
  const wanted = part === "all" || part === "sdist" ? 1 : 0;
  if (sdists.length === wanted) return [];
  const found = sdists.length === 0 ? "none" : sdists.map(({ name }) => name).join(", ");
  const fault = `should be ${wanted === 1 ? "one" : "none"}, but ${found} ${sdists.length > 1 ? "are" : "is"} there`;
  return [{ place: "sdist", fault, mend: buildAgain }];
}
function surplusWheels(files) {
  return wheelsIn(files).map(({ name }) => {
    return { place: name, fault: "is not of the sdist's build", mend: "leave it out of the folder" };
  });
}
function wheelFaults(files, wanted) {
  const wheels = wheelsIn(files);
  return wanted.package.kind === "pure" ? pureFaults(wheels) : nativeFaults(wheels, wanted);
}
function pureFaults(wheels) {
  const mend = "let the backend build for any system, or declare slipway:package.kind: native";
  const native = wheels.filter(({ pure }) => !pure).map(({ name }) => ({ place: name, fault: "is for one system alone, of a pure package", mend }));
  if (wheels.length === 1) return native;
  const fault = wheels.length === 0 ? "is missing" : `is there ${wheels.length} times`;
  return [...native, { place: "wheel", fault, mend: buildAgain }];
}
function nativeFaults(wheels, { package: declared, part }) {
  const pure = wheels.filter(({ platformTags }) => platformTags.includes("any")).map(({ name }) => {
    const mend = "let the backend fail where it can't compile, or declare slipway:package.kind: pure";
    return { place: name, fault: "is for any system, of a native package", mend };
  });
  const platforms = part === "all" ? declared.platforms : [part];
  const served = wheels.map((wheel) => ({ wheel, platforms: wheel.platformTags.flatMap(platformsOf) }));
  const missing = platforms.filter((platform) => !served.some((one) => one.platforms.includes(platform))).map((platform) => ({
    place: platform,
    fault: "has no wheel",
    mend: `build the wheels for ${platform}`
  }));
  const surplus = served.filter(
    (one) => one.platforms.length > 0 && !one.platforms.some((platform) => platforms.includes(platform))
  ).map(({ wheel }) => {
    const fault = `is for no platform that should be there: ${platforms.join(", ")}`;
    return { place: wheel.name, fault, mend: "declare its platform, or leave it out" };
  });
  return [...pure, ...missing, ...surplus];
}
function wheelsIn(files) {
  return files.filter(({ kind }) => kind === "wheel");
}

// tasks/sdist/gunzip.ts
import { gunzipSync } from "node:zlib";
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
function requireSound(place, entries) {
  const byPath = /* @__PURE__ */ new Map();
  const faults = entries.flatMap((entry) => {
    const twice = byPath.has(entry.path) ? "is there twice" : null;
    byPath.set(entry.path, entry);
    const fault = twice ?? (entry.kind === "symlink" ? linkFault(entry.path, entry.target) : null);
    return fault === null ? [] : [faultOf2(place, entry.path, fault)];
  });
  const below = entries.filter(
    ({ path }) => parentsOf(path).some((parent) => isNoFolder(byPath.get(parent)))
  );
  const roots = new Set(entries.map(({ path }) => path.split("/")[0]));
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
    if (error instanceof ZipFault) throw new TaskError([faultOf3(place, error.path, error.message)]);
    throw error;
  }
}
function faultOf3(place, path, fault) {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}
function requireSound2(place, listed, bound) {
  const paths = /* @__PURE__ */ new Set();
  const faults = listed.flatMap((entry) => {
    const path = pathOf(entry);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry);
    return fault === null ? [] : [faultOf3(place, entry.name, fault)];
  });
  const unpacked = listed.reduce((sum, entry) => sum + entry.unpacked, 0);
  const tooLarge = unpacked > bound ? [faultOf3(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
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

// tasks/wheel/inspect-sdist.ts
function inspectSdist(name, file) {
  const parsed = parseSdistName(name);
  const common = { name, kind: "sdist", pure: false, platformTags: [] };
  if (parsed === null) {
    const fault = "is not named as an sdist is: name-version.tar.gz";
    const faults2 = [{ place: name, fault, mend: buildAgain }];
    return { ...common, distribution: "", version: "", requiresPython: null, faults: faults2 };
  }
  const entries = readTar(name, decompress(name, file, unpackedBound));
  const root = entries[0]?.path.split("/")[0] ?? "";
  const info = entries.find(({ path }) => path === `${root}/PKG-INFO`);
  const headers = readHeaders(info?.kind === "file" ? info.content : new Uint8Array());
  const faults = [
    ...nameFaults(name, parsed.distribution),
    ...root === name.slice(0, -".tar.gz".length) ? [] : [{ place: `${name}, ${root}`, fault: "is not named as the file is", mend: buildAgain }],
    ...metadataFaults(headers, `${name}, ${root}/PKG-INFO`, { name, ...parsed })
  ];
  return { ...common, ...parsed, requiresPython: onlyValue(headers, "Requires-Python"), faults };
}
function nameFaults(name, distribution) {
  const wanted = distributionOf(distribution);
  if (distribution === wanted) return [];
  const mend = "let a build backend of today build it";
  return [{ place: name, fault: `does not begin with ${wanted}-, as PEP 625 has it`, mend }];
}

// tasks/wheel/record.ts
import { createHash as createHash2 } from "node:crypto";
var algorithms = ["sha256", "sha384", "sha512"];
function recordFaults(entries, recordPath) {
  const files = new Map(entries.filter(({ kind }) => kind !== "folder").map((entry) => [entry.path, entry]));
  const record = files.get(recordPath);
  if (record === void 0) return [{ path: recordPath, fault: "is missing" }];
  const faults = [];
  const listed = /* @__PURE__ */ new Set();
  for (const [path = "", hash = "", size = ""] of readRows(Buffer.from(record.content).toString("utf8"))) {
    const entry = files.get(path);
    if (listed.has(path)) faults.push({ path, fault: "is listed twice in RECORD" });
    listed.add(path);
    if (entry === void 0) faults.push({ path, fault: "is listed in RECORD, and not there" });
    else if (path !== recordPath) faults.push(...contentFaults(entry, hash, size));
  }
  const signatures = [`${recordPath}.jws`, `${recordPath}.p7s`];
  const unlisted = [...files.keys()].filter((path) => !listed.has(path) && !signatures.includes(path));
  return [...faults, ...unlisted.map((path) => ({ path, fault: "is not listed in RECORD" }))];
}
function contentFaults({ path, content }, hash, size) {
  const [algorithm = "", digest = ""] = hash.split("=", 2);
  if (!algorithms.includes(algorithm)) return [{ path, fault: "has no hash of sha256 or more in RECORD" }];
  const actual = createHash2(algorithm).update(content).digest("base64url");
  if (actual !== digest) return [{ path, fault: "is not what RECORD says: it has another hash" }];
  return size === "" || Number(size) === content.length ? [] : [{ path, fault: "is not what RECORD says: it has another size" }];
}
function readRows(text3) {
  const lines = text3.split(/\r?\n/).filter((line) => line !== "");
  return lines.map(
    (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""
    )
  );
}

// tasks/wheel/inspect-wheel.ts
var compiled = /\.(?:so(?:\.\d+)*|pyd|dylib|dll)$/i;
function inspectWheel(name, file) {
  const wheel = parseWheelName(name);
  if (wheel === null) return nameless(name);
  const entries = readZip(name, file);
  const pure = isPure(wheel);
  const named = { name, distribution: wheel.distribution, version: wheel.version };
  const info = infoFolder(entries, wheel);
  const common = { ...named, kind: "wheel", pure, platformTags: wheel.platforms };
  if (info === null) {
    const fault = `has not one folder ${wheel.distribution}-${wheel.version}.dist-info`;
    return { ...common, requiresPython: null, faults: [{ place: name, fault, mend: buildAgain }] };
  }
  const [metadata, own] = ["METADATA", "WHEEL"].map((part) => headersAt(entries, `${info}/${part}`));
  const inside = (path) => `${name}, ${path}`;
  const faults = [
    ...metadataFaults(metadata ?? /* @__PURE__ */ new Map(), inside(`${info}/METADATA`), named),
    ...wheelFaults2(own ?? /* @__PURE__ */ new Map(), wheel, inside(`${info}/WHEEL`)),
    ...recordFaults(entries, `${info}/RECORD`).map(({ path, fault }) => {
      return { place: inside(path), fault, mend: buildAgain };
    }),
    ...contentFaults2(entries, pure, inside),
    ...wheel.platforms.flatMap((tag) => {
      const fault = platformFault(tag);
      return fault === null ? [] : [{ place: name, fault, mend: "let cibuildwheel repair it" }];
    })
  ];
  return { ...common, requiresPython: onlyValue(metadata ?? /* @__PURE__ */ new Map(), "Requires-Python"), faults };
}
function nameless(name) {
  const fault = "is not named as a wheel is: name-version-python-abi-platform.whl";
  const unknown = { distribution: "", version: "", requiresPython: null, pure: false, platformTags: [] };
  return { name, kind: "wheel", ...unknown, faults: [{ place: name, fault, mend: buildAgain }] };
}
function infoFolder(entries, { distribution, version }) {
  const roots = new Set(entries.map(({ path }) => path.split("/")[0] ?? ""));
  const folders = [...roots].filter((root) => root.endsWith(".dist-info"));
  const [folder = ""] = folders;
  const [, name = "", infoVersion = ""] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
  const fits = distributionOf(name) === distributionOf(distribution) && infoVersion === version;
  return folders.length === 1 && fits ? folder : null;
}
function headersAt(entries, path) {
  const entry = entries.find((one) => one.path === path);
  return readHeaders(entry?.content ?? new Uint8Array());
}
function wheelFaults2(own, wheel, place) {
  const faults = [];
  if (onlyValue(own, "Wheel-Version")?.startsWith("1.") !== true) {
    faults.push("names no wheel format that installers know");
  }
  const [inside, outside] = [own.get("tag") ?? [], tagsOf(wheel)];
  const differing = [
    ...inside.filter((tag) => !outside.includes(tag)),
    ...outside.filter((tag) => !inside.includes(tag))
  ];
  if (differing.length > 0) faults.push(`has other tags than the file's name: ${differing.join(", ")}`);
  if (onlyValue(own, "Build") !== wheel.build) faults.push("has another build number than the file's name");
  const purelib = (onlyValue(own, "Root-Is-Purelib") ?? "").toLowerCase();
  const wanted = isPure(wheel) ? "true" : "false";
  if (purelib !== wanted) faults.push(`does not say Root-Is-Purelib: ${wanted}, as its tags do`);
  return faults.map((fault) => ({ place, fault, mend: buildAgain }));
}
function contentFaults2(entries, pure, inside) {
  return entries.flatMap(({ path, kind }) => {
    if (kind === "symlink") {
      return [
        { place: inside(path), fault: "is a link, which installers don't make", mend: "put a file there" }
      ];
    }
    if (!pure || kind === "folder" || !compiled.test(path)) return [];
    const mend = "leave it out, or declare slipway:package.kind: native";
    return [{ place: inside(path), fault: "is compiled, in a wheel for any system", mend }];
  });
}

// tasks/check-files.ts
var checkFiles = {
  name: "check-files",
  summary: "Checks sdists and wheels before anything uses them: that they are whole, that names, metadata, tags and RECORD\nagree, and that together they are what the stack declares.",
  operands: "",
  variables: {
    VERSION: "the version that every file must be of; empty: any, but one",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that sums (lines of hash and name), sdist and wheels are added to, if it is set"
  },
  options: {
    files: { value: "DIR", help: "the folder that holds them", default: "dist" },
    declaration: declarationOption,
    part: {
      value: "PART",
      help: "what was built: all, sdist, or one platform such as linux-x86_64",
      default: "all"
    }
  },
  run: check
};
function check(call) {
  const declared = readDeclaration(call.options.declaration).package;
  const { part } = call.options;
  if (!["all", "sdist", ...declared.platforms].includes(part)) {
    const mend = `name one of all, sdist, ${declared.platforms.join(", ")}`;
    throw new MisuseError({ place: "--part", fault: "is no part that the stack declares", mend });
  }
  const files = readReleaseFiles(call.options.files);
  const { inspected, broken } = inspect(call.options.files, files);
  const wanted = { package: declared, version: call.variables["VERSION"] || null, part };
  const faults = [
    ...broken,
    ...inspected.flatMap((file) => file.faults),
    ...broken.length > 0 ? [] : setFaults(inspected, wanted)
  ];
  if (faults.length > 0) throw new TaskError(faults);
  tell(call, files);
}
function inspect(folder, files) {
  const inspected = [];
  const broken = [];
  for (const { name } of files) {
    try {
      const content = readFileSync3(join2(folder, name));
      inspected.push(name.endsWith(".whl") ? inspectWheel(name, content) : inspectSdist(name, content));
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      broken.push(...error.faults);
    }
  }
  return { inspected, broken };
}
function tell(call, files) {
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}`);
  for (const line of sums) call.say(line);
  const named = (end) => files.filter(({ name }) => name.endsWith(end)).map(({ name }) => name);
  call.output({
    sums: sums.join("\n"),
    sdist: named(".tar.gz").join("\n"),
    wheels: named(".whl").join("\n")
  });
  const rows = files.map(({ name, size, sha256 }) => [name, String(size), sha256]);
  call.tabulate({ title: "Checked files", head: ["File", "Bytes", "SHA-256"], rows });
}
await runProgram(checkFiles);
