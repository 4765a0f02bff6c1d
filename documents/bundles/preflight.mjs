// tasks/declaration/read.ts
import { readFileSync } from "node:fs";

// tasks/json/shape.ts
var ShapeError = class extends Error {
  constructor(place2, expected) {
    super(`${place2 || "the whole"} is not ${expected}`);
    this.name = "ShapeError";
  }
};
var text = (value, place2) => {
  if (typeof value === "string") return value;
  throw new ShapeError(place2, "a text");
};
var flag = (value, place2) => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(place2, "true or false");
};
var count = (value, place2) => {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ShapeError(place2, "a whole number");
};
function oneOf(...words) {
  return (value, place2) => {
    const word = words.find((one) => one === value);
    if (word !== void 0) return word;
    throw new ShapeError(place2, `one of ${words.join(", ")}`);
  };
}
function listOf(shape2) {
  return (value, place2) => {
    if (!Array.isArray(value)) throw new ShapeError(place2, "a list");
    return value.map((entry3, index) => shape2(entry3, `${place2}[${index}]`));
  };
}
function mapOf(shape2) {
  return (value, place2) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place2, "an object");
    }
    const entries = Object.entries(value).map(([key, entry3]) => [key, shape2(entry3, `${place2}.${key}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape2) {
  return (value, place2) => value === null ? null : shape2(value, place2);
}
function optional(shape2) {
  return (value, place2) => value === void 0 || value === null ? null : shape2(value, place2);
}
function objectOf(shapes) {
  return (value, place2) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place2, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape2]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape2(inner, place2 === "" ? key : `${place2}.${key}`)];
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
function formatFault({ place: place2, fault, mend: mend2 }) {
  return oneLine(`${place2}: ${fault}; ${mend2}`);
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
function failure({ place: place2 }, fault) {
  return new TaskError([
    { place: place2, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve2) => setTimeout(resolve2, milliseconds));
}

// tasks/github/refusal.ts
var longest2 = 9e4;
function throttlePause({ status, headers, body }) {
  if (status !== 403 && status !== 429) return null;
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
    this.codes = errors.errors.flatMap((error) => entry(error, "code"));
  }
};
function told(answer, why) {
  const { status } = answer;
  switch (status) {
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
    return { message: entry(value, "message").join(), errors };
  } catch {
    return { message: "", errors: [] };
  }
}
function wordsOf(error) {
  if (typeof error === "string") return error;
  return ["resource", "field", "code", "message"].flatMap((key) => entry(error, key)).join(" ");
}
function entry(value, key) {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
  return typeof found === "string" ? [found] : [];
}

// tasks/github/client.ts
var patience = 5;
var fileSeconds = 900;
var mostPages = 200;
function gitHubOf(variables, say, waiting) {
  const api = required(variables, "GITHUB_API_URL", "run it on a runner, or set it").replace(/\/+$/, "");
  const repository = required(variables, "GITHUB_REPOSITORY", "run it on a runner, or set it");
  const token = required(variables, "GH_TOKEN", "give the step env GH_TOKEN: ${{ github.token }}");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw misuse("GITHUB_REPOSITORY", "is no owner/name", "give it as owner/name");
  if (!URL.canParse(api)) throw misuse("GITHUB_API_URL", "is no address", "set it as a runner does");
  const options = { place: "GitHub", say, ...waiting };
  return new RestGitHub(repository, { api, token, options });
}
var RestGitHub = class {
  repository;
  #access;
  constructor(repository, access) {
    this.repository = repository;
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
    return checked(answer, made, expect);
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
    return checked(answer, made, [201]);
  }
  async download(path) {
    const url = this.#address(path);
    const options = { ...this.#access.options, seconds: fileSeconds, bytes: 2 ** 31 };
    const made = {
      url,
      headers: this.#headers("application/octet-stream", false),
      redirect: "manual"
    };
    const answer = checked(await this.#patiently(made, options), made, [200, 301, 302, 307, 308]);
    if (answer.status === 200) return answer.body;
    const to = answer.headers.get("location") ?? "";
    if (!URL.canParse(to, url)) throw strange(path, "leads nowhere");
    const elsewhere2 = { url: new URL(to, url).href };
    return checked(await request(elsewhere2, options), { url }, [200]).body;
  }
  pause(milliseconds) {
    const { sleep: sleep4 } = this.#access.options;
    return sleep4?.(milliseconds) ?? new Promise((resolve2) => setTimeout(resolve2, milliseconds));
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
function readAnswer(answer, shape2, path) {
  try {
    return parseJson(answer.body, shape2);
  } catch (error) {
    if (error instanceof ShapeError) throw strange(path, `answered something else: ${error.message}`);
    throw error;
  }
}
function checked(answer, made, expect) {
  const { status } = answer;
  if (expect?.includes(status) ?? (status >= 200 && status < 300)) return answer;
  throw new RefusedError(answer, `${made.method ?? "GET"} ${new URL(made.url).pathname}`);
}
function inside(shape2, key) {
  if (key === void 0) return shape2;
  return (value, place2) => {
    const inner = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
    return shape2(inner, place2 === "" ? key : `${place2}.${key}`);
  };
}
function nextPage(link) {
  return /<([^<>]+)>\s*;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}
function strange(path, fault) {
  const place2 = `GitHub ${path.replace(/\?.*$/s, "")}`;
  return new TaskError([{ place: place2, fault, mend: "run the job again; report it if it stays" }]);
}
function required(variables, name, mend2) {
  const value = variables[name]?.trim() ?? "";
  if (value === "") throw misuse(name, "is missing", mend2);
  return value;
}
function misuse(place2, fault, mend2) {
  return new MisuseError({ place: place2, fault, mend: mend2 });
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
  if (index.simpleUrl !== null) return checked2(index.simpleUrl, index.title, "correct it in the stack");
  if (index.name === "custom") {
    throw failure2({
      place: index.title,
      fault: "has no address",
      mend: "declare its simple API in the stack"
    });
  }
  const variable = overriding[index.name];
  const set = variables[variable] ?? "";
  if (set !== "") return checked2(set, variable, "correct it, or leave it out");
  const told2 = await askPip(known[index.name], variables);
  if (told2 !== null) return checked2(told2, index.title, `set ${variable} to the address of its simple API`);
  throw failure2({
    place: index.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`
  });
}
function checked2(address, place2, mend2) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure2({ place: place2, fault: "is no web address", mend: mend2 });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure2({ place: place2, fault: "holds a login", mend: "name an address that can be read without one" });
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
  return new Promise((resolve2) => {
    execFile(program, args, { env, timeout: 3e4 }, (error, stdout) => {
      resolve2(error === null ? stdout.trim() : null);
    });
  });
}
function failure2(fault) {
  return new TaskError([fault]);
}

// tasks/preflight/finding.ts
function finding(check2, found, { faults = [], notices = [] } = {}) {
  return { check: check2, found, faults, notices };
}
async function settled(check2, run2) {
  try {
    return await run2();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return finding(check2, "could not be checked", { faults: error.faults });
  }
}
function tableOf(title, findings) {
  const rows = findings.map((one) => [one.check, verdictOf(one), toldOf(one)]);
  return { title, head: ["Check", "Verdict", "Found"], rows };
}
function requireSound(findings) {
  const faults = findings.flatMap((one) => one.faults);
  if (faults.length > 0) throw new TaskError(faults);
}
function verdictOf({ faults, notices }) {
  if (faults.length > 0) return "stops the release";
  return notices.length > 0 ? "passed, see there" : "passed";
}
function toldOf({ found, faults, notices }) {
  return [found, ...notices, ...faults.map(({ place: place2, fault }) => `${place2} ${fault}`)].join("; ");
}

// tasks/preflight/git.ts
import { execFile as execFile2 } from "node:child_process";
function gitOf(folder) {
  const git = (...args) => runGit(folder, args);
  return {
    isShallow: async () => (await successful(git("rev-parse", "--is-shallow-repository"))).trim() === "true",
    async commitOf(name) {
      const { code, out } = await git(
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${name}^{commit}`
      );
      return code === 0 ? out.trim() : null;
    },
    isAncestor: async (commit, of) => (await git("merge-base", "--is-ancestor", commit, of)).code === 0,
    async tags(prefix) {
      const out = await successful(git("for-each-ref", "--format=%(refname)", "refs/tags/"));
      const names = out.split("\n").map((ref) => ref.slice("refs/tags/".length));
      return names.filter((name) => name !== "" && name.startsWith(prefix));
    }
  };
}
function runGit(folder, args) {
  return new Promise((resolve2, reject) => {
    const asked = ["-C", folder, "-c", "safe.directory=*", ...args];
    execFile2("git", asked, { maxBuffer: 2 ** 26 }, (error, out) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve2({ code, out });
      else reject(failed(`could not be run (${code ?? "ended by a signal"})`));
    });
  });
}
async function successful(ended) {
  const { code, out } = await ended;
  if (code === 0) return out;
  throw failed(`ended with ${code}`);
}
function failed(fault) {
  const mend2 = "check the repository out first, with its whole history (fetch-depth: 0)";
  return new TaskError([{ place: "git", fault, mend: mend2 }]);
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

// tasks/preflight/latest.ts
function isLatest(version, tags, prefix) {
  const candidate = parseVersion(version);
  if (candidate === null || isPrerelease(candidate)) return false;
  return tags.every((tag) => {
    const other = parseVersion(tag.slice(prefix.length));
    return other === null || isPrerelease(other) || compareVersions(other, candidate) <= 0;
  });
}

// tasks/preflight/release-run.ts
var runVariables = {
  GITHUB_REF: "the tag: refs/tags/v1.2.0",
  GITHUB_SHA: "its commit",
  GITHUB_REPOSITORY: "owner/name",
  GITHUB_SERVER_URL: "where people see the repository"
};
function readRun(variables) {
  const required2 = (name, pattern) => {
    const value = variables[name]?.trim() ?? "";
    if (pattern.test(value)) return value;
    const fault = value === "" ? "is not set" : `is not ${runVariables[name]}`;
    throw new MisuseError({ place: name, fault, mend: "run it on a runner, or set it" });
  };
  const repository = required2("GITHUB_REPOSITORY", /^[\w.-]+\/[\w.-]+$/);
  return {
    mode: modeOf(variables["MODE"]),
    repository,
    ref: required2("GITHUB_REF", /^refs\/./),
    commit: required2("GITHUB_SHA", /^[0-9a-f]{40,64}$/),
    page: `${required2("GITHUB_SERVER_URL", /^https?:\/\//).replace(/\/+$/, "")}/${repository}`
  };
}
function tagOf({ ref }) {
  return ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : null;
}
function modeOf(mode) {
  if (mode === void 0 || mode === "" || mode === "release") return "release";
  if (mode === "check-publisher") return mode;
  throw new MisuseError({
    place: "MODE",
    fault: "is neither release nor check-publisher",
    mend: "set one of them"
  });
}

// tasks/preflight/survey.ts
import { setTimeout as sleep3 } from "node:timers/promises";

// tasks/github/tags.ts
var answered = objectOf({ object: objectOf({ type: text, sha: text }) });
async function commitOfTag(github, tag) {
  const name = tag.split("/").map(encodeURIComponent).join("/");
  const path = `/repos/${github.repository}/git/ref/tags/${name}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  let { object } = readAnswer(answer, answered, path);
  for (let depth = 0; object.type === "tag" && depth < 5; depth += 1) {
    const inner = `/repos/${github.repository}/git/tags/${object.sha}`;
    object = readAnswer(await github.call({ path: inner }), answered, inner).object;
  }
  return object.sha;
}

// tasks/github/environments.ts
async function readEnvironment(github, name) {
  const path = `/repos/${github.repository}/environments/${encodeURIComponent(name)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const environment2 = readAnswer(answer, answered2, path);
  const rules = environment2.protection_rules ?? [];
  const policy = environment2.deployment_branch_policy;
  const owner = github.repository.split("/")[0] ?? "";
  return {
    name: environment2.name,
    reviewers: rules.flatMap((rule2) => (rule2.reviewers ?? []).map((one) => reviewerOf(one, owner))),
    preventSelfReview: rules.some((rule2) => rule2.prevent_self_review === true),
    waitTimer: Math.max(0, ...rules.map((rule2) => rule2.wait_timer ?? 0)),
    policies: policy?.custom_branch_policies === true ? await policiesOf(github, path) : null,
    protectedBranches: policy?.protected_branches === true
  };
}
async function policiesOf(github, path) {
  const all = await github.pages(
    `${path}/deployment-branch-policies?per_page=100`,
    policyShape,
    "branch_policies"
  );
  const tags = all.filter(({ type }) => type === "tag").map((one) => one.name);
  return { tags, branches: all.filter(({ type }) => type !== "tag").map((one) => one.name) };
}
function reviewerOf({ type, reviewer }, owner) {
  return type === "Team" ? `${owner}/${reviewer.slug ?? ""}` : reviewer.login ?? "";
}
var policyShape = objectOf({ name: text, type: optional(text) });
var reviewerEntries = { type: text, reviewer: objectOf({ login: optional(text), slug: optional(text) }) };
var answered2 = objectOf({
  name: text,
  protection_rules: optional(
    listOf(
      objectOf({
        wait_timer: optional(count),
        prevent_self_review: optional(flag),
        reviewers: optional(listOf(objectOf(reviewerEntries)))
      })
    )
  ),
  deployment_branch_policy: nullable(objectOf({ protected_branches: flag, custom_branch_policies: flag }))
});

// tasks/github/runs.ts
async function workflowRuns(github, { workflow, commit }) {
  const runs = `/repos/${github.repository}/actions/workflows/${encodeURIComponent(workflow)}/runs`;
  const query = new URLSearchParams({ head_sha: commit, per_page: "100" }).toString();
  const found = await github.pages(`${runs}?${query}`, runShape, "workflow_runs");
  return found.toSorted((one, other) => other.id - one.id);
}
var answeredRun = objectOf({
  id: count,
  event: text,
  head_branch: optional(text),
  head_sha: text,
  status: optional(text),
  conclusion: optional(text),
  html_url: text,
  run_attempt: optional(count)
});
var runShape = (value, place2) => {
  const run2 = answeredRun(value, place2);
  return {
    id: run2.id,
    event: run2.event,
    branch: run2.head_branch,
    commit: run2.head_sha,
    status: run2.status ?? "",
    conclusion: run2.conclusion,
    url: run2.html_url,
    attempt: run2.run_attempt ?? 1
  };
};
var answeredJob = objectOf({
  id: count,
  name: text,
  status: text,
  conclusion: optional(text),
  created_at: optional(text),
  started_at: optional(text),
  completed_at: optional(text),
  html_url: optional(text)
});

// tasks/oidc/claims.ts
var shape = objectOf({
  iss: text,
  sub: text,
  repository: text,
  repository_owner: text,
  ref: text,
  sha: text,
  workflow_ref: text,
  job_workflow_ref: optional(text),
  environment: optional(text),
  event_name: text,
  iat: optional(count),
  nbf: optional(count),
  exp: optional(count)
});
function claimsOf(token) {
  try {
    const [, payload, signature] = token.split(".");
    if (payload === void 0 || signature === void 0) throw new ShapeError("", "a JSON web token");
    return parseJson(Buffer.from(payload, "base64url"), shape);
  } catch (error) {
    const fault = error instanceof ShapeError ? error.message : "the whole is not a JSON web token";
    throw new TaskError([
      {
        place: "OIDC token",
        fault: `can't be read: ${fault}`,
        mend: "run the job again; report it if it stays"
      }
    ]);
  }
}
function workflowFileOf({ job_workflow_ref, workflow_ref }) {
  const path = (job_workflow_ref ?? workflow_ref).split("@")[0] ?? "";
  return path.split("/").at(-1) ?? "";
}

// tasks/oidc/clock.ts
var tolerance = 300;
function clockFault({ iat, nbf, exp }, now) {
  const off = offBy({ iat, nbf, exp }, now);
  if (Math.abs(off) <= tolerance) return null;
  const minutes = Math.round(Math.abs(off) / 60);
  return {
    place: "clock",
    fault: `is ${minutes} min ${off > 0 ? "ahead of" : "behind"} GitHub's: files can't be signed, nor tokens exchanged`,
    mend: "run the job again on another runner; on one of your own, set its clock by NTP"
  };
}
function offBy({ iat, nbf, exp }, now) {
  if (iat !== null) return now - iat;
  if (nbf !== null && now < nbf) return now - nbf;
  return exp !== null && now > exp ? now - exp : 0;
}

// tasks/oidc/mask.ts
function mask(secret, variables, say) {
  if (variables["GITHUB_ACTIONS"] === "true" && !/[\r\n]/.test(secret)) say(`::add-mask::${secret}`);
}

// tasks/oidc/token.ts
function oidcEndpointOf(variables) {
  const url = variables["ACTIONS_ID_TOKEN_REQUEST_URL"]?.trim() ?? "";
  const token = variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]?.trim() ?? "";
  if (url !== "" && token !== "" && URL.canParse(url)) return { url, token };
  throw new TaskError([
    {
      place: "ACTIONS_ID_TOKEN_REQUEST_URL",
      fault: "is not set, so that this job may ask for no OIDC token",
      mend: "give the job the permission id-token: write"
    }
  ]);
}
async function requestOidcToken(endpoint, audience, options) {
  const url = new URL(endpoint.url);
  url.searchParams.set("audience", audience);
  const headers = { authorization: `Bearer ${endpoint.token}`, accept: "application/json" };
  const asked = { ...options, place: "GitHub's OIDC service", bytes: 2 ** 20 };
  const { status, body } = await request({ url: url.href, headers }, asked);
  if (status !== 200) throw refusal(`answered ${status}`);
  try {
    const { value } = parseJson(body, objectOf({ value: text }));
    if (value !== "") return value;
  } catch {
  }
  throw refusal("answered something that holds no token");
}
function refusal(fault) {
  const mend2 = "run the job again: what it asks with is good for one run alone";
  return new TaskError([{ place: "GitHub's OIDC service", fault, mend: mend2 }]);
}

// tasks/oidc/job-claims.ts
async function askJobToken(audience, host) {
  const { variables, ...options } = host;
  const token = await requestOidcToken(oidcEndpointOf(variables), audience, options);
  mask(token, variables, host.say);
  const claims = claimsOf(token);
  return { token, claims, clock: clockFault(claims, Date.now() / 1e3) };
}

// tasks/version/sources.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { posix } from "node:path";

// node_modules/smol-toml/dist/error.js
function getLineColFromPtr(string, ptr) {
  let lines = string.slice(0, ptr).split(/\r?\n/);
  return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
  let lines = string.split(/\r?\n/);
  let codeblock = "";
  let numberLen = (Math.log10(line + 1) | 0) + 1;
  for (let i = line - 1; i <= line + 1; i++) {
    let l = lines[i - 1];
    if (!l)
      continue;
    codeblock += i.toString().padEnd(numberLen, " ");
    codeblock += ":  ";
    codeblock += l;
    codeblock += "\n";
    if (i === line) {
      codeblock += " ".repeat(numberLen + column + 2);
      codeblock += "^\n";
    }
  }
  return codeblock;
}
var TomlError = class _TomlError extends Error {
  line;
  column;
  codeblock;
  constructor(message, options) {
    const [line, column] = getLineColFromPtr(options.toml, options.ptr);
    const codeblock = makeCodeBlock(options.toml, line, column);
    super(`Invalid TOML document: ${message}

${codeblock}`, options);
    this.line = line;
    this.column = column;
    this.codeblock = codeblock;
  }
  /** @internal */
  static x(message, ctx, ptr) {
    throw new _TomlError(message, { toml: ctx.s, ptr: ptr ?? ctx.p });
  }
};

// node_modules/smol-toml/dist/primitive.js
function parseString(ctx) {
  let startPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p++);
  let first = c;
  let isLiteral = c === 39;
  let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
  if (isMultiline) {
    if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10)
      ctx.p++;
    else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)
      ctx.p += 2;
  }
  let parsed = "";
  let sliceStart = ctx.p;
  let state = 0;
  for (; ctx.p < ctx.s.length; ctx.p++) {
    c = ctx.s.charCodeAt(ctx.p);
    if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) {
      state = state && 3;
    } else if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in strings", ctx);
    } else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
      if (isMultiline) {
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
      }
      if (!state) {
        let s = ctx.s.slice(sliceStart, ctx.p);
        parsed = parsed ? parsed + s : s;
      }
      ctx.p += isMultiline ? 3 : 1;
      return parsed;
    } else if (!state) {
      if (!isLiteral && c === 92) {
        parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
        state = 1;
      }
    } else if (state === 1) {
      if (c === 120 || c === 117 || c === 85) {
        let errPtr = ctx.p++ - 1;
        let value = 0;
        let len = c === 120 ? 2 : c === 117 ? 4 : 8;
        for (let j = 0; j < len; j++, ctx.p++) {
          let hex = ctx.s.charCodeAt(ctx.p);
          let digit = (
            /* 0-9 */
            hex >= 48 && hex <= 57 ? hex - 48 : (
              /* A-F */
              hex >= 65 && hex <= 70 ? hex - 65 + 10 : (
                /* a-f */
                hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1
              )
            )
          );
          if (digit < 0)
            TomlError.x("invalid non-hex character in unicode escape", ctx);
          value = value << 4 | digit;
        }
        if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) {
          TomlError.x("invalid unicode escape", ctx, errPtr);
        }
        parsed += String.fromCodePoint(value);
        sliceStart = ctx.p--;
        state = 0;
      } else if (isMultiline && (c === 32 || c === 9)) {
        state = 2;
      } else {
        if (c === 98)
          parsed += "\b";
        else if (c === 116)
          parsed += "	";
        else if (c === 110)
          parsed += "\n";
        else if (c === 102)
          parsed += "\f";
        else if (c === 114)
          parsed += "\r";
        else if (c === 101)
          parsed += "\x1B";
        else if (c === 34)
          parsed += '"';
        else if (c === 92)
          parsed += "\\";
        else
          TomlError.x("unrecognised escape sequence", ctx);
        sliceStart = ctx.p + 1;
        state = 0;
      }
    } else if (c !== 32 && c !== 9) {
      if (state === 2)
        TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
      state = !isLiteral && c === 92 ? 1 : 0;
      sliceStart = ctx.p;
    }
  }
  TomlError.x("unfinished string", ctx, startPtr);
}

// node_modules/smol-toml/dist/date.js
var DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class _TomlDate extends Date {
  #hasDate = false;
  #hasTime = false;
  #offset = null;
  constructor(date, fasttype, unsafeDelim) {
    let hasDate = true;
    let hasTime = true;
    let offset = "Z";
    let c;
    if (typeof date === "string") {
      if (fasttype)
        prep: {
          if (fasttype < 3) {
            if (+date.slice(11, 13) > 23) {
              date = "";
              break prep;
            }
            if (fasttype === 2) {
              offset = null;
              date += "Z";
            } else if ((c = date.charCodeAt(date.length - 1)) !== 90 && c !== 122) {
              offset = date.slice(date.length - 6);
            }
            if (unsafeDelim)
              date = date.slice(0, 10) + "T" + date.slice(11);
          } else if (fasttype === 4) {
            date = +date.slice(0, 2) > 23 ? "" : `0000-01-01T${date}Z`;
          }
          hasDate = fasttype !== 4;
          hasTime = fasttype !== 3;
        }
      else {
        let match = date.match(DATE_TIME_RE);
        if (match) {
          if (!match[1]) {
            hasDate = false;
            date = `0000-01-01T${date}`;
          }
          hasTime = !!match[2];
          hasTime && date[10] === " " && (date = date.replace(" ", "T"));
          if (match[2] && +match[2] > 23) {
            date = "";
          } else {
            offset = match[3] || null;
            if (!offset && hasTime)
              date += "Z";
          }
        } else {
          date = "";
        }
      }
    }
    super(date);
    if (!isNaN(this.getTime())) {
      this.#hasDate = hasDate;
      this.#hasTime = hasTime;
      this.#offset = offset;
    }
  }
  isDateTime() {
    return this.#hasDate && this.#hasTime;
  }
  isLocal() {
    return !this.#hasDate || !this.#hasTime || !this.#offset;
  }
  isDate() {
    return this.#hasDate && !this.#hasTime;
  }
  isTime() {
    return this.#hasTime && !this.#hasDate;
  }
  isValid() {
    return this.#hasDate || this.#hasTime;
  }
  toISOString() {
    let iso = super.toISOString();
    if (this.isDate())
      return iso.slice(0, 10);
    if (this.isTime())
      return iso.slice(11, 23);
    if (this.#offset === null)
      return iso.slice(0, -1);
    if (this.#offset === "Z" || this.#offset === "z")
      return iso;
    let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
    offset = this.#offset[0] === "-" ? offset : -offset;
    let offsetDate = new Date(this.getTime() - offset * 6e4);
    return offsetDate.toISOString().slice(0, -1) + this.#offset;
  }
  static wrapAsOffsetDateTime(jsDate, offset = "Z") {
    let date = new _TomlDate(jsDate);
    date.#offset = offset;
    return date;
  }
  static wrapAsLocalDateTime(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#offset = null;
    return date;
  }
  static wrapAsLocalDate(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#hasTime = false;
    date.#offset = null;
    return date;
  }
  static wrapAsLocalTime(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#hasDate = false;
    date.#offset = null;
    return date;
  }
};

// node_modules/smol-toml/dist/extract.js
function isDigit(char, base2 = 10) {
  return base2 === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base2;
}
function isEndOfValue(char, delim) {
  return char === 32 || char === 9 || char === 10 || char === 13 || // Structure end or next value delimiter
  delim && (char === delim || char === 44) || // Comment
  char === 35;
}
function extractValue(ctx, end) {
  let errPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p);
  if (c === 91 || c === 123) {
    ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
    let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
    ctx.d++;
    return value;
  }
  if (c === 34 || c === 39) {
    return parseString(ctx);
  }
  if (c === 116) {
    if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, true;
  }
  if (c === 102) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, false;
  }
  if (c === 43 || c === 45) {
    return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) {
    return parseDate(ctx, c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 2) === 58) {
    return parseTime(ctx, c, end);
  }
  return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
  let c = startChr;
  let state = 0;
  let hasUnderscores = false;
  if (c === 105) {
    if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, (sign || 1) / 0;
  }
  if (c === 110) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, NaN;
  }
  if (c === 48) {
    if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr))
      return ctx.bi === true ? 0n : 0;
    if (!sign) {
      if (c === 120)
        return parseIntegerBaseN(ctx, startPtr, 16, endChr);
      else if (c === 98)
        return parseIntegerBaseN(ctx, startPtr, 2, endChr);
      else if (c === 111)
        return parseIntegerBaseN(ctx, startPtr, 8, endChr);
    }
    if (c === 46)
      state = 2;
    else if (c === 101 || c === 69)
      state = 4;
    else
      TomlError.x("illegal leading zero", ctx, startPtr);
  } else if (!isDigit(c))
    TomlError.x("invalid value", ctx, startPtr);
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (!state)
      state = 1;
    if (c === 95) {
      if (!(state & 1))
        TomlError.x("illegal underscore", ctx);
      state += 11;
      hasUnderscores = true;
    } else if (state === 1 && c === 46)
      state = 2;
    else if ((state === 1 || state === 3) && (c === 101 || c === 69))
      state = 4;
    else if (state === 4 && (c === 43 || c === 45)) {
      state = 6;
    } else if (!isDigit(c))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (state > 9)
      state -= 11;
    else if (!(state & 1))
      state++;
  }
  if (!state) {
    let val = (startChr - 48) * (sign || 1);
    return ctx.bi === true ? BigInt(val) : val;
  }
  if (!(state & 1))
    TomlError.x("unfinished numeric value", ctx, startPtr);
  let str = ctx.s.slice(startPtr, ctx.p);
  if (hasUnderscores)
    str = str.replaceAll("_", "");
  return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base2, endChr) {
  let c, underscore = 1;
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (c === 95) {
      if (underscore & 1)
        TomlError.x("illegal underscore", ctx);
      underscore = 3;
    } else if (!isDigit(c, base2))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (underscore & 1)
      underscore--;
  }
  if (underscore & 1)
    TomlError.x("unfinished numeric value", ctx);
  let str = ctx.s.slice(startPtr + 2, ctx.p);
  if (underscore)
    str = str.replaceAll("_", "");
  return parseInteger(ctx, str, base2, startPtr);
}
function parseInteger(ctx, str, base2, startPtr) {
  if (ctx.bi !== true)
    int: {
      let val = parseInt(str, base2);
      if (!Number.isSafeInteger(val)) {
        if (ctx.bi)
          break int;
        TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
      }
      return val;
    }
  return base2 === 10 ? BigInt(str) : BigInt((base2 === 2 ? "0b" : base2 === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
  let startPtr = ctx.p++, unsafeSeparator;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) {
    return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
  }
  ctx.p += 5;
  if (!isDigit(ctx.s.charCodeAt(ctx.p++)))
    TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
  if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) {
    let t2 = ctx.s.slice(startPtr, ctx.p);
    return readDate(ctx, t2, 3, false, startPtr);
  }
  if (ctx.s.charCodeAt(ctx.p += 3) !== 58)
    TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
  if (ctx.s.charCodeAt(ctx.p += 3) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  if (c = ctx.s.charCodeAt(ctx.p)) {
    if (c === 90 || c === 122) {
      let t2 = ctx.s.slice(startPtr, ++ctx.p);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, "[+00:00]");
    }
    if (c === 43 || c === 45) {
      let t2 = ctx.s.slice(startPtr, ctx.p += 6);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
    }
  }
  let t = ctx.s.slice(startPtr, ctx.p);
  return readDate(ctx, t, 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
  let start = ctx.p;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) {
    return parseNumber(ctx, --ctx.p, c, 0, endChr);
  }
  if (ctx.s.charCodeAt(ctx.p += 4) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  let t = ctx.s.slice(start, ctx.p);
  return readDate(ctx, t, 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
  if (ctx.ld) {
    let date = new TomlDate(str, type, unsafeDelim);
    if (!date.isValid())
      TomlError.x("invalid date", ctx, errPtr);
    return date;
  }
  try {
    if (temporalSuffix)
      str += temporalSuffix;
    switch (type) {
      case 1:
        return Temporal.ZonedDateTime.from(str);
      case 2:
        return Temporal.PlainDateTime.from(str);
      case 3:
        return Temporal.PlainDate.from(str);
      case 4:
        return Temporal.PlainTime.from(str);
    }
  } catch (e) {
    TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
  }
}

// node_modules/smol-toml/dist/util.js
function skipComment(ctx) {
  for (; ctx.p < ctx.s.length; ctx.p++) {
    let c = ctx.s.charCodeAt(ctx.p);
    if (c === 10)
      break;
    if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
      ctx.p++;
      break;
    }
    if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in comments", ctx);
    }
  }
}
function skipVoid(ctx, banNewLines, banComments) {
  let c;
  while (ctx.p < ctx.s.length) {
    while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)))
      ctx.p++;
    if (banComments || c !== 35)
      break;
    skipComment(ctx);
  }
}

// node_modules/smol-toml/dist/struct.js
function parseKey(ctx, end = 61) {
  let startPtr;
  let state = 0;
  let parsed = [];
  let sliceStart;
  let c = ctx.s.charCodeAt(startPtr = ctx.p);
  do {
    if (c === end) {
      if (!state)
        TomlError.x("unexpected end of key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      return ctx.p++, parsed;
    } else if (c === 46) {
      if (!state)
        TomlError.x("illegal empty bare key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      state = 0;
    } else if (!state && (c === 34 || c === 39)) {
      if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
        TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
      parsed.push(parseString(ctx));
      state = 2;
      ctx.p--;
    } else if (c === 32 || c === 9) {
      if (state === 1) {
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
        state = 2;
      }
    } else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) {
      TomlError.x("illegal character in key", ctx);
    } else if (!state) {
      state = 1;
      sliceStart = ctx.p;
    }
  } while (c = ctx.s.charCodeAt(++ctx.p));
  TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
function parseInlineTable(ctx) {
  let startPtr = ctx.p++;
  let res = /* @__PURE__ */ Object.create(null);
  let seen = /* @__PURE__ */ new Set();
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
      ctx.p++;
      return res;
    }
    let k;
    let t = res;
    let hasOwn = false;
    let errPtr = ctx.p;
    let key = parseKey(ctx);
    for (let i = 0; i < key.length; i++) {
      if (i)
        t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      k = key[i];
      if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) {
        TomlError.x("trying to redefine an already defined value", ctx, errPtr);
      }
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor")) {
        t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
        break;
      }
      if (!hasOwn && unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
      }
    }
    if (hasOwn) {
      TomlError.x("trying to redefine an already defined value", ctx, errPtr);
    }
    skipVoid(ctx, true, true);
    let value = extractValue(
      ctx,
      125
      /* } */
    );
    if (t && typeof (t[k] = value) === "object")
      seen.add(value);
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished table", ctx, startPtr);
}
function parseArray(ctx) {
  let startPtr = ctx.p++;
  let res = [];
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
      ctx.p++;
      return res;
    }
    res.push(extractValue(
      ctx,
      93
      /* ] */
    ));
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished array", ctx, startPtr);
}

// node_modules/smol-toml/dist/parse.js
function peekTable(ctx, key, table, meta, type) {
  let t = table;
  let m = meta;
  let k;
  let hasOwn = false;
  let state;
  for (let i = 0; i < key.length; i++) {
    if (i) {
      t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      m = (state = m[k]).c;
      if (type === 0 && (state.t === 1 || state.t === 2)) {
        return null;
      }
      if (state.t === 2) {
        let l = t.length - 1;
        t = t[l];
        m = m[l].c;
      }
    }
    k = key[i];
    if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) {
      return null;
    }
    if (!hasOwn) {
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor"))
        return false;
      if (unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
        Object.defineProperty(m, k, { enumerable: true, configurable: true, writable: true });
      }
      m[k] = {
        t: i < key.length - 1 && type === 2 ? 3 : type,
        d: false,
        i: 0,
        c: /* @__PURE__ */ Object.create(null)
      };
    }
  }
  state = m[k];
  if (state.t !== type && !(type === 1 && state.t === 3)) {
    return null;
  }
  if (type === 2) {
    if (!state.d) {
      state.d = true;
      t[k] = [];
    }
    t[k].push(t = /* @__PURE__ */ Object.create(null));
    state.c[state.i++] = state = { t: 1, d: false, i: 0, c: /* @__PURE__ */ Object.create(null) };
  }
  if (state.d) {
    return null;
  }
  state.d = true;
  if (type === 1) {
    t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
  } else if (type === 0 && hasOwn) {
    return null;
  }
  return [k, t, state.c];
}
function validateTablePeek(ctx, peek, ptr) {
  if (peek === null || ctx.uk === 2)
    TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse(toml, options = {}) {
  let ctx = {
    s: toml,
    p: 0,
    d: options.maxDepth ?? 1e3,
    bi: options.integersAsBigInt ?? false,
    ld: options.useLegacyDate ?? true,
    uk: options.unsafeKeyBehaviour === "throw" ? 2 : options.unsafeKeyBehaviour === "drop" ? 1 : 0
  };
  let res = /* @__PURE__ */ Object.create(null);
  let meta = /* @__PURE__ */ Object.create(null);
  let tmp;
  let skipping = false;
  let tbl = res;
  let m = meta;
  if (toml.charCodeAt(0) === 65279)
    ctx.p++;
  skipVoid(ctx);
  while (ctx.p < toml.length) {
    if (toml.charCodeAt(ctx.p) === 91) {
      let isTableArray = toml.charCodeAt(++ctx.p) === 91;
      tmp = ctx.p += +isTableArray;
      skipping = false;
      let k = parseKey(
        ctx,
        93
        /* ] */
      );
      if (isTableArray) {
        if (toml.charCodeAt(ctx.p) !== 93) {
          TomlError.x("expected end of table array declaration", ctx);
        }
        ctx.p++;
      }
      let p = peekTable(
        ctx,
        k,
        res,
        meta,
        isTableArray ? 2 : 1
        /* Type.EXPLICIT */
      );
      if (!p) {
        validateTablePeek(ctx, p, tmp);
        skipping = true;
      } else {
        m = p[2];
        tbl = p[1];
      }
    } else {
      tmp = ctx.p;
      let k = parseKey(ctx);
      let p = peekTable(
        ctx,
        k,
        tbl,
        m,
        0
        /* Type.DOTTED */
      );
      if (!p && !skipping)
        validateTablePeek(ctx, p, tmp);
      skipVoid(ctx, true, true);
      let v = extractValue(ctx, void 0);
      if (p && !skipping)
        p[1][p[0]] = v;
    }
    skipVoid(ctx, true);
    if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) {
      TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
    }
    skipVoid(ctx);
  }
  return res;
}

// node_modules/smol-toml/dist/stringify.js
var HAS_WELLFORMED = !!"".isWellFormed;

// tasks/version/stated.ts
var tomlPlaces = [
  ["project", "version"],
  ["tool", "poetry", "version"],
  ["package", "version"],
  ["workspace", "package", "version"]
];
function versionStated(file, text2) {
  const name = file.split("/").at(-1) ?? "";
  if (name.endsWith(".toml")) return inToml(text2);
  if (name === "setup.cfg") return inSetupCfg(text2);
  if (name === "setup.py") return firstMatch(text2, /^.*\bversion\s*=\s*(["'])([^"'{}]+)\1/);
  if (name === "meson.build") return firstMatch(text2, /^[^#]*\bversion\s*:\s*(')([^']+)'/);
  if (name.endsWith(".py")) return assigned(text2, "__version__|__VERSION__|VERSION|version");
  return firstMatch(text2, /^\s*()([0-9][\w.!+-]*)\s*$/);
}
function moduleVersion(text2) {
  return assigned(text2, "__version__");
}
function assigned(text2, names) {
  const others = String.raw`(?:\w+(?:\s*:[^=]+)?\s*=\s*)*`;
  const name = String.raw`(?:${names})(?:\s*:[^=]+)?\s*=\s*`;
  const pattern = new RegExp(
    String.raw`^${others}${name}${others}\(?\s*[rRuU]?(["'])([^"'\\]+)\1\s*\)?\s*(?:#.*|;.*)?$`
  );
  return firstMatch(withoutDocumentation(text2), pattern);
}
function withoutDocumentation(text2) {
  return text2.replaceAll(/("""|''')[\s\S]*?\1/g, (documentation) => {
    return documentation.includes("\n") ? documentation.replaceAll(/[^\n]/g, "") : documentation;
  });
}
function inToml(text2) {
  const table = parsedToml(text2);
  for (const place2 of tomlPlaces) {
    const version = place2.reduce(entryOf, table);
    if (typeof version === "string") return { version, line: tomlLine(text2, place2, version) };
  }
  return null;
}
function parsedToml(text2) {
  try {
    return parse(text2);
  } catch (error) {
    if (error instanceof TomlError) throw new Error(`is no TOML, in line ${error.line}`, { cause: error });
    throw error;
  }
}
function entryOf(table, key) {
  const isTable = typeof table === "object" && table !== null && Object.hasOwn(table, key);
  return isTable ? Reflect.get(table, key) : void 0;
}
function tomlLine(text2, place2, version) {
  const lines = text2.split("\n");
  const header = `[${place2.slice(0, -1).join(".")}]`;
  const from = Math.max(
    0,
    lines.findIndex((line) => line.replaceAll(/\s/g, "").startsWith(header))
  );
  const index = lines.findIndex(
    (line, at) => at >= from && line.includes("version") && line.includes(version)
  );
  return Math.max(index, from) + 1;
}
function inSetupCfg(text2) {
  const lines = text2.split("\n");
  const from = lines.findIndex((line) => /^\[metadata\]\s*$/.test(line));
  if (from === -1) return null;
  const length = lines.slice(from + 1).findIndex((line) => line.startsWith("["));
  const section = lines.slice(from + 1, length === -1 ? void 0 : from + 1 + length);
  const found = firstMatch(section.join("\n"), /^version\s*[=:]\s*()([0-9][\w.!+-]*)\s*$/);
  return found === null ? null : { ...found, line: found.line + from + 1 };
}
function firstMatch(text2, pattern) {
  for (const [index, line] of text2.split("\n").entries()) {
    const version = pattern.exec(line.trimEnd())?.[2];
    if (version !== void 0) return { version, line: index + 1 };
  }
  return null;
}

// tasks/version/sources.ts
function readSourceVersions(root, places) {
  const { folder, versionFile, versionModules } = places;
  const path = (file) => posix.join(folder, file);
  const read = (file, find) => readStated({ root, file: path(file) }, find);
  const changed = versionFile === null ? null : read(versionFile, versionStated);
  const modules = versionModules.map((file) => {
    const found2 = read(file, (_, text2) => moduleVersion(text2));
    return found2 ?? { faults: [unstated(path(file))] };
  });
  const found = [...changed === null ? [] : [changed], ...modules];
  return {
    stated: found.flatMap((one) => "version" in one ? [one] : []),
    computed: versionFile !== null && changed === null ? path(versionFile) : null,
    faults: found.flatMap((one) => "faults" in one ? one.faults : [])
  };
}
function readStated({ root, file }, find) {
  try {
    const found = find(file, readFileSync2(posix.join(root, file), "utf8"));
    return found === null ? null : { file, ...found };
  } catch (error) {
    return { faults: [broken(file, error)] };
  }
}
function broken(place2, error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code === "ENOENT") {
    return {
      place: place2,
      fault: "is not there",
      mend: "add it, or let the stack name the file that states the version"
    };
  }
  const fault = code === null ? error instanceof Error ? error.message : "is broken" : `can't be read (${code})`;
  return { place: place2, fault, mend: "mend it" };
}
function unstated(place2) {
  return {
    place: place2,
    fault: "states no __version__ as a text",
    mend: 'write __version__ = "1.2.0" there, or take the module off versionModules of the stack'
  };
}

// tasks/preflight/build-run.ts
var interval = 2e4;
var grace = 12e4;
async function checkBuild(wanted, ports) {
  for (let waited = 0; ; waited += interval) {
    const runs = (await ports.runs()).filter((run2) => isOf(run2, wanted));
    const passed = runs.find(({ conclusion }) => conclusion === "success");
    if (passed !== void 0) return finding("Build", `${wanted.workflow} passed: ${passed.url}`);
    const going = runs.find(({ status }) => status !== "completed");
    const patience2 = going === void 0 && runs.length === 0 ? Math.min(grace, ports.patience) : ports.patience;
    if (going === void 0 && runs.length > 0 || waited + interval > patience2) {
      return finding("Build", `${wanted.workflow} has not passed`, {
        faults: [faultOf2(wanted, runs, waited)]
      });
    }
    const state = going === void 0 ? "has not begun" : `is ${going.status.replaceAll("_", " ")}`;
    ports.say(`${wanted.workflow} ${state}; asking again in ${interval / 1e3} s`);
    await ports.sleep(interval);
  }
}
function isOf(run2, { commit, defaultBranch }) {
  return run2.commit === commit && run2.event === "push" && run2.branch === defaultBranch;
}
function faultOf2({ workflow, commit, defaultBranch }, runs, waited) {
  const place2 = workflow;
  const run2 = runs.find(({ status }) => status !== "completed") ?? runs[0];
  if (run2 === void 0) {
    return {
      place: place2,
      fault: `has no run for a push to ${defaultBranch} that ended at ${commit.slice(0, 12)}`,
      mend: `tag a commit that was pushed last, so that it was built: push to ${defaultBranch}, and tag what was built as the next version`
    };
  }
  if (run2.status !== "completed") {
    const fault = `is still ${run2.status.replaceAll("_", " ")} after ${Math.round(waited / 6e4)} min: ${run2.url}`;
    return { place: place2, fault, mend: "run this job again when it has passed" };
  }
  const conclusion = run2.conclusion?.replaceAll("_", " ") ?? "without a conclusion";
  return {
    place: place2,
    fault: `ended as ${conclusion} on the tagged commit: ${run2.url}`,
    mend: `if it failed by chance, gh run rerun ${run2.id} --failed and this job again; else mend it, and tag the commit that mends it`
  };
}

// tasks/preflight/changelog.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { posix as posix2 } from "node:path";

// tasks/changelog/headings.ts
var marked = /^ {0,3}(#{1,6}|={1,6})[ \t]+(\S.*?)[ \t]*\1?$/;
var rule = /^([=\-~^"'#*+.:_])\1{2,}[ \t]*$/;
function headingsOf(lines) {
  const found = lines.flatMap((line, index) => {
    const title = marked.exec(line);
    if (title !== null)
      return [{ ...placeOf(index, index + 1), title: title[2] ?? "", mark: title[1] ?? "" }];
    return underlined(lines, index);
  });
  const outside = found.filter(({ first }) => !isFenced(lines, first));
  const isMixed = outside.some(({ mark }) => mark.startsWith("#"));
  const rules = isMixed ? ["above", "below=", "below-"] : [...new Set(outside.map(({ mark }) => mark))];
  return outside.map(({ mark, ...heading }) => {
    const level = /^[#=]+$/.test(mark) ? mark.length : Math.max(1, rules.indexOf(mark) + (isMixed ? 0 : 1));
    return { ...heading, level };
  });
}
function placeOf(first, end) {
  return { first, end };
}
function underlined(lines, index) {
  const [title, below, above] = [lines[index] ?? "", lines[index + 1] ?? "", lines[index - 1] ?? ""];
  const character = rule.exec(below)?.[1];
  if (character === void 0 || title.trim() === "" || rule.test(title)) return [];
  const isBoxed = above.trim() === below.trim();
  const isListed = /^\s*([-*+]|\d+\.)\s/.test(title) && !isBoxed;
  if (isListed || /^\s/.test(title) && !isBoxed) return [];
  const first = isBoxed ? index - 1 : index;
  return [
    { ...placeOf(first, index + 2), title: title.trim(), mark: `${isBoxed ? "above" : "below"}${character}` }
  ];
}
function isFenced(lines, index) {
  return lines.slice(0, index).filter((line) => /^ {0,3}```/.test(line)).length % 2 === 1;
}

// tasks/changelog/changelog.ts
function sectionOf(text2, version) {
  const lines = linesOf(text2);
  const headings = titlesOf(lines);
  const naming = headings.filter(({ title }) => sameVersion(versionIn(title) ?? "", version));
  const heading = naming.reduce(outermost, null);
  if (heading === null) return null;
  const next = headings.find(({ first, level }) => first >= heading.end && level <= heading.level);
  return withoutReferences(lines.slice(heading.end, next?.first)).join("\n").trim();
}
function versionsNamed(text2) {
  return titlesOf(linesOf(text2)).flatMap(({ title }) => versionIn(title) ?? []);
}
function linesOf(text2) {
  const told2 = text2.replaceAll("\r\n", "\n").replaceAll(/<!--[\s\S]*?(-->|$)/g, (comment) => {
    return comment.replaceAll(/[^\n]/g, "");
  });
  return told2.split("\n");
}
function titlesOf(lines) {
  const headings = headingsOf(lines);
  if (headings.length > 0) return headings;
  return lines.flatMap((title, first) => {
    const isTitle = /^\S/.test(title) && versionIn(title) !== null;
    return isTitle ? [{ title, level: 1, first, end: first + 1 }] : [];
  });
}
function outermost(chosen, heading) {
  return chosen === null || heading.level < chosen.level ? heading : chosen;
}
function versionIn(title) {
  const words = plain(title).split(/\s+/);
  const index = words.findIndex((word) => versionOf(word) !== null);
  const [before, after] = [words[index - 1] ?? "", words[index + 1] ?? ""];
  if (index === -1 || /^(since|from|after|before|until|than)$/i.test(before)) return null;
  const isClosed = /[):,;–—-]$/.test(words[index] ?? "");
  if (!isClosed && /^[a-z]/.test(after) && !/^(release|released|on|of|is|final)\b/.test(after)) return null;
  return versionOf(words[index] ?? "");
}
function plain(title) {
  return title.replaceAll(/`([^`<]*)<[^>]*>`__?/g, "$1").replaceAll(/<[^>]*>/g, "").replaceAll(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, " $1 ").replaceAll(/[-–—_/]?\d{4}-\d{2}-\d{2}\b/g, " ").replaceAll(/[`*|]/g, " ").trim();
}
function versionOf(word) {
  const bare = word.replaceAll(/^["'(:,;–—-]+|["'):,;.–—-]+$/g, "");
  const named2 = /^[a-z][\w.-]*?[-_@=/]+(v?\d.*)$/i.exec(bare)?.[1];
  const version = [bare, named2 ?? ""].find((text2) => /^v?\d/i.test(text2) && parseVersion(text2) !== null);
  return version ?? null;
}
function withoutReferences(lines) {
  const isReference = (line) => {
    const label = /^\[([^\]]+)\]:\s*\S+/.exec(line)?.[1] ?? "";
    return /^unreleased$/i.test(label) || versionOf(label) !== null;
  };
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "" && !isReference(line)) + 1);
}

// tasks/preflight/changelog.ts
function checkChangelog(root, { folder, changelog }, version) {
  if (changelog === null) return finding("Changelog", "none is declared");
  const place2 = posix2.join(folder, changelog);
  const text2 = readText(posix2.join(root, place2));
  if (text2 === null) {
    const mend3 = "add it, or take it off the stack's package.changelog";
    return finding("Changelog", place2, { faults: [{ place: place2, fault: "is not there", mend: mend3 }] });
  }
  const section = sectionOf(text2, version);
  if (section !== null) {
    const notices = section === "" ? [`${place2} says nothing about ${version}`] : [];
    return finding("Changelog", `${place2} names ${version}`, { notices });
  }
  const [newest] = versionsNamed(text2);
  const fault = `has no heading that names ${version}${newest === void 0 ? "" : `; its first is ${newest}`}`;
  const mend2 = `add one, such as "## ${version}", merge that, and tag the merged commit anew, or as the next version where tags can't be deleted`;
  return finding("Changelog", place2, { faults: [{ place: place2, fault, mend: mend2 }] });
}
function readText(file) {
  try {
    return readFileSync3(file, "utf8");
  } catch {
    return null;
  }
}

// tasks/preflight/publisher.ts
function publisherValues({ repository, release }, claims) {
  const [owner = "", name = ""] = claims.repository.split("/");
  const row = (field, declared, claimed) => {
    return { field, declared, claimed, agrees: declared.toLowerCase() === claimed.toLowerCase() };
  };
  const file = workflowFileOf(claims);
  return [
    row("Owner", repository.owner, owner),
    row("Repository name", repository.name, name),
    { ...row("Workflow name", release.workflow, file), agrees: release.workflow === file }
  ];
}
async function presentName(github, declared) {
  const path = `/repos/${declared.owner}/${declared.name}`;
  const answer = await github.call({ path, expect: [200, 301, 307, 308, 403, 404, 451] });
  return answer.status === 200 ? readAnswer(answer, objectOf({ full_name: text }), path).full_name : null;
}

// tasks/preflight/claims.ts
async function checkClaims(declaration2, claimed) {
  const { claims, run: run2 } = claimed;
  const others = publisherValues(declaration2, claims).filter(({ agrees }) => !agrees);
  const isElsewhere = others.some(({ field }) => field !== "Workflow name");
  const faults = [
    ...isElsewhere ? [await elsewhere(declaration2, claimed)] : [],
    ...others.filter(({ field }) => field === "Workflow name").map(otherWorkflow),
    ...differing("ref", run2.ref, claims.ref),
    ...differing("sha", run2.commit, claims.sha)
  ];
  return finding(
    "OIDC claims",
    `${claims.repository}, ${claims.workflow_ref.split("/").slice(2).join("/")}`,
    { faults }
  );
}
async function elsewhere({ repository }, claimed) {
  const { repository: actual } = claimed.claims;
  const declared = `${repository.owner}/${repository.name}`;
  const present = await claimed.presentName();
  const place2 = "OIDC claim repository";
  if (present !== null && present.toLowerCase() === actual.toLowerCase()) {
    return {
      place: place2,
      fault: `is ${actual}: the declared repository ${declared} was renamed`,
      mend: `declare ${actual} in the stack and deliver it, and register the publisher under the new name on each index`
    };
  }
  const mend2 = `release from ${declared}, or declare ${actual} in the stack and deliver it`;
  return { place: place2, fault: `is ${actual}, declared is ${declared}`, mend: mend2 };
}
function otherWorkflow({ declared, claimed }) {
  const mend2 = `start the release in ${declared}: the publisher on each index is registered for that file`;
  return { place: "OIDC claim workflow_ref", fault: `names ${claimed}, declared is ${declared}`, mend: mend2 };
}
function differing(claim, expected, actual) {
  if (expected === actual) return [];
  const fault = `is ${actual}, the run's is ${expected}`;
  return [{ place: `OIDC claim ${claim}`, fault, mend: "start the release anew on the tag" }];
}

// tasks/preflight/commit.ts
async function checkCommit(git, asked) {
  const { tag, commit, defaultBranch, remote } = asked;
  const short = commit.slice(0, 12);
  const refuse = (fault) => finding("Commit", short, { faults: [fault] });
  const mend2 = "check out with the whole history (fetch-depth: 0)";
  if (await git.isShallow()) return refuse({ place: "checkout", fault: "has not the whole history", mend: mend2 });
  const branch = `refs/remotes/origin/${defaultBranch}`;
  const [tagged, head] = [await git.commitOf(commit), await git.commitOf(branch)];
  if (tagged === null) return refuse({ place: "checkout", fault: `does not hold commit ${short}`, mend: mend2 });
  if (head === null) return refuse({ place: "checkout", fault: `does not hold ${branch}`, mend: mend2 });
  if (remote !== tagged) {
    const fault = `was ${remote === null ? "deleted" : `moved to ${remote.slice(0, 12)}`} after this run had begun`;
    return refuse({ place: `tag ${tag}`, fault, mend: "start the release anew on the tag as it is now" });
  }
  if (!await git.isAncestor(tagged, head)) {
    const fault = `is at ${short}, which is not on ${defaultBranch}`;
    return refuse({
      place: `tag ${tag}`,
      fault,
      mend: `merge it into ${defaultBranch}, and tag the merged commit as the next version; this tag can be used again only once it is deleted, which slipway:repository.tagRuleset forbids`
    });
  }
  return finding("Commit", `${short} is on ${defaultBranch}`);
}

// tasks/preflight/ref-pattern.ts
function fitsPattern(name, pattern) {
  const parts = pattern.match(/\*\*\/|\*+|\?|\[[!^]?[^\]]+\]|\\.|[^]/g) ?? [];
  return new RegExp(`^${parts.map(expressionOf).join("")}$`, "u").test(name);
}
function expressionOf(part) {
  if (part === "**/") return "(?:[^/]+/)*";
  if (part.startsWith("*")) return "[^/]*";
  if (part === "?") return "[^/]";
  if (part.length > 2 && part.startsWith("[")) {
    const inner = part.slice(1, -1).replace(/^[!^]/, "");
    return `[${inner.length < part.length - 2 ? "^" : ""}${inner.replaceAll(/[\\[\]^]/g, String.raw`\$&`)}]`;
  }
  return escaped(part.length === 2 && part.startsWith("\\") ? part.slice(1) : part);
}
function escaped(character) {
  return character.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

// tasks/preflight/environment.ts
var mend = "let the stack make it so (pulumi up), then run this job again";
function checkEnvironment(declared, actual, deployment) {
  const check2 = `Environment ${declared.name}`;
  const place2 = `environment ${declared.name}`;
  if (actual === null)
    return finding(check2, "is not there", { faults: [{ place: place2, fault: "is not there", mend }] });
  const lax = [...laxReviews(declared, actual), ...laxPolicies(declared, actual)];
  const refused2 = refusedRef(declared, actual, deployment);
  return finding(check2, rulesOf(actual), {
    faults: [...lax.map((fault) => ({ place: place2, fault, mend })), ...refused2],
    notices: stricter(declared, actual).map((rule2) => `${rule2}, which is stricter than declared`)
  });
}
function laxReviews(declared, actual) {
  const [missing, added] = [
    without(declared.reviewers, actual.reviewers),
    without(actual.reviewers, declared.reviewers)
  ];
  const timer = `waits ${actual.waitTimer} min, declared are ${declared.waitTimer}`;
  return [
    ...missing.length > 0 ? [`does not have the reviewers ${missing.join(", ")}`] : [],
    // One approval is enough, so that one more who may give it is a rule less.
    ...added.length > 0 && declared.reviewers.length > 0 ? [`lets ${added.join(", ")} approve, who are not declared`] : [],
    ...declared.preventSelfReview && !actual.preventSelfReview ? ["lets whoever started a release approve it"] : [],
    ...actual.waitTimer < declared.waitTimer ? [timer] : []
  ];
}
function laxPolicies(declared, { policies, protectedBranches }) {
  if (declared.tags.length === 0) return [];
  const wanted = declared.tags.join(", ");
  if (policies === null) {
    const who = protectedBranches ? "protected branches" : "any branch and tag";
    return [`lets ${who} deploy, declared are the tags ${wanted}`];
  }
  const tags = policies.tags.filter((pattern) => !declared.tags.includes(pattern));
  return [
    ...tags.length > 0 ? [`lets the tags ${tags.join(", ")} deploy, declared are ${wanted}`] : [],
    ...policies.branches.length > 0 ? [`lets the branches ${policies.branches.join(", ")} deploy, declared are the tags ${wanted}`] : []
  ];
}
function refusedRef(declared, actual, deployment) {
  const { tag, workflow, mode } = deployment;
  const patterns = [declared.tags, ...actual.policies === null ? [] : [actual.policies.tags]];
  const fits = patterns.every(
    (tags) => tags.length === 0 || tag !== null && tags.some((pattern) => fitsPattern(tag, pattern))
  );
  if (fits && !(actual.protectedBranches && tag !== null)) return [];
  const fault = tag === null ? "lets only tags deploy, and this run is on none" : `does not let the tag ${tag} deploy`;
  const start = `gh workflow run ${workflow} --ref TAG -f mode=${mode}`;
  const wanted = declared.tags.join(", ") || "any";
  return [
    {
      place: `environment ${declared.name}`,
      fault,
      mend: `start it on a tag that may (${wanted}): ${start}`
    }
  ];
}
function stricter(declared, actual) {
  const tags = declared.tags.filter((pattern) => actual.policies?.tags.includes(pattern) === false);
  return [
    ...declared.reviewers.length === 0 && actual.reviewers.length > 0 ? [`asks ${actual.reviewers.join(", ")} for approval`] : [],
    ...!declared.preventSelfReview && actual.preventSelfReview ? ["lets nobody approve a release of their own"] : [],
    ...actual.waitTimer > declared.waitTimer ? [`waits ${actual.waitTimer} min`] : [],
    ...tags.length > 0 ? [`lets no tags ${tags.join(", ")} deploy`] : []
  ];
}
function rulesOf({ reviewers, preventSelfReview, waitTimer, policies }) {
  const rules = [
    ...reviewers.length > 0 ? [`reviewed by ${reviewers.join(", ")}${preventSelfReview ? ", not by oneself" : ""}`] : [],
    ...waitTimer > 0 ? [`waits ${waitTimer} min`] : [],
    ...policies === null ? [] : [`tags ${policies.tags.join(", ") || "none"}`]
  ];
  return rules.join("; ") || "is there, without rules";
}
function without(names, others) {
  const known3 = others.map((name) => name.toLowerCase());
  return names.filter((name) => !known3.includes(name.toLowerCase()));
}

// tasks/preflight/holdings.ts
var day = 24 * 60 * 60 * 1e3;
var openDays = 14;
var atOnce = 4;
async function checkHoldings(index, candidate, ports) {
  const check2 = `Index ${index.title}`;
  const files = await ports.files();
  if (files.length === 0) return finding(check2, `holds nothing of ${candidate.version}`);
  const closed = index.name === "custom" ? null : closedFor(files, ports.now());
  const late = closed === null ? null : `its release ${candidate.version} was begun ${closed} days ago`;
  const lacks = late === null ? [] : lacking(candidate, files);
  const found = `holds ${files.map(({ name }) => name).join(", ")}`;
  return finding(check2, found, {
    faults: [
      ...await foreign(index.title, { files, candidate }, ports),
      ...late === null || lacks.length === 0 ? [] : [closedFault(index.title, late, lacks)]
    ],
    notices: [
      ...late !== null && candidate.kind === "native" ? [`${late}: it takes no further wheel`] : [],
      ...candidate.attestations ? [] : ["they are compared by hash once the files are there"]
    ]
  });
}
function closedFor(files, now) {
  const first = Math.min(...files.map(({ uploaded }) => uploaded ?? Infinity));
  const age = (now - first) / day;
  return age > openDays ? Math.floor(age) : null;
}
function lacking({ kind }, files) {
  const has = (ending) => files.some(({ name }) => name.endsWith(ending));
  const wheel = kind === "pure" && !has(".whl") ? ["the wheel"] : [];
  return has(".tar.gz") ? wheel : ["the sdist", ...wheel];
}
function closedFault(title, late, lacks) {
  const fault = `takes no new file, since ${late} and lacks ${lacks.join(" and ")}`;
  return { place: title, fault, mend: "release a new version" };
}
async function foreign(title, { files, candidate }, ports) {
  if (!candidate.attestations) return [];
  const faults = [];
  for (let first = 0; first < files.length; first += atOnce) {
    const some = files.slice(first, first + atOnce);
    const verified = await Promise.all(some.map((file) => ports.attested(file)));
    verified.forEach((one, index) => {
      if (!one.verified) faults.push(foreignFault(`${title}, ${some[index]?.name ?? ""}`, one));
    });
  }
  return faults;
}
function foreignFault(place2, verification) {
  if (!verification.lasting) {
    const fault2 = `could not be checked for its attestation: ${verification.reason}`;
    return { place: place2, fault: fault2, mend: verification.mend ?? "run the job again; what is done stays done" };
  }
  const fault = `is other contents than this release's: not attested by this workflow at this commit (${verification.reason})`;
  return { place: place2, fault, mend: "release a new version: what an index holds is never replaced" };
}

// tasks/preflight/image-lock.ts
import { existsSync } from "node:fs";
import { join } from "node:path";

// tasks/lock/places.ts
var locksFolder = ".github/slipway/locks";

// tasks/preflight/image-lock.ts
var place = `${locksFolder}/image.txt`;
function checkImageLock(root, { image }) {
  if (image === null) return null;
  if (existsSync(join(root, place))) return finding("Image's lock", place);
  const mend2 = "gh workflow run upkeep.yml, merge the pull request that it opens, and tag the merged commit anew, or as the next version where tags can't be deleted";
  return finding("Image's lock", "is missing", { faults: [{ place, fault: "is not there", mend: mend2 }] });
}

// tasks/preflight/index-ports.ts
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";

// tasks/github/attestations.ts
import { execFile as execFile3 } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as sleep2 } from "node:timers/promises";
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
    await (host.sleep ?? sleep2)(1e3 * 2 ** attempt);
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
    execFile3(program, args, options, (error, out, err) => {
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
var forbidden2 = /HTTP 403(?!.*rate limit)/i;
function verificationOf({ isFound, succeeded, out, err }) {
  if (!isFound) {
    const mend2 = "run the job again where gh is on the PATH";
    return { verified: false, reason: "the program gh is not on the PATH", lasting: false, mend: mend2 };
  }
  if (succeeded && hasResults(out)) return { verified: true };
  if (succeeded) return { verified: false, reason: "gh answered without a result", lasting: false };
  const lines = err.split("\n").filter((line) => line.trim() !== "");
  const told2 = lines.find((line) => line.startsWith("Error:")) ?? lines.at(-1) ?? "gh said nothing";
  const reason = told2.replace(/^Error:\s*/, "").slice(0, 300);
  if (forbidden2.test(err)) {
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

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
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
var entry2 = objectOf({
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
var page = objectOf({ meta: objectOf({ "api-version": text }), files: listOf(entry2) });
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
  return files.filter((file) => isOf2(file, asked)).sort((one, other) => one.name < other.name ? -1 : 1);
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
  if (answer.status !== 200) throw refusal2(answer.status, options);
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
  if (status !== 404) throw refusal2(status, options);
  throw failure3(
    options,
    `lists ${file.name}, and has no such file`,
    "run the job again once it shows itself whole"
  );
}
function isOf2({ name }, { distribution, version }) {
  const parts = readFileName(name);
  return parts?.project === normalizeName(distribution) && sameVersion(parts.version, version);
}
function refusal2(status, options) {
  if (status === 401 || status === 403) {
    return failure3(options, `answered ${status}: it wants a login to be read`, "let it be read without one");
  }
  return failure3(
    options,
    `answered ${status}`,
    "check that its address is that of a simple API (PEP 503, PEP 691)"
  );
}
function failure3({ place: place2 }, fault, mend2) {
  return new TaskError([{ place: place2, fault, mend: mend2 }]);
}

// tasks/preflight/index-ports.ts
async function indexPorts(asker, index, version) {
  const { declaration: declaration2, run: run2, variables, say } = asker;
  const { name: project, distribution } = declaration2.package;
  const address = await indexAddress(index, variables);
  const options = { place: index.title, say };
  const { workflow } = declaration2.release;
  const by = { repository: run2.repository, workflow, commit: run2.commit, ref: run2.ref };
  return {
    files: () => readIndexFiles(address, { project, distribution, version }, options),
    attested: (file) => fetched(file, options, (path) => verifyAttestation(path, by, { variables })),
    now: () => Date.now()
  };
}
async function fetched(file, options, verify) {
  const content = await downloadIndexFile(file, options);
  const folder = mkdtempSync(join2(tmpdir(), "preflight-"));
  try {
    const path = join2(folder, "file");
    writeFileSync(path, content);
    return await verify(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// tasks/preflight/sources.ts
function checkSources({ stated, computed, faults }, version) {
  const others = stated.flatMap((one) => faultOf3(one, version) ?? []);
  const places = stated.map(({ file, line }) => `${file}:${line}`).join(", ");
  const found = stated.length === 0 ? "the sources state no version as text" : `stated in ${places}`;
  const notices = computed === null ? [] : [`${computed} computes the version: the built metadata will tell`];
  return finding("Sources", found, { faults: [...faults, ...others], notices });
}
function faultOf3({ file, line, version: stated }, version) {
  const place2 = `${file}:${line}`;
  const parsed = parseVersion(stated);
  if (parsed === null)
    return { place: place2, fault: `states ${stated}, which is no version (PEP 440)`, mend: `state ${version}` };
  if (canonicalOf(parsed) === version) return null;
  return {
    place: place2,
    fault: `states version ${stated}, the tag ${version}`,
    mend: `state ${version} there, merge that, and tag the merged commit anew, or as the next version where tags can't be deleted`
  };
}

// tasks/preflight/survey.ts
async function surveyRelease(survey, version) {
  const { declaration: declaration2, root } = survey;
  const imageLock = checkImageLock(root, declaration2);
  const found = [
    await commitFinding(survey),
    ...version === null ? [] : [
      checkSources(readSourceVersions(root, declaration2.package), version),
      checkChangelog(root, declaration2.package, version)
    ],
    ...imageLock === null ? [] : [imageLock],
    ...await surveyPublisher(survey)
  ];
  for (const index of version === null ? [] : declaration2.indexes) {
    found.push(await holdingsFinding(survey, index, version ?? ""));
  }
  const isSound = version !== null && found.every(({ faults }) => faults.length === 0);
  return [...found, await buildFinding(survey, isSound ? survey.patience : 0)];
}
async function surveyPublisher(survey) {
  const found = [...await claimFindings(survey)];
  for (const { environment: environment2 } of survey.declaration.indexes) {
    if (environment2 === null) continue;
    const check2 = `Environment ${environment2.name}`;
    const { workflow } = survey.declaration.release;
    const deployment = { tag: tagOf(survey.run), workflow, mode: survey.run.mode };
    found.push(
      await settled(
        check2,
        async () => checkEnvironment(environment2, await readEnvironment(survey.github, environment2.name), deployment)
      )
    );
  }
  return found;
}
function commitFinding({ run: run2, declaration: declaration2, git, github }) {
  return settled("Commit", async () => {
    const tag = tagOf(run2);
    if (tag === null) return finding("Commit", run2.commit.slice(0, 12));
    const { defaultBranch } = declaration2.repository;
    const remote = await commitOfTag(github, tag);
    return checkCommit(git, { tag, commit: run2.commit, defaultBranch, remote });
  });
}
async function claimFindings({ declaration: declaration2, run: run2, github, ...host }) {
  const clocks = [];
  const claimed = await settled("OIDC claims", async () => {
    const { claims, clock } = await askJobToken(run2.page, { variables: host.variables, say: host.say });
    clocks.push(finding("Clock", "held against GitHub's", { faults: clock === null ? [] : [clock] }));
    const ask = () => presentName(github, declaration2.repository);
    return checkClaims(declaration2, { claims, run: run2, presentName: ask });
  });
  return [claimed, ...clocks];
}
function holdingsFinding(survey, index, version) {
  const { declaration: declaration2 } = survey;
  const candidate = {
    kind: declaration2.package.kind,
    version,
    attestations: declaration2.release.attestations
  };
  return settled(
    `Index ${index.title}`,
    async () => checkHoldings(index, candidate, await indexPorts(survey, index, version))
  );
}
function buildFinding({ declaration: declaration2, run: run2, git, github, say }, patience2) {
  const { buildWorkflow: workflow } = declaration2.release;
  const { defaultBranch } = declaration2.repository;
  return settled("Build", async () => {
    const commit = await git.commitOf(run2.commit) ?? run2.commit;
    const runs = () => workflowRuns(github, { workflow, commit });
    return checkBuild(
      { workflow, commit, defaultBranch },
      { runs, say, patience: patience2, sleep: (time) => sleep3(time) }
    );
  });
}

// tasks/preflight/tag.ts
function checkTag(run2, { tagPrefix, workflow }) {
  const tag = tagOf(run2);
  const example = `${tagPrefix}1.2.0`;
  if (tag === null) {
    const mend3 = `push a tag such as ${example}, or start it on one: gh workflow run ${workflow} --ref ${example}`;
    return refused(run2.ref, { place: run2.ref, fault: "is no tag", mend: mend3 });
  }
  const place2 = `tag ${tag}`;
  const rest = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : null;
  const version = parseVersion(rest ?? tag);
  const canonical = version === null ? null : canonicalOf({ ...version, local: [] });
  const mend2 = canonical === null ? `tag a version, such as ${example}` : `tag ${tagPrefix}${canonical} instead`;
  if (rest === null) return refused(tag, { place: place2, fault: `does not begin with ${tagPrefix}`, mend: mend2 });
  if (version === null || canonical === null) {
    return refused(tag, { place: place2, fault: `names no version (PEP 440): "${rest}" is none`, mend: mend2 });
  }
  if (version.local.length > 0)
    return refused(tag, { place: place2, fault: "has a local part, which no index takes", mend: mend2 });
  if (rest !== canonical) {
    return refused(tag, { place: place2, fault: `does not spell its version as an index does, ${canonical}`, mend: mend2 });
  }
  return { ...finding("Tag", `${tag} names version ${canonical}`), version: canonical };
}
function refused(found, fault) {
  return { ...finding("Tag", found, { faults: [fault] }), version: null };
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
  const { values, positionals } = parse2(task, host.args);
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
function parse2(task, args) {
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
  for (const line of linesOf2(error)) {
    if (onRunner) host.out(`::error::${line.replaceAll("%", "%25")}
`);
    else host.err(`${line}
`);
  }
}
function linesOf2(error) {
  if (error instanceof TaskError) return [...new Set(error.faults.map(formatFault))];
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
}

// tasks/preflight.ts
var preflight = {
  name: "preflight",
  summary: "Decides whether a tag may be released, before anything of the package runs: its version, its commit and that\ncommit's build, the sources, the changelog, the run's OIDC claims, the environments, and what the indexes hold.\nReads only; tells all faults at once. Hands on version, prerelease, latest and tag.",
  operands: "",
  variables: {
    ...runVariables,
    MODE: "release (the default), or check-publisher: only what a trusted publisher depends on is checked",
    GITHUB_API_URL: "address of GitHub's API",
    GH_TOKEN: "token that reads contents, actions and attestations",
    ACTIONS_ID_TOKEN_REQUEST_URL: "where the job asks for its OIDC token (permission id-token: write)",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "what it asks with",
    ...addressVariables,
    GITHUB_OUTPUT: "file that outputs are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    wait: { value: "MINUTES", help: "how long a build that still runs is waited for", default: "20" }
  },
  run: check
};
async function check(call) {
  const declaration2 = readDeclaration(call.options.declaration);
  const run2 = readRun(call.variables);
  const root = process.cwd();
  const say = (line) => call.say(line);
  const survey = {
    declaration: declaration2,
    run: run2,
    root,
    say,
    variables: call.variables,
    patience: patienceOf(call.options.wait),
    github: gitHubOf(call.variables, say),
    git: gitOf(root)
  };
  const { release } = declaration2;
  const tag = checkTag(run2, release);
  const findings = run2.mode === "release" ? [tag, ...await surveyRelease(survey, tag.version)] : await surveyPublisher(survey);
  for (const { check: name, found, notices } of findings) say([`${name}: ${found}`, ...notices].join("; "));
  call.tabulate(tableOf(run2.mode === "release" ? "Preflight" : "Preflight of the publisher", findings));
  requireSound(findings);
  const version = tag.version === null ? null : parseVersion(tag.version);
  const tags = await survey.git.tags(release.tagPrefix);
  call.output({
    tag: tagOf(run2) ?? "",
    version: tag.version ?? "",
    prerelease: String(version !== null && isPrerelease(version)),
    latest: String(tag.version !== null && isLatest(tag.version, tags, release.tagPrefix))
  });
}
function patienceOf(wait) {
  if (/^\d{1,3}$/.test(wait)) return Number(wait) * 6e4;
  throw new MisuseError({
    place: "--wait",
    fault: "is not a number of minutes from 0 to 999",
    mend: "write --wait 20"
  });
}
await runProgram(preflight);
/*! Bundled license information:

smol-toml/dist/error.js:
smol-toml/dist/primitive.js:
smol-toml/dist/date.js:
smol-toml/dist/extract.js:
smol-toml/dist/util.js:
smol-toml/dist/struct.js:
smol-toml/dist/parse.js:
smol-toml/dist/stringify.js:
smol-toml/dist/index.js:
  (*!
   * Copyright (c) Squirrel Chat et al., All rights reserved.
   * SPDX-License-Identifier: BSD-3-Clause
   *
   * Redistribution and use in source and binary forms, with or without
   * modification, are permitted provided that the following conditions are met:
   *
   * 1. Redistributions of source code must retain the above copyright notice, this
   *    list of conditions and the following disclaimer.
   * 2. Redistributions in binary form must reproduce the above copyright notice,
   *    this list of conditions and the following disclaimer in the
   *    documentation and/or other materials provided with the distribution.
   * 3. Neither the name of the copyright holder nor the names of its contributors
   *    may be used to endorse or promote products derived from this software without
   *    specific prior written permission.
   *
   * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
   * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
   * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
   * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
   * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
   * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
   * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
   * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
   * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
   * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
   *)
*/
