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
    return value.map((entry2, index) => shape(entry2, `${place}[${index}]`));
  };
}
function mapOf(shape) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry2]) => [key, shape(entry2, `${place}.${key}`)]);
    return Object.fromEntries(entries);
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
function oneLine(text2) {
  return text2.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
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

// tasks/ledger/decide.ts
var day = 24 * 60 * 60 * 1e3;
function decide(wanted, held, rules) {
  const names = new Set(wanted.map(({ name }) => name));
  const surplus = held.filter(({ name }) => !names.has(name));
  const files = [
    ...wanted.map(
      ({ name, sha256 }) => ({
        name,
        state: stateOf(
          sha256,
          held.filter((file) => file.name === name)
        )
      })
    ),
    ...surplus.map(({ name }) => ({ name, state: "surplus" }))
  ].sort((a, b) => a.name < b.name ? -1 : 1);
  const missing = files.some(({ state }) => state === "missing");
  const closed = missing ? closedFault(held, rules) : null;
  const faults = [...files.flatMap((file) => faultsOf(file, rules)), ...closed === null ? [] : [closed]];
  if (faults.length > 0) return { decision: "stop", files, faults };
  return { decision: missing ? "publish" : "skip", files, faults };
}
function stateOf(sha256, held) {
  if (held.length === 0) return "missing";
  if (held.some((file) => file.sha256 !== null && file.sha256 !== sha256)) return "other";
  return held.every((file) => file.sha256 === sha256) ? "same" : "unknown";
}
function faultsOf({ name, state }, { title }) {
  const place = `${title}, ${name}`;
  switch (state) {
    case "same":
    case "missing":
      return [];
    case "other":
      return [
        {
          place,
          fault: "is there with other contents",
          mend: "start the release anew at the same commit, so that it takes what is published; if that was built from something else, release a new version: a published file can't be replaced"
        }
      ];
    case "unknown":
      return [
        {
          place,
          fault: "is there, and its hash can't be told",
          mend: "compare it by hand; release a new version if it differs"
        }
      ];
    case "surplus":
      return [
        {
          place,
          fault: "is there, and this release has no such file",
          mend: "start the release anew at the same commit, so that it takes the file up, or delete it there"
        }
      ];
    default:
      return state;
  }
}
function closedFault(held, { title, openDays, now }) {
  const times2 = held.flatMap(({ uploaded }) => uploaded === null ? [] : [uploaded]);
  if (openDays === null || times2.length === 0) return null;
  const age = now - Math.min(...times2);
  if (age <= openDays * day) return null;
  return {
    place: title,
    fault: `holds this version since ${Math.floor(age / day)} days, lacks files of it, and takes no new file after ${openDays}`,
    mend: "release a new version"
  };
}

// tasks/ledger/stage.ts
import { copyFileSync, mkdirSync, readdirSync as readdirSync2, rmSync } from "node:fs";
import { join as join2 } from "node:path";
function stageFiles(from, into, names) {
  mkdirSync(into, { recursive: true });
  for (const old of readdirSync2(into).filter(isDistribution)) rmSync(join2(into, old));
  for (const name of names) copyFileSync(join2(from, name), join2(into, name));
}

// tasks/ledger/sums.ts
function requireSums(files, { folder, sums }) {
  if (files.length === 0) {
    const mend2 = "fetch the built files into it first";
    throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend: mend2 }]);
  }
  if (sums === null || sums === "") return;
  const told = readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend = "fetch the files that were put on the draft";
  const differing = files.filter(({ name, sha256 }) => told.get(name) !== sha256).map(({ name }) => {
    return {
      place: name,
      fault: told.has(name) ? "is not the file that was settled" : "was not settled",
      mend
    };
  });
  const missing = [...told.keys()].filter((name) => !there.has(name)).map((name) => ({ place: name, fault: `was settled, and is not in ${folder}`, mend }));
  if (differing.length + missing.length > 0) throw new TaskError([...differing, ...missing]);
}
function readSums(sums) {
  return new Map(sums.trim().split("\n").map(entryOf));
}
function entryOf(line) {
  const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
  if (match !== null) return [match[2] ?? "", match[1] ?? ""];
  const mend = "hand on the output sums of draft-release";
  throw new MisuseError({ place: "SUMS", fault: "has a line that is no hash and name", mend });
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
  const attempts = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt >= attempts) {
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
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// tasks/index/address.ts
import { execFile } from "node:child_process";
var known = { pypi: "PyPI", testpypi: "TestPyPI" };
var overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" };
async function indexAddress(index, variables) {
  if (index.simpleUrl !== null) return checked(index.simpleUrl, index.title, "correct it in the stack");
  if (index.name === "custom") {
    throw failure2({
      place: index.title,
      fault: "has no address",
      mend: "declare its simple API in the stack"
    });
  }
  const variable = overriding[index.name];
  const set = variables[variable] ?? "";
  if (set !== "") return checked(set, variable, "correct it, or leave it out");
  const told = await askPip(known[index.name], variables);
  if (told !== null) return checked(told, index.title, `set ${variable} to the address of its simple API`);
  throw failure2({
    place: index.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`
  });
}
function checked(address, place, mend) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure2({ place, fault: "is no web address", mend });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure2({ place, fault: "holds a login", mend: "name an address that can be read without one" });
  }
  url.search = "";
  url.hash = "";
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
async function askPip(name, variables) {
  const script = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python of ["python", "python3"]) {
    const told = await outputOf(python, ["-I", "-c", script], variables);
    if (told !== null && told !== "") return told;
  }
  return null;
}
function outputOf(program, args, env) {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 3e4 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : null);
    });
  });
}
function failure2(fault) {
  return new TaskError([fault]);
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
  const shown = rest.map((part) => part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : "");
  return [first, ...shown].join("");
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
function decode(text2) {
  return text2.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (all, reference) => {
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
    known2((value) => Number.isSafeInteger(value) && value >= 0 ? value : null)
  ),
  "upload-time": optional(known2((value) => typeof value === "string" ? timeOf(value) : null)),
  yanked: optional(known2((value) => typeof value === "string" || value === true ? value : null)),
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
function known2(read) {
  return (value) => read(value);
}
function hashOf(sha256) {
  return sha256 !== null && /^[\da-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
}
function timeOf(text2) {
  const time = Date.parse(text2);
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
    throw failure3(options, page2.fault, "check that its address is that of a simple API (PEP 503, PEP 691)");
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
  throw failure3(
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
    return failure3(options, `answered ${status}: it wants a login to be read`, "let it be read without one");
  }
  return failure3(
    options,
    `answered ${status}`,
    "check that its address is that of a simple API (PEP 503, PEP 691)"
  );
}
function failure3({ place }, fault, mend) {
  return new TaskError([{ place, fault, mend }]);
}

// tasks/ledger/index-channel.ts
var days = { pypi: 14, testpypi: 14, custom: null };
function indexChannel({ declaration: declaration2, index, simpleUrl, say }) {
  const { name: project, distribution } = declaration2.package;
  const options = { place: index.title, say };
  const known3 = /* @__PURE__ */ new Map();
  return {
    name: index.name,
    title: index.title,
    openDays: days[index.name],
    page: (version) => pageOf(simpleUrl, { index, project, version }),
    async read(version) {
      const files = await readIndexFiles(simpleUrl, { project, distribution, version }, options);
      known3.clear();
      const held = [];
      for (const file of files) {
        known3.set(file.name, file);
        const { name, size, uploaded } = file;
        const sha256 = file.sha256 ?? sha256Of(await downloadIndexFile(file, options));
        held.push({ name, sha256, size, uploaded });
      }
      return held;
    },
    async fetch({ name }) {
      const file = known3.get(name);
      if (file !== void 0) return await downloadIndexFile(file, options);
      const place = `${index.title}, ${name}`;
      throw new TaskError([{ place, fault: "is not there", mend: "run the job again" }]);
    }
  };
}
function pageOf(simpleUrl, asked) {
  const project = normalizeName(asked.project);
  if (asked.index.name === "custom") return new URL(`${project}/`, simpleUrl).href;
  return new URL(`/project/${project}/${asked.version}/`, simpleUrl).href;
}

// tasks/github/assets.ts
var answered = objectOf({ id: count, name: text, size: count, digest: optional(text), state: text });
var assetShape = (value, place) => {
  const { id, name, size, digest, state } = answered(value, place);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1] ?? null;
  return { id, name, size, sha256, complete: state === "uploaded" };
};

// tasks/github/tags.ts
var answered2 = objectOf({ object: objectOf({ type: text, sha: text }) });

// tasks/github/releases.ts
var answered3 = objectOf({
  id: count,
  tag_name: text,
  target_commitish: text,
  draft: flag,
  prerelease: flag,
  // Older servers know nothing of it.
  immutable: optional(flag),
  html_url: nullable(text),
  body: optional(text),
  upload_url: text,
  assets: listOf(assetShape)
});

// tasks/release/access.ts
var indexVariables = {
  PYPI_SIMPLE_URL: "simple API in place of PyPI's, which pip knows",
  TESTPYPI_SIMPLE_URL: "simple API in place of TestPyPI's, which pip knows"
};
async function indexOf(declaration2, name, { variables, say }) {
  const index = declaration2.indexes.find((one) => one.name === name);
  if (index === void 0) throw undeclared(declaration2, name);
  return indexChannel({ declaration: declaration2, index, simpleUrl: await indexAddress(index, variables), say });
}
function undeclared({ indexes }, name) {
  return new MisuseError({
    place: "--index",
    fault: name === "" ? "is missing" : `names ${name}, which is not declared`,
    mend: `name one of ${indexes.map((one) => one.name).join(", ")}`
  });
}

// tasks/release/identity.ts
var identityVariables = {
  VERSION: "the version that is released, as the gate tells it",
  GITHUB_REF: "the tag's ref, refs/tags/...",
  GITHUB_SHA: "the tag's commit",
  GITHUB_RUN_ID: "the run, which the ledger names",
  GITHUB_RUN_ATTEMPT: "its attempt"
};
var kinds = {
  VERSION: /^[0-9A-Za-z.!+_-]+$/,
  GITHUB_REF: /^refs\/tags\/.+$/,
  GITHUB_SHA: /^[0-9a-f]{40,64}$/,
  GITHUB_RUN_ID: /^\d{1,15}$/,
  GITHUB_RUN_ATTEMPT: /^\d{1,6}$/
};
function variableOf(variables, name) {
  const value = variables[name] ?? "";
  if (kinds[name].test(value)) return value;
  throw new MisuseError({
    place: name,
    fault: value === "" ? "is not set" : "is none that a release has",
    mend: `set it to ${identityVariables[name]}`
  });
}

// tasks/release/options.ts
function folderOf(options, name) {
  const folder = options[name] ?? "";
  if (folder !== "") return folder;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: "name a folder" });
}

// tasks/ledger.ts
var ledger = {
  name: "ledger",
  summary: "Reads what an index holds of the version, compares it by hash with a release's files, and tells the publishing job\nwhat to do: publish what is missing, which alone is copied into a folder, or skip, since everything is there.\nStops where the index holds other contents, or takes no new file of this version any more.\nOutput: decision (publish or skip).",
  operands: "",
  variables: {
    VERSION: identityVariables.VERSION,
    SUMS: "lines of sha256 and name that draft-release told: the files have to be those; not asked for where it is not set",
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    index: { value: "NAME", help: "pypi, testpypi or custom", default: "" },
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" },
    stage: { value: "DIR", help: "folder that missing files are copied into", default: "" }
  },
  run: askLedger
};
async function askLedger(call) {
  const [folder, stage] = [folderOf(call.options, "files"), folderOf(call.options, "stage")];
  const version = variableOf(call.variables, "VERSION");
  const declaration2 = readDeclaration(call.options.declaration);
  const files = readReleaseFiles(folder);
  requireSums(files, { folder, sums: call.variables["SUMS"] ?? null });
  const channel = await indexOf(declaration2, call.options.index, call);
  const { title, openDays } = channel;
  const decision = decide(files, await channel.read(version), { title, openDays, now: Date.now() });
  tell(call, channel, decision);
  if (decision.decision === "stop") throw new TaskError(decision.faults);
  stageFiles(folder, stage, namesOf(decision, "missing"));
  call.output({ decision: decision.decision });
}
function tell(call, { title }, { decision, files }) {
  for (const { name, state } of files) call.say(`${name}: ${state}`);
  call.say(`${title}: ${decision}`);
  call.tabulate({
    title: `${title}: ${decision}`,
    head: ["File", "There"],
    rows: files.map(({ name, state }) => [name, state])
  });
}
function namesOf({ files }, state) {
  return files.filter((file) => file.state === state).map(({ name }) => name);
}
await runProgram(ledger);
