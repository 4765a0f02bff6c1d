// tasks/conda-forge/checklist.ts
var confirmations = ["maintainers", "vendored", "static"];
var noStatic = ({ isPure, confirmed }) => isPure || confirmed.has("static");
var points = [
  { words: /title of this (pr|pull request)/i, holds: () => true },
  { words: /static librar/i, holds: noStatic },
  { words: /license file is packaged/i, holds: ({ isLicensePackaged }) => isLicensePackaged },
  { words: /official source/i, holds: ({ isOfficial }) => isOfficial },
  { words: /not vendor/i, holds: ({ confirmed }) => confirmed.has("vendored") },
  { words: /build number is 0/i, holds: ({ buildNumber }) => buildNumber === "0" },
  { words: /tarball/i, holds: ({ isArchive, isOfficial }) => isArchive && isOfficial },
  { words: /maintainer section/i, holds: ({ isAgreed }) => isAgreed }
];
function fillChecklist(template, known3) {
  const open = [];
  const lines = template.replaceAll(/<!--[^]*?-->/g, "").trim().split(/\r?\n/).map((line) => {
    const [, lead = "", point] = /^(\s*[-*] )\[ \] (.*)$/.exec(line) ?? [];
    if (point === void 0) return line;
    const holds = points.find(({ words }) => words.test(point))?.holds(known3) ?? false;
    if (!holds) open.push(point);
    return `${lead}[${holds ? "x" : " "}] ${point}`;
  });
  return { text: lines.join("\n"), open };
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
function oneLine(text3) {
  return text3.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
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
function failure({ place: place2 }, fault) {
  return new TaskError([
    { place: place2, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve2) => setTimeout(resolve2, milliseconds));
}

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
function listOf(shape) {
  return (value, place2) => {
    if (!Array.isArray(value)) throw new ShapeError(place2, "a list");
    return value.map((entry3, index) => shape(entry3, `${place2}[${index}]`));
  };
}
function mapOf(shape) {
  return (value, place2) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place2, "an object");
    }
    const entries = Object.entries(value).map(([key, entry3]) => [key, shape(entry3, `${place2}.${key}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape) {
  return (value, place2) => value === null ? null : shape(value, place2);
}
function optional(shape) {
  return (value, place2) => value === void 0 || value === null ? null : shape(value, place2);
}
function objectOf(shapes) {
  return (value, place2) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place2, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape(inner, place2 === "" ? key : `${place2}.${key}`)];
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
    const elsewhere = { url: new URL(to, url).href };
    return checked(await request(elsewhere, options), { url }, [200]).body;
  }
  pause(milliseconds) {
    const { sleep: sleep2 } = this.#access.options;
    return sleep2?.(milliseconds) ?? new Promise((resolve2) => setTimeout(resolve2, milliseconds));
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
  return (value, place2) => {
    const inner = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
    return shape(inner, place2 === "" ? key : `${place2}.${key}`);
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

// tasks/conda-forge/person.ts
var place = "GH_TOKEN";
var mend = "make a classic token with the scope public_repo, and keep it as the secret CONDA_FORGE_TOKEN of the workflow's environment";
async function loginOf(github) {
  const path = "/user";
  const answer = await github.call({ path, expect: [200, 401, 403] });
  if (answer.status === 401) throw refused({ place, fault: "is no token that GitHub takes", mend });
  if (answer.status === 403) throw refused({ place, fault: "is no person's token", mend });
  const scopes = answer.headers.get("x-oauth-scopes")?.split(/,\s*/) ?? null;
  if (scopes !== null && !scopes.includes("public_repo") && !scopes.includes("repo"))
    throw refused({ place, fault: "lacks the scope public_repo", mend });
  return readAnswer(answer, objectOf({ login: text }), path).login;
}
function refused(fault) {
  return new TaskError([fault]);
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
function scalarOf(text3) {
  const trimmed = text3.trim();
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

// tasks/conda-forge/recipe-files.ts
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
var most = { files: 50, bytes: 2 ** 20 };
function readRecipeFiles(file) {
  const folder = dirname(resolve(file));
  const names2 = folder === process.cwd() ? [] : listed(folder).filter((name) => name !== basename(file));
  const files = [
    fileOf("recipe.yaml", file),
    ...names2.map((name) => fileOf(pathOf(name), join(folder, name)))
  ];
  const paths = files.map(({ path }) => path);
  const faults = [];
  const mend2 = "keep the recipe in a folder of its own";
  if (new Set(paths).size < paths.length)
    faults.push({ place: folder, fault: "holds another recipe.yaml", mend: mend2 });
  if (files.length > most.files || files.some(({ content }) => content.length > most.bytes))
    faults.push({
      place: folder,
      fault: `holds more than ${most.files} files, or one of more than ${most.bytes} bytes`,
      mend: mend2
    });
  if (faults.length > 0) throw new TaskError(faults);
  return files;
}
function listed(folder) {
  const entries = read(folder, () => readdirSync(folder, { withFileTypes: true, recursive: true }));
  const shown2 = entries.filter((entry3) => !isHidden(folder, entry3) && !entry3.isDirectory());
  const faults = shown2.filter((entry3) => !entry3.isFile()).map((entry3) => ({
    place: join(entry3.parentPath, entry3.name),
    fault: "is a link, or no file",
    mend: "put the file itself there"
  }));
  if (faults.length > 0) throw new TaskError(faults);
  return shown2.map((entry3) => relative(folder, join(entry3.parentPath, entry3.name))).sort();
}
function isHidden(folder, { parentPath, name }) {
  const path = relative(folder, join(parentPath, name));
  return path.split(sep).some((part) => part.startsWith("."));
}
function pathOf(name) {
  return name.split(sep).join("/");
}
function fileOf(path, file) {
  const content = read(file, () => readFileSync(file));
  const sha = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  return { path, content, sha };
}
function read(place2, work) {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([{ place: place2, fault: `can't be read (${code})`, mend: "make the recipe first" }]);
  }
}

// tasks/conda-forge/fork.ts
var interval = 3e3;
var answered = objectOf({
  full_name: text,
  fork: flag,
  owner: objectOf({ login: text }),
  source: optional(objectOf({ full_name: text }))
});
async function forkOf(github, { repository: repository2 }, login) {
  const path = `/repos/${login}/${repository2.split("/")[1] ?? ""}`;
  const found = await github.call({ path, expect: [200, 404] });
  const known3 = found.status === 404 ? null : readAnswer(found, answered, path);
  const isFork = known3?.fork === true && isSame(known3.source?.full_name ?? "", repository2);
  if (known3 !== null && isFork && isSame(known3.owner.login, login)) return known3.full_name;
  const forks = `/repos/${repository2}/forks`;
  const made = await github.call({ method: "POST", path: forks, body: { default_branch_only: true } });
  const fork = readAnswer(made, answered, forks);
  if (isSame(fork.owner.login, login)) return fork.full_name;
  const mend2 = "fork it by hand, then run the job again";
  throw new TaskError([{ place: forks, fault: "forked it to somebody else", mend: mend2 }]);
}
async function onceReady(github, bound, work) {
  for (let waited = 0; ; waited += interval) {
    try {
      return await work();
    } catch (error) {
      const isForming = error instanceof RefusedError && [404, 409].includes(error.status);
      if (!isForming || waited >= bound) throw error;
      await github.pause(interval);
    }
  }
}
function isSame(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

// tasks/conda-forge/feedstock.ts
var organization = "conda-forge";
async function findFeedstock(github, name) {
  return await feedstockOf(github, name) ?? await otherFeedstock(github, name);
}
var answered2 = objectOf({ full_name: text, html_url: text, default_branch: text, archived: flag });
async function feedstockOf(github, name) {
  const path = `/repos/${organization}/${encodeURIComponent(name)}-feedstock`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { full_name, html_url, default_branch, archived: archived2 } = readAnswer(answer, answered2, path);
  return { repository: full_name, url: html_url, defaultBranch: default_branch, archived: archived2 };
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
  return files.some(({ filename, status }) => {
    return status !== "removed" && filename.toLowerCase().startsWith(`recipes/${name.toLowerCase()}/`);
  });
}
var repository = objectOf({ full_name: text, default_branch: text, archived: flag });
async function upstreamOf(github) {
  const path = `/repos/${stagedRecipes}`;
  const { full_name, default_branch } = readAnswer(await github.call({ path }), repository, path);
  return { repository: full_name, defaultBranch: default_branch };
}
async function isStaged(github, { repository: upstream, defaultBranch }, name) {
  const path = `/repos/${upstream}/contents/recipes/${name}?ref=${encodeURIComponent(defaultBranch)}`;
  return (await github.call({ path, expect: [200, 404] })).status === 200;
}

// tasks/conda-forge/branch.ts
var trailer = "Submitted-by: slipway submit-recipe";
var attempts = 4;
async function bringRecipe(github, proposal) {
  for (let attempt = 1; ; attempt += 1) {
    const head = await headOf(github, proposal);
    const now = head === null ? null : await differenceOf(github, proposal);
    if (now !== null && isBrought(now, proposal)) return "there";
    if (now !== null) requireOwn(now, proposal);
    const base2 = head ?? await upstreamHead(github, proposal.upstream);
    const commit = await commitOn(github, proposal, { base: base2, stale: staleOf(now, proposal) });
    if (await pointed(github, proposal, { commit, isNew: head === null }))
      return head === null ? "made" : "changed";
    if (attempt >= attempts) throw moved(proposal);
  }
}
var reference = objectOf({ object: objectOf({ sha: text }) });
function refPath({ fork, name }) {
  return `/repos/${fork}/git/ref/heads/${branchOf(name)}`;
}
async function headOf(github, proposal) {
  const path = refPath(proposal);
  return await onceReady(github, proposal.bound, async () => {
    const answer = await github.call({ path, expect: [200, 404] });
    return answer.status === 404 ? null : readAnswer(answer, reference, path).object.sha;
  });
}
async function upstreamHead(github, { repository: repository2, defaultBranch }) {
  const path = `/repos/${repository2}/git/ref/heads/${defaultBranch}`;
  return readAnswer(await github.call({ path }), reference, path).object.sha;
}
var difference = objectOf({
  total_commits: count,
  commits: listOf(objectOf({ sha: text, commit: objectOf({ message: text }) })),
  files: listOf(objectOf({ filename: text, status: text, sha: text }))
});
async function differenceOf(github, { upstream, login, name }) {
  const range = [upstream.defaultBranch, `${login}:${branchOf(name)}`].map(encodeURIComponent).join("...");
  const path = `/repos/${upstream.repository}/compare/${range}`;
  return readAnswer(await github.call({ path }), difference, path);
}
function placeOf({ name }, path) {
  return `recipes/${name}/${path}`;
}
function isBrought({ files }, proposal) {
  const wanted = new Map(proposal.files.map(({ path, sha }) => [placeOf(proposal, path), sha]));
  return files.length === wanted.size && files.every(({ filename, status, sha }) => status !== "removed" && wanted.get(filename) === sha);
}
function staleOf(now, proposal) {
  const wanted = new Set(proposal.files.map(({ path }) => placeOf(proposal, path)));
  const there = (now?.files ?? []).filter(({ status }) => status !== "removed");
  return there.map(({ filename }) => filename).filter((place2) => !wanted.has(place2));
}
function requireOwn({ commits, total_commits, files }, proposal) {
  const { fork, name } = proposal;
  const place2 = `${fork}, branch ${branchOf(name)}`;
  const foreign = commits.find(({ commit }) => !commit.message.includes(trailer));
  const strange2 = files.find(({ filename }) => !filename.startsWith(placeOf(proposal, "")));
  const mend2 = "take what is wanted of it into the recipe, then delete the branch, or its last commits";
  if (foreign !== void 0) {
    const fault = `holds commit ${foreign.sha.slice(0, 10)} of somebody else`;
    throw new TaskError([{ place: place2, fault, mend: mend2 }]);
  }
  if (strange2 !== void 0 || commits.length < total_commits)
    throw new TaskError([{ place: place2, fault: "changes more than this recipe", mend: mend2 }]);
}
async function commitOn(github, proposal, { base: base2, stale }) {
  const { fork, upstream, files, name, version } = proposal;
  const blobs = [];
  for (const { content } of files) {
    const body = { content: content.toString("base64"), encoding: "base64" };
    blobs.push(
      await onceReady(github, proposal.bound, () => created(github, `/repos/${fork}/git/blobs`, body))
    );
  }
  const commit = `/repos/${upstream.repository}/git/commits/${base2}`;
  const { tree } = readAnswer(
    await github.call({ path: commit }),
    objectOf({ tree: objectOf({ sha: text }) }),
    commit
  );
  const entries = files.map(({ path }, index) => ({
    path: placeOf(proposal, path),
    sha: blobs[index] ?? null
  }));
  const changes = [...entries, ...stale.map((path) => ({ path, sha: null }))];
  const changed2 = await created(github, `/repos/${fork}/git/trees`, {
    base_tree: tree.sha,
    tree: changes.map((change) => ({ ...change, mode: "100644", type: "blob" }))
  });
  const message = `Add ${name} ${version}

${trailer}`;
  return await created(github, `/repos/${fork}/git/commits`, { message, tree: changed2, parents: [base2] });
}
async function created(github, path, body) {
  const answer = await github.call({ method: "POST", path, body, expect: [201] });
  return readAnswer(answer, objectOf({ sha: text }), path).sha;
}
async function pointed(github, proposal, { commit: sha, isNew }) {
  const refs = `/repos/${proposal.fork}/git/refs`;
  const ref = `heads/${branchOf(proposal.name)}`;
  try {
    if (isNew) await github.call({ method: "POST", path: refs, body: { ref: `refs/${ref}`, sha } });
    else await github.call({ method: "PATCH", path: `${refs}/${ref}`, body: { sha, force: false } });
    return true;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if ([409, 422].includes(error.status) && await headOf(github, proposal) !== null) return false;
    throw [403, 404, 422].includes(error.status) ? behind(error, proposal) : error;
  }
}
function behind(error, { fork }) {
  const mend2 = "if the token is to be told why, give it the scope workflow, or press Sync fork on that page, then run the job again";
  const place2 = `https://github.com/${fork}`;
  const fault = "takes no branch from where staged-recipes is now";
  return new TaskError([...error.faults, { place: place2, fault, mend: mend2 }]);
}
function moved(proposal) {
  const place2 = `${proposal.fork}, branch ${branchOf(proposal.name)}`;
  const mend2 = "let one job do it, then run it again";
  return new TaskError([{ place: place2, fault: "is changed by somebody else all the time", mend: mend2 }]);
}

// tasks/conda-forge/pull-request.ts
var shown = objectOf({ html_url: text });
async function openPull(github, { upstream, login, name }, body) {
  const open = await openOf(github, login, name);
  if (open !== null) return open;
  const path = `/repos/${upstream.repository}/pulls`;
  const head = `${login}:${branchOf(name)}`;
  const asked = {
    title: `Add ${name}`,
    head,
    base: upstream.defaultBranch,
    body: await body(),
    maintainer_can_modify: true
  };
  try {
    return readAnswer(await github.call({ method: "POST", path, body: asked }), shown, path).html_url;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const made = error.status === 422 ? await openOf(github, login, name) : null;
    if (made !== null) return made;
    throw [403, 404].includes(error.status) ? byHand(error, `${upstream.defaultBranch}...${head}`) : error;
  }
}
async function openOf(github, login, name) {
  const [first] = await pullsFrom(github, login, name);
  return first?.state === "open" ? first.url : null;
}
function byHand(error, range) {
  const place2 = "GH_TOKEN";
  const fault = "may not open pull requests in conda-forge/staged-recipes, as no fine-grained token may";
  const mend2 = `take a classic token with the scope public_repo, or open it by hand: https://github.com/conda-forge/staged-recipes/compare/${range}?expand=1`;
  return new TaskError([...error.faults, { place: place2, fault, mend: mend2 }]);
}
async function reopen(github, { upstream, fork, name }, { number, head }) {
  const refs = `/repos/${fork}/git/refs`;
  const branch = { ref: `refs/heads/${branchOf(name)}`, sha: head };
  await github.call({ method: "POST", path: refs, body: branch, expect: [201, 404, 422] });
  const path = `/repos/${upstream.repository}/pulls/${number}`;
  const asked = { method: "PATCH", path, body: { state: "open" }, expect: [200, 422] };
  return (await github.call(asked)).status === 200;
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

// tasks/files/release-files.ts
import { createHash as createHash2 } from "node:crypto";
function sha256Of(content) {
  return createHash2("sha256").update(content).digest("hex");
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
  return text3.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (all, reference2) => {
    if (!reference2.startsWith("#")) return named[reference2] ?? all;
    const code = /^#x/i.test(reference2) ? Number.parseInt(reference2.slice(2), 16) : Number(reference2.slice(1));
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
    const files = html.links.flatMap((link) => fileOf2(link, base2));
    const isList = files.some(({ name }) => readFileName(name) !== null);
    if (isList || /links for |pypi:repository-version/i.test(source)) return { files };
  } catch {
  }
  return { files: null, fault: "sent a page that is no list of files", lasting: true };
}
function fileOf2({ text: name, attributes }, base2) {
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
function known2(read2) {
  return (value) => read2(value);
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
function failure3({ place: place2 }, fault, mend2) {
  return new TaskError([{ place: place2, fault, mend: mend2 }]);
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
async function publishedFiles({ declaration: declaration2, version }, variables, options) {
  const index = sourceIndex(declaration2);
  const { name: project, distribution } = declaration2.package;
  const address = await indexAddress(index, variables);
  const files = await readIndexFiles(address, { project, distribution, version }, options);
  const sdist = files.find(({ name }) => name.endsWith(".tar.gz"));
  const wheel = files.find(({ name }) => name.endsWith(".whl")) ?? null;
  if (sdist?.yanked === false) return { sdist, wheel };
  const place2 = `${project} ${version}`;
  if (sdist !== void 0) {
    const fault2 = `was yanked from ${index.title}, and a yanked release is no source`;
    throw new TaskError([{ place: place2, fault: fault2, mend: "release a version that may stay" }]);
  }
  const fault = `has no sdist on ${index.title}, which the recipe would name as its source`;
  throw new TaskError([{ place: place2, fault, mend: "release it first, then make the recipe" }]);
}

// tasks/sdist/gunzip.ts
import { gunzipSync } from "node:zlib";
function decompress(place2, file, bound) {
  try {
    return gunzipSync(file, { maxOutputLength: bound });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new TaskError([{ place: place2, ...decompressionFault(String(code), bound) }]);
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
function requireSound(place2, entries) {
  const byPath = /* @__PURE__ */ new Map();
  const faults = entries.flatMap((entry3) => {
    const twice = byPath.has(entry3.path) ? "is there twice" : null;
    byPath.set(entry3.path, entry3);
    const fault = twice ?? (entry3.kind === "symlink" ? linkFault(entry3.path, entry3.target) : null);
    return fault === null ? [] : [faultOf(place2, entry3.path, fault)];
  });
  const below = entries.filter(
    ({ path }) => parentsOf(path).some((parent) => isNoFolder(byPath.get(parent)))
  );
  const roots = new Set(entries.map(({ path }) => path.split("/")[0]));
  const all = [
    ...faults,
    ...below.map(({ path }) => faultOf(place2, path, "lies below what is no folder")),
    ...roots.size > 1 ? [faultOf(place2, [...roots][1] ?? "", "lies beside the archive's one folder")] : []
  ];
  if (all.length > 0) throw new TaskError(all);
}
function faultOf(place2, path, fault) {
  return {
    place: `${place2}, ${path || "an entry"}`,
    fault,
    mend: "leave it out of the sdist, and build again"
  };
}
function parentsOf(path) {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
function isNoFolder(entry3) {
  return entry3 !== void 0 && entry3.kind !== "folder";
}

// tasks/tar/read.ts
function readTar(place2, archive) {
  const reader = new Reader(place2, archive);
  const entries = [];
  for (let next = reader.next(); next !== null; next = reader.next()) {
    entries.push(entryOf(place2, next, entries));
  }
  if (entries.length === 0) throw reader.fault("", "holds nothing");
  requireSound(place2, entries);
  return entries;
}
var Reader = class {
  #place;
  #archive;
  #at = 0;
  constructor(place2, archive) {
    this.#place = place2;
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
  #read(read2, path = "") {
    try {
      return read2();
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
function entryOf(place2, raw, before) {
  const { path, type, target, mode, content } = raw;
  const fault = pathFault(path) ?? (type === "0" || content.length === 0 ? null : "has contents, and is no file");
  if (fault !== null) throw new TaskError([faultOf(place2, path, fault)]);
  switch (type) {
    case "0":
      return { kind: "file", path, executable: (mode & 64) !== 0, content };
    case "1":
      return { ...linked(place2, raw, before), path };
    case "2":
      return { kind: "symlink", path, target };
    case "5":
      return { kind: "folder", path };
    default:
      throw new TaskError([faultOf(place2, path, "is neither a file, a folder nor a link")]);
  }
}
function linked(place2, { path, target }, before) {
  const file = before.find((entry3) => entry3.path === target);
  if (file?.kind === "file") return file;
  throw new TaskError([faultOf(place2, path, "is a hard link to no file before it")]);
}

// tasks/conda-forge/source-check.ts
var most2 = 2 ** 30;
async function checkSource(declaration2, recipe, { variables, say }) {
  const index = sourceIndex(declaration2).title;
  const options = { place: index, say };
  const asked = { declaration: declaration2, version: recipe.version };
  const { sdist: file } = await publishedFiles(asked, variables, options);
  if (recipe.sha256 === null || (file.sha256 ?? recipe.sha256) !== recipe.sha256) {
    const fault = recipe.sha256 === null ? "names no source with a SHA-256" : `names another hash than ${file.name} has`;
    throw new TaskError([{ place: "the recipe", fault, mend: "make it anew from what is published" }]);
  }
  const content = await downloadIndexFile({ ...file, sha256: recipe.sha256 }, options);
  const paths = new Set(readTar(file.name, decompress(file.name, content, most2)).map(({ path }) => path));
  const root = file.name.replace(/\.tar\.gz$/, "");
  const { licenseFiles } = recipe;
  return {
    sdist: file.name,
    sha256: recipe.sha256,
    index,
    hasLicense: licenseFiles.length > 0 && licenseFiles.every((path) => isIn(paths, root, path))
  };
}
function isIn(paths, root, file) {
  if (paths.has(`${root}/${file}`)) return true;
  return [...paths].some((path) => path.replace(/^[^/]*\//, "") === file);
}

// tasks/conda-forge/submit.ts
async function submit(github, submission, call) {
  const { name, login, files, recipe, bound } = submission;
  const feedstock = await findFeedstock(github, name);
  if (feedstock?.archived === true) throw archived(feedstock.url);
  if (feedstock !== null) return { state: "feedstock", url: feedstock.url, open: [] };
  const [own = null] = await pullsFrom(github, login, name);
  if (own?.merged === true) return { state: "merged", url: own.url, open: [] };
  if (own?.state === "closed" && !submission.reopens) throw turnedDown(own);
  const upstream = await upstreamOf(github);
  await requireFree(github, upstream, { name, own });
  const source = await checkSource(submission.declaration, recipe, call);
  const fork = await forkOf(github, upstream, login);
  const proposal = { name, version: recipe.version, files, upstream, login, fork, bound };
  if (own?.state === "closed") await reopenOrTell(github, proposal, { own, call });
  call.say(`${fork}, branch ${branchOf(name)}: ${await bringRecipe(github, proposal)}`);
  let open = [];
  const url = await openPull(github, proposal, async () => {
    const filled = fillChecklist(await templateOf(github, upstream), knownOf(submission, source));
    open = filled.open;
    return `${filled.text}

${toldOf(submission, source)}
`;
  });
  return { state: "open", url, open };
}
async function reopenOrTell(github, proposal, { own, call }) {
  const isOpen = await reopen(github, proposal, own);
  call.say(
    isOpen ? `${own.url}: opened again` : `${own.url}: can't be opened again; a new one takes its place`
  );
}
async function requireFree(github, upstream, { name, own }) {
  if (own?.state === "open") return;
  const others = (await pullsWithRecipe(github, name)).filter(({ number }) => number !== own?.number);
  const faults = others.map(otherFault);
  if (await isStaged(github, upstream, name)) {
    const place2 = `https://github.com/${upstream.repository}/tree/${upstream.defaultBranch}/recipes/${name}`;
    const fault = "is there already, and becomes a feedstock";
    faults.push({ place: place2, fault, mend: "wait for the feedstock, and ask there to be a maintainer" });
  }
  if (faults.length > 0) throw new TaskError(faults);
}
function otherFault({ url, user, merged }) {
  const fault = `${merged ? "has added" : "proposes"} a recipe of that name, by ${user}`;
  const mend2 = merged ? "wait for its feedstock, and ask there to be a maintainer" : "agree with them: review it, or have it closed, then run the job again";
  return { place: url, fault, mend: mend2 };
}
function archived(url) {
  const mend2 = "ask conda-forge to bring it back, by a request in conda-forge/admin-requests";
  return new TaskError([{ place: url, fault: "is the feedstock, and is archived", mend: mend2 }]);
}
function turnedDown({ url }) {
  const fault = "was closed without being merged";
  const mend2 = "read there why; to open it again, run the workflow conda-forge.yml with -f reopen=true";
  return new TaskError([{ place: url, fault, mend: mend2 }]);
}
async function templateOf(github, { repository: repository2, defaultBranch }) {
  const file = ".github/pull_request_template.md";
  const ref = encodeURIComponent(defaultBranch);
  return await readText(github, `/repos/${repository2}/contents/${file}?ref=${ref}`) ?? "";
}
function knownOf({ recipe, declaration: declaration2, login, confirmed }, source) {
  const { maintainers, isNoarch, urls, buildNumber } = recipe;
  const isAlone = maintainers.length === 1 && maintainers[0]?.toLowerCase() === login.toLowerCase();
  return {
    isLicensePackaged: source.hasLicense,
    isOfficial: true,
    isArchive: urls.length > 0 && urls.every((url) => /^https?:\/\/\S+\.(tar\.gz|zip)$/.test(url)),
    buildNumber,
    isPure: isNoarch && declaration2.package.kind === "pure",
    isAgreed: isAlone || confirmed.has("maintainers"),
    confirmed
  };
}
function toldOf({ declaration: declaration2, name }, { sdist, sha256, index }) {
  const { owner, name: repository2 } = declaration2.repository;
  return [
    `Adds \`${name}\`, developed at https://github.com/${owner}/${repository2}.`,
    `Its source is \`${sdist}\` as ${index} has it (SHA-256 \`${sha256}\`).`,
    `Points are ticked where the workflow that opened this, or a person who started it, has checked them.`
  ].join("\n");
}
function nextSteps({ declaration: declaration2 }) {
  const team = declaration2.package.kind === "pure" ? "help-python" : "help-python-c";
  return [
    `conda-forge's checks build the recipe now; mend what they find in the recipe, and run the job again.`,
    `Once they pass, comment there: @conda-forge-admin, please ping conda-forge/${team}`,
    `After it is merged into ${stagedRecipes}, the feedstock is made and its bot follows the releases.`
  ];
}

// tasks/declaration/read.ts
import { readFileSync as readFileSync2 } from "node:fs";
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
    return parseJson(readFileSync2(file), declaration);
  } catch (error) {
    const mend2 = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf2(error), mend: mend2 }]);
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

// tasks/release/options.ts
function minutesOf(text3) {
  const minutes = /^\d{1,4}$/.test(text3) ? Number(text3) : Number.NaN;
  if (minutes <= 1440) return minutes;
  const mend2 = "write --wait 10";
  throw new MisuseError({ place: "--wait", fault: "is not a number of minutes from 0 to 1440", mend: mend2 });
}

// tasks/submit-recipe.ts
var submitRecipe = {
  name: "submit-recipe",
  summary: "Proposes a package to conda-forge: opens the pull request to staged-recipes that adds its recipe, from a fork of the\nperson whose token it is, with the checklist ticked where a point was checked. Safe to run again: it goes on where\nit was interrupted, and brings a changed recipe to the pull request that there is. Does nothing where the feedstock\nis there. Outputs: url, and state (open, merged or feedstock).",
  operands: "",
  variables: {
    GH_TOKEN: "classic token of a person with the scope public_repo: it forks, pushes and opens the pull request",
    CONFIRMED: "what that person confirms, of maintainers (all have agreed), vendored (nothing is), static (no such library)",
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    ...addressVariables,
    GITHUB_OUTPUT: "file that outputs are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    recipe: {
      value: "FILE",
      help: "the recipe; what else lies in its folder is submitted with it",
      default: "recipe/recipe.yaml"
    },
    reopen: {
      value: "true|false",
      help: "whether a pull request that was closed is opened again",
      default: "false"
    },
    wait: { value: "MINUTES", help: "how long a new fork is waited for", default: "5" }
  },
  run: submitIt
};
async function submitIt(call) {
  const confirmed = confirmedOf(call.variables["CONFIRMED"] ?? "");
  const reopens = reopensOf(call.options.reopen);
  const bound = minutesOf(call.options.wait) * 6e4;
  const declaration2 = readDeclaration(call.options.declaration);
  const files = readRecipeFiles(call.options.recipe);
  const checked3 = checkedRecipe(call.options.recipe, declaration2, files[0]?.content.toString("utf8") ?? "");
  requireToken(call);
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const login = await loginOf(github);
  const submission = { declaration: declaration2, ...checked3, files, login, confirmed, reopens, bound };
  const submitted = await submit(github, submission, call);
  call.output({ url: submitted.url, state: submitted.state });
  tell(call, submission, submitted);
}
function tell(call, submission, { state, url, open }) {
  const said = {
    feedstock: ["the feedstock is there: nothing is to be submitted"],
    merged: ["is merged: the feedstock is made by and by"],
    open: ["is open", ...open.map((point) => `to be checked by you, and ticked there: ${point}`)]
  }[state];
  const next = state === "open" ? nextSteps(submission) : [];
  for (const line of said) call.say(`${url}: ${line}`);
  for (const line of next) call.say(line);
  call.tabulate({
    title: `${submission.name} on conda-forge`,
    head: ["Where", "What"],
    rows: [...said.map((line) => [url, line]), ...next.map((line) => ["next", line])]
  });
}
function checkedRecipe(place2, { conda }, source) {
  if (conda === null) {
    const fault = "declares no package for conda-forge";
    throw new TaskError([{ place: "slipway:conda", fault, mend: "declare it in the stack" }]);
  }
  const recipe = readRecipe(source);
  const { version } = recipe;
  const mend2 = "make the recipe anew, or correct it";
  if (recipe.name !== conda.name) {
    const fault = `is of ${recipe.name ?? "no name that can be told"}, where ${conda.name} is declared`;
    throw new TaskError([{ place: place2, fault, mend: mend2 }]);
  }
  if (version === null) throw new TaskError([{ place: place2, fault: "tells no version that can be read", mend: mend2 }]);
  return { name: conda.name, recipe: { ...recipe, version } };
}
function confirmedOf(text3) {
  const words = text3.split(/[\s,]+/).filter((word) => word !== "");
  const known3 = confirmations;
  const unknown = words.find((word) => !known3.includes(word));
  if (unknown === void 0) return new Set(words);
  const mend2 = `name some of ${confirmations.join(", ")}`;
  throw new MisuseError({ place: "CONFIRMED", fault: `confirms ${unknown}, which is not asked for`, mend: mend2 });
}
function reopensOf(text3) {
  if (text3 === "true" || text3 === "false") return text3 === "true";
  const mend2 = "write --reopen true";
  throw new MisuseError({ place: "--reopen", fault: "is neither true nor false", mend: mend2 });
}
function requireToken({ variables }) {
  if ((variables["GH_TOKEN"] ?? "").trim() !== "") return;
  const mend2 = "make a classic token with the scope public_repo, and keep it as the secret CONDA_FORGE_TOKEN of the workflow's environment";
  throw new MisuseError({ place: "GH_TOKEN", fault: "is missing", mend: mend2 });
}
await runProgram(submitRecipe);
