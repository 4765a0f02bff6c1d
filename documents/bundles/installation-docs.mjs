// tasks/installation-docs.ts
import { mkdirSync, readFileSync as readFileSync2, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
function isDistribution(name) {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name);
}
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
var answered = objectOf({ id: count, name: text, size: count, digest: optional(text), state: text });
var assetShape = (value, place) => {
  const { id, name, size, digest: digest2, state } = answered(value, place);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest2 ?? "")?.[1] ?? null;
  return { id, name, size, sha256, complete: state === "uploaded" };
};

// tasks/github/tags.ts
var answered2 = objectOf({ object: objectOf({ type: text, sha: text }) });

// tasks/github/releases.ts
async function findRelease(github, tag) {
  const all = await github.pages(`/repos/${github.repository}/releases?per_page=100`, releaseShape);
  const found = all.filter((one) => one.tag === tag).toSorted((one, other) => one.id - other.id);
  return found.find(({ draft }) => !draft) ?? found[0] ?? null;
}
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
var releaseShape = (value, place) => {
  const release = answered3(value, place);
  return {
    id: release.id,
    tag: release.tag_name,
    target: release.target_commitish,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable ?? false,
    url: release.html_url ?? "",
    notes: release.body ?? "",
    uploadUrl: release.upload_url,
    assets: release.assets
  };
};

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
  const known = variablesOf(source, outline);
  const at = (pattern) => {
    const found = outline.filter(({ path }) => pattern.test(path)).flatMap(({ value }) => flowOf(value));
    return found.map((value) => resolved(value, known));
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
  const known = /* @__PURE__ */ new Map();
  for (const [, name = "", value = ""] of source.matchAll(
    /^\s*\{%-?\s*set\s+(\w+)\s*=\s*["']([^"']*)["']\s*-?%\}/gm
  )) {
    known.set(name, value);
  }
  for (const { path, value } of outline) {
    const name = /^context\.(\w+)$/.exec(path)?.[1];
    const told2 = name === void 0 ? null : resolved(value, known);
    if (name !== void 0 && told2 !== null) known.set(name, told2);
  }
  return known;
}
function flowOf(value) {
  const list = /^\[(.*)\]$/.exec(value)?.[1];
  if (list === void 0) return [value];
  return list.split(",").flatMap((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2") || []);
}
function resolved(value, known) {
  const expressions = /\$?\{\{(.*?)\}\}/g;
  const values = [...value.matchAll(expressions)].map(([, one = ""]) => evaluated(one.trim(), known));
  if (values.includes(null)) return null;
  return value.replaceAll(expressions, () => values.shift() ?? "");
}
function evaluated(expression, known) {
  const [, name = "", first, lower] = /^(\w+)(\[0\])?\s*(\|\s*lower)?$/.exec(expression) ?? [];
  const value = known.get(name);
  if (value === void 0) return null;
  const part = first === void 0 ? value : value.slice(0, 1);
  return lower === void 0 ? part : part.toLowerCase();
}

// tasks/conda-forge/feedstock.ts
var organization = "conda-forge";
async function findFeedstock(github, name) {
  return await feedstockOf(github, name) ?? await otherFeedstock(github, name);
}
var answered4 = objectOf({ full_name: text, html_url: text, default_branch: text, archived: flag });
async function feedstockOf(github, name) {
  const path = `/repos/${organization}/${encodeURIComponent(name)}-feedstock`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { full_name, html_url, default_branch, archived } = readAnswer(answer, answered4, path);
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
async function feedstockRecipe(github, { repository, defaultBranch }) {
  for (const file2 of ["recipe.yaml", "meta.yaml"]) {
    const query = `ref=${encodeURIComponent(defaultBranch)}`;
    const source = await readText(github, `/repos/${repository}/contents/recipe/${file2}?${query}`);
    if (source !== null) return readRecipe(source);
  }
  return null;
}
async function readText(github, path) {
  const accept = "application/vnd.github.raw+json";
  const answer = await github.call({ path, accept, expect: [200, 404] });
  return answer.status === 404 ? null : answer.body.toString("utf8");
}

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
function readLedger(source) {
  return parseJson(source, ledger);
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

// tasks/installation/facts.ts
async function readFacts(github, declaration2, say) {
  const release = await latestRelease(github);
  const { tagPrefix } = declaration2.release;
  const parsed = release?.tag.startsWith(tagPrefix) ? parseVersion(release.tag.slice(tagPrefix.length)) : null;
  if (release === null || parsed === null) return null;
  const ledger2 = await ledgerOf(github, release, say);
  const image = ledger2?.channels.some((channel2) => channel2.image !== null) ?? false;
  return {
    declaration: declaration2,
    version: canonicalOf(parsed),
    tag: release.tag,
    url: release.url,
    files: (ledger2?.files ?? []).map(({ name }) => name).filter(isDistribution),
    hasImage: declaration2.image !== null && image,
    onConda: await askConda(github, declaration2, say),
    tested: ledger2?.tested?.filter(isPlain) ?? null
  };
}
async function latestRelease(github) {
  const path = `/repos/${github.repository}/releases/latest`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  return await findRelease(github, readAnswer(answer, objectOf({ tag_name: text }), path).tag_name);
}
async function ledgerOf(github, release, say) {
  const asset = release.assets.find(({ name, complete }) => complete && name === ledgerName);
  if (asset === void 0) return null;
  try {
    return readLedger(await downloadAsset(github, asset));
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    say(`${ledgerName} of ${release.tag} can't be read: ${error.message}`);
    return null;
  }
}
async function askConda(github, { conda }, say) {
  if (conda === null) return false;
  try {
    const feedstock = await findFeedstock(github, conda.name);
    return feedstock !== null && !feedstock.archived && await feedstockRecipe(github, feedstock) !== null;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    say(`conda-forge can't be asked now: ${error.message}`);
    return null;
  }
}
function isPlain({ what, platform, python }) {
  const isPython = python === null || /^3\.\d+t?$/.test(python);
  return isPython && /^[A-Za-z][\w -]*$/.test(what) && /^[a-z][\w-]*$/.test(platform);
}

// tasks/installation/table.ts
function alignedTable(head, rows) {
  const widths = head.map((title, at) => {
    return Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0));
  });
  const line = (cells) => `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

// tasks/installation/render.ts
function renderInstallation(facts) {
  return [
    "## Installation",
    ...installation(facts),
    ...verification(facts),
    "### Tested",
    ...tested(facts)
  ].join("\n\n");
}
function installation({ declaration: declaration2, version, hasImage, onConda }) {
  const { package: declared, conda, image } = declaration2;
  const { name } = declared;
  const index = indexOf(declaration2.indexes);
  const [pip, uv] = ["--index-url", "--index"].map((option) => index === null ? "" : `${option} ${index} `);
  return [
    "With pip, or with [uv](https://docs.astral.sh/uv/):",
    commandBlock(`python -m pip install ${pip}${name}`, `uv add ${uv}${name}`),
    ...conda !== null && onConda === true ? ["From conda-forge:", commandBlock(`conda install --channel conda-forge ${conda.name}`)] : [],
    ...image !== null && hasImage ? [
      "As a container, for x86-64 and ARM64:",
      commandBlock(`docker run --rm -it ${image.registry}/${image.name}:${version}`)
    ] : []
  ];
}
function indexOf(indexes) {
  return indexes.findLast(({ name }) => name !== "testpypi")?.simpleUrl ?? null;
}
function verification({ declaration: declaration2, tag, version, files, hasImage }) {
  const { repository, release, image } = declaration2;
  if (!release.attestations) return [];
  const whose = `${repository.owner}/${repository.name}`;
  const signer = `--signer-workflow ${whose}/.github/workflows/${release.workflow}`;
  const verify = (what) => `gh attestation verify ${what} --repo ${whose} \\
    ${signer}`;
  const file2 = files.find((one) => one.endsWith("-none-any.whl")) ?? files.find((one) => one.endsWith(".tar.gz"));
  const commands = [
    ...file2 === void 0 || !release.githubRelease ? [] : [`gh release download ${tag} --repo ${whose} --pattern ${file2}`, verify(file2)],
    ...image !== null && hasImage ? [verify(`oci://${image.registry}/${image.name}:${version}`)] : []
  ];
  if (commands.length === 0) return [];
  return [
    "### Verifying it",
    "Each file of a release is attested: it was built by this repository's own workflow, from the sources at its tag. [GitHub's command line](https://cli.github.com/) checks that:",
    commandBlock(...commands)
  ];
}
function tested({ declaration: declaration2, version, url, tested: tests }) {
  const release = `[${version}](${url})`;
  if (tests === null || tests.length === 0)
    return [`What release ${release} was tested on was not recorded.`];
  const { pythons, platforms } = declaration2.package;
  const columns2 = columnsOf(tests, pythons);
  const rows = ordered(
    platforms,
    tests.map(({ platform }) => platform)
  ).map((platform) => {
    const own = tests.filter((test) => test.platform === platform);
    return [platform, ...columns2.map(({ holds, word }) => own.some(holds) ? word : "")];
  });
  const head = ["Platform", ...columns2.map(({ title }) => title)];
  return [`Release ${release} was tested on:`, alignedTable(head, rows)];
}
function columnsOf(tests, declared) {
  const own = tests.filter(({ what }) => what === "test");
  const pythons = ordered(
    declared,
    own.flatMap(({ python }) => python ?? [])
  );
  const indexes = ordered(
    [],
    tests.flatMap(({ what }) => what === "test" || what === "image" ? [] : [what])
  );
  return [
    ...pythons.map((python) => {
      const holds = (test) => test.what === "test" && test.python === python;
      return { title: `Python ${python}`, word: "tested", holds };
    }),
    ...indexes.map((title) => {
      return { title: `From ${title}`, word: "installed", holds: ({ what }) => what === title };
    }),
    ...tests.some(({ what }) => what === "image") ? [{ title: "Image", word: "verified", holds: ({ what }) => what === "image" }] : []
  ];
}
function ordered(declared, there) {
  const found = new Set(there);
  const others = [...found].filter((one) => !declared.includes(one)).sort();
  return [...declared.filter((one) => found.has(one)), ...others];
}
function commandBlock(...commands) {
  return ["```console", ...commands, "```"].join("\n");
}

// tasks/installation/section.ts
var [begin, end] = ["<!-- slipway:installation -->", "<!-- /slipway:installation -->"];
function withSection(readme, text2, place) {
  const newline = readme.includes("\r\n") ? "\r\n" : "\n";
  const section = `${begin}

${text2.trim()}

${end}`.replaceAll("\n", newline);
  const [begins, ends] = [positions(readme, begin), positions(readme, end)];
  if (begins.length === 0 && ends.length === 0) {
    const before = readme.trimEnd();
    return `${before}${before === "" ? "" : newline.repeat(2)}${section}${newline}`;
  }
  const [from = -1] = begins;
  const [to = -1] = ends;
  const isPair = begins.length === 1 && ends.length === 1 && from < to;
  if (!isPair) throw new TaskError([faultOf2(begins.length, ends.length, place)]);
  return readme.slice(0, from) + section + readme.slice(to + end.length);
}
function positions(text2, marker) {
  return [...text2.matchAll(new RegExp(marker, "g"))].map(({ index }) => index);
}
function faultOf2(begins, ends, place) {
  const isOrder = begins === 1 && ends === 1;
  return {
    place,
    fault: isOrder ? `has ${end} before ${begin}` : `has ${begins} of ${begin} and ${ends} of ${end}`,
    mend: "leave one pair of them, around what is to be replaced, or none"
  };
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
  const end2 = `end-${randomUUID()}`;
  return `${name}<<${end2}
${value}
${end2}
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
  const fault2 = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault: fault2, mend: "run the job again; report it if it stays" })];
}

// tasks/release/options.ts
function folderOf(options, name) {
  const folder = options[name] ?? "";
  if (folder !== "") return folder;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: "name a folder" });
}

// tasks/installation-docs.ts
var docs = {
  name: "installation-docs",
  summary: "Writes the README anew, with the section between <!-- slipway:installation --> and <!-- /slipway:installation -->,\nappended where there is none: how to install and verify the package, and what its latest release was tested on.\nWrites nothing where nothing is released yet.",
  operands: "",
  variables: {
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    GH_TOKEN: "token that reads contents",
    GITHUB_OUTPUT: "file that the output `changed` is added to, if it is set: true or false"
  },
  options: {
    readme: {
      value: "FILE",
      help: "the README, from the repository's root (default: as declared)",
      default: ""
    },
    out: { value: "DIR", help: "folder to write it to, under the same path", default: "" },
    body: { value: "FILE", help: "file to write a pull request's text to (default: none)", default: "" },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const out = folderOf(call.options, "out");
  const declaration2 = readDeclaration(call.options.declaration);
  const place = readmeOf(call.options.readme || (declaration2.upkeep.readme ?? ""));
  const readme = textOf(place);
  const say = (line) => call.say(line);
  const facts = await readFacts(gitHubOf(call.variables, say), declaration2, say);
  if (facts === null) {
    say("No version is released yet: there is nothing to tell.");
    call.output({ changed: "false" });
    return;
  }
  const onConda = facts.onConda ?? readme.includes("--channel conda-forge");
  const written = withSection(readme, renderInstallation({ ...facts, onConda }), place);
  const changed = written !== readme;
  say(changed ? `${place} is brought up to release ${facts.version}.` : `${place} stays as it is.`);
  mkdirSync(dirname(join(out, place)), { recursive: true });
  writeFileSync(join(out, place), written);
  const body = `How to install and verify it, and what release [${facts.version}](${facts.url}) was tested on.
`;
  if (call.options.body !== "") writeFileSync(call.options.body, body);
  call.output({ changed: String(changed) });
}
function readmeOf(place) {
  const mend = "set slipway:upkeep.readme in the stack, or write --readme README.md";
  if (place === "") throw new MisuseError({ place: "--readme", fault: "is missing", mend });
  if (/^\/|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)/.test(place))
    throw new MisuseError({ place: "--readme", fault: "leads out of the repository", mend });
  if (/\.(md|markdown)$/i.test(place)) return place;
  throw new TaskError([{ place, fault: "is no Markdown", mend: "keep the section in a README.md" }]);
}
function textOf(file2) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync2(file2));
  } catch (error) {
    if (error instanceof TypeError)
      throw new TaskError([{ place: file2, fault: "is not UTF-8", mend: "save it as UTF-8" }]);
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "name a README that is there, from the repository's root";
    throw new TaskError([{ place: file2, fault: `can't be read (${code})`, mend }]);
  }
}
await runProgram(docs);
