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

// tasks/ledger/sums.ts
function requireSums(files, { folder, sums }) {
  if (files.length === 0) {
    const mend2 = "fetch the built files into it first";
    throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend: mend2 }]);
  }
  if (sums === null || sums === "") return;
  const told2 = readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend = "fetch the files that were put on the draft";
  const differing = files.filter(({ name, sha256 }) => told2.get(name) !== sha256).map(({ name }) => {
    return {
      place: name,
      fault: told2.has(name) ? "is not the file that was settled" : "was not settled",
      mend
    };
  });
  const missing = [...told2.keys()].filter((name) => !there.has(name)).map((name) => ({ place: name, fault: `was settled, and is not in ${folder}`, mend }));
  if (differing.length + missing.length > 0) throw new TaskError([...differing, ...missing]);
}
function toldAlone(files, sums) {
  if (sums === null) return files;
  const told2 = sums.trim() === "" ? /* @__PURE__ */ new Map() : readSums(sums);
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const mend = "run all jobs again";
  const faults = [...told2].flatMap(([name, sha256]) => {
    if (there.get(name) === sha256) return [];
    const fault2 = there.has(name) ? "is not the file that was told" : "was told, and is not there";
    return [{ place: name, fault: fault2, mend }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return files.filter(({ name }) => told2.has(name));
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

// tasks/index/address.ts
import { execFile } from "node:child_process";
var known = { pypi: "PyPI", testpypi: "TestPyPI" };
var overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" };
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
function checked2(address, place, mend) {
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
function failure2(fault2) {
  return new TaskError([fault2]);
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
      files: files.map((file2) => ({
        name: file2.filename,
        sha256: hashOf(file2.hashes?.sha256 ?? null),
        size: file2.size,
        uploaded: file2["upload-time"],
        url: new URL(file2.url, address).href,
        yanked: file2.yanked ?? false,
        provenance: file2.provenance === null ? null : new URL(file2.provenance, address).href
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
  return files.filter((file2) => isOf(file2, asked)).sort((one, other) => one.name < other.name ? -1 : 1);
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
async function downloadIndexFile(file2, options) {
  const damaged = ({ status: status2, body: body2 }) => {
    if (status2 !== 200) return null;
    if (file2.size !== null && body2.length !== file2.size)
      return `sent ${file2.name} in another size than it tells`;
    const isTold = file2.sha256 === null || sha256Of(body2) === file2.sha256;
    return isTold ? null : `sent ${file2.name} with another hash than it tells`;
  };
  const { status, body } = await request({ url: file2.url }, { ...options, damaged });
  if (status === 200) return body;
  if (status !== 404) throw refusal(status, options);
  throw failure3(
    options,
    `lists ${file2.name}, and has no such file`,
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
function failure3({ place }, fault2, mend) {
  return new TaskError([{ place, fault: fault2, mend }]);
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
      for (const file2 of files) {
        known3.set(file2.name, file2);
        const { name, size, uploaded } = file2;
        const sha256 = file2.sha256 ?? sha256Of(await downloadIndexFile(file2, options));
        held.push({ name, sha256, size, uploaded });
      }
      return held;
    },
    async fetch({ name }) {
      const file2 = known3.get(name);
      if (file2 !== void 0) return await downloadIndexFile(file2, options);
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
var attempts = 5;
async function uploadAsset(github, release, file2) {
  const wanted = { sha256: sha256Of(file2.content), size: file2.content.length };
  for (let attempt = 1; ; attempt += 1) {
    const held = await heldUnder(github, release, file2.name);
    if (held !== null && await isSame(github, held, wanted)) return held;
    if (held !== null) await makeRoom(github, held, release.draft && file2.onlyNew !== true);
    const sent = await send(github, release, file2);
    if ("asset" in sent) return checkedAsset(sent.asset, file2.name, wanted);
    if (attempt >= attempts) throw sent.lost;
    await github.pause(1e3 * 2 ** (attempt - 1));
  }
}
async function downloadAsset(github, asset) {
  if (!asset.complete)
    throw fault(asset.name, "broke off while it was sent to GitHub", "run the job that sends it again");
  const content = await github.download(`/repos/${github.repository}/releases/assets/${asset.id}`);
  const matches = content.length === asset.size && sha256Of(content) === (asset.sha256 ?? sha256Of(content));
  if (!matches) throw fault(asset.name, "is not what GitHub says it is", "run the job again");
  return content;
}
async function deleteAsset(github, asset) {
  const path = `/repos/${github.repository}/releases/assets/${asset.id}`;
  await github.call({ method: "DELETE", path, expect: [204, 404] });
}
async function heldUnder(github, release, name) {
  const path = `/repos/${github.repository}/releases/${release.id}/assets?per_page=100`;
  return (await github.pages(path, assetShape)).find((one) => one.name === name) ?? null;
}
async function isSame(github, held, wanted) {
  if (!held.complete || held.size !== wanted.size) return false;
  if (held.sha256 !== null) return held.sha256 === wanted.sha256;
  return sha256Of(await downloadAsset(github, held)) === wanted.sha256;
}
async function makeRoom(github, held, mayReplace) {
  if (held.complete && !mayReplace)
    throw fault(held.name, "is on the release with other contents", "release these under a new version");
  await deleteAsset(github, held);
}
async function send(github, { uploadUrl }, { name, content }) {
  const address = `${uploadUrl.replace(/\{[^}]*\}$/, "")}?name=${encodeURIComponent(name)}`;
  try {
    const answer = await github.upload(address, content);
    return { asset: readAnswer(answer, assetShape, address) };
  } catch (error) {
    const isFinal = error instanceof RefusedError && !error.codes.includes("already_exists");
    if (isFinal || !(error instanceof TaskError)) throw error;
    return { lost: error };
  }
}
function checkedAsset(asset, name, wanted) {
  if (asset.name !== name)
    throw fault(name, `is kept by GitHub as ${asset.name}`, "choose a version whose file names it keeps");
  const isWhole2 = asset.complete && asset.size === wanted.size;
  if (!isWhole2 || (asset.sha256 ?? wanted.sha256) !== wanted.sha256)
    throw fault(name, "arrived at GitHub as something else", "run the job again");
  return asset;
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
async function commitOfTag(github, tag) {
  const name = tag.split("/").map(encodeURIComponent).join("/");
  const path = `/repos/${github.repository}/git/ref/tags/${name}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  let { object } = readAnswer(answer, answered2, path);
  for (let depth = 0; object.type === "tag" && depth < 5; depth += 1) {
    const inner = `/repos/${github.repository}/git/tags/${object.sha}`;
    object = readAnswer(await github.call({ path: inner }), answered2, inner).object;
  }
  return object.sha;
}

// tasks/github/releases.ts
async function findRelease(github, tag) {
  const all = await github.pages(`/repos/${github.repository}/releases?per_page=100`, releaseShape);
  const found = all.filter((one) => one.tag === tag).toSorted((one, other) => one.id - other.id);
  return found.find(({ draft }) => !draft) ?? found[0] ?? null;
}
async function createDraft(github, draft) {
  const path = `/repos/${github.repository}/releases`;
  const body = {
    tag_name: draft.tag,
    name: draft.title,
    body: draft.notes,
    draft: true,
    prerelease: draft.prerelease
  };
  try {
    const answer = await github.call({ method: "POST", path, body, expect: [201] });
    return readAnswer(answer, releaseShape, path);
  } catch (error) {
    if (error instanceof RefusedError || !(error instanceof TaskError)) throw error;
    const made = await findRelease(github, draft.tag);
    if (made?.draft) return made;
    throw error;
  }
}
async function publishRelease(github, release, { latest }) {
  if (!release.draft) return release;
  await assertTagged(github, release.tag);
  const path = `/repos/${github.repository}/releases/${release.id}`;
  const body = { draft: false, make_latest: String(latest && !release.prerelease) };
  try {
    return readAnswer(await github.call({ method: "PATCH", path, body }), releaseShape, path);
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 422) throw error;
    const now = readAnswer(await github.call({ path }), releaseShape, path);
    if (now.draft) throw error;
    return now;
  }
}
async function assertTagged(github, tag) {
  if (await commitOfTag(github, tag) === null)
    throw new TaskError([
      { place: `tag ${tag}`, fault: "is gone", mend: "push it again, and run this job again" }
    ]);
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

// tasks/release/store.ts
function githubStore(github) {
  return {
    commitOf: (tag) => commitOfTag(github, tag),
    find: (tag) => findRelease(github, tag),
    create: (draft) => createDraft(github, draft),
    upload: (release, file2) => uploadAsset(github, release, file2),
    download: (asset) => downloadAsset(github, asset),
    remove: (asset) => deleteAsset(github, asset),
    publish: (release, options) => publishRelease(github, release, options)
  };
}

// tasks/release/access.ts
var storeVariables = {
  GITHUB_API_URL: "GitHub's API",
  GITHUB_REPOSITORY: "owner/name",
  GH_TOKEN: "token that may write contents: drafts are shown to no other"
};
var indexVariables = {
  PYPI_SIMPLE_URL: "simple API in place of PyPI's, which pip knows",
  TESTPYPI_SIMPLE_URL: "simple API in place of TestPyPI's, which pip knows"
};
async function indexesOf(declaration2, call) {
  const channels = [];
  for (const { name } of declaration2.indexes) channels.push(await indexOf(declaration2, name, call));
  return channels;
}
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

// tasks/release/content.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { basename, join as join2 } from "node:path";
function contentOf(name, content) {
  return { name, sha256: sha256Of(content), size: content.length, read: () => content };
}
function folderContents(folder) {
  const files = readReleaseFiles(folder);
  if (files.length > 0)
    return files.map((file2) => ({ ...file2, read: () => readFileSync3(join2(folder, file2.name)) }));
  const mend = "fetch the built files into it first";
  throw new TaskError([{ place: folder, fault: "holds no sdist and no wheel", mend }]);
}
function fileContents(paths) {
  return paths.map((path) => {
    try {
      return contentOf(basename(path), readFileSync3(path));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      throw new TaskError([{ place: path, fault: `can't be read (${code})`, mend: "make it first" }]);
    }
  });
}
async function isWhole(store, asset, { sha256, size }) {
  if (asset?.complete !== true || asset.size !== size) return false;
  return (asset.sha256 ?? sha256Of(await store.download(asset))) === sha256;
}
function sumsOf(files) {
  return files.toSorted((a, b) => a.name < b.name ? -1 : 1).map(({ name, sha256 }) => `${sha256}  ${name}
`).join("");
}
function plain({ name, sha256, size }) {
  return { name, sha256, size };
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
function identityOf(declaration2, variables) {
  const read = (name) => variableOf(variables, name);
  return {
    package: declaration2.package.name,
    version: read("VERSION"),
    tag: read("GITHUB_REF").slice("refs/tags/".length),
    commit: read("GITHUB_SHA"),
    workflow: declaration2.release.workflow,
    run: { id: Number(read("GITHUB_RUN_ID")), attempt: Number(read("GITHUB_RUN_ATTEMPT")) }
  };
}
function variableOf(variables, name) {
  const value = variables[name] ?? "";
  if (kinds[name].test(value)) return value;
  throw new MisuseError({
    place: name,
    fault: value === "" ? "is not set" : "is none that a release has",
    mend: `set it to ${identityVariables[name]}`
  });
}

// tasks/release/notes.ts
import { readFileSync as readFileSync4 } from "node:fs";
import { join as join3 } from "node:path";

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
  const lines = linesOf2(text2);
  const headings = titlesOf(lines);
  const naming = headings.filter(({ title }) => sameVersion(versionIn(title) ?? "", version));
  const heading = naming.reduce(outermost, null);
  if (heading === null) return null;
  const next = headings.find(({ first, level }) => first >= heading.end && level <= heading.level);
  return withoutReferences(lines.slice(heading.end, next?.first)).join("\n").trim();
}
function linesOf2(text2) {
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
  const words = plain2(title).split(/\s+/);
  const index = words.findIndex((word) => versionOf(word) !== null);
  const [before, after] = [words[index - 1] ?? "", words[index + 1] ?? ""];
  if (index === -1 || /^(since|from|after|before|until|than)$/i.test(before)) return null;
  const isClosed = /[):,;–—-]$/.test(words[index] ?? "");
  if (!isClosed && /^[a-z]/.test(after) && !/^(release|released|on|of|is|final)\b/.test(after)) return null;
  return versionOf(words[index] ?? "");
}
function plain2(title) {
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

// tasks/release/notes.ts
async function notesOf({ package: declared }, identity, github) {
  const section = declared.changelog && written(join3(declared.folder, declared.changelog), identity.version);
  if (section) return section;
  const path = `/repos/${github.repository}/releases/generate-notes`;
  const body = { tag_name: identity.tag };
  const answer = await github.call({ method: "POST", path, body });
  return readAnswer(answer, objectOf({ body: text }), path).body;
}
function written(file2, version) {
  try {
    return sectionOf(readFileSync4(file2, "utf8"), version);
  } catch {
    return null;
  }
}

// tasks/release/options.ts
function folderOf(options, name) {
  const folder = options[name] ?? "";
  if (folder !== "") return folder;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: "name a folder" });
}
function flagOf(variables, name) {
  const value = variables[name] ?? "";
  if (value === "true" || value === "false") return value === "true";
  const fault2 = value === "" ? "is not set" : "is neither true nor false";
  throw new MisuseError({ place: name, fault: fault2, mend: "set it to true or false" });
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
          held.filter((file2) => file2.name === name)
        )
      })
    ),
    ...surplus.map(({ name }) => ({ name, state: "surplus" }))
  ].sort((a, b) => a.name < b.name ? -1 : 1);
  const missing = files.some(({ state }) => state === "missing");
  const closed = missing ? closedFault(held, rules) : null;
  const faults = [...files.flatMap((file2) => faultsOf(file2, rules)), ...closed === null ? [] : [closed]];
  if (faults.length > 0) return { decision: "stop", files, faults };
  return { decision: missing ? "publish" : "skip", files, faults };
}
function stateOf(sha256, held) {
  if (held.length === 0) return "missing";
  if (held.some((file2) => file2.sha256 !== null && file2.sha256 !== sha256)) return "other";
  return held.every((file2) => file2.sha256 === sha256) ? "same" : "unknown";
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
function writeLedger(entries) {
  const sorted = {
    ...entries,
    files: entries.files.toSorted(byName),
    extras: entries.extras.toSorted(byName),
    channels: entries.channels.map((one) => ({ ...one, files: one.files.toSorted(byName) })),
    tested: entries.tested === null ? null : onceEach(entries.tested)
  };
  return Buffer.from(`${JSON.stringify(sorted, sortKeys, 2)}
`);
}
function byName(a, b) {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
function onceEach(tests) {
  const keyOf = ({ what, platform, python }) => [what, platform, python ?? ""].join(" ");
  const byKey = new Map(tests.map((test) => [keyOf(test), test]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, test]) => test);
}
function sortKeys(_key, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}

// tasks/release/settled.ts
function settledFaults({ state, release, ledger: ledger2 }, files) {
  const settled = new Map(ledger2.files.map(({ name, sha256 }) => [name, sha256]));
  const built = new Set(files.map(({ name }) => name));
  const place = (name) => `GitHub release ${release.tag}, ${name}`;
  const mend = "start the release anew at the same commit, so that it takes the settled files" + (state === "sealed" ? "; or delete the draft, where nothing of it is published yet" : "");
  const differing = files.filter(({ name, sha256 }) => settled.get(name) !== sha256).map(({ name }) => {
    const fault2 = settled.has(name) ? "was settled with other contents than this run's" : "was settled without this file";
    return { place: place(name), fault: fault2, mend };
  });
  const missing = ledger2.files.filter(({ name }) => !built.has(name)).map(({ name }) => ({ place: place(name), fault: "was settled, and this run does not have it", mend }));
  return [...differing, ...missing];
}
async function lostFiles(store, { release, ledger: ledger2 }) {
  const assets = new Map(release.assets.map((asset) => [asset.name, asset]));
  const lost = [];
  for (const file2 of [...ledger2.files, ...ledger2.extras]) {
    if (!await isWhole(store, assets.get(file2.name), file2)) lost.push(file2);
  }
  return lost;
}
async function unseal({ store, say }, { assets }) {
  say(`${ledgerName}: is removed, as the draft has lost what it settled; it is filled and sealed anew`);
  for (const asset of assets.filter(({ name }) => name === ledgerName)) await store.remove(asset);
}

// tasks/release/standing.ts
function markNotes(notes, { workflow, commit }) {
  return `${notes.trimEnd()}

<!-- filled by ${workflow} at ${commit} -->
`.trimStart();
}
async function standingOf(store, identity) {
  const release = await store.find(identity.tag);
  if (release === null) return { state: "none" };
  const seal = release.assets.find(({ name, complete }) => complete && name === ledgerName);
  if (seal === void 0) {
    if (!release.draft) throw foreign(identity, "is published already, and not by this workflow");
    requireMark(release, identity);
    return { state: "open", release };
  }
  const ledger2 = parse2(await store.download(seal), identity);
  requireSame(ledger2, identity, release.draft);
  return { state: release.draft ? "sealed" : "published", release, ledger: ledger2 };
}
async function requireTagged(store, { tag, commit }) {
  const now = await store.commitOf(tag);
  if (now === commit) return;
  const fault2 = now === null ? "is gone" : `is at ${now} now, and this run is of commit ${commit}`;
  const mend = `put it back to ${commit} and run this job again, or release a new version`;
  throw new TaskError([{ place: `tag ${tag}`, fault: fault2, mend }]);
}
function requireMark({ notes }, identity) {
  const mark = [...notes.matchAll(/<!-- filled by (\S+) at ([0-9a-f]{40,64}) -->/g)].at(-1);
  if (mark === void 0) throw foreign(identity, "is a draft that this workflow has not made");
  const [, workflow, commit] = mark;
  if (workflow !== identity.workflow) throw foreign(identity, `is a draft that ${workflow} has made`);
  if (commit !== identity.commit) throw moved(identity, commit ?? "", "delete the draft");
}
function requireSame(ledger2, identity, draft) {
  if (ledger2.commit !== identity.commit) {
    throw moved(identity, ledger2.commit, draft ? "delete the draft" : "release a new version");
  }
  const same = ["package", "version", "tag", "workflow"].every(
    (key) => ledger2[key] === identity[key]
  );
  if (!same) throw foreign(identity, `has a ${ledgerName} of another release`);
}
function parse2(source, identity) {
  try {
    return readLedger(source);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const fault2 = `has a ${ledgerName} that can't be read: ${error.message}`;
    throw foreign(identity, fault2);
  }
}
function foreign({ tag }, fault2) {
  const mend = "delete that release on GitHub and run this again, which makes it anew; if it is immutable, release a new version";
  return new TaskError([{ place: `GitHub release ${tag}`, fault: fault2, mend }]);
}
function moved({ tag, commit }, other, otherwise) {
  return new TaskError([
    {
      place: `GitHub release ${tag}`,
      fault: `was made of commit ${other}, and the tag is at ${commit} now`,
      mend: `move the tag back; if nothing of this version is published yet, ${otherwise} and run this again`
    }
  ]);
}

// tasks/release/seal.ts
var rounds = 8;
async function ensureSealed(ports, identity, contents) {
  await requireTagged(ports.store, identity);
  for (let round = 0; round < rounds; round += 1) {
    const standing = await standingOf(ports.store, identity);
    if (standing.state === "none") await create(ports, identity, contents);
    else if (standing.state === "open") await fillOrSeal(ports, identity, { ...contents, ...standing });
    else if (await isSettled(ports, standing, contents)) return standing;
  }
  throw new TaskError([
    {
      place: `GitHub release ${identity.tag}`,
      fault: "changes while it is filled",
      mend: "let no two releases of a tag run at once, and run this job again"
    }
  ]);
}
async function create({ store }, { tag }, contents) {
  if (contents.create !== null) {
    await contents.create(store);
    return;
  }
  const mend = "start the release anew at the same commit: it takes what is published";
  throw new TaskError([{ place: `GitHub release ${tag}`, fault: "is gone", mend }]);
}
async function fillOrSeal(ports, identity, open) {
  const { store } = ports;
  await requireNoContradiction(ports, identity, open.files);
  const extras = [...open.extras, ...await attachedExtras(store, open)];
  const wanted = [...open.files, ...extras];
  const assets = new Map(open.release.assets.map((asset) => [asset.name, asset]));
  let changed = await removeStrays(ports, open.release, wanted);
  for (const content2 of wanted) {
    if (await isWhole(store, assets.get(content2.name), content2)) continue;
    ports.say(`${content2.name}: is put on the draft`);
    await store.upload(open.release, { name: content2.name, content: content2.read() });
    changed = true;
  }
  if (changed) return;
  const sealed = new Date(ports.now()).toISOString();
  const files = open.files.map(plain);
  const ledger2 = {
    ...identity,
    schema: 1,
    sealed,
    finished: null,
    files,
    extras: extras.map(plain)
  };
  const content = writeLedger({ ...ledger2, channels: [], tested: null });
  await store.upload(open.release, { name: ledgerName, content, onlyNew: true });
}
async function requireNoContradiction({ indexes, now }, { version }, files) {
  const faults = [];
  for (const channel2 of indexes) {
    const rules = { title: channel2.title, openDays: null, now: now() };
    faults.push(...decide(files, await channel2.read(version), rules).faults);
  }
  if (faults.length > 0) throw new TaskError(faults);
}
async function removeStrays({ store, say }, { assets }, wanted) {
  const names = new Set(wanted.map(({ name }) => name));
  const strays = assets.filter(
    ({ name, complete }) => !names.has(name) && (!complete || isDistribution(name))
  );
  for (const asset of strays) {
    say(
      `${asset.name}: is removed from the draft, as ${asset.complete ? "no file of this release" : "half uploaded"}`
    );
    await store.remove(asset);
  }
  return strays.length > 0;
}
async function attachedExtras(store, { release, extras }) {
  const given = /* @__PURE__ */ new Set([ledgerName, ...extras.map(({ name }) => name)]);
  const attached = release.assets.filter(
    ({ name, complete }) => complete && !isDistribution(name) && !given.has(name)
  );
  return await Promise.all(attached.map(async (asset) => contentOf(asset.name, await store.download(asset))));
}
async function isSettled({ store, say }, settled, { files, extras }) {
  const { release } = settled;
  const lost = await lostFiles(store, settled);
  const faults = settledFaults(settled, files);
  if (faults.length > 0) throw new TaskError(faults);
  const atHand = new Map([...files, ...extras].map((content) => [content.sha256, content]));
  for (const { name, sha256 } of lost) {
    const content = atHand.get(sha256);
    if (content !== void 0 && release.draft) {
      say(`${name}: is put back on the sealed draft`);
      await store.upload(release, { name, content: content.read() });
    } else if (extras.some((extra) => extra.name === name) && release.draft) {
      await unseal({ store, say }, release);
      return false;
    } else throw lostError(settled, name);
  }
  return lost.length === 0;
}
function lostError({ release: { tag, draft, immutable } }, name) {
  const place = `GitHub release ${tag}, ${name}`;
  if (!draft) {
    const mend2 = immutable ? "release a new version" : "attach it again, or release a new version";
    return new TaskError([{ place, fault: "is missing or damaged on the published release", mend: mend2 }]);
  }
  const mend = `delete ${ledgerName} on the draft and start the release anew at the same commit`;
  return new TaskError([{ place, fault: "is missing or damaged on the sealed draft", mend }]);
}

// tasks/draft-release.ts
var draftRelease = {
  name: "draft-release",
  summary: "Makes the tag's draft release, or goes on with it: puts every file on it, SHA256SUMS and the EXTRA files\n(provenance.jsonl, sbom.cdx.json), and when all is there and whole release-ledger.json, which settles the files.\nNo index is given anything before. Files that an earlier run settled are kept; others in their place are a fault.\nOutputs: sums (lines of sha256 and name), release-id, url.",
  operands: "[EXTRA...]",
  variables: {
    ...identityVariables,
    PRERELEASE: "true: the version is a pre-release",
    SUMS: "lines of sha256 and name: the files have to be those; not asked for where it is not set",
    EXTRAS: "the same for the extras, of which no other is taken; all are where it is not set",
    ...storeVariables,
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" }
  },
  run: fillDraft
};
async function fillDraft(call) {
  const folder = folderOf(call.options, "files");
  const prerelease = flagOf(call.variables, "PRERELEASE");
  const declaration2 = readDeclaration(call.options.declaration);
  if (!declaration2.release.githubRelease) throw undeclared2(call.options.declaration);
  const identity = identityOf(declaration2, call.variables);
  const { tag } = identity;
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const files = folderContents(folder);
  requireSums(files, { folder, sums: call.variables["SUMS"] ?? null });
  const extras = toldAlone(fileContents(call.operands), call.variables["EXTRAS"] ?? null);
  const sums = contentOf("SHA256SUMS", Buffer.from(sumsOf(files)));
  const settled = await ensureSealed(
    {
      store: githubStore(github),
      indexes: await indexesOf(declaration2, call),
      say: (line) => call.say(line),
      now: Date.now
    },
    identity,
    {
      files,
      extras: [sums, ...extras],
      create: async (store) => {
        const notes = markNotes(await notesOf(declaration2, identity, github), identity);
        call.say(`${tag}: its draft release is made`);
        return await store.create({ tag, title: tag, prerelease, notes });
      }
    }
  );
  tell(call, settled);
}
function undeclared2(place) {
  const mend = "leave this task out, or set slipway:channels.githubRelease: true in the stack";
  return new MisuseError({ place, fault: "declares no GitHub release", mend });
}
function tell(call, { state, release, ledger: ledger2 }) {
  const sums = sumsOf(ledger2.files);
  call.say(`${release.url}: ${state}, with every file`);
  call.tabulate({
    title: `Files on the ${state === "published" ? "" : "draft "}release`,
    head: ["File", "Bytes", "SHA-256"],
    rows: [...ledger2.files, ...ledger2.extras].map(({ name, size, sha256 }) => [name, String(size), sha256])
  });
  call.output({ sums: sums.trimEnd(), "release-id": String(release.id), url: release.url });
}
await runProgram(draftRelease);
