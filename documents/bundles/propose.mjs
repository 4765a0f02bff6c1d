// tasks/propose.ts
import { readFileSync as readFileSync3 } from "node:fs";

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
async function runTask(task2, host) {
  try {
    const call = readCall(task2, host);
    if (call === null) host.out(helpOf(task2));
    else await task2.run(call);
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
async function runProgram(task2) {
  process.exitCode = await runTask(task2, {
    args: process.argv.slice(2),
    variables: process.env,
    out: (text2) => process.stdout.write(text2),
    err: (text2) => process.stderr.write(text2)
  });
}
function readCall(task2, host) {
  const { values, positionals } = parse(task2, host.args);
  if (values["help"] === true) return null;
  const options = Object.entries(task2.options).map(([name, option]) => {
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
function parse(task2, args) {
  const texts = Object.keys(task2.options).map((name) => [name, { type: "string" }]);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: task2.operands !== "" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MisuseError({
      place: task2.name,
      fault: error.message.split(". ")[0] ?? "",
      mend: "leave it out"
    });
  }
}
function helpOf(task2) {
  const options = Object.entries(task2.options).map(
    ([name, { value, help, default: preset }]) => [`--${name} ${value}`, preset === "" ? help : `${help} (default: ${preset})`]
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"]];
  return [
    `${task2.summary}
`,
    `${["Usage: node", `${task2.name}.mjs`, "[options]", task2.operands].join(" ").trimEnd()}
`,
    "Options:",
    ...columns(rows),
    "\nEnvironment:",
    ...columns(Object.entries(task2.variables)),
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

// tasks/propose/files.ts
import { lstatSync, readFileSync as readFileSync2, readdirSync } from "node:fs";
import { join, posix } from "node:path";
function readProposedFiles(from, to) {
  const into = folderOf(to);
  const faults = [];
  const files = list(from).flatMap((name) => {
    const place = join(from, name);
    const text2 = lstatSync(place).isFile() ? textOf(readFileSync2(place)) : null;
    const path = posix.join(into, name.replaceAll("\\", "/"));
    if (text2 !== null && !path.startsWith(".github/workflows/")) return [{ path, text: text2 }];
    const fault = text2 === null ? "is no file of text" : "would change a workflow";
    faults.push({ place, fault, mend: "leave it out: locks and texts alone are proposed" });
    return [];
  });
  if (faults.length > 0) throw new TaskError(faults);
  if (files.length > 0) return files;
  throw new TaskError([
    { place: from, fault: "holds no file", mend: "write what is proposed into it first" }
  ]);
}
function list(from) {
  try {
    const entries = readdirSync(from, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry2) => !entry2.isDirectory());
    return files.map(({ parentPath, name }) => join(parentPath, name).slice(join(from, "x").length - 1)).sort();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "write what is proposed into it first";
    throw new TaskError([{ place: from, fault: `can't be read (${code})`, mend }]);
  }
}
function folderOf(to) {
  const folder = posix.normalize(to);
  if (to !== "" && !posix.isAbsolute(folder) && !folder.split("/").includes("..")) return folder;
  const mend = "name a folder of the repository, or . for its root";
  throw new MisuseError({ place: "--to", fault: "leads out of the repository", mend });
}
function textOf(content) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

// tasks/github/environments.ts
var policyShape = objectOf({ name: text, type: optional(text) });
var reviewerEntries = { type: text, reviewer: objectOf({ login: optional(text), slug: optional(text) }) };
var answered = objectOf({
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
var runShape = (value, place) => {
  const run2 = answeredRun(value, place);
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

// tasks/propose/branch.ts
var reference = objectOf({ object: objectOf({ sha: text }) });
var object = objectOf({ sha: text });
var commitShape = objectOf({
  sha: text,
  tree: object,
  parents: listOf(object),
  message: text
});
var trailer = "Slipway-Proposal";
async function headOf(github, branch) {
  const path = `/repos/${github.repository}/git/ref/heads/${branchPath(branch)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { sha } = readAnswer(answer, reference, path).object;
  const where = `/repos/${github.repository}/git/commits/${sha}`;
  const commit = readAnswer(await github.call({ path: where }), commitShape, where);
  return { ...commit, tree: commit.tree.sha, parents: commit.parents.map((parent) => parent.sha) };
}
function isOurs({ tree, parents, message }) {
  return parents.length === 1 && message.trimEnd().endsWith(`
${trailer}: ${tree}`);
}
async function treeWith(github, base2, files) {
  const path = `/repos/${github.repository}/git/trees`;
  const tree = files.map((file) => {
    return { path: file.path, mode: "100644", type: "blob", content: file.text };
  });
  const body = { base_tree: base2.tree, tree };
  return readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), object, path).sha;
}
async function putCommit(github, { branch, head }, commit) {
  const repository = `/repos/${github.repository}/git`;
  const message = `${commit.title}

${trailer}: ${commit.tree}
`;
  const body = { message, tree: commit.tree, parents: [commit.base.sha] };
  const path = `${repository}/commits`;
  const made = readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), object, path);
  if (head === null) {
    const ref = { ref: `refs/heads/${branch}`, sha: made.sha };
    await github.call({ method: "POST", path: `${repository}/refs`, body: ref, expect: [201] });
    return made.sha;
  }
  const seen = (await headOf(github, branch))?.sha;
  if (seen !== head.sha) throw moved(branch);
  const to = `${repository}/refs/heads/${branchPath(branch)}`;
  await github.call({ method: "PATCH", path: to, body: { sha: made.sha, force: true } });
  return made.sha;
}
function moved(branch) {
  const mend = "run the job again once nobody else works on it";
  return new TaskError([{ place: `branch ${branch}`, fault: "moved while this ran", mend }]);
}
function branchPath(branch) {
  return branch.split("/").map(encodeURIComponent).join("/");
}

// tasks/propose/pull-request.ts
var answered2 = objectOf({ number: count, html_url: text, title: text, body: optional(text) });
var pullShape = (value, place) => {
  const { number, html_url: url, title, body } = answered2(value, place);
  return { number, url, title, body: body ?? "" };
};
async function findPull(github, { branch, base: base2 }) {
  const [owner = ""] = github.repository.split("/");
  const query = new URLSearchParams({ state: "open", head: `${owner}:${branch}`, base: base2 }).toString();
  const [pull] = await github.pages(`/repos/${github.repository}/pulls?${query}`, pullShape);
  return pull ?? null;
}
async function ensurePull(github, between, told2) {
  const open = await findPull(github, between);
  if (open === null) return await openPull(github, between, told2);
  if (open.title === told2.title && sameText(open.body, told2.body)) return open;
  return await changePull(github, open, told2);
}
function closePull(github, pull, why) {
  return changePull(github, pull, { body: `${why}

${pull.body}`, state: "closed" });
}
async function openPull(github, { branch, base: base2 }, told2) {
  const path = `/repos/${github.repository}/pulls`;
  try {
    const body = { ...told2, head: branch, base: base2, maintainer_can_modify: true };
    return readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), pullShape, path);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    const made = error instanceof RefusedError && error.status === 403 ? null : await findPull(github, { branch, base: base2 });
    if (made !== null) return made;
    throw error;
  }
}
async function changePull(github, { number }, body) {
  const path = `/repos/${github.repository}/pulls/${number}`;
  return readAnswer(await github.call({ method: "PATCH", path, body }), pullShape, path);
}
function sameText(one, other) {
  const plain = (body) => body.replaceAll("\r\n", "\n").trim();
  return plain(one) === plain(other);
}

// tasks/propose/propose.ts
async function propose(github, proposal, say) {
  const { branch, declaration: declaration2 } = proposal;
  const { defaultBranch } = declaration2.repository;
  const base2 = await headOf(github, defaultBranch);
  if (base2 === null) throw noBase(defaultBranch);
  const tree = await treeWith(github, base2, proposal.files);
  const head = await headOf(github, branch);
  const between = { branch, base: defaultBranch };
  if (tree === base2.tree) {
    const open = head === null || !isOurs(head) ? null : await findPull(github, between);
    say(`${defaultBranch} holds all of it already.`);
    if (open === null) return { pull: null };
    await closePull(github, open, `Obsolete: ${defaultBranch} holds all of it by now.`);
    say(`Closed as obsolete: ${open.url}`);
    return { pull: null };
  }
  if (head !== null && !isOurs(head)) throw foreign(proposal, github);
  const isCurrent = head?.tree === tree && head.parents[0] === base2.sha;
  const commit = isCurrent ? head.sha : await putCommit(github, { branch, head }, { ...proposal, tree, base: base2 });
  const pull = await opened(github, proposal);
  await build(github, proposal, { commit, say });
  if ("place" in pull) throw new TaskError([pull]);
  say(`Proposed: ${pull.url}`);
  return { pull };
}
async function opened(github, proposal) {
  const { branch, declaration: declaration2, server } = proposal;
  const { defaultBranch: base2 } = declaration2.repository;
  try {
    return await ensurePull(github, { branch, base: base2 }, { title: proposal.title, body: proposal.body });
  } catch (error) {
    if (!(error instanceof RefusedError) || !error.message.includes("not permitted to create")) throw error;
    const page = `${server}/${github.repository}`;
    return {
      place: `pull request of ${branch}`,
      fault: "may not be opened: GitHub Actions is not permitted to create pull requests here",
      mend: `tick "Allow GitHub Actions to create and approve pull requests" on ${page}/settings/actions (where it is greyed out, on the organization's), and run this job again; or open it yourself: ${page}/compare/${base2}...${branch}?expand=1`
    };
  }
}
async function build(github, { branch, declaration: declaration2 }, { commit, say }) {
  const { buildWorkflow: workflow } = declaration2.release;
  const runs = await workflowRuns(github, { workflow, commit });
  const run2 = runs.find(({ conclusion }) => conclusion !== "cancelled");
  if (run2 !== void 0) {
    say(`${workflow} has run, or is about to: ${run2.url}`);
    return;
  }
  const path = `/repos/${github.repository}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`;
  await github.call({ method: "POST", path, body: { ref: branch }, expect: [200, 204] });
  say(`${workflow} was started on ${branch}.`);
}
function foreign({ branch, server }, github) {
  const fault = "holds commits of somebody else, which would be lost";
  const mend = `merge its pull request or delete the branch (${server}/${github.repository}/branches), and run this job again`;
  return new TaskError([{ place: `branch ${branch}`, fault, mend }]);
}
function noBase(branch) {
  const mend = "declare the repository's default branch in the stack and deliver it";
  return new TaskError([{ place: `branch ${branch}`, fault: "is not there", mend }]);
}

// tasks/propose.ts
var task = {
  name: "propose",
  summary: "Brings the files of a folder into one pull request to the default branch, on a branch of its own that nobody else\nworks on, and starts the build there. One that is open is brought up to date; one that has become obsolete is closed.\nTouches no other file. Needs the permissions contents, pull-requests and actions: write.",
  operands: "",
  variables: {
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_SERVER_URL: "address of GitHub's pages",
    GITHUB_REPOSITORY: "owner/name",
    GH_TOKEN: "token of the job",
    GITHUB_OUTPUT: "file that the output `pull-request`, its address or nothing, is added to, if it is set"
  },
  options: {
    branch: { value: "NAME", help: "branch of its own: slipway/locks", default: "" },
    title: { value: "TEXT", help: "title of the pull request and of its commit", default: "" },
    "body-file": { value: "FILE", help: "text of the pull request, Markdown", default: "" },
    from: { value: "DIR", help: "folder of the files", default: "" },
    to: { value: "DIR", help: "folder of the repository that they go to", default: "" },
    declaration: declarationOption
  },
  run
};
async function run(call) {
  const { declaration: declaration2, to } = call.options;
  const branch = branchOf(call);
  const title = given(call, "title", "a title");
  const body = textOf2(given(call, "body-file", "a file"));
  const files = readProposedFiles(given(call, "from", "a folder"), to);
  const say = (line) => call.say(line);
  const server = (call.variables["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/+$/, "");
  const proposal = { branch, title, body, files, server, declaration: readDeclaration(declaration2) };
  const { pull } = await propose(gitHubOf(call.variables, say), proposal, say);
  call.output({ "pull-request": pull?.url ?? "" });
}
function branchOf(call) {
  const { branch } = call.options;
  if (/^slipway\/[a-z0-9][a-z0-9-]*$/.test(branch)) return branch;
  const mend = "write one such as --branch slipway/locks";
  throw new MisuseError({ place: "--branch", fault: "is no branch of proposals", mend });
}
function given(call, name, what) {
  const value = call.options[name];
  if (value !== "") return value;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: `name ${what}` });
}
function textOf2(file) {
  try {
    const text2 = readFileSync3(file, "utf8");
    return text2.length <= 6e4 ? text2 : `${text2.slice(0, 6e4)}

(cut here)
`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([{ place: file, fault: `can't be read (${code})`, mend: "write it first" }]);
  }
}
await runProgram(task);
