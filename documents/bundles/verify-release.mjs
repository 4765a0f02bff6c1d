// tasks/verify-release.ts
import { setTimeout as sleep3 } from "node:timers/promises";

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
function formatFault({ place, fault, mend: mend2 }) {
  return oneLine(`${place}: ${fault}; ${mend2}`);
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
    const mend2 = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf(error), mend: mend2 }]);
  }
}
function faultOf(error) {
  if (error instanceof ShapeError) return `can't be read: ${error.message}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" ? "is not there" : `can't be read (${code})`;
}

// tasks/index/address.ts
import { execFile } from "node:child_process";
var known = { pypi: "PyPI", testpypi: "TestPyPI" };
var overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" };
var addressVariables = {
  PYPI_SIMPLE_URL: "address of PyPI's simple API (default: the one that pip knows)",
  TESTPYPI_SIMPLE_URL: "address of TestPyPI's simple API (default: the one that pip knows)"
};
async function indexAddress(index, variables) {
  if (index.simpleUrl !== null) return checked(index.simpleUrl, index.title, "correct it in the stack");
  if (index.name === "custom") {
    throw failure({
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
  throw failure({
    place: index.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`
  });
}
function checked(address, place, mend2) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure({ place, fault: "is no web address", mend: mend2 });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure({ place, fault: "holds a login", mend: "name an address that can be read without one" });
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
  return new Promise((resolve4) => {
    execFile(program, args, { env, timeout: 3e4 }, (error, stdout) => {
      resolve4(error === null ? stdout.trim() : null);
    });
  });
}
function failure(fault) {
  return new TaskError([fault]);
}

// tasks/ledger/sums.ts
function readSums(sums) {
  return new Map(sums.trim().split("\n").map(entryOf));
}
function entryOf(line) {
  const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
  if (match !== null) return [match[2] ?? "", match[1] ?? ""];
  const mend2 = "hand on the output sums of draft-release";
  throw new MisuseError({ place: "SUMS", fault: "has a line that is no hash and name", mend: mend2 });
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

// tasks/release/options.ts
function minutesOf(text2) {
  const minutes = /^\d{1,4}$/.test(text2) ? Number(text2) : Number.NaN;
  if (minutes <= 1440) return minutes;
  const mend2 = "write --wait 10";
  throw new MisuseError({ place: "--wait", fault: "is not a number of minutes from 0 to 1440", mend: mend2 });
}

// tasks/verify/verify.ts
import { mkdirSync as mkdirSync2, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join5 } from "node:path";

// tasks/verify/attested.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
}

// tasks/github/attestations.ts
import { execFile as execFile2 } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
function verifyAttestation(file, by, host) {
  return verifySubject(resolve(file), by, host);
}
async function verifySubject(subject, by, host) {
  const attempts = host.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    const ended = await run(host, argumentsFor(subject, by));
    const verification = verificationOf(ended);
    const mayChange = !verification.verified && !verification.lasting && verification.mend === void 0;
    if (!mayChange || attempt >= attempts) return verification;
    await (host.sleep ?? sleep)(1e3 * 2 ** attempt);
  }
}
function argumentsFor(subject, { repository, workflow, commit, ref }) {
  return [
    ...["attestation", "verify", subject, "--repo", repository],
    ...["--signer-workflow", `${repository}/.github/workflows/${workflow}`],
    ...["--source-digest", commit],
    ...ref === null ? [] : ["--source-ref", ref],
    ...["--deny-self-hosted-runners", "--format", "json"]
  ];
}
function run({ variables, program = "gh" }, args) {
  const env = { ...variables, ...hostOf(variables), GH_PROMPT_DISABLED: "1", NO_COLOR: "1" };
  const options = { env, timeout: 12e4, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolved) => {
    execFile2(program, args, options, (error, out, err) => {
      const isFound = error?.code !== "ENOENT" && error?.code !== "EACCES";
      resolved({ isFound, succeeded: error === null, out, err });
    });
  });
}
function hostOf(variables) {
  const server = variables["GITHUB_SERVER_URL"] ?? "";
  const host = URL.canParse(server) ? new URL(server).host : "github.com";
  return host === "github.com" || variables["GH_HOST"] !== void 0 ? {} : { GH_HOST: host };
}
var lasting = [
  /no attestations found/i,
  /HTTP 404/,
  /expected \w+ to be /,
  /verifying with issuer/i,
  /no matching \w+ found/i,
  /failed to verify/i,
  /verification failed/i
];
var forbidden = /HTTP 403(?!.*rate limit)/i;
function verificationOf({ isFound, succeeded, out, err }) {
  if (!isFound) {
    const mend2 = "run the job again where gh is on the PATH";
    return { verified: false, reason: "the program gh is not on the PATH", lasting: false, mend: mend2 };
  }
  if (succeeded && hasResults(out)) return { verified: true };
  if (succeeded) return { verified: false, reason: "gh answered without a result", lasting: false };
  const lines = err.split("\n").filter((line) => line.trim() !== "");
  const told = lines.find((line) => line.startsWith("Error:")) ?? lines.at(-1) ?? "gh said nothing";
  const reason = told.replace(/^Error:\s*/, "").slice(0, 300);
  if (forbidden.test(err)) {
    return {
      verified: false,
      reason,
      lasting: false,
      mend: "give the job the permission attestations: read"
    };
  }
  return { verified: false, reason, lasting: lasting.some((one) => one.test(err)) };
}
function hasResults(out) {
  try {
    const results = JSON.parse(out);
    return Array.isArray(results) && results.length > 0;
  } catch {
    return false;
  }
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
      if (busy) throw failure2(options, `answered ${answer.status}${times(attempt)}`);
      throw failure2(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt)}`);
    }
    const pause = pauseBefore(attempt, busy ? answer.headers.get("retry-after") : null);
    const why = busy ? `answered ${answer.status}` : "reason" in answer ? answer.reason : "";
    options.say?.(`${options.place} ${why}; again in ${Math.ceil(pause / 1e3)} s`);
    await (options.sleep ?? sleep2)(pause);
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
    if (body === null) throw failure2(options, "sent more than is taken");
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
function failure2({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep2(milliseconds) {
  return new Promise((resolve4) => setTimeout(resolve4, milliseconds));
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
  const provenance2 = attributes.get("data-provenance");
  return [
    {
      name,
      sha256,
      size: null,
      uploaded: null,
      url: url.href,
      yanked: attributes.has("data-yanked") ? attributes.get("data-yanked") || true : false,
      provenance: provenance2 === void 0 ? null : new URL(provenance2, base2).href
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
function failure3({ place }, fault, mend2) {
  return new TaskError([{ place, fault, mend: mend2 }]);
}

// tasks/verify/attested.ts
async function fetchFiles(files, { folder, ...asked }, host) {
  const options = { place: asked.index.title, say: (line) => host.say(line) };
  const fetched = [];
  for (const file of files) {
    const content = await downloadIndexFile(file, options);
    if (sha256Of(content) !== asked.sums.get(file.name)) {
      const mend2 = "install nothing of it, yank the version there, and release a new one";
      const fault = "downloads with other contents than the release's file";
      throw new TaskError([{ place: `${asked.index.title}, ${file.name}`, fault, mend: mend2 }]);
    }
    const path = join(folder, file.name);
    writeFileSync(path, content);
    fetched.push({ file, path });
  }
  return fetched;
}
async function verifyBuilt(fetched, { declaration: declaration2, source }, host) {
  if (!declaration2.release.attestations) return [];
  const { repository, commit, ref } = source;
  const by = { repository, commit, ref, workflow: declaration2.release.workflow };
  const faults = [];
  for (const { file, path } of fetched) {
    const verification = await verifyAttestation(path, by, { variables: host.variables });
    if (verification.verified) continue;
    const { reason, lasting: lasting2, mend: told } = verification;
    const mend2 = lasting2 ? `find out where it comes from: gh attestation verify ${file.name} --repo ${repository}` : told ?? "run this job again, with GitHub at hand";
    const fault = lasting2 ? `is not attested as built here: ${reason}` : `could not be verified: ${reason}`;
    faults.push({ place: `GitHub, ${file.name}`, fault, mend: mend2 });
  }
  if (faults.length > 0) throw new TaskError(faults);
  return fetched.map(({ file }) => ({ what: `${file.name}, provenance on GitHub`, verdict: "verified" }));
}

// tasks/verify/install.ts
import { existsSync, mkdirSync, readFileSync as readFileSync2, writeFileSync as writeFileSync2 } from "node:fs";
import { join as join3, resolve as resolve2 } from "node:path";

// tasks/python/environment.ts
import { join as join2 } from "node:path";

// tasks/python/run.ts
import { execFile as execFile3 } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program, args, { variables, folder, minutes = 10 }) {
  return new Promise((resolve4) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile3(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve4(null);
      else resolve4({ code: codeOf(error), out, err });
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

// tasks/python/environment.ts
async function makeEnvironment(folder, where) {
  const made = await runPython(["-m", "venv", "--without-pip", folder], where);
  if (made.code !== 0) {
    const fault = `can't be made: ${lastLines(made)}`;
    throw new TaskError([
      { place: "virtual environment", fault, mend: "set up a Python that has venv and pip" }
    ]);
  }
  const onWindows = process.platform === "win32";
  const program = onWindows ? join2(folder, "Scripts", "python.exe") : join2(folder, "bin", "python");
  return {
    async python(args, given) {
      const ended = await runProgramFile(program, args, withoutJob(given));
      return ended ?? { code: 1, out: "", err: `${program} is not there` };
    },
    pip: (args, given) => runPython(["-m", "pip", "--disable-pip-version-check", "--python", folder, ...args], withoutJob(given))
  };
}
function withoutJob({ variables, ...where }) {
  const kept = Object.entries(variables).filter(([name]) => !/^(GH|GITHUB|ACTIONS)_/i.test(name));
  return { ...where, variables: Object.fromEntries(kept) };
}

// tasks/verify/wait.ts
var pauses = { first: 3e3, longest: 3e4 };
function deadlineOf({ minutes }, host) {
  return host.now() + minutes * 6e4;
}
async function waitForFiles(asked, host) {
  const deadline = deadlineOf(asked, host);
  for (let pause = pauses.first; ; pause = Math.min(pause * 2, pauses.longest)) {
    const seen = await look(asked, host);
    if (!(seen instanceof TaskError)) {
      const lasting2 = await wrongFiles(asked, seen, host);
      if (lasting2.length > 0) throw new TaskError(lasting2);
    }
    const missing = seen instanceof TaskError ? [...seen.faults] : missingFiles(asked, seen);
    if (missing.length === 0 && !(seen instanceof TaskError)) return seen;
    if (host.now() + pause > deadline) throw new TaskError(missing);
    const count2 = seen instanceof TaskError ? "does not answer" : `lacks ${missing.length} of ${asked.sums.size}`;
    host.say(`${asked.index.title} ${count2}; looking again in ${pause / 1e3} s.`);
    await host.sleep(pause);
  }
}
async function look(asked, host) {
  const { name: project, distribution } = asked.declaration.package;
  const options = { place: asked.index.title, say: (line) => host.say(line), attempts: 2 };
  try {
    return await readIndexFiles(asked.simpleUrl, { project, distribution, version: asked.version }, options);
  } catch (error) {
    if (error instanceof TaskError) return error;
    throw error;
  }
}
function missingFiles({ index, sums, minutes }, seen) {
  const shown = new Set(seen.map(({ name }) => name));
  return [...sums.keys()].filter((name) => !shown.has(name)).map((name) => ({
    place: `${index.title}, ${name}`,
    fault: `does not show after ${minutes} minutes`,
    mend: "run this job again, or the release, which publishes what is missing"
  }));
}
async function wrongFiles(asked, seen, host) {
  const faults = [];
  for (const file of seen) {
    const place = `${asked.index.title}, ${file.name}`;
    const wanted = asked.sums.get(file.name);
    if (wanted === void 0) {
      const mend2 = "find out who uploaded it, yank the version there, and release a new one";
      faults.push({ place, fault: "is none of this release's files", mend: mend2 });
    } else if (await hashOf2(file, asked, host) !== wanted) {
      const mend2 = "install nothing of it, yank the version there, and release a new one";
      faults.push({ place, fault: "has other contents than the release's file", mend: mend2 });
    }
  }
  return faults;
}
async function hashOf2(file, { index }, host) {
  if (file.sha256 !== null) return file.sha256;
  const options = { place: index.title, say: (line) => host.say(line) };
  return sha256Of(await downloadIndexFile(file, options));
}

// tasks/verify/install.ts
var rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:"];
async function installRelease(folder, asked, host) {
  const environment2 = await makeEnvironment(join3(folder, "environment"), host);
  await installLock(environment2, asked, host);
  const requirements = join3(folder, "package.txt");
  const hashes = [...asked.sums.values()].map((sha256) => `--hash=sha256:${sha256}`);
  writeFileSync2(
    requirements,
    `${[`${asked.declaration.package.name}==${asked.version}`, ...hashes].join(" ")}
`
  );
  const report = join3(folder, "report.json");
  const from = ["--no-cache-dir", "--index-url", asked.simpleUrl, "--report", report, "-r", requirements];
  await installPackage(() => environment2.pip(["install", ...rules, ...from], alone(host)), asked, host);
  return { environment: environment2, sha256: installedHash(readFileSync2(report)) };
}
async function installLock(environment2, { locks }, host) {
  const lock = join3(locks, "runtime.txt");
  if (!existsSync(lock)) {
    throw new TaskError([
      { place: lock, fault: "is not there", mend: "fetch what the task lock-tests wrote" }
    ]);
  }
  const ended = await environment2.pip(["install", ...rules, "-r", resolve2(lock)], host);
  if (ended.code === 0) return;
  throw new TaskError([
    {
      place: `dependencies (${lock})`,
      fault: `can't be installed here: ${lastLines(ended)}`,
      mend: "commit a lock that has wheels for this platform, or declare the platform no more"
    }
  ]);
}
function alone({ variables }) {
  const without2 = { PIP_EXTRA_INDEX_URL: void 0, PIP_FIND_LINKS: void 0, PIP_NO_INDEX: void 0 };
  const nothing = process.platform === "win32" ? "nul" : "/dev/null";
  return { variables: { ...variables, ...without2, PIP_CONFIG_FILE: nothing } };
}
async function installPackage(install, asked, host) {
  const deadline = deadlineOf(asked, host);
  for (let pause = 5e3; ; pause = Math.min(pause * 2, 3e4)) {
    const ended = await install();
    if (ended.code === 0) return;
    const mayCome = /No matching distribution|Could not find a version/.test(ended.err + ended.out);
    if (!mayCome || host.now() + pause > deadline) throw failure4(asked, ended);
    host.say(`pip finds no file of ${asked.version} on ${asked.index.title}; again in ${pause / 1e3} s.`);
    await host.sleep(pause);
  }
}
function failure4({ index, declaration: declaration2, version }, ended) {
  const place = `${index.title}, ${declaration2.package.name} ${version}`;
  const fault = `can't be installed here: ${lastLines(ended)}`;
  const mend2 = "run this job again; if it stays, yank the version there and release a new one";
  return new TaskError([{ place, fault, mend: mend2 }]);
}
var reported = objectOf({
  install: listOf(
    objectOf({ download_info: objectOf({ archive_info: objectOf({ hashes: objectOf({ sha256: text }) }) }) })
  )
});
function installedHash(report) {
  return parseJson(report, reported).install[0]?.download_info.archive_info.hashes.sha256 ?? "";
}
function emptyFolder(folder) {
  const empty = join3(folder, "elsewhere");
  mkdirSync(empty, { recursive: true });
  return empty;
}

// tasks/verify/pep740.ts
import { existsSync as existsSync2, writeFileSync as writeFileSync3 } from "node:fs";
import { join as join4, resolve as resolve3 } from "node:path";

// tasks/verify/publisher.ts
var something = (value, place) => {
  if (typeof value === "object" && value !== null) return true;
  throw new ShapeError(place, "an object");
};
var provenance = objectOf({
  version: count,
  attestation_bundles: listOf(
    objectOf({
      publisher: objectOf({
        kind: oneOf("GitHub"),
        repository: text,
        workflow: text,
        environment: optional(text)
      }),
      attestations: listOf(something)
    })
  )
});
function publisherFault(name, content, asked) {
  const fault = differenceOf(content, asked);
  if (fault === null) return null;
  const mend2 = "find out who published it; yank the version there if nobody of yours did";
  return { place: `${asked.index.title}, ${name}`, fault, mend: mend2 };
}
function differenceOf(content, { declaration: declaration2, index, source }) {
  let bundles;
  try {
    bundles = parseJson(content, provenance).attestation_bundles;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return `has a provenance that can't be read: ${error.message}`;
  }
  if (bundles.length === 0 || bundles.some(({ attestations }) => attestations.length === 0)) {
    return "has a provenance without an attestation";
  }
  for (const { publisher } of bundles) {
    const { repository, workflow, environment: environment2 } = publisher;
    const who = `was published by ${repository}, ${workflow}`;
    if (repository.toLowerCase() !== source.repository.toLowerCase()) return who;
    if (workflow !== declaration2.release.workflow) return who;
    const declared = index.environment?.name ?? null;
    if (environment2 !== null && environment2 !== "" && environment2 !== declared) {
      return `${who}, in the environment ${environment2}`;
    }
  }
  return null;
}

// tasks/verify/pep740.ts
var without = /* @__PURE__ */ new Set(["darwin-x64", "win32-arm64"]);
function pep740Wanted({ declaration: declaration2, index, pep740 }) {
  if (index.name === "custom") return "not offered by this index";
  if (!index.trustedPublishing || !declaration2.release.attestations) return "none declared";
  if (pep740 === "off") return "left out";
  const here = `${process.platform}-${process.arch}`;
  return pep740 === "auto" && without.has(here) ? "verified on other platforms" : true;
}
async function verifyPublished(fetched, { folder, ...asked }, host) {
  const tool = await installTool(join4(folder, "tool"), asked, host);
  const faults = [];
  for (const one of fetched) {
    const fault = await faultOf2(one, { asked, tool, provenance: `${one.path}.provenance` }, host);
    if (fault !== null) faults.push(fault);
  }
  if (faults.length > 0) throw new TaskError(faults);
  const what = (name) => `${name}, attestation on ${asked.index.title}`;
  return fetched.map(({ file }) => ({ what: what(file.name), verdict: "verified" }));
}
async function installTool(folder, { tools }, host) {
  if (!existsSync2(tools)) {
    throw new TaskError([{ place: tools, fault: "is not there", mend: "let the stack deliver it anew" }]);
  }
  const environment2 = await makeEnvironment(folder, host);
  const rules2 = ["--require-hashes", "--no-deps", "--only-binary", ":all:"];
  const ended = await environment2.pip(["install", ...rules2, "-r", resolve3(tools)], host);
  if (ended.code === 0) return environment2;
  const fault = `can't be installed here: ${lastLines(ended)}`;
  throw new TaskError([{ place: tools, fault, mend: "run it with --pep740 off on this platform" }]);
}
async function faultOf2({ file, path }, how, host) {
  const { asked, tool, provenance: provenance2 } = how;
  const place = `${asked.index.title}, ${file.name}`;
  if (file.provenance === null) {
    const mend3 = "publish with attestations; of a file that is there, none can be added";
    return { place, fault: "has no attestation", mend: mend3 };
  }
  const headers = { accept: "application/vnd.pypi.integrity.v1+json" };
  const options = { place: asked.index.title, bytes: 2 ** 24, say: (line) => host.say(line) };
  const { status, body } = await request({ url: file.provenance, headers }, options);
  if (status !== 200) {
    return { place, fault: `lists an attestation and answers ${status} for it`, mend: "run this job again" };
  }
  const stranger = publisherFault(file.name, body, asked);
  if (stranger !== null) return stranger;
  writeFileSync3(provenance2, body);
  const repository = `${asked.source.server}/${asked.source.repository}`;
  const args = ["verify", "pypi", "--repository", repository, "--provenance-file", provenance2, path];
  const ended = await verifyPatiently(() => tool.python(["-m", "pypi_attestations", ...args], host), host);
  if (ended.code === 0) return null;
  const fault = `has an attestation that ${isAway(ended) ? "could not be verified" : "does not hold"}`;
  const mend2 = "run this job again; if it stays, yank the version there and find out why";
  return { place, fault: `${fault}: ${lastLines(ended, 1)}`, mend: mend2 };
}
async function verifyPatiently(verify2, host) {
  for (let attempt = 1; ; attempt += 1) {
    const ended = await verify2();
    if (attempt === 3 || ended.code === 0 || !isAway(ended)) return ended;
    host.say("Sigstore's keys could not be asked for; again in 10 s.");
    await host.sleep(1e4);
  }
}
function isAway({ out, err }) {
  return /TUFError|ConnectionError|Timeout/.test(out + err);
}

// tasks/verify/use.ts
var questions = {
  version: "import sys, platform; from importlib.metadata import version; print(platform.python_version(), version(sys.argv[1]))",
  import: "import sys; from importlib import import_module; import_module(sys.argv[1])"
};
async function useRelease({ environment: environment2 }, { folder, ...asked }, host) {
  const where = { variables: host.variables, folder: emptyFolder(folder), minutes: 5 };
  const { name, importName } = asked.declaration.package;
  const told = await environment2.python(["-I", "-c", questions.version, name], where);
  const imported = await environment2.python(["-I", "-c", questions.import, importName], where);
  const checked2 = await environment2.pip(["check"], where);
  const faults = [
    ...versionFaults(asked, told),
    ...faultsOf(asked, imported, `can't be imported as ${importName}`),
    ...faultsOf(asked, checked2, "lacks what it needs")
  ];
  if (faults.length > 0) throw new TaskError(faults);
  const [python = "", version = ""] = told.out.trim().split(" ");
  return [
    { what: "Python", verdict: python },
    { what: `installed version ${version}`, verdict: "as released" },
    { what: `import ${importName}`, verdict: "works" },
    { what: "pip check", verdict: "nothing missing" }
  ];
}
var mend = "yank the version there, mend the package, and release a new version";
function versionFaults(asked, told) {
  if (told.code !== 0) return faultsOf(asked, told, "does not tell its version");
  const [, version = ""] = told.out.trim().split(" ");
  if (sameVersion(version, asked.version)) return [];
  return [{ place: placeOf(asked), fault: `calls itself ${version}`, mend }];
}
function faultsOf(asked, ended, fault) {
  if (ended.code === 0) return [];
  return [{ place: placeOf(asked), fault: `${fault}: ${lastLines(ended, 2)}`, mend }];
}
function placeOf({ index, declaration: declaration2, version }) {
  return `${index.title}, ${declaration2.package.name} ${version}`;
}

// tasks/verify/verify.ts
async function verifyRelease(asked, host) {
  const folder = mkdtempSync(join5(tmpdir(), "slipway-verify-"));
  try {
    return await verifyIn(folder, asked, host);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
async function verifyIn(folder, asked, host) {
  const findings = new Findings();
  const files = await findings.of("files and hashes", () => waitForFiles(asked, host));
  if (files === null) return findings;
  findings.add({ what: `${files.length} files by hash`, verdict: "as in the ledger" });
  const installation = await findings.of("install", () => installRelease(folder, asked, host));
  if (installation !== null) {
    const wheel = files.find(({ name }) => asked.sums.get(name) === installation.sha256);
    findings.add({ what: `install of ${wheel?.name ?? "the wheel"}`, verdict: "works" });
    await findings.all("use", () => useRelease(installation, { ...asked, folder }, host));
  }
  const own = filesOf(files, installation?.sha256 ?? null, asked);
  const downloads = join5(folder, "files");
  mkdirSync2(downloads);
  const fetched = await findings.of("download", () => fetchFiles(own, { ...asked, folder: downloads }, host));
  if (fetched !== null) await verifyAttestations(fetched, { findings, folder, asked }, host);
  return findings;
}
async function verifyAttestations(fetched, {
  findings,
  folder,
  asked
}, host) {
  await findings.all("provenance on GitHub", () => verifyBuilt(fetched, asked, host));
  const wanted = pep740Wanted(asked);
  const what = `attestations on ${asked.index.title}`;
  if (wanted !== true) findings.add({ what, verdict: wanted });
  else await findings.all(what, () => verifyPublished(fetched, { ...asked, folder }, host));
}
function filesOf(files, installed, { sums, sdist }) {
  return files.filter(({ name }) => {
    if (name.endsWith(".whl")) return installed === null || sums.get(name) === installed;
    return sdist;
  });
}
var Findings = class {
  checks = [];
  faults = [];
  add(...checks) {
    this.checks.push(...checks);
  }
  /** Null where it failed. */
  async of(what, act) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      this.faults.push(...error.faults);
      this.add({ what, verdict: "failed" });
      return null;
    }
  }
  async all(what, act) {
    this.add(...await this.of(what, act) ?? []);
  }
};

// tasks/verify-release.ts
var verify = {
  name: "verify-release",
  summary: "Verifies a release on an index as a consumer would: waits until it shows every file with the release's hash,\ninstalls the locked dependencies and then the package alone, by hash, into a fresh environment, imports it, and\nverifies the attestations of what it got, on GitHub and on the index (PEP 740).",
  operands: "",
  variables: {
    VERSION: "the version that was released",
    SUMS: "its files: lines of SHA-256, two blanks and name",
    GITHUB_REPOSITORY: "owner/name of the repository that released it",
    GITHUB_SHA: "the commit that it was built from",
    GITHUB_REF: "the ref of that run: refs/tags/v1",
    GITHUB_SERVER_URL: "where the repository is, as its attestations name it",
    GH_TOKEN: "what gh asks GitHub with; needed where attestations are declared",
    ...addressVariables,
    GITHUB_OUTPUT: "file that the output `verdict` is added to, if it is set: verified or failed",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    index: { value: "NAME", help: "pypi, testpypi or custom, as it is declared", default: "" },
    locks: { value: "DIR", help: "folder with runtime.txt, which lock-tests wrote", default: "locks" },
    wait: { value: "MINUTES", help: "how long the index may lag", default: "10" },
    pep740: {
      value: "auto|on|off",
      help: "the index's attestations; auto: where the tool runs",
      default: "auto"
    },
    sdist: { value: "yes|no", help: "whether the sdist is fetched and verified too", default: "yes" },
    tools: {
      value: "FILE",
      help: "locked requirements of pypi-attestations",
      default: ".github/slipway/requirements/attestations.txt"
    },
    platform: { value: "NAME", help: "platform, as the table calls it", default: "this one" },
    declaration: declarationOption
  },
  run: run2
};
async function run2(call) {
  const asked = await askedBy(call);
  const host = {
    variables: call.variables,
    say: (line) => call.say(line),
    now: () => Date.now(),
    sleep: (ms) => sleep3(ms)
  };
  const verdict = await verifyRelease(asked, host);
  tell(verdict, asked, call);
  if (verdict.faults.length > 0) throw new TaskError(verdict.faults);
}
async function askedBy(call) {
  const { options, variables } = call;
  const declaration2 = readDeclaration(options.declaration);
  const index = declaration2.indexes.find(({ name }) => name === options.index);
  if (index === void 0) {
    const names = declaration2.indexes.map(({ name }) => name).join(", ");
    throw new MisuseError({
      place: "--index",
      fault: "names no declared index",
      mend: `name one of ${names}`
    });
  }
  const set = requireVariables(variables, [
    "VERSION",
    "SUMS",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "GITHUB_REF"
  ]);
  return {
    declaration: declaration2,
    index,
    simpleUrl: await indexAddress(index, variables),
    version: set("VERSION"),
    sums: readSums(set("SUMS")),
    source: {
      repository: set("GITHUB_REPOSITORY"),
      commit: set("GITHUB_SHA"),
      ref: set("GITHUB_REF"),
      server: variables["GITHUB_SERVER_URL"] || "https://github.com"
    },
    locks: options.locks,
    minutes: minutesOf(options.wait),
    pep740: choiceOf("pep740", options.pep740, ["auto", "on", "off"]),
    sdist: choiceOf("sdist", options.sdist, ["yes", "no"]) === "yes",
    tools: options.tools
  };
}
function requireVariables(variables, names) {
  const faults = names.filter((name) => (variables[name] ?? "").trim() === "").map((name) => ({ place: name, fault: "is not set", mend: "hand it on from the release's jobs" }));
  if (faults.length > 0) throw new TaskError(faults);
  return (name) => variables[name] ?? "";
}
function choiceOf(option, text2, choices) {
  const choice = choices.find((one) => one === text2);
  if (choice !== void 0) return choice;
  const fault = `is ${text2 === "" ? "empty" : text2}`;
  throw new MisuseError({ place: `--${option}`, fault, mend: `write one of ${choices.join(", ")}` });
}
function tell({ checks, faults }, { index, version }, call) {
  const { platform } = call.options;
  const here = platform === "this one" ? `${process.platform}-${process.arch}` : platform;
  const verdict = faults.length === 0 ? "verified" : "failed";
  for (const check of checks) call.say(`${check.what}: ${check.verdict}`);
  call.say(`${index.title}, ${version}, ${here}: ${verdict}`);
  call.output({ verdict });
  call.tabulate({
    title: `${version} on ${index.title}, ${here}: ${verdict}`,
    head: ["Checked", "Verdict"],
    rows: checks.map((check) => [check.what, check.verdict])
  });
}
await runProgram(verify);
