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
    return value.map((entry2, index2) => shape(entry2, `${place}[${index2}]`));
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
  constructor(fault2) {
    super(formatFault(fault2));
    this.name = "MisuseError";
  }
};
function formatFault({ place, fault: fault2, mend }) {
  return oneLine(`${place}: ${fault2}; ${mend}`);
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
function readDeclaration(file2) {
  try {
    return parseJson(readFileSync(file2), declaration);
  } catch (error) {
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file2, fault: faultOf(error), mend }]);
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
function failure({ place }, fault2) {
  return new TaskError([
    { place, fault: fault2, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
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
    const errors2 = errorsOf(answer.body);
    const said = [errors2.message, ...errors2.errors.map(wordsOf)].filter((one) => one !== "").join(": ");
    const why = [String(answer.status), ...said === "" ? [] : [said.slice(0, 300)]].join(", ");
    super([{ place: `GitHub ${asked}`, ...told(answer, why) }]);
    this.name = "RefusedError";
    this.status = answer.status;
    this.isForbidden = answer.status === 403 && !isThrottled(answer);
    this.codes = errors2.errors.flatMap((error) => entry(error, "code"));
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
    const errors2 = "errors" in value && Array.isArray(value.errors) ? value.errors : [];
    return { message: entry(value, "message").join(), errors: errors2 };
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
  constructor(repository, access2) {
    this.repository = repository;
    this.#access = access2;
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
  async pages(path, entry2, key) {
    const found = [];
    let next = path;
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages) throw strange(path, "has pages without end");
      const answer = await this.call({ path: next });
      found.push(...readAnswer(answer, inside(listOf(entry2), key), path));
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
    const elsewhere = { url: new URL(to, url).href };
    return checked(await request(elsewhere, options), { url }, [200]).body;
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
function checked(answer, made, expect) {
  const { status } = answer;
  if (expect?.includes(status) ?? (status >= 200 && status < 300)) return answer;
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
function strange(path, fault2) {
  const place = `GitHub ${path.replace(/\?.*$/s, "")}`;
  return new TaskError([{ place, fault: fault2, mend: "run the job again; report it if it stays" }]);
}
function required(variables, name, mend) {
  const value = variables[name]?.trim() ?? "";
  if (value === "") throw misuse(name, "is missing", mend);
  return value;
}
function misuse(place, fault2, mend) {
  return new MisuseError({ place, fault: fault2, mend });
}

// tasks/github/packages.ts
async function findPackage(github, image) {
  const [owner = "", ...rest] = image.split("/");
  const name = rest.join("/");
  const account = await typeOf(github, owner);
  if (account === null || name === "") return null;
  const kind = account === "Organization" ? "orgs" : "users";
  const path = `/${kind}/${encodeURIComponent(owner)}/packages/container/${encodeURIComponent(name)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  return answer.status === 404 ? null : new RestPackage(github, image, path);
}
async function typeOf(github, owner) {
  const path = `/users/${encodeURIComponent(owner)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  return answer.status === 404 ? null : readAnswer(answer, objectOf({ type: text }), path).type;
}
var RestPackage = class {
  name;
  #github;
  #path;
  constructor(github, name, path) {
    this.name = name;
    this.#github = github;
    this.#path = path;
  }
  async versions() {
    const found = await this.#github.pages(
      `${this.#path}/versions?state=active&per_page=100`,
      packageVersion
    );
    return [...new Map(found.map((version) => [version.id, version])).values()];
  }
  async version(id) {
    const path = `${this.#path}/versions/${id}`;
    const answer = await this.#github.call({ path, expect: [200, 404] });
    return answer.status === 404 ? null : readAnswer(answer, packageVersion, path);
  }
  async delete({ id, digest: digest3 }) {
    const path = `${this.#path}/versions/${id}`;
    const answer = await unlessForbidden(
      () => this.#github.call({ method: "DELETE", path, expect: [204, 400, 404] })
    );
    if (answer?.status === 204) return { kind: "deleted" };
    if (answer?.status === 400) return { kind: "refused", reason: reasonIn(answer.body) };
    if (answer !== null && await this.version(id) === null) return { kind: "gone" };
    const mend = "give the job the permission packages: write, and this repository the role Admin in the package's settings, under Manage Actions access";
    throw new TaskError([
      { place: `${this.name}@${digest3}`, fault: "may not be deleted by this token", mend }
    ]);
  }
};
async function unlessForbidden(ask) {
  try {
    return await ask();
  } catch (error) {
    const isForbidden = error instanceof RefusedError && error.status === 403;
    if (isForbidden && /not accessible by integration/i.test(error.message)) return null;
    throw error;
  }
}
var time = (value, place) => {
  const at = Date.parse(text(value, place));
  if (!Number.isNaN(at)) return at;
  throw new ShapeError(place, "a time");
};
var answered = objectOf({
  id: count,
  name: text,
  created_at: time,
  updated_at: time,
  metadata: objectOf({ container: objectOf({ tags: listOf(text) }) })
});
var packageVersion = (value, place) => {
  const { id, name, created_at, updated_at, metadata } = answered(value, place);
  return { id, digest: name, tags: metadata.container.tags, changed: Math.max(created_at, updated_at) };
};
function reasonIn(body) {
  try {
    return parseJson(body, objectOf({ message: optional(text) })).message ?? "400";
  } catch (error) {
    if (error instanceof ShapeError) return "400";
    throw error;
  }
}

// tasks/image-cleanup/reach.ts
function reach(roots, leads) {
  const referrers = referrersIn(leads);
  const held = /* @__PURE__ */ new Map();
  const waiting = roots.map(({ digest: digest3, why, expected }) => [
    digest3,
    { why, as: "root", expected }
  ]);
  for (const [digest3, hold] of waiting) {
    const before = held.get(digest3);
    if (before === void 0) {
      held.set(digest3, hold);
      waiting.push(...waysOn(leads.get(digest3), hold), ...waysBack(referrers.get(digest3), hold));
    } else if (hold.expected) held.set(digest3, { ...before, expected: true });
  }
  return held;
}
function waysOn(from, { why }) {
  if (from === void 0) return [];
  const parts = new Set(from.parts);
  return from.all.map((digest3) => [digest3, { why, as: "part", expected: parts.has(digest3) }]);
}
function waysBack(from, { why }) {
  return (from ?? []).map((digest3) => [digest3, { why, as: "referrer", expected: true }]);
}
function referrersIn(leads) {
  const found = /* @__PURE__ */ new Map();
  for (const [digest3, { subject }] of leads) {
    if (subject !== null) found.set(subject, [...found.get(subject) ?? [], digest3]);
  }
  return found;
}
function inOrder(digests, leads) {
  const among = new Set(digests);
  const ordered = [];
  const seen = /* @__PURE__ */ new Set();
  for (const start of digests) visit(start);
  return ordered.reverse();
  function visit(start) {
    const stack = [{ digest: start, left: false }];
    for (let next = stack.pop(); next !== void 0; next = stack.pop()) {
      if (next.left) ordered.push(next.digest);
      else if (among.has(next.digest) && !seen.has(next.digest)) {
        seen.add(next.digest);
        stack.push({ ...next, left: true });
        for (const digest3 of leads.get(next.digest)?.all ?? []) stack.push({ digest: digest3, left: false });
      }
    }
  }
}

// tasks/image-cleanup/at-once.ts
async function atOnce(most2, list, work) {
  const done = [];
  const rest = list.entries();
  const worker = async () => {
    for (const [index2, one] of rest) done[index2] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(most2, list.length) }, worker));
  return done;
}

// tasks/image-cleanup/leads.ts
var manifest = objectOf({
  manifests: optional(listOf(objectOf({ digest: text }))),
  subject: optional(objectOf({ digest: text }))
});
function readLeads(content) {
  parseJson(
    content,
    mapOf((value) => value)
  );
  const { manifests, subject } = parseJson(content, manifest);
  return {
    parts: (manifests ?? []).map(({ digest: digest3 }) => checked2(digest3, "manifests")),
    subject: subject === null ? null : checked2(subject.digest, "subject"),
    all: digestsIn(Buffer.from(content).toString("utf8"))
  };
}
function digestsIn(source) {
  return [...new Set(source.match(/\b[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}\b/g))];
}
function subjectOfTag(tag) {
  const [, algorithm = "", hex = ""] = /^(sha256|sha512)-([0-9a-f]{64,128})(?:\.|$)/.exec(tag) ?? [];
  return hex === "" ? null : `${algorithm}:${hex}`;
}
function checked2(digest3, place) {
  if (digestsIn(digest3)[0] === digest3) return digest3;
  throw new ShapeError(place, "a list of digests");
}

// tasks/image-cleanup/survey.ts
var readers = 6;
var Surveyor = class {
  #sources;
  #ages;
  /** Null: the registry has none such. */
  #leads = /* @__PURE__ */ new Map();
  constructor(sources, ages) {
    this.#sources = sources;
    this.#ages = ages;
  }
  /**
   * What there is now. Throws a TaskError with all that can't be read, and all that is missing of what is kept: what it
   * leads to is not known then, so that nothing may be removed.
   */
  async look(more) {
    const { package: versionsOf, ledgers } = this.#sources;
    const tagged = await this.#taggedRoots();
    const versions = await versionsOf.versions();
    const roots = [
      ...more,
      ...tagged,
      ...versions.flatMap(rootsOf),
      ...await ledgers(),
      ...versions.filter(({ changed }) => changed > this.#ages.since).map((one) => this.#recent(one))
    ].sort(byKind);
    this.#forgetUnlisted(new Set(versions.map(({ digest: digest3 }) => digest3)));
    await this.#read(versions.map(({ digest: digest3 }) => digest3));
    for (; ; ) {
      const leads = this.#known();
      const held = reach(roots, leads);
      const expected = [...held].filter(([digest3, { expected: expected2 }]) => expected2 && !leads.has(digest3));
      const unread = expected.filter(([digest3]) => !this.#leads.has(digest3)).map(([digest3]) => digest3);
      if (unread.length === 0) {
        requireThere(expected, this.#sources.registry.image);
        return { versions, roots, leads, held };
      }
      await this.#read(unread);
    }
  }
  async #taggedRoots() {
    const { registry } = this.#sources;
    const found = await atOnce(readers, (await registry.tags()).toSorted(), async (tag) => {
      const digest3 = (await registry.headManifest(tag))?.digest;
      return digest3 === void 0 ? [] : tagRoots(tag, digest3);
    });
    return found.flat();
  }
  #recent({ digest: digest3 }) {
    return { digest: digest3, why: this.#ages.why, expected: true };
  }
  /** What is removed may be listed for a while, and is there no more. */
  forget(digest3) {
    this.#leads.delete(digest3);
  }
  /** What was not there may have come, and what is not listed may have gone. */
  #forgetUnlisted(listed) {
    for (const [digest3, leads] of this.#leads)
      if (leads === null || !listed.has(digest3)) this.#leads.delete(digest3);
  }
  #known() {
    const known = /* @__PURE__ */ new Map();
    for (const [digest3, leads] of this.#leads) if (leads !== null) known.set(digest3, leads);
    return known;
  }
  async #read(digests) {
    const faults = [];
    await atOnce(
      readers,
      [...new Set(digests.filter((digest3) => !this.#leads.has(digest3)))],
      async (digest3) => {
        if (faults.length < readers) faults.push(...await this.#readOne(digest3));
      }
    );
    if (faults.length > 0) throw new TaskError(faults);
  }
  async #readOne(digest3) {
    const { registry } = this.#sources;
    const place = `${registry.image}@${digest3}`;
    const mend = "nothing more is removed; run the job again, or delete this version by hand";
    try {
      const manifest2 = await registry.readManifest(digest3);
      if (manifest2 !== null && manifest2.digest !== digest3)
        return [{ place, fault: "is another manifest than its digest names", mend }];
      this.#leads.set(digest3, manifest2 === null ? null : readLeads(manifest2.bytes));
      return [];
    } catch (error) {
      if (error instanceof ShapeError) return [{ place, fault: `is no manifest: ${error.message}`, mend }];
      if (error instanceof TaskError) return error.faults;
      throw error;
    }
  }
};
function rootsOf({ digest: digest3, tags }) {
  return tags.flatMap((tag) => tagRoots(tag, digest3));
}
function tagRoots(tag, digest3) {
  const why = `tag ${tag}`;
  const subject = subjectOfTag(tag);
  const root = { digest: digest3, why, expected: true };
  return subject === null ? [root] : [root, { digest: subject, why, expected: false }];
}
function byKind(a, b) {
  return rank(a) - rank(b);
}
function rank({ why }) {
  if (why.startsWith("tag ")) return subjectOfTag(why.slice("tag ".length)) === null ? 0 : 2;
  return why.startsWith("release ") ? 1 : 3;
}
function requireThere(missing, image) {
  if (missing.length === 0) return;
  throw new TaskError(
    missing.map(([digest3, { why }]) => ({
      place: `${image}@${digest3}`,
      fault: `is missing, and ${why} leads to it`,
      mend: "nothing more is removed; restore it in the package's settings, or delete by hand what leads to it"
    }))
  );
}

// tasks/image-cleanup/clean.ts
async function clean(sources, cleaning) {
  const surveyor = new Surveyor(sources, cleaning);
  const before = await surveyor.look([]);
  const removal = new Removal({ package: sources.package, surveyor }, cleaning, before);
  if (!cleaning.dryRun) await removal.run();
  return removal.cleaned();
}
var Removal = class {
  #tools;
  #cleaning;
  /** What was found to be kept on the way. */
  #found = [];
  #removed = [];
  #survey;
  #waiting;
  constructor(tools, cleaning, survey) {
    this.#tools = tools;
    this.#cleaning = cleaning;
    this.#survey = survey;
    this.#waiting = removable(survey);
  }
  async run() {
    const { most: most2, batch: batch2 } = this.#cleaning;
    let checked3 = 0;
    while (this.#waiting.length > 0 && this.#removed.length < most2) {
      if (this.#removed.length - checked3 >= batch2) {
        await this.#lookAgain();
        checked3 = this.#removed.length;
      } else await this.#removeNext();
    }
    if (this.#removed.length > 0) await this.#lookAgain();
  }
  cleaned() {
    const { dryRun } = this.#cleaning;
    const going = dryRun ? this.#waiting : [];
    const gone = new Set([...this.#removed, ...this.#waiting].map(({ id }) => id));
    return {
      removed: [...this.#removed, ...going],
      left: dryRun ? [] : this.#waiting,
      kept: this.#survey.versions.filter(({ id }) => !gone.has(id)).map((version) => ({ version, why: wordsOf2(this.#survey.held.get(version.digest)) }))
    };
  }
  async #lookAgain() {
    this.#survey = await this.#tools.surveyor.look(this.#found);
    this.#spareHeld();
  }
  async #removeNext() {
    const [next, ...rest] = this.#waiting;
    if (next === void 0) return;
    const now = await this.#tools.package.version(next.id);
    const hold = now === null ? null : this.#holdNow(next, now);
    if (hold !== null) {
      this.#keep(next, hold);
      return;
    }
    this.#waiting = rest;
    if (now === null) return;
    const deletion = await this.#tools.package.delete(now);
    if (deletion.kind === "deleted") this.#tellRemoved(now);
    if (deletion.kind !== "refused") return;
    this.#cleaning.say(`${next.digest} is kept: GitHub says ${deletion.reason}`);
    this.#keep(next, `GitHub does not delete it (${deletion.reason})`);
  }
  /** Why a version that was to go is kept after all. */
  #holdNow(before, now) {
    if (now.tags.length > 0) return `tag ${now.tags.join(", ")}, which came meanwhile`;
    if (now.digest !== before.digest || now.changed > before.changed) return "changed meanwhile";
    return null;
  }
  /** And with it whatever it leads to. */
  #keep({ digest: digest3 }, why) {
    this.#found.push({ digest: digest3, why, expected: true });
    const roots = [...this.#survey.roots, ...this.#found];
    this.#survey = { ...this.#survey, roots, held: reach(roots, this.#survey.leads) };
    this.#spareHeld();
  }
  #spareHeld() {
    const { held, versions } = this.#survey;
    const there = new Set(versions.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id, digest: digest3 }) => there.has(id) && !held.has(digest3));
  }
  #tellRemoved(version) {
    this.#removed.push(version);
    this.#tools.surveyor.forget(version.digest);
    this.#cleaning.say(`${version.digest} removed`);
  }
};
function removable({ versions, held, leads }) {
  const free = versions.filter(({ digest: digest3 }) => !held.has(digest3) && leads.has(digest3));
  const byDigest = new Map(free.map((version) => [version.digest, version]));
  return inOrder([...byDigest.keys()], leads).flatMap((digest3) => byDigest.get(digest3) ?? []);
}
function wordsOf2(hold) {
  if (hold === void 0) return "the registry has no manifest of it";
  switch (hold.as) {
    case "root":
      return hold.why;
    case "part":
      return `behind ${hold.why}`;
    case "referrer":
      return `about what ${hold.why} leads to`;
    default:
      return hold.as;
  }
}

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
}

// tasks/github/assets.ts
async function downloadAsset(github, asset) {
  if (!asset.complete)
    throw fault(asset.name, "broke off while it was sent to GitHub", "run the job that sends it again");
  const content = await github.download(`/repos/${github.repository}/releases/assets/${asset.id}`);
  const matches = content.length === asset.size && sha256Of(content) === (asset.sha256 ?? sha256Of(content));
  if (!matches) throw fault(asset.name, "is not what GitHub says it is", "run the job again");
  return content;
}
function fault(place, what, mend) {
  return new TaskError([{ place, fault: what, mend }]);
}
var answered2 = objectOf({ id: count, name: text, size: count, digest: optional(text), state: text });
var assetShape = (value, place) => {
  const { id, name, size, digest: digest3, state } = answered2(value, place);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest3 ?? "")?.[1] ?? null;
  return { id, name, size, sha256, complete: state === "uploaded" };
};

// tasks/ledger/release-ledger.ts
var ledgerName = "release-ledger.json";
var hash = (value, place) => {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a SHA-256");
};
var digest = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};
var schema = (value, place) => {
  if (value === 1) return 1;
  throw new ShapeError(place, "1");
};
var file = objectOf({ name: text, sha256: hash, size: count });
var channel = objectOf({
  name: text,
  title: text,
  read: text,
  decision: nullable(oneOf("publish", "skip")),
  files: listOf(
    objectOf({ name: text, sha256: nullable(hash), size: nullable(count), uploaded: nullable(text) })
  ),
  // Ledgers of releases before there were images have none.
  image: optional(objectOf({ digest, platforms: listOf(objectOf({ platform: text, digest })) }))
});
var ledger = objectOf({
  schema,
  package: text,
  version: text,
  tag: text,
  commit: text,
  workflow: text,
  run: objectOf({ id: count, attempt: count }),
  sealed: text,
  finished: nullable(text),
  files: listOf(file),
  extras: listOf(file),
  channels: listOf(channel),
  // Older ledgers have none.
  tested: optional(listOf(objectOf({ what: text, platform: text, python: nullable(text) })))
});

// tasks/image-cleanup/ledgers.ts
var release = objectOf({ tag_name: text, assets: listOf(assetShape) });
function ledgersOf(github) {
  const known = /* @__PURE__ */ new Map();
  return async () => {
    const releases = await github.pages(`/repos/${github.repository}/releases?per_page=100`, release);
    const roots = [];
    for (const { tag_name: tag, assets } of releases) {
      for (const asset of assets.filter(({ name }) => name === ledgerName)) {
        const digests = known.get(asset.id) ?? await read(github, asset, tag);
        known.set(asset.id, digests);
        roots.push(...digests.map((digest3) => ({ digest: digest3, why: `release ${tag}`, expected: false })));
      }
    }
    return roots;
  };
}
async function read(github, asset, tag) {
  const content = await downloadAsset(github, asset);
  try {
    return pointedTo(content);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "nothing is removed; run the release's workflow again for its tag, or delete the draft";
    const fault2 = `can't be read: ${error.message}`;
    throw new TaskError([{ place: `release ${tag}, ${ledgerName}`, fault: fault2, mend }]);
  }
}
function pointedTo(content) {
  parseJson(
    content,
    mapOf((value) => value)
  );
  const source = Buffer.from(content).toString("utf8");
  const bare = source.match(/\b[0-9a-f]{64}\b/g) ?? [];
  return [.../* @__PURE__ */ new Set([...digestsIn(source), ...bare.map((hex) => `sha256:${hex}`)])];
}

// tasks/image-cleanup/options.ts
var day = 24 * 60 * 60 * 1e3;
function agesOf(days, now) {
  const count2 = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  if (count2 >= 1 && count2 <= 3650)
    return { since: now - count2 * day, why: `younger than ${count2} ${count2 === 1 ? "day" : "days"}` };
  throw new MisuseError({
    place: "--keep-days",
    fault: "is not a number of days from 1 to 3650",
    mend: "write --keep-days 30"
  });
}
function dryRunOf(text2) {
  if (text2 === "true") return true;
  if (text2 === "false" || text2 === "") return false;
  const mend = "write --dry-run true";
  throw new MisuseError({ place: "--dry-run", fault: "is neither true nor false", mend });
}

// tasks/image-cleanup/show.ts
var mostRows = 2e3;
function linesOf(cleaned, shown) {
  const rows = rowsOf(cleaned, shown);
  const { removed, kept, left } = cleaned;
  const verb = shown.dryRun ? "would be removed" : "removed";
  const rest = left.length === 0 ? "" : `, ${left.length} left for the next run`;
  return [
    ...rows.map((cells) => cells.filter((cell) => cell !== "").join("  ")),
    `${shown.image}: ${removed.length} ${verb}, ${kept.length} kept${rest}.`
  ];
}
function tableOf(cleaned, shown) {
  const rows = rowsOf(cleaned, shown);
  const more = rows.length - mostRows;
  const title = shown.dryRun ? `Clean-up of ${shown.image}, dry run` : `Clean-up of ${shown.image}`;
  return {
    title,
    head: ["Version", "Changed", "What becomes of it", "Tags"],
    rows: more > 0 ? [...rows.slice(0, mostRows), [`and ${more} more`, "", "", ""]] : rows
  };
}
function rowsOf({ removed, left, kept }, { dryRun }) {
  return [
    ...removed.map((one) => rowOf(one, dryRun ? "would be removed" : "removed")),
    ...left.map((one) => rowOf(one, "left for the next run")),
    ...kept.map(({ version, why }) => rowOf(version, `kept: ${why}`))
  ];
}
function rowOf({ digest: digest3, changed, tags }, what) {
  return [digest3, new Date(changed).toISOString().slice(0, 10), what, tags.join(", ")];
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
function appendOutputs(file2, outputs) {
  if (file2 === void 0 || file2 === "") return;
  appendFileSync(file2, Object.entries(outputs).map(assignment).join(""));
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
function appendSummary(file2, table) {
  if (file2 === void 0 || file2 === "") return;
  appendFileSync2(file2, markdownOf(table));
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
  const fault2 = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault: fault2, mend: "run the job again; report it if it stays" })];
}

// tasks/oci/layout.ts
import { createHash as createHash2 } from "node:crypto";

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });

// tasks/oci/layout.ts
var longestDocument = 4 * 2 ** 20;
function digestOf(bytes) {
  return `sha256:${createHash2("sha256").update(bytes).digest("hex")}`;
}

// tasks/registry/refusal.ts
var RegistryRefusal = class extends TaskError {
  status;
  /** `place` is the image's name, and what of it. */
  constructor(place, answer, doing) {
    const said = wordsOf3(answer.body);
    const why = [String(answer.status), ...said === "" ? [] : [said]].join(", ");
    super([{ place, ...told2(answer.status, why, doing) }]);
    this.name = "RegistryRefusal";
    this.status = answer.status;
  }
  /** Whether somebody else, or somebody with more rights, might be answered. */
  get isDenied() {
    return this.status === 401 || this.status === 403;
  }
};
var access = "where another repository pushed the package first, open the package's settings and add this one under Manage Actions access with the role";
function told2(status, why, doing) {
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
function wordsOf3(body) {
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
  constructor(asking) {
    this.#asking = asking;
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
    const fault2 = `asks for ${what} at an address that is not encrypted`;
    throw new TaskError([{ place: options.place, fault: fault2, mend: "check slipway:image.registry" }]);
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

// tasks/registry/manifest.ts
function isDigest(text2) {
  return /^sha256:[0-9a-f]{64}$/.test(text2);
}
var digest2 = (value, place) => {
  if (typeof value === "string" && isDigest(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};
var descriptor = objectOf({ mediaType: text, digest: digest2, size: count });
var platform = objectOf({ os: text, architecture: text, variant: optional(text) });
var index = objectOf({
  manifests: listOf(objectOf({ mediaType: text, digest: digest2, size: count, platform: optional(platform) }))
});
var imageManifest = objectOf({ config: descriptor, layers: listOf(descriptor) });

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
var anyManifest = [mediaTypes.index, mediaTypes.manifest, dockers.index, dockers.manifest].join(
  ", "
);

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
async function sendOnce(taker, { content, digest: digest3 }) {
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
  to.searchParams.set("digest", digest3);
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
var registryVariables = {
  REGISTRY_URL: "address in place of the registry's own, https:// and its host",
  GITHUB_ACTOR: "whose token it is",
  GH_TOKEN: "token that the registry is asked with"
};
var manifestBytes = 4 * 2 ** 20;
var blobSeconds = 900;
var mostPages2 = 200;
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
  constructor({ host, name, variables, say, rights = "pull", anonymous = false, sleep: sleep2 }) {
    this.image = `${host}/${name}`;
    this.#origin = addressOf(host, variables);
    this.#base = new URL(`v2/${name}`, this.#origin).href;
    this.#options = { place: this.image, say, ...sleep2 !== void 0 && { sleep: sleep2 } };
    this.#doing = rights === "pull" ? "read" : "push";
    this.#credentials = new Credentials({
      login: anonymous ? null : loginOf(variables),
      scope: `repository:${name}:${{ pull: "pull", push: "pull,push", delete: "pull,push,delete" }[rights]}`,
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
    return { mediaType: typeOf2(headers), digest: digestOf(body), size: body.length, bytes: body };
  }
  async headManifest(reference) {
    const path = `/manifests/${reference}`;
    const answer = await this.#ask({ method: "HEAD", path, headers: { accept: anyManifest } }, [200, 404]);
    if (answer.status === 404) return null;
    const digest3 = answer.headers.get("docker-content-digest") ?? "";
    if (!isDigest(digest3)) return await this.readManifest(reference);
    return { mediaType: typeOf2(answer.headers), digest: digest3, size: Number(answer.headers.get("content-length")) };
  }
  async readBlob({ digest: digest3, size }) {
    const damaged = ({ status, body }) => status !== 200 || digestOf(body) === digest3 ? null : `sent other bytes than ${digest3} names`;
    const options = { damaged, bytes: Math.max(size, 2 ** 16), seconds: blobSeconds };
    const answer = await this.#ask({ path: `/blobs/${digest3}`, options }, [200]);
    return answer.body;
  }
  async hasBlob(digest3) {
    const absent = this.#doing === "push" ? [404, 403] : [404];
    return (await this.#ask({ method: "HEAD", path: `/blobs/${digest3}` }, [200, ...absent])).status === 200;
  }
  async uploadBlob(content) {
    const digest3 = digestOf(content);
    await sendBlob(
      {
        has: () => this.hasBlob(digest3),
        ask: (made, expect) => this.#ask(made, expect),
        pause: (milliseconds) => this.#pause(milliseconds),
        place: `${this.image}, ${digest3}`,
        seconds: blobSeconds
      },
      { content, digest: digest3 }
    );
    return digest3;
  }
  async putManifest({ bytes, mediaType }, tag) {
    const digest3 = digestOf(bytes);
    const path = `/manifests/${tag ?? digest3}`;
    await this.#ask({ method: "PUT", path, headers: { "content-type": mediaType }, body: bytes }, [200, 201]);
    return digest3;
  }
  async tags() {
    const found = [];
    let next = "/tags/list?n=1000";
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages2) throw this.#strange("lists tags without end");
      const answer = await this.#ask({ path: next }, page === 1 ? [200, 404] : [200]);
      if (answer.status === 404) return found;
      found.push(...this.#tagsOf(answer));
      next = this.#nextPage(answer);
    }
    return found;
  }
  async deleteManifest(digest3) {
    const answer = await this.#ask({ method: "DELETE", path: `/manifests/${digest3}` }, [200, 202, 404]);
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
    return this.#options.sleep?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  #strange(fault2) {
    return new TaskError([{ place: this.image, fault: fault2, mend: "run the job again; report it if it stays" }]);
  }
};
var tagList = objectOf({ tags: nullable(listOf(text)) });
function typeOf2(headers) {
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

// tasks/clean-images.ts
var most = 150;
var batch = 15;
var cleanImages = {
  name: "clean-images",
  summary: `Removes old untagged versions of the declared image that nothing leads to. Kept is what has a tag, what stands in
something kept (the platforms of an index, attestations, lists of bills of materials), what is about something kept,
what the ledger of a release points to, and what is younger than some days. Where anything can't be read, nothing
is removed. One run removes ${most} at most; running it again goes on.
Outputs: removed, kept, left (how many versions).`,
  operands: "",
  variables: {
    GITHUB_API_URL: "GitHub's API",
    GITHUB_REPOSITORY: "owner/name, whose releases' ledgers are read",
    ...registryVariables,
    GH_TOKEN: "token with packages: write and contents: read; with contents: write it sees drafts, too",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    "dry-run": { value: "true|false", help: "only tells what would be removed", default: "false" },
    "keep-days": {
      value: "N",
      help: "how long a version stays that nothing leads to, 1 to 3650; as declared if not set",
      default: ""
    },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const { image, upkeep } = readDeclaration(call.options.declaration);
  const dryRun = dryRunOf(call.options["dry-run"]);
  const ages = agesOf(call.options["keep-days"] || String(upkeep.keepImages), Date.now());
  if (image === null) {
    throw new MisuseError({
      place: call.options.declaration,
      fault: "declares no image",
      mend: "declare slipway:image, or leave this step out"
    });
  }
  const say = (line) => call.say(line);
  const { variables } = call;
  const github = gitHubOf(variables, say);
  const found = await findPackage(github, image.name);
  if (found === null) {
    say(`${image.registry}/${image.name}: there is no such package yet, or none that this token may see.`);
    call.output({ removed: "0", kept: "0", left: "0" });
    return;
  }
  const registry = registryOf({ host: image.registry, name: image.name, variables, say });
  const sources = { package: found, registry, ledgers: ledgersOf(github) };
  const cleaned = await clean(sources, { ...ages, dryRun, most, batch, say });
  for (const line of linesOf(cleaned, { dryRun, image: registry.image })) say(line);
  call.tabulate(tableOf(cleaned, { dryRun, image: registry.image }));
  const { removed, kept, left } = cleaned;
  call.output({ removed: String(removed.length), kept: String(kept.length), left: String(left.length) });
}
await runProgram(cleanImages);
