// tasks/conda/make-recipe.ts
import { existsSync, mkdirSync, readFileSync as readFileSync2, writeFileSync } from "node:fs";
import { dirname, join as join2 } from "node:path";

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
function oneLine(text3) {
  return text3.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
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

// tasks/index/address.ts
import { execFile } from "node:child_process";
var known = { pypi: "PyPI", testpypi: "TestPyPI" };
var overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" };
var addressVariables = {
  PYPI_SIMPLE_URL: "address of PyPI's simple API (default: the one that pip knows)",
  TESTPYPI_SIMPLE_URL: "address of TestPyPI's simple API (default: the one that pip knows)"
};
async function indexAddress(index, variables2) {
  if (index.simpleUrl !== null) return checked(index.simpleUrl, index.title, "correct it in the stack");
  if (index.name === "custom") {
    throw failure({
      place: index.title,
      fault: "has no address",
      mend: "declare its simple API in the stack"
    });
  }
  const variable = overriding[index.name];
  const set = variables2[variable] ?? "";
  if (set !== "") return checked(set, variable, "correct it, or leave it out");
  const told = await askPip(known[index.name], variables2);
  if (told !== null) return checked(told, index.title, `set ${variable} to the address of its simple API`);
  throw failure({
    place: index.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`
  });
}
function checked(address, place, mend) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure({ place, fault: "is no web address", mend });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure({ place, fault: "holds a login", mend: "name an address that can be read without one" });
  }
  url.search = "";
  url.hash = "";
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
async function askPip(name, variables2) {
  const script = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python of ["python", "python3"]) {
    const told = await outputOf(python, ["-I", "-c", script], variables2);
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
function failure(fault) {
  return new TaskError([fault]);
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
  const attempts = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt2 = 1; ; attempt2 += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt2 >= attempts) {
      if (busy) throw failure2(options, `answered ${answer.status}${times(attempt2)}`);
      throw failure2(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt2)}`);
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
function times(attempt2) {
  return attempt2 === 1 ? "" : `, ${attempt2} times`;
}
function failure2({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
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
    return value.map((entry2, index) => shape2(entry2, `${place}[${index}]`));
  };
}
function mapOf(shape2) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key2, entry2]) => [key2, shape2(entry2, `${place}.${key2}`)]);
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
    const entries = Object.entries(shapes).map(([key2, shape2]) => {
      const inner = Object.hasOwn(value, key2) ? value[key2] : void 0;
      return [key2, shape2(inner, place === "" ? key2 : `${place}.${key2}`)];
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

// tasks/index/html-page.ts
var attribute = String.raw`\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>${"`"}]+)))?`;
function readHtmlPage(source) {
  const page3 = withoutComments(source);
  if (/<html[\s>]/i.test(page3) && !/<\/html\s*>/i.test(page3)) return null;
  const anchors = new RegExp(
    String.raw`<a((?:${attribute})*)\s*>([^<]*(?:<(?!/?a[\s>])[^<]*)*)</a\s*>`,
    "gi"
  );
  const links = Array.from(page3.matchAll(anchors), (found) => ({
    text: decode((found.at(-1) ?? "").replaceAll(/<[^<>]*>/g, "")).trim(),
    attributes: attributesOf(found[1] ?? "")
  }));
  const bases = new RegExp(String.raw`<base((?:${attribute})*)\s*/?>`, "i");
  return { links, base: attributesOf(bases.exec(page3)?.[1] ?? "").get("href") ?? null };
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
    const page4 = readProjectPage(answer2, answer2.url);
    return page4.files !== null || page4.lasting ? null : page4.fault;
  };
  const answer = await request({ url, headers }, { bytes: pageBytes, ...options, damaged });
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw refusal(answer.status, options);
  const page3 = readProjectPage(answer, answer.url);
  if (page3.files === null) {
    throw failure3(options, page3.fault, "check that its address is that of a simple API (PEP 503, PEP 691)");
  }
  return page3.files;
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

// tasks/conda/declared.ts
function declaredConda({ conda }) {
  if (conda !== null) return conda;
  const mend = "declare slipway:conda with its maintainers, and let the stack deliver it";
  throw new TaskError([{ place: "slipway:conda", fault: "is not declared", mend }]);
}

// tasks/conda/metadata/range.ts
var ClauseError = class extends Error {
};
var everything = { lower: null, upper: null, without: [] };
function rangeOf(clauses) {
  const range = clauses.map(clauseRange).reduce(intersect, everything);
  return { ...range, without: [...new Set(range.without)].filter((text3) => isWithin(text3, range)).sort() };
}
function isNothing({ lower, upper }) {
  if (lower === null || upper === null) return false;
  const order2 = compareVersions(lower.version, upper.version);
  return order2 > 0 || order2 === 0 && !(lower.inclusive && upper.inclusive);
}
function describeRange({ lower, upper, without }) {
  const isExact = lower?.inclusive === true && upper?.inclusive === true && compareVersions(lower.version, upper.version) === 0;
  if (isExact) return `==${shown(lower.version)}`;
  const parts = [
    ...lower === null ? [] : [`${lower.inclusive ? ">=" : ">"}${shown(lower.version)}`],
    ...upper === null ? [] : [`${upper.inclusive ? "<=" : "<"}${shown(upper.version)}`],
    ...without.map((text3) => `!=${text3}`)
  ];
  return parts.join(",") || "any version";
}
function clauseRange(clause) {
  const [, operator = "", text3 = ""] = /^(===|~=|==|!=|<=|>=|<|>|=)?(.+)$/.exec(clause) ?? [];
  if (text3 === "*" && /^=*$/.test(operator)) return everything;
  const prefix = /^(.*?)\.?\*$/.exec(text3)?.[1];
  const isFuzzy = prefix !== void 0 || operator === "=";
  const version = versionOf(prefix ?? text3, clause);
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
function versionOf(text3, clause) {
  const version = parseVersion(text3);
  if (version === null) throw new ClauseError(`${clause} names no version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no index and no channel has`);
  return version;
}
function next(version, parts) {
  const kept2 = parts === 1 ? version.release : version.release.slice(0, -1);
  const last = kept2.at(-1) ?? 0n;
  return { ...version, release: [...kept2.slice(0, -1), last + 1n], pre: null, post: null, dev: null };
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
function isWithin(text3, { lower, upper }) {
  const version = parseVersion(text3.replace(/\.\*$/, ""));
  if (version === null) return true;
  const end = text3.endsWith(".*") ? next(version, 1) : version;
  const isAbove = lower === null || compareVersions(end, lower.version) >= (lower.inclusive && !text3.endsWith(".*") ? 0 : 1);
  const isBelow = upper === null || compareVersions(version, upper.version) < (upper.inclusive ? 1 : 0);
  return isAbove && isBelow;
}
function shown(version) {
  const last = version.release.findLastIndex((number) => number !== 0n);
  return canonicalOf({ ...version, release: version.release.slice(0, Math.max(1, last + 1)) });
}

// tasks/conda/metadata/bounds.ts
var order = ["==", ">=", ">", "<", "<=", "!="];
function condaBound(clauses) {
  const bounds = clauses.flatMap(condaClauses).map((bound, index) => ({ ...bound, index }));
  bounds.sort(
    (one, other) => order.indexOf(one.operator) - order.indexOf(other.operator) || one.index - other.index
  );
  return bounds.map(({ operator, text: text3 }) => operator === "==" && text3.endsWith(".*") ? text3 : `${operator}${text3}`).join(",");
}
function condaClauses(clause) {
  const [, operator = "", text3 = ""] = /^(===|~=|==|!=|<=|>=|<|>)(.+)$/.exec(clause) ?? [];
  const version = parseVersion(text3.replace(/\.\*$/, ""));
  if (operator === "" || version === null) throw new ClauseError(`${clause} is no bound of a version`);
  if (version.local.length > 0)
    throw new ClauseError(`${clause} names a local version, which no channel has`);
  if (operator === "===") return [{ operator: "==", text: text3 }];
  if (operator !== "~=") return [{ operator, text: text3 }];
  const parts = version.release.slice(0, -1);
  if (parts.length === 0) throw new ClauseError(`${clause} needs a version of two parts`);
  const epoch = version.epoch === 0n ? "" : `${version.epoch}!`;
  const next2 = [...parts.slice(0, -1), (parts.at(-1) ?? 0n) + 1n].join(".");
  return [
    { operator: ">=", text: text3 },
    { operator: "<", text: `${epoch}${next2}` }
  ];
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
    const kept2 = isText(left) && operator.endsWith("in") ? `${operator} variable` : turned;
    return { kind: "compare", variable: name, operator: kept2, value: value.slice(1, -1) };
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
var named2 = {
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
    ...named2[system],
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
    const same = isWithin2(minor, text3.slice(0, -2));
    return operator === "==" ? same : operator === "!=" ? !same : null;
  }
  const [wanted, given] = [parseVersion(text3), parseVersion(`${minor}.${newestPatch}`)];
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
      return order2 > 0 && isWithin2(minor, text3.split(".").slice(0, -1).join("."));
    default:
      return null;
  }
}
function isWithin2(minor, prefix) {
  return `${minor}.${newestPatch}.`.startsWith(`${prefix}.`);
}

// tasks/conda/metadata/needs.ts
function needsOf({ place, requiresPython, requires }) {
  const faults = [];
  const clauses = clausesOf(requiresPython ?? "");
  const python = attempt(
    () => rangeOf([...clauses, `>=${condaForgePython}`]),
    `${place}, Requires-Python`,
    faults
  );
  const cells = cellsFor((minor) => allowsPython(requiresPython ?? "", minor) !== false);
  const read = requires.flatMap(
    (text3) => attempt(() => parseRequirement(text3), `${place}, ${text3}`, faults) ?? []
  );
  const all = read.map((requirement) => ({
    requirement,
    cells: cells.filter((cell) => isNeeded(requirement.marker, cell))
  }));
  const needed = all.filter((need) => need.cells.length > 0);
  const sound = needed.filter(({ requirement: { clauses: bounds, text: text3 } }) => {
    const bound = attempt(() => [rangeOf(bounds), condaBound(bounds)], `${place}, ${text3}`, faults);
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
function clausesOf(bound) {
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

// tasks/conda/generate/backend.ts
var install = "${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation";
var tools = ["cmake", "make", "meson", "ninja", "patchelf", "pkg-config", "swig"];
var alongside = {
  "scikit-build": ["cmake", "ninja"],
  "scikit-build-core": ["cmake", "ninja"],
  "meson-python": ["meson", "ninja", "pkg-config"]
};
var crossed = [
  "cffi",
  "cython",
  "maturin",
  "meson-python",
  "mypy",
  "numpy",
  "pybind11",
  "scikit-build-core"
];
function builtWith(project, conda, native) {
  const place = `${project.file}, build-system.requires`;
  const stated2 = { place, requiresPython: project.requiresPython, requires: project.buildRequires };
  const needs = needsOf(stated2);
  const required = requirementsOf(needs, conda.names);
  const isTool = (line) => tools.includes(nameOf(line));
  const host = [...required.filter((line) => !isTool(line)), ...conda.host];
  if (!native)
    return { build: [], host: required, script: [install], licenseFiles: [], faults: needs.faults };
  const compilers = conda.compilers ?? compilersOf(project, required.map(nameOf));
  const added = required.flatMap((line) => alongside[nameOf(line)] ?? []);
  const own = required.filter(isTool);
  const missing = added.filter((tool) => !own.some((line) => nameOf(line) === tool));
  const bundled = bundledLicenses(project, compilers);
  const build = [
    crossLine(required.filter((line) => crossed.includes(nameOf(line)))),
    ...compilers.map((language) => `\${{ compiler('${language}') }}`),
    "${{ stdlib('c') }}",
    ...[...own, ...new Set(missing)].sort(),
    ...bundled.tools
  ];
  const script = [...bundled.script, install];
  return { build, host, script, licenseFiles: bundled.files, faults: needs.faults };
}
function requirementsOf({ needs }, names) {
  const lines = needs.map(({ requirement: { name, clauses } }) => {
    const [conda = name] = condaNames(name, names);
    return conda === "numpy" ? conda : `${conda} ${condaBound(clauses)}`.trim();
  });
  return [...new Set(lines)];
}
function nameOf(line) {
  return line.split(" ")[0] ?? "";
}
function crossLine(required) {
  const python = ["python", "cross-python_${{ target_platform }}"];
  return { if: "build_platform != target_platform", then: [...python, ...required] };
}
function compilersOf({ paths }, required) {
  const sources = paths.filter(
    (path) => !/(?:^|\/)(?:tests?|docs?|examples?|bench(?:marks?)?)\//i.test(path)
  );
  const has = (suffix) => sources.some((path) => suffix.test(path));
  const isRust = required.includes("maturin") || required.includes("setuptools-rust");
  const mayBeBoth = required.includes("scikit-build-core") || required.includes("meson-python");
  return [
    "c",
    ...has(/\.(?:cc|cpp|cxx)$/) || mayBeBoth && !has(/\.c$/) ? ["cxx"] : [],
    ...has(/\.(?:f|f77|f90|f95|f03|for)$/i) ? ["fortran"] : [],
    ...isRust ? ["rust"] : [],
    ...has(/(?:^|\/)go\.mod$/) ? ["go"] : []
  ];
}
function bundledLicenses({ paths }, compilers) {
  const rust = compilers.includes("rust");
  const go = compilers.includes("go");
  const crate = paths.filter((path) => /(?:^|\/)Cargo\.toml$/.test(path)).sort((one, other) => one.split("/").length - other.split("/").length)[0];
  const folder = crate?.split("/").slice(0, -1).join("/") ?? "";
  const up = folder === "" ? "" : "../".repeat(folder.split("/").length);
  const bundle = `cargo-bundle-licenses --format yaml --output ${up}THIRDPARTY.yml`;
  const within = folder === "" ? [bundle] : [`cd ${folder}`, bundle, `cd ${up}`];
  return {
    tools: [...rust ? ["cargo-bundle-licenses"] : [], ...go ? ["go-licenses"] : []],
    script: [...rust ? within : [], ...go ? ["go-licenses save . --save_path=library_licenses"] : []],
    files: [...rust ? ["THIRDPARTY.yml"] : [], ...go ? ["library_licenses/"] : []]
  };
}

// tasks/conda/generate/run.ts
var keepRecipe = "keep a recipe of your own and declare it (slipway:conda.recipe)";
function runRequirements(needs, of) {
  const names = [...new Set(needs.needs.map(({ requirement }) => requirement.name))].sort();
  const parts = names.map((project) => {
    const group = needs.needs.filter(({ requirement }) => requirement.name === project);
    const [name = project] = condaNames(project, of.names);
    const extras = [...new Set(group.flatMap(({ requirement }) => requirement.extras))];
    const part = of.noarch ? always({ name, group, of, all: needs.cells }) : conditional({ name, group, of, all: needs.cells });
    const mend = `${keepRecipe}, which names what they bring`;
    const fault = `asks for ${project}[${extras.join(",")}], and conda knows no extras`;
    return extras.length === 0 ? part : { ...part, faults: [...part.faults, { place: of.place, fault, mend }] };
  });
  return {
    lines: parts.flatMap(({ lines }) => lines),
    faults: parts.flatMap(({ faults }) => faults),
    notices: parts.flatMap(({ notices }) => notices)
  };
}
function always({ name, group, of, all }) {
  const cells = all.filter((cell) => group.some((need) => need.cells.includes(cell)));
  const where = describeCells(cells, all);
  const texts = group.map(({ requirement }) => requirement.text).join(" and ");
  const clauses = group.flatMap(({ requirement }) => requirement.clauses);
  const range = rangeOf(clauses);
  if (isNothing(range)) {
    const fault = `asks for ${texts}, which no version of ${name} meets for all Pythons at once`;
    return {
      lines: [],
      faults: [{ place: of.place, fault, mend: `drop the older Pythons, or ${keepRecipe}` }],
      notices: []
    };
  }
  const count2 = (some, python) => some.filter((cell) => cell.python === python).length;
  const isSame = all.every(({ python }) => [0, count2(all, python)].includes(count2(cells, python)));
  if (!isSame) {
    const fault = `asks for ${texts}, needed ${where} alone, and a noarch package is the same everywhere`;
    const mend = `drop the marker if it does no harm elsewhere, or ${keepRecipe}`;
    return { lines: [], faults: [{ place: of.place, fault, mend }], notices: [] };
  }
  const bound = group.length === 1 ? condaBound(clauses) : describeRange(range).replace("any version", "");
  const notice = `${texts} is needed ${where} alone; a noarch package has no conditions, so that ${name} is required always.`;
  return {
    lines: [`${name} ${bound}`.trim()],
    faults: [],
    notices: cells.length === all.length ? [] : [notice]
  };
}
function conditional({ name, group, of, all }) {
  const parts = group.map(({ requirement, cells }) => {
    const line = `${name} ${condaBound(requirement.clauses)}`.trim();
    if (cells.length === all.length) return { line, fault: null };
    const condition = conditionOf(cells, all);
    if (condition !== null) return { line: { if: condition, then: [line] }, fault: null };
    const fault = `asks for ${requirement.text}, whose marker a recipe has no condition for`;
    return { line, fault: { place: of.place, fault, mend: keepRecipe } };
  });
  const faults = parts.flatMap(({ fault }) => fault === null ? [] : [fault]);
  return { lines: parts.map(({ line }) => line), faults, notices: [] };
}
function conditionOf(cells, all) {
  const systems2 = [...new Set(cells.map(({ system: system2 }) => system2))];
  const pythons = [...new Set(cells.map(({ python: python2 }) => python2))];
  const every = [...new Set(all.map(({ python: python2 }) => python2))];
  const covered = all.filter(({ system: system2, python: python2 }) => systems2.includes(system2) && pythons.includes(python2));
  const python = pythonCondition(pythons, every);
  if (covered.length !== cells.length || python === null) return null;
  const left = ["linux", "osx", "win"].filter((system2) => !systems2.includes(system2));
  const [first = ""] = systems2;
  const system = left.length === 0 ? "" : left.length === 2 ? first : left[0] === "win" ? "unix" : `not ${left.join("")}`;
  return [system, python].filter((part) => part !== "").join(" and ");
}
function pythonCondition(some, every) {
  if (some.length === every.length) return "";
  const first = every.indexOf(some[0] ?? "");
  const isRun = some.every((python, index) => every[first + index] === python);
  if (isRun && first === 0) return `match(python, "<${every[some.length] ?? ""}")`;
  return isRun && first + some.length === every.length ? `match(python, ">=${some[0] ?? ""}")` : null;
}
function pythonRequirement({ python, cells }) {
  const [major = 3n, minor = 0n, patch = 0n] = python.lower?.version.release ?? [];
  const lowest = `${major}.${minor}`;
  const rest = describeRange({ ...python, lower: null }).replace("any version", "");
  const last = cells.at(-1)?.python ?? "";
  const after = `3.${Number(last.split(".")[1]) + 1}`;
  const isCut = python.upper !== null && describeRange({ ...python, without: [] }) !== describeRange({ ...python, upper: null, without: [] });
  return {
    pythonMin: lowest === condaForgePython ? null : lowest,
    run: `python >=\${{ python_min }}${patch > 0n ? `.${patch}` : ""}${rest === "" ? "" : `,${rest}`}`,
    skip: [
      ...lowest === condaForgePython ? [] : [`match(python, "<${lowest}")`],
      ...isCut && after !== "3.16" ? [`match(python, ">=${after}")`] : []
    ]
  };
}

// tasks/conda/generate/generate.ts
function generateRecipe({ declaration: declaration2, conda, project, folder }) {
  const noarch = declaration2.package.kind === "pure";
  const place = `${project.file}, PKG-INFO`;
  const needs = needsOf({ place, requiresPython: project.requiresPython, requires: project.requires });
  const python = pythonRequirement(needs);
  const run2 = runRequirements(needs, { place, noarch, names: conda.names });
  const built = builtWith(project, conda, !noarch);
  const about = aboutOf(project, declaration2, built.licenseFiles);
  const programs = project.entryPoints.filter((one) => !/^[^=\s]+ = [\w.]+:[\w.]+$/.test(one));
  const draft = {
    name: conda.name,
    version: project.version,
    pythonMin: noarch ? python.pythonMin : null,
    url: templated(folder, conda.name) + project.file.replace(`-${project.version}.`, "-${{ version }}."),
    sha256: project.sha256,
    noarch,
    skip: noarch ? [] : python.skip,
    script: built.script,
    entryPoints: project.entryPoints,
    build: built.build,
    host: [noarch ? "python ${{ python_min }}.*" : "python", "pip", ...built.host],
    run: [noarch ? python.run : "python", ...run2.lines],
    imports: declaration2.package.importName,
    about: about.draft,
    maintainers: conda.maintainers
  };
  const faults = [
    ...needs.faults,
    ...run2.faults,
    ...built.faults,
    ...about.faults,
    ...expressionFaults(draft, place),
    ...programs.map((one) => ({
      place: `${project.file}, ${one}`,
      fault: "is no program that can be named as module:function",
      mend: "correct it in pyproject.toml"
    }))
  ];
  return { draft, faults, notices: run2.notices };
}
function expressionFaults({ about, entryPoints }, place) {
  const { licenseFiles, ...texts } = about;
  const stated2 = [...Object.entries(texts), ...licenseFiles.map((file) => ["license_file", file])];
  const all = [...stated2, ...entryPoints.map((one) => ["entry point", one])];
  const mend = "word it otherwise in pyproject.toml";
  return all.filter(([, text3]) => text3?.includes("${{")).map(([what]) => ({ place, fault: `has \${{ in its ${what}, which a recipe would compute`, mend }));
}
function templated(folder, name) {
  const own = `/${name[0] ?? ""}/${name}/`;
  return folder.endsWith(own) ? `${folder.slice(0, -own.length)}/\${{ name[0] }}/\${{ name }}/` : folder;
}
function aboutOf({ file, license, licenseFiles, summary, urls }, { repository, package: declared }, bundled) {
  const address = `https://github.com/${repository.owner}/${repository.name}`;
  const place = `${file}, PKG-INFO`;
  const faults = [];
  if (license === null) {
    const mend = 'write it as an SPDX expression, such as license = "MIT", into [project] of pyproject.toml';
    faults.push({ place, fault: "does not tell the license for sure", mend });
  }
  if (licenseFiles.length === 0) {
    const mend = "put the license's text into the sdist: a file LICENSE beside pyproject.toml";
    faults.push({ place: file, fault: "holds no license file, which conda-forge requires", mend });
  }
  if (summary === null || summary === "" || summary === "UNKNOWN") {
    const mend = "write a description into [project] of pyproject.toml";
    faults.push({ place, fault: "says in no sentence what it is", mend });
  }
  const draft = {
    homepage: page2(urls.homepage) ?? page2(urls.repository) ?? address,
    summary: summary ?? declared.name,
    license: license ?? "",
    licenseFiles: [...licenseFiles, ...bundled],
    documentation: page2(urls.documentation),
    repository: page2(urls.repository) ?? address
  };
  return { draft, faults };
}
function page2(address) {
  return address !== null && /^https?:\/\/[^\s/@]+(?:\/\S*)?$/i.test(address) ? address : null;
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
  return node.entries.find((entry2) => entry2.key.text === key2)?.value ?? null;
}
function nodeAt(node, ...path) {
  return path.reduce(entryOf, node);
}
function textOf(node) {
  if (node?.kind !== "scalar" || node.value === null || node.text.trim() === "") return null;
  return node.text.trim();
}

// tasks/conda/yaml/scalar.ts
function plainScalar(text3, placed) {
  return { kind: "scalar", style: "plain", text: text3, value: valueOf(text3), ...placed };
}
function valueOf(text3) {
  if (/^(?:|~|null|Null|NULL)$/.test(text3)) return null;
  if (/^(?:true|True|TRUE)$/.test(text3)) return true;
  if (/^(?:false|False|FALSE)$/.test(text3)) return false;
  if (/^[-+]?\d+$/.test(text3) || /^0(?:o[0-7]+|x[\da-fA-F]+)$/.test(text3)) return Number(text3);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text3)) return Number(text3);
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text3)) return Number.NaN;
  return text3;
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
      const [text4, length] = escaped(source.slice(at + 1, at + 200), line);
      parts.push(text4);
      at += length;
    } else if (character === "\n") {
      at = foldInto(parts, source, at);
    } else parts.push(character);
  }
  if (at >= source.length) throw new YamlError(line, "opens a quote that nothing closes");
  const text3 = parts.join("");
  return { kind: "scalar", style: "quoted", text: text3, value: text3, line, start, end: at + 1 };
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
  const text3 = escapes[first];
  if (text3 === void 0) throw new YamlError(line, `has the unknown escape \\${first}`);
  return [text3, 1];
}
function foldInto(parts, source, at) {
  while (/^[ \t]$/.test(parts.at(-1) ?? "")) parts.pop();
  const [run2 = "\n"] = /^(?:\n[ \t]*)+/.exec(source.slice(at)) ?? [];
  const breaks = run2.split("\n").length - 1;
  parts.push(breaks === 1 ? " " : "\n".repeat(breaks - 1));
  return at + run2.length - 1;
}
function blockHead(text3) {
  const [, style, marks = ""] = /^([|>])([-+]?[1-9]?|[1-9][-+])\s*(?:\s#.*)?$/.exec(text3) ?? [];
  if (style === void 0) return null;
  const digit = /[1-9]/.exec(marks)?.[0];
  const chomping = marks.includes("-") ? "strip" : marks.includes("+") ? "keep" : "clip";
  return { folded: style === ">", chomping, indent: digit === void 0 ? null : Number(digit) };
}
function blockText(lines, { folded, chomping }) {
  const last = lines.findLastIndex((line) => line !== "") + 1;
  const body = lines.slice(0, last);
  const text3 = folded ? foldLines(body) : body.join("\n");
  if (chomping === "strip") return text3;
  const empty = lines.length - last;
  if (last === 0) return chomping === "keep" ? "\n".repeat(empty) : "";
  return text3 + (chomping === "keep" ? "\n".repeat(empty + 1) : "\n");
}
function foldLines(lines) {
  let text3 = "";
  let breaks = 0;
  let before = null;
  for (const line of lines) {
    if (line === "") {
      breaks += 1;
      continue;
    }
    const kind = /^[ \t]/.test(line) ? "spaced" : "text";
    if (before === null) text3 += "\n".repeat(breaks);
    else if (kind === "spaced" || before === "spaced") text3 += "\n".repeat(breaks + 1);
    else text3 += breaks === 0 ? " " : "\n".repeat(breaks);
    text3 += line;
    before = kind;
    breaks = 0;
  }
  return text3;
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
    if (before.some((entry2) => entry2.key.text === key2.text)) {
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
      const scalar2 = quotedScalar(this.#source, this.#at, this.#line);
      this.#line += this.#source.slice(this.#at, scalar2.end).split("\n").length - 1;
      this.#at = scalar2.end;
      return scalar2;
    }
    const [text3 = ""] = /^(?:[^,[\]{}:#\s]|:(?![\s,[\]{}])|(?<=\S)#|[ \t]+(?![\s#]|:[\s,[\]{}]|[,[\]{}]))+/.exec(
      this.#source.slice(this.#at)
    ) ?? [];
    if (text3 === "" || /^[&*!|>%@`]/.test(text3)) {
      throw new YamlError(this.#line, "is no YAML that a recipe may have within brackets");
    }
    const start = this.#at;
    this.#at += text3.length;
    return plainScalar(text3, { line: this.#line, start, end: this.#at });
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
      const text3 = row.trimStart();
      if (text3.trim() === "" || text3.startsWith("#")) continue;
      const indent = row.length - text3.length;
      if (/^ *\t/.test(row)) throw new YamlError(this.#row + 1, "is indented by a tab");
      if (/^(?:---|\.\.\.)(?:\s|$)/.test(row) && this.#row > 0 && this.#hasBefore()) {
        throw new YamlError(this.#row + 1, "begins a second document");
      }
      return {
        number: this.#row + 1,
        indent,
        text: text3.trimEnd(),
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
      if (entries.some((entry2) => entry2.key.text === name.text)) {
        throw new YamlError(line.number, `has ${name.text} twice`);
      }
      entries.push({ key: name, value: this.#value(line, head.length, indent) });
    }
    const [start, end] = [first?.start ?? 0, entries.at(-1)?.value.end ?? 0];
    return { kind: "mapping", entries, line: first?.number ?? 1, start, end };
  }
  #key(text3, { number, start }) {
    if (/^["']/.test(text3)) return quotedScalar(this.#source, start, number);
    return plainScalar(text3, { line: number, start, end: start + text3.length });
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
      if (this.#rows.slice(row, below.number - 1).some((text4) => text4.trim() !== "")) break;
      const text3 = withoutComment(below.text);
      parts.push("\n".repeat(below.number - 1 - row) || " ", text3);
      end = below.start + text3.length;
      open = text3 === below.text;
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
    const text3 = blockText(lines, head);
    return { kind: "scalar", style: "block", text: text3, value: text3, line: line.number, start: line.start, end };
  }
};
function withoutComment(text3) {
  return text3.replace(/\s+#.*$/, "").trimEnd();
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
function resolved(text3, context) {
  return text3.replaceAll(
    piece,
    (whole, expression2) => evaluated(expression2.trim(), context) ?? whole
  );
}
function evaluated(expression2, context) {
  const parts = expression2.match(/"[^"]*"|'[^']*'|[^"'~]+|~/g) ?? [];
  const sides = parts.join("\0").split("\0~\0").map((side) => side.replaceAll("\0", ""));
  const values = sides.map((side) => operand(side.trim(), context));
  return values.includes(null) ? null : values.join("");
}
function operand(text3, context) {
  const [first = "", ...filters] = text3.split("|").map((part) => part.trim());
  const start = first.startsWith("(") ? null : subject(first, context);
  return filters.reduce(
    (value, filter) => value === null ? null : filtered(value, filter),
    start
  );
}
function subject(text3, context) {
  const literal = /^(?:"([^"]*)"|'([^']*)')$/.exec(text3);
  if (literal !== null) return literal[1] ?? literal[2] ?? "";
  const [, name = "", index] = /^([A-Za-z_]\w*)(?:\[(\d+)\])?$/.exec(text3) ?? [];
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

// tasks/conda/generate/kept.ts
function updateKept(place, source, release) {
  const root = parsed(place, source);
  const context = contextOf(root);
  const name = resolved(
    textOf(nodeAt(root, "package", "name")) ?? textOf(nodeAt(root, "recipe", "name")) ?? "",
    context
  );
  if (name !== release.name) {
    const fault = `is the recipe of ${name || "no package"}, not of ${release.name}`;
    throw failure4(
      place,
      fault,
      "name the right file (slipway:conda.recipe), or the right package (slipway:conda.name)"
    );
  }
  const version = versionNode(root);
  const sources = sourceOf(root);
  const hash = nodeAt(sources, "sha256");
  const url = nodeAt(sources, "url");
  if (version?.kind !== "scalar" || hash?.kind !== "scalar" || url?.kind !== "scalar") {
    const lacking = [
      ...version?.kind === "scalar" ? [] : ["context.version"],
      ...url?.kind === "scalar" ? [] : ["source.url"],
      ...hash?.kind === "scalar" ? [] : ["source.sha256"]
    ];
    throw new TaskError(lacking.map((one) => failureOf(place, `has not one ${one}`, "write it out")));
  }
  const leads = resolved(url.text, new Map([...context, ["version", release.version]]));
  const edits = [
    {
      node: version,
      text: JSON.stringify(release.version),
      same: version.text === release.version && version.style === "quoted"
    },
    { node: hash, text: release.sha256, same: hash.text === release.sha256 },
    { node: url, text: templated2(root, release), same: leads === release.url }
  ];
  return edits.filter(({ same }) => !same).sort((one, other) => other.node.start - one.node.start).reduce((text3, { node, text: set }) => text3.slice(0, node.start) + set + text3.slice(node.end), source);
}
function parsed(place, source) {
  try {
    return readYaml(source);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw failure4(`${place}:${error.line}`, error.message, "correct it");
  }
}
function templated2(root, { url, version }) {
  const inContext = nodeAt(root, "context", "version") !== null;
  return inContext ? url.replace(`-${version}.tar.gz`, "-${{ version }}.tar.gz") : url;
}
function versionNode(root) {
  const own = nodeAt(root, "context", "version");
  if (own !== null) return own;
  const used = nodeAt(root, "package", "version") ?? nodeAt(root, "recipe", "version");
  return (textOf(used) ?? "").includes("${{") ? null : used;
}
function sourceOf(root) {
  const source = nodeAt(root, "source");
  return source?.kind === "sequence" ? source.items[0] ?? null : source;
}
function failure4(place, fault, mend) {
  return new TaskError([failureOf(place, fault, mend)]);
}
function failureOf(place, fault, mend) {
  return { place, fault, mend };
}

// tasks/conda/generate/write.ts
function writeRecipe(draft) {
  const sections2 = [
    ["schema_version: 1"],
    contextLines(draft),
    ["package:", "  name: ${{ name }}", "  version: ${{ version }}"],
    ["source:", `  url: ${scalar(draft.url)}`, `  sha256: ${draft.sha256}`],
    buildLines(draft),
    requirementLines(draft),
    testLines(draft),
    aboutLines(draft),
    ["extra:", "  recipe-maintainers:", ...draft.maintainers.map((login) => `    - ${scalar(login)}`)]
  ];
  return `${sections2.map((lines) => lines.join("\n")).join("\n\n")}
`;
}
function contextLines({ name, version, pythonMin }) {
  const own = pythonMin === null ? [] : [`  python_min: ${quoted(pythonMin)}`];
  return ["context:", `  name: ${scalar(name)}`, `  version: ${quoted(version)}`, ...own];
}
function buildLines({ noarch, skip, script, entryPoints }) {
  const programs = ["  python:", "    entry_points:", ...entryPoints.map((one) => `      - ${scalar(one)}`)];
  return [
    "build:",
    "  number: 0",
    ...noarch ? ["  noarch: python"] : [],
    ...listOrOne("skip", skip),
    ...listOrOne("script", script),
    ...noarch && entryPoints.length > 0 ? programs : []
  ];
}
function requirementLines({ build, host, run: run2 }) {
  const section = (name, lines) => lines.length === 0 ? [] : [`  ${name}:`, ...lines.flatMap(requirementLine)];
  return ["requirements:", ...section("build", build), ...section("host", host), ...section("run", run2)];
}
function requirementLine(line) {
  if (typeof line === "string") return [`    - ${scalar(line)}`];
  const [only] = line.then;
  return [
    `    - if: ${scalar(line.if)}`,
    ...line.then.length === 1 && only !== void 0 ? [`      then: ${scalar(only)}`] : ["      then:", ...line.then.map((one) => `        - ${scalar(one)}`)]
  ];
}
function testLines({ imports, noarch }) {
  const pythons = ["      python_version:", "        - ${{ python_min }}.*", '        - "*"'];
  return [
    "tests:",
    "  - python:",
    "      imports:",
    `        - ${scalar(imports)}`,
    "      pip_check: true",
    ...noarch ? pythons : []
  ];
}
function aboutLines({ about }) {
  const line = (key2, text3) => text3 === null ? [] : [`  ${key2}: ${scalar(text3)}`];
  return [
    "about:",
    ...line("homepage", about.homepage),
    ...line("summary", about.summary),
    ...line("license", about.license),
    ...listOrOne("license_file", about.licenseFiles),
    ...line("documentation", about.documentation),
    ...line("repository", about.repository)
  ];
}
function listOrOne(key2, texts) {
  const [only] = texts;
  if (only === void 0) return [];
  if (texts.length === 1) return [`  ${key2}: ${scalar(only)}`];
  return [`  ${key2}:`, ...texts.map((text3) => `    - ${scalar(text3)}`)];
}
function scalar(text3) {
  const nowhere = { line: 0, start: 0, end: 0 };
  const isPlain = typeof plainScalar(text3, nowhere).value === "string" && !/^[\s\-?:,[\]{}#&*!|>'"%@`=]|:(?:\s|$)|\s#|\s$|[\p{Cc}\u2028\u2029]/u.test(text3);
  return isPlain ? text3 : quoted(text3);
}
function quoted(text3) {
  return JSON.stringify(text3);
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
    records.set(decodeName(record.subarray(0, equals)), valueOf2(record, equals));
    at = end;
  }
  return records;
}
function valueOf2(record, equals) {
  const key2 = decodeName(record.subarray(0, equals));
  const value = record.subarray(equals + 1);
  return ["path", "linkpath", "size"].includes(key2) ? decodeName(value) : "";
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
  const faults = entries.flatMap((entry2) => {
    const twice = byPath.has(entry2.path) ? "is there twice" : null;
    byPath.set(entry2.path, entry2);
    const fault = twice ?? (entry2.kind === "symlink" ? linkFault(entry2.path, entry2.target) : null);
    return fault === null ? [] : [faultOf(place, entry2.path, fault)];
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
function isNoFolder(entry2) {
  return entry2 !== void 0 && entry2.kind !== "folder";
}

// tasks/tar/read.ts
function readTar(place, archive) {
  const reader = new Reader2(place, archive);
  const entries = [];
  for (let next2 = reader.next(); next2 !== null; next2 = reader.next()) {
    entries.push(entryOf2(place, next2, entries));
  }
  if (entries.length === 0) throw reader.fault("", "holds nothing");
  requireSound(place, entries);
  return entries;
}
var Reader2 = class {
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
  if ([...records.keys()].some((key2) => key2.startsWith("GNU.sparse."))) throw new Error("is a sparse file");
  if (type === "x") extendByPax(extension, records);
  else if (["path", "linkpath", "size"].some((key2) => records.has(key2))) {
    throw new Error("gives one name or size to all entries");
  }
}
function extendByPax(extension, records) {
  const [path, target, size] = ["path", "linkpath", "size"].map((key2) => records.get(key2));
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
function entryOf2(place, raw, before) {
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
  const file = before.find((entry2) => entry2.path === target);
  if (file?.kind === "file") return file;
  throw new TaskError([faultOf(place, path, "is a hard link to no file before it")]);
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

// tasks/conda/metadata/entry-points.ts
var sections = ["console_scripts", "gui_scripts"];
var tables = ["scripts", "gui-scripts"];
function entryPointsOf(files, project) {
  const egg = [...files.keys()].find((path) => path.endsWith(".egg-info/entry_points.txt"));
  const text3 = egg === void 0 ? null : Buffer.from(files.get(egg) ?? []).toString("utf8");
  return [...new Set(text3 === null ? stated(project) : listed(text3))].sort();
}
function listed(text3) {
  let section = "";
  return text3.split(/\r?\n/).flatMap((line) => {
    const head = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (head !== void 0) section = head;
    const [, name, target] = /^\s*([^=#[]+?)\s*=\s*(\S[^#]*?)\s*$/.exec(line) ?? [];
    if (name === void 0 || target === void 0 || !sections.includes(section)) return [];
    return [entryPoint(name, target)];
  });
}
function stated(project) {
  return tables.flatMap((name) => {
    const table = project[name];
    if (table === void 0 || typeof table === "string" || Array.isArray(table)) return [];
    return Object.entries(table).flatMap(([program, target]) => {
      return typeof target === "string" ? [entryPoint(program, target)] : [];
    });
  });
}
function entryPoint(name, target) {
  return `${name} = ${target.replace(/\s*\[.*\]$/, "").replaceAll(/\s+/g, "")}`;
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
  const stated2 = onlyValue(headers, "License-Expression");
  if (stated2 !== null && stated2 !== "") return stated2;
  const older2 = onlyValue(headers, "License") ?? "";
  if (expression.test(older2) && !/^(?:unknown|bsd|apache|gpl|lgpl|mit license)$/i.test(older2)) return older2;
  const names = (headers.get("classifier") ?? []).flatMap((line) => {
    return line.startsWith("License :: ") ? [line.split(" :: ").at(-1) ?? ""] : [];
  });
  const [name = ""] = names.filter((one) => one !== "OSI Approved");
  return names.length === 1 ? classified[name] ?? null : null;
}

// tasks/conda/metadata/toml.ts
var TomlError = class extends Error {
};
function readToml(source) {
  return new Reader3(source.replaceAll("\r\n", "\n")).document();
}
var Reader3 = class {
  #source;
  #at = 0;
  constructor(source) {
    this.#source = source;
  }
  document() {
    const root = newTable();
    let table = root;
    this.#skip();
    while (this.#at < this.#source.length) {
      const head = this.#take(/^\[\[?/);
      if (head === null) {
        this.#assign(table);
      } else {
        const path = this.#path();
        if (this.#take(head === "[[" ? /^\]\]/ : /^\]/) === null)
          throw this.#error("a table's head is not closed");
        table = head === "[[" ? this.#appended(root, path) : this.#descend(root, path);
      }
      this.#take(/^[ \t]*(?:#[^\n]*)?/);
      if (this.#at < this.#source.length && this.#take(/^\n/) === null)
        throw this.#error("something stands behind a value");
      this.#skip();
    }
    return root;
  }
  #assign(table) {
    const path = this.#path();
    if (this.#take(/^=[ \t]*/) === null) throw this.#error("a key has no value");
    const inner = this.#descend(table, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    if (Object.hasOwn(inner, name)) throw this.#error(`${name} is there twice`);
    inner[name] = this.#value();
  }
  #path() {
    const path = [];
    do {
      this.#take(/^[ \t]+/);
      const bare = this.#take(/^[A-Za-z0-9_-]+/);
      path.push(bare ?? this.#text() ?? this.#fail("a key is missing"));
      this.#take(/^[ \t]+/);
    } while (this.#take(/^\./) !== null);
    return path;
  }
  #value() {
    const text3 = this.#text();
    if (text3 !== null) return text3;
    if (this.#take(/^\[/) !== null) return this.#list();
    if (this.#take(/^\{/) !== null) return this.#inlineTable();
    return this.#take(/^[A-Za-z0-9+.:_-]+(?: \d\d:[\d:.Zz+-]+)?/) ?? this.#fail("a value is missing");
  }
  #list() {
    const items = [];
    for (; ; ) {
      this.#skip();
      if (this.#take(/^\]/) !== null) return items;
      items.push(this.#value());
      this.#skip();
      if (this.#take(/^,/) === null && this.#source[this.#at] !== "]")
        throw this.#error("a list lacks a comma or its end");
    }
  }
  #inlineTable() {
    const table = newTable();
    for (; ; ) {
      this.#skip();
      if (this.#take(/^\}/) !== null) return table;
      this.#assign(table);
      this.#skip();
      if (this.#take(/^,/) === null && this.#source[this.#at] !== "}")
        throw this.#error("a table lacks a comma or its end");
    }
  }
  /** Null where no quote begins. */
  #text() {
    const long = this.#take(/^"""\n?(?:[^"\\]|\\[^]|"{1,2}(?!"))*"{3,5}/);
    if (long !== null) return this.#unescaped(long.replace(/^"""\n?/, "").slice(0, -3));
    const raw = this.#take(/^'''\n?(?:[^']|'{1,2}(?!'))*'{3,5}/);
    if (raw !== null) return raw.replace(/^'''\n?/, "").slice(0, -3);
    const basic = this.#take(/^"(?:[^"\\\n]|\\[^\n])*"/);
    if (basic !== null) return this.#unescaped(basic.slice(1, -1));
    const literal = this.#take(/^'[^'\n]*'/);
    if (literal !== null) return literal.slice(1, -1);
    return /^["']/.test(this.#source[this.#at] ?? "") ? this.#fail("a text is not closed") : null;
  }
  #unescaped(text3) {
    const named4 = {
      b: "\b",
      t: "	",
      n: "\n",
      f: "\f",
      r: "\r",
      e: "\x1B",
      '"': '"',
      "\\": "\\"
    };
    return text3.replaceAll(/\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|[ \t]*\n\s*|[^])/g, (whole) => {
      if (whole.includes("\n")) return "";
      const digits = /^\\[uUx](.+)$/.exec(whole)?.[1];
      const code = digits === void 0 ? null : Number.parseInt(digits, 16);
      if (code !== null && code <= 1114111) return String.fromCodePoint(code);
      return named4[whole.slice(1)] ?? this.#fail(`${whole} is no escape`);
    });
  }
  /** The table at a path, made where it is not there; the last one of a list of tables. */
  #descend(table, path) {
    return path.reduce((inner, name) => {
      if (!Object.hasOwn(inner, name)) inner[name] = newTable();
      const found = inner[name];
      const last = Array.isArray(found) ? found.at(-1) : found;
      return isTable(last) ? last : this.#fail(`${name} is no table`);
    }, table);
  }
  #appended(root, path) {
    const inner = this.#descend(root, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    const table = newTable();
    const before = Object.hasOwn(inner, name) ? inner[name] : [];
    if (!Array.isArray(before)) throw this.#error(`${name} is no list of tables`);
    inner[name] = [...before, table];
    return table;
  }
  /** Blanks, line breaks and comments. */
  #skip() {
    this.#take(/^(?:\s|#[^\n]*)+/);
  }
  #take(pattern) {
    const found = pattern.exec(this.#source.slice(this.#at))?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }
  #fail(message) {
    throw this.#error(message);
  }
  #error(message) {
    return new TomlError(`${message} in line ${this.#source.slice(0, this.#at).split("\n").length}`);
  }
};
function newTable() {
  return /* @__PURE__ */ Object.create(null);
}
function isTable(value) {
  return typeof value === "object" && !Array.isArray(value);
}

// tasks/conda/metadata/project.ts
var mostUnpacked = 2 ** 30;
function readProject(file, content) {
  const entries = readTar(file, decompress(file, content, mostUnpacked));
  const root = `${entries[0]?.path.split("/")[0] ?? ""}/`;
  const files = new Map(
    entries.flatMap(
      (entry2) => entry2.kind === "file" ? [[entry2.path.slice(root.length), entry2.content]] : []
    )
  );
  const info = files.get("PKG-INFO");
  if (info === void 0) throw failure5(file, "holds no PKG-INFO", "build it with a backend of PEP 517");
  const headers = readHeaders(info);
  const { requires, project } = readPyproject(`${file}, pyproject.toml`, files.get("pyproject.toml"));
  const paths = [...files.keys()].sort();
  return {
    file,
    sha256: sha256Of(content),
    ...named3(file, headers),
    summary: onlyValue(headers, "Summary"),
    requiresPython: onlyValue(headers, "Requires-Python"),
    requires: headers.get("requires-dist") ?? [],
    license: licenseOf(headers),
    licenseFiles: licenseFilesOf(headers, paths),
    urls: urlsOf(headers),
    buildRequires: requires,
    entryPoints: entryPointsOf(files, project),
    paths
  };
}
function named3(file, headers) {
  const [name, version] = [onlyValue(headers, "Name"), onlyValue(headers, "Version")];
  if (name !== null && version !== null) return { name, version };
  throw failure5(
    `${file}, PKG-INFO`,
    "has not one Name and one Version",
    "build it with a backend of PEP 517"
  );
}
function readPyproject(place, content) {
  if (content === void 0) return { requires: ["setuptools"], project: {} };
  try {
    const all = readToml(Buffer.from(content).toString("utf8"));
    const requires = tableOf(all["build-system"])["requires"];
    const texts = Array.isArray(requires) ? requires.filter((one) => typeof one === "string") : ["setuptools"];
    return { requires: texts, project: { ...programsOf(all), ...tableOf(all["project"]) } };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw failure5(place, `is broken: ${error.message}`, "correct it, and build the sdist again");
  }
}
function programsOf(all) {
  const tool = tableOf(all["tool"]);
  return {
    scripts: { ...tableOf(tableOf(tool["poetry"])["scripts"]), ...tableOf(tableOf(tool["flit"])["scripts"]) }
  };
}
function tableOf(value) {
  return typeof value === "object" && !Array.isArray(value) ? value : {};
}
function licenseFilesOf(headers, paths) {
  const stated2 = (headers.get("license-file") ?? []).filter((path) => paths.includes(path));
  if (stated2.length > 0) return [...new Set(stated2)].sort();
  return paths.filter((path) => /^(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$/i.test(path));
}
var labels = {
  homepage: ["homepage", "home"],
  repository: ["repository", "sourcecode", "source", "github", "code"],
  documentation: ["documentation", "docs"]
};
function urlsOf(headers) {
  const stated2 = (headers.get("project-url") ?? []).map((line) => {
    const [, label = "", url = ""] = /^([^,]*),\s*(.*)$/.exec(line) ?? [];
    return { label: label.toLowerCase().replaceAll(/[^a-z0-9]/g, ""), url };
  });
  const of = (wanted) => wanted.flatMap((one) => stated2.find(({ label }) => label === one)?.url ?? [])[0] ?? null;
  return {
    homepage: onlyValue(headers, "Home-page") ?? of(labels.homepage),
    repository: of(labels.repository),
    documentation: of(labels.documentation)
  };
}
function failure5(place, fault, mend) {
  const all = [{ place, fault, mend }];
  return new TaskError(all);
}

// tasks/conda/recipe/recipe.ts
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

// tasks/conda/source.ts
function sourceIndex({ indexes }) {
  const index = indexes.findLast(({ name }) => name !== "testpypi");
  if (index !== void 0) return index;
  const fault = "declares no index that conda-forge could take sources from";
  throw new TaskError([
    { place: "slipway:index", fault, mend: "publish on PyPI, or leave slipway:conda out" }
  ]);
}
function sourceFolder(simpleUrl, file) {
  const project = normalizeName(file.slice(0, file.lastIndexOf("-")));
  return new URL(`/packages/source/${project[0] ?? ""}/${project}/`, simpleUrl).href;
}
async function publishedFiles({ declaration: declaration2, version }, variables2, options) {
  const index = sourceIndex(declaration2);
  const { name: project, distribution } = declaration2.package;
  const address = await indexAddress(index, variables2);
  const files = await readIndexFiles(address, { project, distribution, version }, options);
  const sdist = files.find(({ name }) => name.endsWith(".tar.gz"));
  const wheel = files.find(({ name }) => name.endsWith(".whl")) ?? null;
  if (sdist?.yanked === false) return { sdist, wheel };
  const place = `${project} ${version}`;
  if (sdist !== void 0) {
    const fault2 = `was yanked from ${index.title}, and a yanked release is no source`;
    throw new TaskError([{ place, fault: fault2, mend: "release a version that may stay" }]);
  }
  const fault = `has no sdist on ${index.title}, which the recipe would name as its source`;
  throw new TaskError([{ place, fault, mend: "release it first, then make the recipe" }]);
}

// tasks/conda/make-recipe.ts
async function makeRecipe(making, call) {
  const { declaration: declaration2, out } = making;
  const conda = declaredConda(declaration2);
  const options = { place: sourceIndex(declaration2).title };
  if (making.version !== "") await fetchFiles(making, { call, options });
  const project = sdistIn(making);
  if (making.published && making.version === "") await requirePublished(project, making, { call, options });
  const folder = sourceFolder(await indexAddress(sourceIndex(declaration2), call.variables), project.file);
  const text3 = conda.recipe === null ? generated({ declaration: declaration2, conda, project, folder }, call) : kept(conda.recipe, conda, { project, folder });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text3);
  const kind = conda.recipe === null ? "generated" : "kept";
  const how = conda.recipe === null ? "made from" : `taken from ${conda.recipe}, and set to`;
  call.say(`${out} is ${how} ${project.file}.`);
  call.output({ recipe: out, name: conda.name, version: project.version, sha256: project.sha256, kind });
}
async function fetchFiles({ declaration: declaration2, version, files }, { call, options }) {
  const { sdist, wheel } = await publishedFiles({ declaration: declaration2, version }, call.variables, options);
  mkdirSync(files, { recursive: true });
  for (const file of wheel === null ? [sdist] : [sdist, wheel]) {
    writeFileSync(join2(files, file.name), await downloadIndexFile(file, options));
    call.say(`Fetched ${file.name} from ${options.place}.`);
  }
}
function sdistIn({ declaration: declaration2, files, version }) {
  const { distribution, name } = declaration2.package;
  const sdists = readReleaseFiles(files).flatMap((file) => {
    const parsed2 = parseSdistName(file.name);
    return parsed2 === null ? [] : [{ file: file.name, ...parsed2 }];
  });
  const own = sdists.filter((one) => distributionOf(one.distribution) === distributionOf(distribution));
  const wanted = own.filter((one) => version === "" || sameVersion(one.version, version));
  const [only] = wanted;
  if (wanted.length === 1 && only !== void 0)
    return checked2(readProject(only.file, readFileSync2(join2(files, only.file))), declaration2);
  const others = sdists.map(({ file }) => file).join(", ");
  const fault = wanted.length > 1 ? `holds several sdists of ${name}: ${others}` : `holds no sdist of ${name}${others === "" ? "" : `, but ${others}`}`;
  throw new TaskError([
    { place: files, fault, mend: "put one sdist there, or give --version to take it from the index" }
  ]);
}
function checked2(project, { package: declared }) {
  if (distributionOf(project.name) === distributionOf(declared.name)) return project;
  const fault = `says Name: ${project.name}, and the stack declares ${declared.name}`;
  const faults = [
    { place: `${project.file}, PKG-INFO`, fault, mend: "take the sdist of that package" }
  ];
  throw new TaskError(faults);
}
async function requirePublished(project, { declaration: declaration2 }, { call, options }) {
  const asked = { declaration: declaration2, version: project.version };
  const { sdist: file } = await publishedFiles(asked, call.variables, options);
  if (file.sha256 === project.sha256 || file.sha256 === null) return;
  const fault = `is not the file that ${options.place} holds: its hash is another`;
  throw new TaskError([
    { place: project.file, fault, mend: "give --version, so that the published one is taken" }
  ]);
}
function generated(ingredients, call) {
  const { draft, faults, notices } = generateRecipe(ingredients);
  if (faults.length > 0) throw new TaskError(faults);
  for (const notice of notices)
    call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::notice::${notice}` : notice);
  return writeRecipe(draft);
}
function kept(path, { name }, { project, folder }) {
  const { version, sha256, file, paths } = project;
  const text3 = updateKept(path, readKept(path), { name, version, sha256, url: folder + file });
  requireLicenses(path, text3, paths);
  return text3;
}
function requireLicenses(path, text3, paths) {
  const about = leaves(nodeAt(readYaml(text3), "about", "license_file"), []).map(({ node }) => node);
  const missing = about.filter(({ text: file }) => {
    const written = text3.split(file).length > 2 || file.includes("${{") || file.endsWith("/");
    return !written && !paths.includes(file) && !existsSync(join2(dirname(path), file));
  });
  if (missing.length === 0) return;
  const mend = "name a file of the sdist, or put one beside the recipe";
  throw new TaskError(
    missing.map(({ text: file, line }) => {
      return {
        place: `${path}:${line}`,
        fault: `names the license file ${file}, which the sdist does not hold`,
        mend
      };
    })
  );
}
function readKept(path) {
  try {
    return readFileSync2(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: path, fault, mend: "add it, or leave slipway:conda.recipe out" }]);
  }
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

// tasks/conda-recipe.ts
var recipe = {
  name: "conda-recipe",
  summary: "Writes recipe.yaml (schema version 1) for conda-forge from the sdist's own metadata, or takes the recipe that the\nrepository keeps and sets version, address and hash in it. check-recipe checks it.",
  operands: "",
  variables: {
    ...addressVariables,
    GITHUB_OUTPUT: "file that the outputs `recipe`, `name`, `version`, `sha256` and `kind` (generated or kept) are added to, if it is set"
  },
  options: {
    files: { value: "DIR", help: "folder of the sdist", default: "dist" },
    out: { value: "FILE", help: "recipe to write", default: "recipe/recipe.yaml" },
    version: {
      value: "VERSION",
      help: "take sdist and a wheel of this version from the index into --files",
      default: ""
    },
    published: {
      value: "WORD",
      help: "required: the index must hold the very sdist; any: it need not be released yet",
      default: "any"
    },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const { files, out, version, published } = call.options;
  if (published !== "required" && published !== "any") {
    throw new MisuseError({ place: "--published", fault: `is ${published}`, mend: "write required or any" });
  }
  const declaration2 = readDeclaration(call.options.declaration);
  await makeRecipe({ declaration: declaration2, files, out, version, published: published === "required" }, call);
}
await runProgram(recipe);
