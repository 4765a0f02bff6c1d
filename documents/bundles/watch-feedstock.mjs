// tasks/conda-forge/watch/observation.ts
function fine(what, found) {
  return { what, found, fault: null, isNotable: false };
}
function notable(what, found) {
  return { what, found, fault: null, isNotable: true };
}
function needed(what, found, mend) {
  return { what, found, fault: { place: what, fault: found, mend }, isNotable: false };
}
function tableOf(title, observations) {
  const rows = observations.map(({ what, found, fault, isNotable }) => {
    const verdict = fault === null ? isNotable ? "see there" : "fine" : "needs a person";
    return [what, verdict, fault === null ? found : `${found}; ${fault.mend}`];
  });
  return { title, head: ["What", "Verdict", "Found"], rows };
}
var day = 24 * 60 * 60 * 1e3;
function daysSince({ now }, time) {
  return Math.max(0, Math.floor((now - time) / day));
}
function inDays(days) {
  return days === 1 ? "1 day" : `${days} days`;
}

// tasks/index/address.ts
import { execFile } from "node:child_process";

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

// tasks/index/address.ts
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
  const told2 = await askPip(known[index.name], variables);
  if (told2 !== null) return checked(told2, index.title, `set ${variable} to the address of its simple API`);
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
async function askPip(name, variables) {
  const script = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python of ["python", "python3"]) {
    const told2 = await outputOf(python, ["-I", "-c", script], variables);
    if (told2 !== null && told2 !== "") return told2;
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
function isPrerelease({ pre, dev }) {
  return pre !== null || dev !== null;
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
    const whole2 = { status: answer.status, headers: answer.headers, body, url: answer.url };
    const damage = passing.has(answer.status) ? null : options.damaged?.(whole2) ?? null;
    return damage === null ? whole2 : { reason: damage };
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
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
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
function listOf(shape) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry3, index) => shape(entry3, `${place}[${index}]`));
  };
}
function mapOf(shape) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry3]) => [key, shape(entry3, `${place}.${key}`)]);
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
function refusal(status2, options) {
  if (status2 === 401 || status2 === 403) {
    return failure3(options, `answered ${status2}: it wants a login to be read`, "let it be read without one");
  }
  return failure3(
    options,
    `answered ${status2}`,
    "check that its address is that of a simple API (PEP 503, PEP 691)"
  );
}
function failure3({ place }, fault, mend) {
  return new TaskError([{ place, fault, mend }]);
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

// tasks/github/refusal.ts
var longest2 = 9e4;
function throttlePause({ status: status2, headers, body }) {
  if (status2 !== 403 && status2 !== 429) return null;
  const asked = headers.get("retry-after");
  if (asked !== null && /^\d{1,4}$/.test(asked)) return within(Number(asked) * 1e3);
  if (/secondary rate limit/i.test(errorsOf(body).message)) return 6e4;
  if (headers.get("x-ratelimit-remaining") !== "0") return null;
  const reset = Number(headers.get("x-ratelimit-reset")) * 1e3;
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(reset - now) ? null : within(Math.max(1e3, reset - now));
}
function within(pause) {
  return pause <= longest2 ? pause : null;
}
var RefusedError = class extends TaskError {
  status;
  /** Whether the token lacks a permission: else it may be asked too often. */
  isForbidden;
  /** What its `errors` are called: `already_exists`. */
  codes;
  /** `asked` is method and path. */
  constructor(answer, asked) {
    const errors = errorsOf(answer.body);
    const said = [errors.message, ...errors.errors.map(wordsOf)].filter((one) => one !== "").join(": ");
    const why = [String(answer.status), ...said === "" ? [] : [said.slice(0, 300)]].join(", ");
    super([{ place: `GitHub ${asked}`, ...told(answer, why) }]);
    this.name = "RefusedError";
    this.status = answer.status;
    this.isForbidden = answer.status === 403 && !isThrottled(answer);
    this.codes = errors.errors.flatMap((error) => entry2(error, "code"));
  }
};
function told(answer, why) {
  const { status: status2 } = answer;
  switch (status2) {
    case 401:
      return {
        fault: `takes no such token (${why})`,
        mend: "give the step env GH_TOKEN: ${{ github.token }}"
      };
    case 403:
    case 429:
      return forbidden(answer, why);
    case 404:
    case 410:
      return {
        fault: `is not there, or hidden from this token (${why})`,
        mend: "check the repository's name and the job's permissions"
      };
    case 409:
    case 422:
      return { fault: `was refused (${why})`, mend: "change what it complains of, then run the job again" };
    default:
      return { fault: `answered ${why}`, mend: "run the job again; report it if it stays" };
  }
}
function forbidden(answer, why) {
  if (isThrottled(answer))
    return { fault: `is asked too often (${why})`, mend: "run the job again in an hour" };
  const accepted = answer.headers.get("x-accepted-github-permissions")?.replace(/[^\w=,; -]/g, "");
  const wanted = accepted ? `: it takes ${accepted}` : "";
  return { fault: `is forbidden to this token (${why})`, mend: `give the job the permission${wanted}` };
}
function isThrottled(answer) {
  const { headers } = answer;
  const isTold = headers.get("x-ratelimit-remaining") === "0" || headers.has("retry-after");
  return isTold || throttlePause(answer) !== null;
}
function errorsOf(body) {
  try {
    const value = JSON.parse(body.toString("utf8"));
    if (typeof value !== "object" || value === null) return { message: "", errors: [] };
    const errors = "errors" in value && Array.isArray(value.errors) ? value.errors : [];
    return { message: entry2(value, "message").join(), errors };
  } catch {
    return { message: "", errors: [] };
  }
}
function wordsOf(error) {
  if (typeof error === "string") return error;
  return ["resource", "field", "code", "message"].flatMap((key) => entry2(error, key)).join(" ");
}
function entry2(value, key) {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
  return typeof found === "string" ? [found] : [];
}

// tasks/github/client.ts
var patience = 5;
var fileSeconds = 900;
var mostPages = 200;
function gitHubOf(variables, say, waiting) {
  const api = required(variables, "GITHUB_API_URL", "run it on a runner, or set it").replace(/\/+$/, "");
  const repository2 = required(variables, "GITHUB_REPOSITORY", "run it on a runner, or set it");
  const token = required(variables, "GH_TOKEN", "give the step env GH_TOKEN: ${{ github.token }}");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository2))
    throw misuse("GITHUB_REPOSITORY", "is no owner/name", "give it as owner/name");
  if (!URL.canParse(api)) throw misuse("GITHUB_API_URL", "is no address", "set it as a runner does");
  const options = { place: "GitHub", say, ...waiting };
  return new RestGitHub(repository2, { api, token, options });
}
var RestGitHub = class {
  repository;
  #access;
  constructor(repository2, access) {
    this.repository = repository2;
    this.#access = access;
  }
  async call(asked) {
    const { method = "GET", body, accept, expect } = asked;
    const made = {
      url: this.#address(asked.path),
      method,
      headers: this.#headers(accept ?? "application/vnd.github+json", body !== void 0),
      ...body !== void 0 && { body: JSON.stringify(body) }
    };
    const answer = await this.#patiently(made, this.#access.options);
    return checked2(answer, made, expect);
  }
  async pages(path, entry3, key) {
    const found = [];
    let next = path;
    for (let page2 = 1; next !== null; page2 += 1) {
      if (page2 > mostPages) throw strange(path, "has pages without end");
      const answer = await this.call({ path: next });
      found.push(...readAnswer(answer, inside(listOf(entry3), key), path));
      next = nextPage(answer.headers.get("link"));
    }
    return found;
  }
  async upload(address, content) {
    const type = { "content-type": "application/octet-stream" };
    const made = {
      url: address,
      method: "POST",
      headers: { ...this.#headers("application/vnd.github+json", false), ...type },
      body: content
    };
    const answer = await this.#patiently(made, { ...this.#access.options, seconds: fileSeconds });
    return checked2(answer, made, [201]);
  }
  async download(path) {
    const url = this.#address(path);
    const options = { ...this.#access.options, seconds: fileSeconds, bytes: 2 ** 31 };
    const made = {
      url,
      headers: this.#headers("application/octet-stream", false),
      redirect: "manual"
    };
    const answer = checked2(await this.#patiently(made, options), made, [200, 301, 302, 307, 308]);
    if (answer.status === 200) return answer.body;
    const to = answer.headers.get("location") ?? "";
    if (!URL.canParse(to, url)) throw strange(path, "leads nowhere");
    const elsewhere = { url: new URL(to, url).href };
    return checked2(await request(elsewhere, options), { url }, [200]).body;
  }
  pause(milliseconds) {
    const { sleep: sleep2 } = this.#access.options;
    return sleep2?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  /** Asks again, within bounds, while GitHub says that it is asked too fast: then nothing was done. */
  async #patiently(made, options) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await request(made, options);
      const pause = throttlePause(answer);
      if (pause === null || attempt >= patience) return answer;
      options.say?.(`GitHub is asked too fast; again in ${Math.ceil(pause / 1e3)} s`);
      await this.pause(pause);
    }
  }
  #address(path) {
    return path.startsWith("/") ? `${this.#access.api}${path}` : path;
  }
  #headers(accept, isJson) {
    return {
      accept,
      authorization: `Bearer ${this.#access.token}`,
      "x-github-api-version": "2022-11-28",
      ...isJson && { "content-type": "application/json" }
    };
  }
};
function readAnswer(answer, shape, path) {
  try {
    return parseJson(answer.body, shape);
  } catch (error) {
    if (error instanceof ShapeError) throw strange(path, `answered something else: ${error.message}`);
    throw error;
  }
}
function checked2(answer, made, expect) {
  const { status: status2 } = answer;
  if (expect?.includes(status2) ?? (status2 >= 200 && status2 < 300)) return answer;
  throw new RefusedError(answer, `${made.method ?? "GET"} ${new URL(made.url).pathname}`);
}
function inside(shape, key) {
  if (key === void 0) return shape;
  return (value, place) => {
    const inner = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
    return shape(inner, place === "" ? key : `${place}.${key}`);
  };
}
function nextPage(link) {
  return /<([^<>]+)>\s*;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}
function strange(path, fault) {
  const place = `GitHub ${path.replace(/\?.*$/s, "")}`;
  return new TaskError([{ place, fault, mend: "run the job again; report it if it stays" }]);
}
function required(variables, name, mend) {
  const value = variables[name]?.trim() ?? "";
  if (value === "") throw misuse(name, "is missing", mend);
  return value;
}
function misuse(place, fault, mend) {
  return new MisuseError({ place, fault, mend });
}

// tasks/conda-forge/outline.ts
function outlineOf(source) {
  const reader = new OutlineReader();
  for (const line of source.replaceAll("\r\n", "\n").split("\n")) reader.take(line);
  return reader.entries;
}
var OutlineReader = class {
  entries = [];
  #root = { indent: -1, path: "", items: 0 };
  /** Those within each other that the last line stands in, without the whole. */
  #levels = [];
  /** Where a text of several lines began: what is deeper belongs to it. */
  #textIndent = null;
  take(line) {
    const content = line.trim();
    if (content === "" || content.startsWith("#") || content.startsWith("{%")) return;
    const indent = line.length - line.trimStart().length;
    if (this.#textIndent !== null && indent > this.#textIndent) return;
    this.#textIndent = null;
    this.#entry(content, indent);
  }
  #entry(content, indent) {
    const item = /^-(?:\s+(.*))?$/.exec(content);
    if (item === null) {
      this.#pair(content, indent, this.#parent(indent, false).path);
      return;
    }
    const list = this.#parent(indent, true);
    const path = `${list.path}[${list.items}]`;
    list.items += 1;
    const rest = item[1] ?? "";
    const offset = content.length - rest.length;
    this.#levels.push({ indent: indent + (rest === "" ? 0.5 : offset - 0.5), path, items: 0 });
    if (rest !== "") this.#pair(rest, indent + offset, path);
  }
  /** The level that a line belongs to; a list may stand as deep as the key that it is the value of. */
  #parent(indent, isItem) {
    for (let level = this.#levels.at(-1); level !== void 0; level = this.#levels.at(-1)) {
      if (isItem ? level.indent <= indent : level.indent < indent) return level;
      this.#levels.pop();
    }
    return this.#root;
  }
  #pair(content, indent, parent) {
    const [, quoted, plain, rest = ""] = /^(?:["']([^"']+)["']|([^\s"'#:{[-][^:]*?))\s*:(?:\s+(.*))?$/.exec(
      content
    ) ?? [null, void 0, void 0, content];
    const key = quoted ?? plain;
    const path = key === void 0 ? parent : parent === "" ? key : `${parent}.${key}`;
    const value = scalarOf(rest);
    if (/^[|>][-+\d]*$/.test(value)) this.#textIndent = indent;
    else if (value !== "") this.entries.push({ path, value });
    else if (key !== void 0) this.#levels.push({ indent, path, items: 0 });
  }
};
function scalarOf(text2) {
  const trimmed = text2.trim();
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(trimmed);
  if (double !== null) return (double[1] ?? "").replaceAll(/\\(["\\])/g, "$1");
  const single = /^'((?:[^']|'')*)'/.exec(trimmed);
  if (single !== null) return (single[1] ?? "").replaceAll("''", "'");
  return trimmed.replace(/(^|\s)#.*$/, "").trim();
}

// tasks/conda-forge/recipe.ts
function readRecipe(source) {
  const outline = outlineOf(source);
  const known3 = variablesOf(source, outline);
  const at = (pattern) => {
    const found = outline.filter(({ path }) => pattern.test(path)).flatMap(({ value }) => flowOf(value));
    return found.map((value) => resolved(value, known3));
  };
  const hashes = [...new Set(at(/^source(\[\d+\])?\.(?:.*\.)?sha256$/))];
  const urls = at(/^source(\[\d+\])?\.(?:.*\.)?url(\[\d+\])?$/);
  const isOne = hashes.length === 1 && !outline.some(({ path }) => path.startsWith("source[1]"));
  return {
    name: at(/^(package|recipe)\.name$/)[0] ?? null,
    version: at(/^(package|recipe)\.version$/)[0] ?? null,
    sha256: isOne && /^[\da-f]{64}$/.test(hashes[0] ?? "") ? hashes[0] ?? null : null,
    urls: isOne ? whole(urls) : [],
    buildNumber: at(/^build\.number$/)[0] ?? null,
    isNoarch: at(/^build\.noarch$/)[0] === "python",
    licenseFiles: whole(at(/^about\.license_file(\[\d+\])?$/)),
    maintainers: whole(at(/^extra\.recipe-maintainers(\[\d+\])?$/))
  };
}
function whole(values) {
  const told2 = values.flatMap((value) => value ?? []);
  return told2.length === values.length ? told2 : [];
}
function variablesOf(source, outline) {
  const known3 = /* @__PURE__ */ new Map();
  for (const [, name = "", value = ""] of source.matchAll(
    /^\s*\{%-?\s*set\s+(\w+)\s*=\s*["']([^"']*)["']\s*-?%\}/gm
  )) {
    known3.set(name, value);
  }
  for (const { path, value } of outline) {
    const name = /^context\.(\w+)$/.exec(path)?.[1];
    const told2 = name === void 0 ? null : resolved(value, known3);
    if (name !== void 0 && told2 !== null) known3.set(name, told2);
  }
  return known3;
}
function flowOf(value) {
  const list = /^\[(.*)\]$/.exec(value)?.[1];
  if (list === void 0) return [value];
  return list.split(",").flatMap((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2") || []);
}
function resolved(value, known3) {
  const expressions = /\$?\{\{(.*?)\}\}/g;
  const values = [...value.matchAll(expressions)].map(([, one = ""]) => evaluated(one.trim(), known3));
  if (values.includes(null)) return null;
  return value.replaceAll(expressions, () => values.shift() ?? "");
}
function evaluated(expression, known3) {
  const [, name = "", first, lower] = /^(\w+)(\[0\])?\s*(\|\s*lower)?$/.exec(expression) ?? [];
  const value = known3.get(name);
  if (value === void 0) return null;
  const part = first === void 0 ? value : value.slice(0, 1);
  return lower === void 0 ? part : part.toLowerCase();
}

// tasks/conda-forge/feedstock.ts
var organization = "conda-forge";
async function findFeedstock(github, name) {
  return await feedstockOf(github, name) ?? await otherFeedstock(github, name);
}
var answered = objectOf({ full_name: text, html_url: text, default_branch: text, archived: flag });
async function feedstockOf(github, name) {
  const path = `/repos/${organization}/${encodeURIComponent(name)}-feedstock`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { full_name, html_url, default_branch, archived } = readAnswer(answer, answered, path);
  return { repository: full_name, url: html_url, defaultBranch: default_branch, archived };
}
async function otherFeedstock(github, name) {
  const path = `/repos/${organization}/feedstock-outputs/contents/${outputPath(name)}`;
  const content = await readText(github, path);
  const [other] = /"feedstocks"\s*:\s*\[\s*"([\w.-]+)"/.exec(content ?? "")?.slice(1) ?? [];
  return other === void 0 || other === name ? null : await feedstockOf(github, other);
}
function outputPath(name) {
  const letters = name.replaceAll(/[^a-z\d]/gi, "").padEnd(3, "z");
  const folders = [0, 1, 2].map((index) => letters.charAt(index));
  return ["outputs", ...folders, `${name}.json`].map(encodeURIComponent).join("/");
}
async function feedstockRecipe(github, { repository: repository2, defaultBranch }) {
  for (const file of ["recipe.yaml", "meta.yaml"]) {
    const query = `ref=${encodeURIComponent(defaultBranch)}`;
    const source = await readText(github, `/repos/${repository2}/contents/recipe/${file}?${query}`);
    if (source !== null) return readRecipe(source);
  }
  return null;
}
async function readText(github, path) {
  const accept = "application/vnd.github.raw+json";
  const answer = await github.call({ path, accept, expect: [200, 404] });
  return answer.status === 404 ? null : answer.body.toString("utf8");
}

// tasks/conda-forge/staged.ts
var stagedRecipes = `${organization}/staged-recipes`;
function branchOf(name) {
  return `slipway/${name}`;
}
var pull = objectOf({
  number: count,
  html_url: text,
  state: text,
  merged_at: nullable(text),
  user: nullable(objectOf({ login: text })),
  created_at: text,
  head: objectOf({ sha: text })
});
async function pullsFrom(github, login, name) {
  const head = encodeURIComponent(`${login}:${branchOf(name)}`);
  const path = `/repos/${stagedRecipes}/pulls?head=${head}&state=all&per_page=100`;
  const found = (await github.pages(path, pull)).map((one) => ({
    number: one.number,
    url: one.html_url,
    state: one.state,
    merged: one.merged_at !== null,
    user: one.user?.login ?? "ghost",
    created: one.created_at,
    head: one.head.sha
  }));
  return found.toSorted((one, other) => rank(one) - rank(other) || other.number - one.number);
}
function rank({ state, merged }) {
  if (state === "open") return 0;
  return merged ? 1 : 2;
}
var issue = objectOf({
  number: count,
  title: text,
  html_url: text,
  state: text,
  created_at: text,
  user: nullable(objectOf({ login: text })),
  pull_request: optional(objectOf({ merged_at: optional(text) }))
});
var mostCandidates = 30;
async function pullsWithRecipe(github, name) {
  const words = `repo:${stagedRecipes} is:pr in:title ${name}`;
  const path = `/search/issues?per_page=100&q=${encodeURIComponent(words)}`;
  const { items } = readAnswer(await github.call({ path }), objectOf({ items: listOf(issue) }), path);
  const candidates = items.map((one) => ({
    number: one.number,
    title: one.title,
    url: one.html_url,
    state: one.state,
    merged: one.pull_request?.merged_at != null,
    user: one.user?.login ?? "ghost",
    created: one.created_at
  })).filter(({ title, state, merged }) => names(title, name) && (state === "open" || merged)).toSorted((one, other) => rank(one) - rank(other) || other.number - one.number);
  const found = [];
  for (const { title: _title, ...candidate } of candidates.slice(0, mostCandidates))
    if (await hasRecipe(github, candidate.number, name)) found.push(candidate);
  return found;
}
function names(title, name) {
  const plain = (words) => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${plain(title)} `.includes(` ${plain(name).trim()} `);
}
var changed = objectOf({ filename: text, status: text });
async function hasRecipe(github, number, name) {
  const path = `/repos/${stagedRecipes}/pulls/${number}/files?per_page=100`;
  const files = readAnswer(await github.call({ path }), listOf(changed), path);
  return files.some(({ filename, status: status2 }) => {
    return status2 !== "removed" && filename.toLowerCase().startsWith(`recipes/${name.toLowerCase()}/`);
  });
}
var repository = objectOf({ full_name: text, default_branch: text, archived: flag });

// tasks/conda-forge/watch/commit-state.ts
var status = objectOf({ context: text, state: text });
var check = objectOf({ name: text, status: text, conclusion: nullable(text) });
var good = /* @__PURE__ */ new Set(["success", "neutral", "skipped"]);
async function commitState(github, repository2, sha) {
  const path = `/repos/${repository2}/commits/${sha}/status?per_page=100`;
  const { statuses } = readAnswer(await github.call({ path }), objectOf({ statuses: listOf(status) }), path);
  const runs = await github.pages(
    `/repos/${repository2}/commits/${sha}/check-runs?per_page=100`,
    check,
    "check_runs"
  );
  const all = [
    ...statuses.map(({ context, state }) => ({ name: context, state: ofStatus(state) })),
    ...runs.map((run) => ({ name: run.name, state: ofRun(run.status, run.conclusion) }))
  ];
  const named2 = (wanted) => all.filter(({ state }) => state === wanted).map(({ name }) => name);
  return { failed: named2("failed"), pending: named2("pending"), passed: named2("passed") };
}
function ofStatus(state) {
  if (state === "success") return "passed";
  return state === "pending" ? "pending" : "failed";
}
function ofRun(stage, conclusion) {
  if (stage !== "completed" || conclusion === null) return "pending";
  return good.has(conclusion) ? "passed" : "failed";
}

// tasks/conda-forge/watch/pulls.ts
var answered2 = objectOf({
  html_url: text,
  title: text,
  draft: optional(flag),
  created_at: text,
  user: nullable(objectOf({ login: text })),
  head: objectOf({ sha: text }),
  labels: listOf(objectOf({ name: text }))
});
var watched = (value, place) => {
  const pull2 = answered2(value, place);
  return {
    url: pull2.html_url,
    title: pull2.title,
    user: pull2.user?.login ?? "ghost",
    sha: pull2.head.sha,
    labels: pull2.labels.map(({ name }) => name),
    isDraft: pull2.draft ?? false,
    created: Date.parse(pull2.created_at)
  };
};
async function openPulls(github, repository2) {
  const pulls = await github.pages(`/repos/${repository2}/pulls?state=open&per_page=100`, watched);
  return pulls.toReversed().sort((one, other) => one.created - other.created);
}
async function pullOf(github, repository2, number) {
  const path = `/repos/${repository2}/pulls/${number}`;
  return readAnswer(await github.call({ path }), watched, path);
}
var awaitsAuthor = "awaiting author contribution";
var isRemade = "bot-rerun";
async function observePull(github, { repository: repository2, pull: pull2 }, { patience: patience2, review }) {
  const { url, title, user, labels } = pull2;
  const age = daysSince(patience2, pull2.created);
  const told2 = `"${title}" by ${user}, open for ${inDays(age)}`;
  const known3 = labels.map((label) => label.toLowerCase());
  if (known3.includes(isRemade)) return notable(url, `${told2}, is made anew by the bot`);
  if (known3.includes(awaitsAuthor))
    return needed(url, `${told2}, waits for its author`, "answer the review there");
  const state = await commitState(github, repository2, pull2.sha);
  if (state.failed.length > 0) {
    const mend = "look into their logs; push what mends it to the pull request's branch";
    return needed(url, `${told2}, fails: ${listed(state.failed)}`, mend);
  }
  const waits = `${told2}, ${standing(state)}`;
  if (pull2.isDraft) return notable(url, `${waits}, is a draft`);
  return age > patience2.days ? needed(url, waits, review) : fine(url, waits);
}
function standing({ pending, passed }) {
  if (pending.length > 0) return `still checked by ${listed(pending)}`;
  return passed.length > 0 ? "passes" : "not checked yet";
}
function listed(names2) {
  const few = names2.slice(0, 5).join(", ");
  return names2.length > 5 ? `${few} and ${names2.length - 5} more` : few;
}

// tasks/conda-forge/watch/proposal.ts
async function observeProposal(github, conda, patience2) {
  const proposal = await findProposal(github, conda);
  if (proposal === null)
    return notable(conda.name, "is not proposed to conda-forge yet; the workflow conda-forge.yml does it");
  const { url, number, state, merged } = proposal;
  if (state === "open") {
    const pull2 = await pullOf(github, stagedRecipes, number);
    const review = `ask for a review by a comment there: @conda-forge-admin, please ping ${stagedRecipes}`;
    return await observePull(github, { repository: stagedRecipes, pull: pull2 }, { patience: patience2, review });
  }
  if (!merged) {
    const mend = "read there why, then run the workflow conda-forge.yml with -f reopen=true";
    return needed(url, "was closed without being merged", mend);
  }
  const age = daysSince(patience2, Date.parse(proposal.created));
  const found = `is merged, opened ${inDays(age)} ago, and there is no feedstock`;
  if (age <= patience2.days) return notable(url, found);
  return needed(url, found, `ask conda-forge there what keeps it from becoming one`);
}
async function findProposal(github, { name, maintainers }) {
  const own = [];
  for (const login of maintainers.filter((maintainer) => !maintainer.includes("/")))
    own.push(...await pullsFrom(github, login, name));
  const open = own.find(({ state }) => state === "open") ?? own.find(({ merged }) => merged);
  if (open !== void 0) return open;
  const [other] = await pullsWithRecipe(github, name);
  return other ?? own[0] ?? null;
}

// tasks/conda-forge/watch/versions.ts
function observeVersions(compared, patience2) {
  const { feedstock, recipe } = compared;
  const built = recipe.version === null ? null : parseVersion(recipe.version);
  if (built === null || recipe.version === null)
    return [notable(feedstock, "its version can't be told from its recipe")];
  return [observeVersion(compared, built, patience2), observeSource(compared, recipe.version)];
}
function observeVersion(compared, built, patience2) {
  const { index, feedstock, recipe } = compared;
  const newest = newestOf(compared);
  if (newest === null) return notable(feedstock, `has ${recipe.version}; ${index} has no stable version`);
  const order = compareVersions(built, newest.version);
  if (order === 0) return fine(feedstock, `has ${recipe.version}, the newest on ${index}`);
  if (order > 0)
    return notable(feedstock, `has ${recipe.version}; ${index} has ${newest.text}, which is older`);
  const age = newest.uploaded === null ? null : daysSince(patience2, newest.uploaded);
  const since = age === null ? "" : ` since ${inDays(age)}`;
  const found = `has ${recipe.version}; ${index} has ${newest.text}${since}`;
  if (age !== null && age <= patience2.days) return notable(feedstock, found);
  const mend = "merge the bot's pull request; where there is none, look for its error at https://conda-forge.org/status/version_updates";
  return needed(feedstock, found, mend);
}
function newestOf(compared) {
  const stable = ownFiles(compared).flatMap(({ version: text2, file }) => {
    const version = parseVersion(text2);
    if (version === null || isPrerelease(version) || file.yanked !== false) return [];
    return [{ text: text2, version, uploaded: file.uploaded }];
  });
  const newest = stable.toSorted((one, other) => compareVersions(other.version, one.version))[0];
  if (newest === void 0) return null;
  const times2 = stable.filter(({ version }) => compareVersions(version, newest.version) === 0).flatMap(({ uploaded }) => uploaded ?? []);
  return { ...newest, uploaded: times2.length === 0 ? null : Math.min(...times2) };
}
function ownFiles({ files, distribution }) {
  return files.flatMap((file) => {
    const parts = readFileName(file.name);
    if (parts?.project !== normalizeName(distribution)) return [];
    return [{ version: parts.version, isSdist: parts.kind === "sdist", file }];
  });
}
function observeSource(compared, version) {
  const { index, feedstock, recipe } = compared;
  const what = `${feedstock}, source of ${version}`;
  const sdists = ownFiles(compared).filter((one) => one.isSdist && sameVersion(one.version, version));
  const told2 = sdists.flatMap(({ file }) => file.sha256 ?? []);
  if (told2.length === 0) return notable(what, `${index} tells no hash of an sdist of it`);
  if (recipe.sha256 === null) return notable(what, "its hash can't be told from the recipe");
  if (told2.includes(recipe.sha256)) return fine(what, `is the sdist that ${index} has`);
  const names2 = new Set(sdists.map(({ file }) => file.name));
  const isOther = recipe.urls.length > 0 && !recipe.urls.some((url) => names2.has(url.split("/").at(-1) ?? ""));
  if (isOther) return notable(what, `is none of the files that ${index} has`);
  const mend = "find out where the feedstock's source comes from, and correct its recipe";
  return needed(what, `has another hash than the sdist that ${index} has`, mend);
}

// tasks/conda-forge/watch/observe.ts
async function observe(github, declaration2, { call, patience: patience2 }) {
  const feedstock = await findFeedstock(github, declaration2.conda.name);
  if (feedstock === null) return [await observeProposal(github, declaration2.conda, patience2)];
  if (feedstock.archived) {
    const mend = "ask conda-forge to bring it back, by a request in conda-forge/admin-requests";
    return [needed(feedstock.url, "is archived", mend)];
  }
  const versions = await observeRecipe(github, feedstock, { declaration: declaration2, call, patience: patience2 });
  const { repository: repository2 } = feedstock;
  const review = "review it and merge it, or close it";
  const pulls = [];
  for (const pull2 of await openPulls(github, repository2))
    pulls.push(await observePull(github, { repository: repository2, pull: pull2 }, { patience: patience2, review }));
  return [...versions, ...pulls];
}
async function observeRecipe(github, feedstock, asked) {
  const recipe = await feedstockRecipe(github, feedstock);
  if (recipe === null) {
    const mend = "look there for a pull request that adds one";
    return [needed(feedstock.url, "has no recipe", mend)];
  }
  const { declaration: declaration2, call, patience: patience2 } = asked;
  const index = sourceIndex(declaration2);
  const { name, distribution } = declaration2.package;
  const options = { place: index.title, say: (line) => call.say(line) };
  const files = await readProjectFiles(await indexAddress(index, call.variables), name, options);
  return observeVersions(
    { index: index.title, files, distribution, feedstock: feedstock.url, recipe },
    patience2
  );
}

// tasks/declaration/read.ts
import { readFileSync } from "node:fs";
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

// tasks/watch-feedstock.ts
var watchFeedstock = {
  name: "watch-feedstock",
  summary: "Looks after the package on conda-forge, where a bot follows the releases: tells which pull requests of the feedstock\nfail or wait too long, whether it is behind the index, whether it is built from the very sdist, and, before there is\na feedstock, how the pull request to staged-recipes stands. Reads only; fails where a person is needed.",
  operands: "",
  variables: {
    GH_TOKEN: "any token: public repositories alone are read",
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    ...addressVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    days: { value: "DAYS", help: "how long something may wait", default: "7" }
  },
  run: watch
};
async function watch(call) {
  const patience2 = { now: Date.now(), days: daysOf(call.options.days) };
  const declaration2 = readDeclaration(call.options.declaration);
  const { conda } = declaration2;
  if (conda === null) {
    const fault = "declares no package for conda-forge";
    throw new TaskError([{ place: "slipway:conda", fault, mend: "declare it in the stack" }]);
  }
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const observations = await observe(github, { ...declaration2, conda }, { call, patience: patience2 });
  for (const observation of observations) tell(call, observation);
  call.tabulate(tableOf(`${conda.name} on conda-forge`, observations));
  const faults = observations.flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0) throw new TaskError(faults);
}
function tell(call, { what, found, fault, isNotable }) {
  if (fault !== null) return;
  const isAnnotated = isNotable && call.variables["GITHUB_ACTIONS"] === "true";
  call.say(`${isAnnotated ? "::notice::" : ""}${what}: ${found}`);
}
function daysOf(text2) {
  if (/^\d{1,3}$/.test(text2)) return Number(text2);
  const mend = "write --days 7";
  throw new MisuseError({ place: "--days", fault: "is not a number of days from 0 to 999", mend });
}
await runProgram(watchFeedstock);
