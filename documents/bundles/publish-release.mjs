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
    return value.map((entry3, index3) => shape(entry3, `${place}[${index3}]`));
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
  const attempts3 = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt >= attempts3) {
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
function jobsOfRun(github, runId, attempt) {
  const path = `/repos/${github.repository}/actions/runs/${runId}/attempts/${attempt}/jobs?per_page=100`;
  return github.pages(path, jobShape, "jobs");
}
function allJobsOfRun(github, runId) {
  const path = `/repos/${github.repository}/actions/runs/${runId}/jobs?filter=all&per_page=100`;
  return github.pages(path, jobShape, "jobs");
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
var jobShape = (value, place) => {
  const job = answeredJob(value, place);
  return {
    id: job.id,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    createdAt: timeOf(job.created_at),
    startedAt: timeOf(job.started_at),
    completedAt: timeOf(job.completed_at),
    url: job.html_url
  };
};
function timeOf(written) {
  const time = Date.parse(written ?? "");
  return time > 0 ? time : null;
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
async function indexAddress(index3, variables) {
  if (index3.simpleUrl !== null) return checked2(index3.simpleUrl, index3.title, "correct it in the stack");
  if (index3.name === "custom") {
    throw failure2({
      place: index3.title,
      fault: "has no address",
      mend: "declare its simple API in the stack"
    });
  }
  const variable = overriding[index3.name];
  const set = variables[variable] ?? "";
  if (set !== "") return checked2(set, variable, "correct it, or leave it out");
  const told3 = await askPip(known[index3.name], variables);
  if (told3 !== null) return checked2(told3, index3.title, `set ${variable} to the address of its simple API`);
  throw failure2({
    place: index3.title,
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
    const told3 = await outputOf(python, ["-I", "-c", script], variables);
    if (told3 !== null && told3 !== "") return told3;
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
  for (const [index3, one] of left.entries()) {
    const other = right[index3];
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
  const { distribution = "", version = "", build = null, pythons = "", abis = "", platforms: platforms2 = "" } = parts;
  const split = (tags) => tags.split(".");
  return {
    distribution,
    version,
    build,
    pythons: split(pythons),
    abis: split(abis),
    platforms: split(platforms2)
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
    const { version: version2, platforms: platforms2 } = wheel;
    return { kind: "wheel", project: normalizeName(wheel.distribution), version: version2, platforms: platforms2 };
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
  "upload-time": optional(known2((value) => typeof value === "string" ? timeOf2(value) : null)),
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
function timeOf2(text2) {
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
function indexChannel({ declaration: declaration2, index: index3, simpleUrl, say }) {
  const { name: project, distribution } = declaration2.package;
  const options = { place: index3.title, say };
  const known3 = /* @__PURE__ */ new Map();
  return {
    name: index3.name,
    title: index3.title,
    openDays: days[index3.name],
    page: (version) => pageOf(simpleUrl, { index: index3, project, version }),
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
      const place = `${index3.title}, ${name}`;
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
var answered2 = objectOf({ id: count, name: text, size: count, digest: optional(text), state: text });
var assetShape = (value, place) => {
  const { id, name, size, digest: digest4, state } = answered2(value, place);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest4 ?? "")?.[1] ?? null;
  return { id, name, size, sha256, complete: state === "uploaded" };
};

// tasks/github/tags.ts
var answered3 = objectOf({ object: objectOf({ type: text, sha: text }) });
async function commitOfTag(github, tag) {
  const name = tag.split("/").map(encodeURIComponent).join("/");
  const path = `/repos/${github.repository}/git/ref/tags/${name}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  let { object } = readAnswer(answer, answered3, path);
  for (let depth = 0; object.type === "tag" && depth < 5; depth += 1) {
    const inner = `/repos/${github.repository}/git/tags/${object.sha}`;
    object = readAnswer(await github.call({ path: inner }), answered3, inner).object;
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
async function publishRelease(github, release, { latest: latest2 }) {
  if (!release.draft) return release;
  await assertTagged(github, release.tag);
  const path = `/repos/${github.repository}/releases/${release.id}`;
  const body = { draft: false, make_latest: String(latest2 && !release.prerelease) };
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
var answered4 = objectOf({
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
  const release = answered4(value, place);
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
function storeOf({ release }, { variables, say }) {
  return release.githubRelease ? githubStore(gitHubOf(variables, say)) : null;
}
async function indexesOf(declaration2, call) {
  const channels = [];
  for (const { name } of declaration2.indexes) channels.push(await indexOf(declaration2, name, call));
  return channels;
}
async function indexOf(declaration2, name, { variables, say }) {
  const index3 = declaration2.indexes.find((one) => one.name === name);
  if (index3 === void 0) throw undeclared(declaration2, name);
  return indexChannel({ declaration: declaration2, index: index3, simpleUrl: await indexAddress(index3, variables), say });
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
async function isWhole(store, asset, { sha256, size }) {
  if (asset?.complete !== true || asset.size !== size) return false;
  return (asset.sha256 ?? sha256Of(await store.download(asset))) === sha256;
}
function plain({ name, sha256, size }) {
  return { name, sha256, size };
}

// tasks/release/critical-path.ts
var rounding = 1e3;
function criticalPath(jobs, options) {
  const timed = jobs.flatMap((job) => timesOf(job, options.now));
  let current = latest(timed.filter(({ ended }) => ended === options.now)) ?? latest(timed);
  if (current === null) return null;
  const steps = [];
  const left = new Set(timed);
  while (current !== null) {
    const { created } = current;
    left.delete(current);
    const before = latest([...left].filter(({ ended }) => ended <= created + rounding));
    steps.unshift(stepOf(current, before, options));
    current = before;
  }
  const sum = (of) => steps.reduce((total, step) => total + of(step), 0);
  return { steps, machine: sum(({ ran, queued }) => ran + queued), people: sum(({ people }) => people) };
}
function timesOf(job, now) {
  const { name, startedAt: started, completedAt, createdAt, conclusion } = job;
  if (started === null || conclusion === "skipped") return [];
  const ended = completedAt ?? now;
  return [{ name, started, ended, created: Math.min(createdAt ?? started, started) }];
}
function latest(jobs) {
  return jobs.reduce(
    (last, job) => last === null || job.ended > last.ended ? job : last,
    null
  );
}
function stepOf(job, before, { waiting, attempt }) {
  const idle = before === null ? 0 : Math.max(0, job.created - before.ended);
  const queued = job.started - Math.max(job.created, before?.ended ?? job.created);
  const restarted = attempt > 1 ? idle : 0;
  const waited = waiting.has(job.name) ? Math.max(0, queued) : 0;
  return {
    name: job.name,
    ran: Math.max(0, job.ended - job.started),
    queued: idle - restarted + Math.max(0, queued) - waited,
    people: restarted + waited
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
  const keyOf = ({ what, platform: platform3, python }) => [what, platform3, python ?? ""].join(" ");
  const byKey = new Map(tests.map((test) => [keyOf(test), test]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, test]) => test);
}
function sortKeys(_key, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
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

// tasks/release/await-same.ts
var longest3 = 3e4;
async function awaitSame(channel2, { version, files }, patience2) {
  const begun = patience2.now();
  for (let pause = 1e3; ; pause = Math.min(2 * pause, longest3)) {
    const held = await channel2.read(version);
    const read = patience2.now();
    const {
      decision,
      faults,
      files: standings
    } = decide(channel2.part?.(files, held) ?? files, held, {
      title: channel2.title,
      openDays: null,
      now: read
    });
    if (decision === "stop") throw new TaskError(faults);
    if (decision === "skip") return { channel: channel2, held, read };
    const missing = standings.filter(({ state }) => state === "missing").map(({ name }) => name);
    if (read - begun + pause > patience2.bound) throw absent(channel2, missing);
    patience2.say(`${channel2.title} lacks ${missing.join(", ")}; it is read again in ${pause / 1e3} s`);
    await patience2.sleep(pause);
  }
}
function absent({ title }, missing) {
  const mend = "run this job again when it shows them; if it never does, run the publishing job again";
  return new TaskError(missing.map((name) => ({ place: `${title}, ${name}`, fault: "is not there", mend })));
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

// tasks/release/finish.ts
async function finish(ports, identity, finishing) {
  const { store, indexes, registries = [] } = ports;
  const { version } = identity;
  const readings = [];
  for (const channel2 of [...indexes, ...registries]) {
    readings.push(await awaitSame(channel2, { version, files: finishing.files }, ports));
  }
  readings.push(...await readFollowers(ports, version));
  if (store === null) return { readings, release: null };
  const contents = { files: finishing.files, extras: [], create: null };
  const settled = await ensureSealed({ ...ports, store }, identity, contents);
  if (settled.state === "published") return { readings, release: settled.release };
  const tested = [...settled.ledger.tested ?? [], ...await ports.tested?.(settled.ledger) ?? []];
  const final = finalLedger(settled.ledger, { identity, readings, finishing, ports });
  await attachLedger(store, settled, { ...final, tested: tested.length === 0 ? null : tested });
  return { readings, release: await store.publish(settled.release, { latest: finishing.latest }) };
}
async function readFollowers(ports, version) {
  const readings = [];
  for (const channel2 of ports.followers ?? []) {
    try {
      const held = await channel2.read(version);
      if (held.length > 0) readings.push({ channel: channel2, held, read: ports.now() });
      else ports.say(`${channel2.title}: has nothing of ${version} yet, and follows by itself`);
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      ports.say(`${channel2.title}: can't be read now, and nothing waits for it: ${error.message}`);
    }
  }
  return readings;
}
function finalLedger(sealed, { identity, readings, finishing, ports }) {
  const finished = new Date(ports.now()).toISOString();
  const channels = readings.map(({ channel: channel2, held, read }) => {
    return {
      name: channel2.name,
      title: channel2.title,
      read: new Date(read).toISOString(),
      decision: finishing.decisions[channel2.name] ?? null,
      files: held.map(({ uploaded, ...file2 }) => {
        return { ...file2, uploaded: uploaded === null ? null : new Date(uploaded).toISOString() };
      }),
      image: channel2.image?.() ?? null
    };
  });
  return { ...sealed, run: identity.run, finished, channels };
}
async function attachLedger(store, { release, ledger: ledger2 }, final) {
  if (tellsTheSame(ledger2, final)) return;
  await store.upload(release, { name: ledgerName, content: writeLedger(final) });
}
function tellsTheSame(one, other) {
  const timeless = ({ finished, channels, ...rest }) => writeLedger({
    ...rest,
    run: { id: 0, attempt: 0 },
    finished: finished === null ? null : "",
    channels: channels.map((channel2) => {
      const image = channel2.image === null ? null : { ...channel2.image, digest: "" };
      return { ...channel2, image, read: "", decision: null };
    })
  });
  return timeless(one).equals(timeless(other));
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
function minutesOf(text2) {
  const minutes = /^\d{1,4}$/.test(text2) ? Number(text2) : Number.NaN;
  if (minutes <= 1440) return minutes;
  const mend = "write --wait 10";
  throw new MisuseError({ place: "--wait", fault: "is not a number of minutes from 0 to 1440", mend });
}
function decisionsOf(lines) {
  const entries = lines.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.endsWith("=")).map((line) => {
    const match = /^([a-z]+)=(publish|skip)$/.exec(line);
    if (match !== null) return [match[1] ?? "", match[2] === "skip" ? "skip" : "publish"];
    const mend = "write lines such as pypi=publish";
    throw new MisuseError({ place: "DECISIONS", fault: "has a line that is no decision", mend });
  });
  return Object.fromEntries(entries);
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
function readIndex(bytes) {
  return parseJson(bytes, index).manifests.map(({ platform: told3, ...entry3 }) => {
    return { ...entry3, platform: told3 === null || told3.os === "unknown" ? null : platformOf(told3) };
  });
}
function readImageManifest(bytes) {
  return parseJson(bytes, imageManifest);
}
function platformOf({ os, architecture, variant }) {
  const plain2 = variant === null || architecture === "arm64" && variant === "v8";
  return plain2 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
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
    const said = wordsOf2(answer.body);
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
function wordsOf2(body) {
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
function isIndex(mediaType) {
  return mediaType === mediaTypes.index || mediaType === dockers.index;
}
var anyManifest = [mediaTypes.index, mediaTypes.manifest, dockers.index, dockers.manifest].join(
  ", "
);

// tasks/registry/upload.ts
var attempts2 = 5;
async function sendBlob(taker, blob) {
  for (let attempt = 1; ; attempt += 1) {
    if (await taker.has()) return;
    const lost = await sendOnce(taker, blob);
    if (lost === null) return;
    if (attempt >= attempts2) throw lost;
    await taker.pause(1e3 * 2 ** (attempt - 1));
  }
}
async function sendOnce(taker, { content, digest: digest4 }) {
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
  to.searchParams.set("digest", digest4);
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
    return { mediaType: typeOf(headers), digest: digestOf(body), size: body.length, bytes: body };
  }
  async headManifest(reference) {
    const path = `/manifests/${reference}`;
    const answer = await this.#ask({ method: "HEAD", path, headers: { accept: anyManifest } }, [200, 404]);
    if (answer.status === 404) return null;
    const digest4 = answer.headers.get("docker-content-digest") ?? "";
    if (!isDigest(digest4)) return await this.readManifest(reference);
    return { mediaType: typeOf(answer.headers), digest: digest4, size: Number(answer.headers.get("content-length")) };
  }
  async readBlob({ digest: digest4, size }) {
    const damaged = ({ status, body }) => status !== 200 || digestOf(body) === digest4 ? null : `sent other bytes than ${digest4} names`;
    const options = { damaged, bytes: Math.max(size, 2 ** 16), seconds: blobSeconds };
    const answer = await this.#ask({ path: `/blobs/${digest4}`, options }, [200]);
    return answer.body;
  }
  async hasBlob(digest4) {
    const absent2 = this.#doing === "push" ? [404, 403] : [404];
    return (await this.#ask({ method: "HEAD", path: `/blobs/${digest4}` }, [200, ...absent2])).status === 200;
  }
  async uploadBlob(content) {
    const digest4 = digestOf(content);
    await sendBlob(
      {
        has: () => this.hasBlob(digest4),
        ask: (made, expect) => this.#ask(made, expect),
        pause: (milliseconds) => this.#pause(milliseconds),
        place: `${this.image}, ${digest4}`,
        seconds: blobSeconds
      },
      { content, digest: digest4 }
    );
    return digest4;
  }
  async putManifest({ bytes, mediaType }, tag) {
    const digest4 = digestOf(bytes);
    const path = `/manifests/${tag ?? digest4}`;
    await this.#ask({ method: "PUT", path, headers: { "content-type": mediaType }, body: bytes }, [200, 201]);
    return digest4;
  }
  async tags() {
    const found = [];
    let next = "/tags/list?n=1000";
    for (let page2 = 1; next !== null; page2 += 1) {
      if (page2 > mostPages2) throw this.#strange("lists tags without end");
      const answer = await this.#ask({ path: next }, page2 === 1 ? [200, 404] : [200]);
      if (answer.status === 404) return found;
      found.push(...this.#tagsOf(answer));
      next = this.#nextPage(answer);
    }
    return found;
  }
  async deleteManifest(digest4) {
    const answer = await this.#ask({ method: "DELETE", path: `/manifests/${digest4}` }, [200, 202, 404]);
    return answer.status !== 404;
  }
  /** Throws a RegistryRefusal where the answer is none of those expected. */
  async #ask(asked, expect) {
    const { path, options, ...rest } = asked;
    const url = path.startsWith("/") ? `${this.#base}${path}` : path;
    const send2 = () => this.#send({ ...rest, url, redirect: "manual" }, { ...this.#options, ...options });
    let answer = await send2();
    if (answer.status === 401) {
      await this.#credentials.renew(answer);
      answer = await send2();
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
function typeOf(headers) {
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

// tasks/image-release/access.ts
function registryFor({ registry: host, name }, { variables, say }, more = {}) {
  return registryOf({ host, name, variables, say: (line) => say(line), ...more });
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
    const list2 = this.#parent(indent, true);
    const path = `${list2.path}[${list2.items}]`;
    list2.items += 1;
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
    const [, quoted, plain2, rest = ""] = /^(?:["']([^"']+)["']|([^\s"'#:{[-][^:]*?))\s*:(?:\s+(.*))?$/.exec(
      content
    ) ?? [null, void 0, void 0, content];
    const key = quoted ?? plain2;
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
  const told3 = values.flatMap((value) => value ?? []);
  return told3.length === values.length ? told3 : [];
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
    const told3 = name === void 0 ? null : resolved(value, known3);
    if (name !== void 0 && told3 !== null) known3.set(name, told3);
  }
  return known3;
}
function flowOf(value) {
  const list2 = /^\[(.*)\]$/.exec(value)?.[1];
  if (list2 === void 0) return [value];
  return list2.split(",").flatMap((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2") || []);
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
var answered5 = objectOf({ full_name: text, html_url: text, default_branch: text, archived: flag });
async function feedstockOf(github, name) {
  const path = `/repos/${organization}/${encodeURIComponent(name)}-feedstock`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { full_name, html_url, default_branch, archived } = readAnswer(answer, answered5, path);
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
  const folders = [0, 1, 2].map((index3) => letters.charAt(index3));
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

// tasks/ledger/conda-channel.ts
function condaChannel(github, {
  package: { distribution },
  conda: { name }
}) {
  return {
    name: "conda-forge",
    title: "conda-forge",
    openDays: null,
    page: () => `https://github.com/${organization}/${name}-feedstock`,
    async read(version) {
      const feedstock = await findFeedstock(github, name);
      const recipe = feedstock === null ? null : await feedstockRecipe(github, feedstock);
      if (recipe?.sha256 == null || recipe.version === null) return [];
      if (!sameVersion(recipe.version, version)) return [];
      const file2 = fileOf2(recipe.urls) ?? `${distribution}-${version}.tar.gz`;
      return [{ name: file2, sha256: recipe.sha256, size: null, uploaded: null }];
    },
    async fetch(file2) {
      const place = `conda-forge, ${file2.name}`;
      const mend = "fetch it from the index that the recipe names";
      throw new TaskError([{ place, fault: "is not kept there, only its hash", mend }]);
    }
  };
}
function fileOf2([url = ""]) {
  return /\/([\w.+-]+\.(?:tar\.gz|zip))$/.exec(url)?.[1] ?? null;
}

// tasks/image-release/labels.ts
var labelNames = {
  version: "org.opencontainers.image.version",
  revision: "org.opencontainers.image.revision",
  source: "org.opencontainers.image.source",
  created: "org.opencontainers.image.created",
  baseName: "org.opencontainers.image.base.name",
  baseDigest: "org.opencontainers.image.base.digest",
  wheelName: "slipway.wheel.name",
  wheelSha256: "slipway.wheel.sha256"
};
function labelOf({ labels }, name) {
  return labels[labelNames[name]] ?? "";
}
var platforms = ["linux/amd64", "linux/arm64"];

// tasks/image-release/tags.ts
function versionTag(version) {
  const parsed = parseVersion(version);
  const canonical = parsed === null ? version : canonicalOf(parsed);
  return canonical.replaceAll("!", "-").replaceAll("+", "_").slice(0, 128);
}
function minorTag(version) {
  const { epoch, release } = version;
  if (isPrerelease(version) || release.length < 2) return null;
  const minor = { epoch, release: release.slice(0, 2), pre: null, post: null, dev: null, local: [] };
  return versionTag(canonicalOf(minor));
}
function isFloating(tag, version) {
  const parsed = parseVersion(version);
  return parsed !== null && minorTag(parsed) === tag && versionTag(version) !== tag;
}

// tasks/image-release/decide-image.ts
function floats({ platforms: held }, tag) {
  return held.length > 0 && held.every(({ config: config2 }) => isFloating(tag, labelOf(config2, "version")));
}

// tasks/oci/read.ts
var digest3 = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a sha256 digest");
};
var descriptor2 = { mediaType: text, digest: digest3, size: count };
var platform2 = objectOf({ os: text, architecture: text, variant: optional(text) });
var index2 = objectOf({ manifests: listOf(objectOf({ ...descriptor2, platform: optional(platform2) })) });
var manifest = objectOf({ config: objectOf(descriptor2), layers: listOf(objectOf(descriptor2)) });
var config = objectOf({
  os: text,
  architecture: text,
  variant: optional(text),
  config: optional(
    objectOf({
      User: optional(text),
      Labels: optional(mapOf(text)),
      Env: optional(listOf(text)),
      Entrypoint: optional(listOf(text)),
      Cmd: optional(listOf(text))
    })
  ),
  rootfs: objectOf({ diff_ids: listOf(digest3) })
});
function configOf(document) {
  const { os, architecture, variant, config: run, rootfs } = parseJson(document.bytes, config);
  return {
    ...document,
    platform: platformOf2({ os, architecture, variant }),
    user: run?.User ?? "",
    labels: run?.Labels ?? {},
    environment: run?.Env ?? [],
    entrypoint: run?.Entrypoint ?? [],
    command: run?.Cmd ?? [],
    diffIds: rootfs.diff_ids
  };
}
function platformOf2({ os, architecture, variant }) {
  const plain2 = variant === null || architecture === "arm64" && variant === "v8";
  return plain2 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

// tasks/image-release/pushed.ts
var configBytes = 4 * 2 ** 20;
async function readPushed(registry, reference) {
  const top = await registry.readManifest(reference);
  if (top === null) return null;
  const place = placeOf(registry, reference);
  try {
    if (!isIndex(top.mediaType)) return { top, platforms: [await platformOf3(registry, top)] };
    const platforms2 = [];
    for (const { platform: platform3, digest: digest4 } of readIndex(top.bytes)) {
      if (platform3 === null) continue;
      const manifest2 = await registry.readManifest(digest4);
      if (manifest2 === null) throw broken(place, `names ${digest4} for ${platform3}, which is not there`);
      platforms2.push(await platformOf3(registry, manifest2));
    }
    return { top, platforms: platforms2 };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw broken(place, `is no image: ${error.message}`);
  }
}
function placeOf({ image }, reference) {
  return `${image}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
}
async function platformOf3(registry, manifest2) {
  const { config: named2, layers } = readImageManifest(manifest2.bytes);
  if (named2.size > configBytes) throw new ShapeError("config", "short enough to be read");
  const config2 = configOf({ ...named2, bytes: await registry.readBlob(named2) });
  return { platform: config2.platform, manifest: manifest2, config: config2, layers };
}
function broken(place, fault2) {
  const mend = "find out who pushed it; delete it in the registry where it is no release, else release a new version";
  return new TaskError([{ place, fault: fault2, mend }]);
}

// tasks/ledger/image-channel.ts
function imageChannel({ registry, kind, page: page2 }) {
  let image = null;
  return {
    name: "image",
    title: registry.image,
    openDays: null,
    page: () => page2,
    async read(version) {
      const tag = versionTag(version);
      const pushed = await readPushed(registry, tag);
      image = null;
      if (pushed === null || floats(pushed, tag)) return [];
      const held = platforms.map((platform3) => wheelOf(pushed, platform3, placeOf(registry, tag)));
      image = imageOf(pushed);
      return distinct(held);
    },
    async fetch({ name }) {
      const place = `${registry.image}, ${name}`;
      throw new TaskError([{ place, fault: "is installed there, not kept", mend: "fetch it from an index" }]);
    },
    part(files, held) {
      const named2 = files.filter(({ name }) => held.some((one) => one.name === name));
      return held.length > 0 ? named2 : installable(files, kind);
    },
    image: () => image
  };
}
function wheelOf({ platforms: pushed }, platform3, place) {
  const found = pushed.find((one) => one.platform === platform3);
  const name = found === void 0 ? "" : labelOf(found.config, "wheelName");
  const sha256 = found === void 0 ? "" : labelOf(found.config, "wheelSha256");
  if (name !== "" && /^[0-9a-f]{64}$/.test(sha256)) return { name, sha256, size: null, uploaded: null };
  const fault2 = found === void 0 ? `has no image for ${platform3}` : `does not tell its wheel for ${platform3}`;
  throw new TaskError([{ place, fault: fault2, mend: "find out what pushed it, and release a new version" }]);
}
function imageOf({ top, platforms: pushed }) {
  const manifests = pushed.map(({ platform: platform3, manifest: { digest: digest4 } }) => ({ platform: platform3, digest: digest4 }));
  return { digest: top.digest, platforms: manifests.sort((a, b) => a.platform < b.platform ? -1 : 1) };
}
function distinct(held) {
  const byName2 = (a, b) => a.name < b.name ? -1 : 1;
  return held.filter(
    ({ name, sha256 }, at) => held.findIndex((one) => one.name === name && one.sha256 === sha256) === at
  ).sort(byName2);
}
function installable(files, kind) {
  const libc = kind === "alpine" ? "musllinux" : "manylinux";
  const wheels = files.filter(({ name }) => name.endsWith(".whl"));
  const fitting = wheels.filter(({ name }) => name.endsWith("-any.whl") || name.includes(libc));
  return fitting.length > 0 ? fitting : wheels;
}

// tasks/release/other-channels.ts
var otherVariables = {
  GITHUB_SERVER_URL: "where the repository is",
  GITHUB_ACTOR: registryVariables.GITHUB_ACTOR,
  REGISTRY_URL: registryVariables.REGISTRY_URL
};
function registriesOf({ image, repository }, call) {
  if (image === null) return [];
  const server = (call.variables["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/+$/, "");
  const packageName = encodeURIComponent(image.name.split("/").slice(1).join("/"));
  const page2 = `${server}/${repository.owner}/${repository.name}/pkgs/container/${packageName}`;
  const registry = registryFor(image, call, { anonymous: image.public });
  return [imageChannel({ registry, kind: image.kind, page: page2 })];
}
function followersOf({ package: declared, conda }, call) {
  if (conda === null) return [];
  const github = gitHubOf(call.variables, (line) => call.say(line));
  return [condaChannel(github, { package: declared, conda })];
}

// tasks/release/run-times.ts
async function timesOfRun(read, say) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RefusedError && error.isForbidden) {
      const mend = "give the job that publishes the GitHub release the permission actions: read";
      throw new TaskError(error.faults.map((fault2) => ({ ...fault2, mend })));
    }
    if (!(error instanceof TaskError)) throw error;
    say(`The run's times can't be told: ${error.message}`);
    return null;
  }
}

// tasks/release/show-path.ts
var goals = [
  ["the aim", 10],
  ["the bound", 30]
];
function pathTable({ steps, machine, people }) {
  return {
    title: "Critical path of this run",
    head: ["Job", "Ran", "Waited for a runner", "Waited for people"],
    rows: [
      ...steps.map(({ name, ran, queued, people: waited }) => [name, ...[ran, queued, waited].map(shown)]),
      ["All, without people", shown(machine), "", shown(people)],
      ...goals.map(([name, minutes]) => {
        const kept = machine < minutes * 6e4;
        return [`Below ${minutes} min, ${name}`, kept ? "yes" : "no", "", ""];
      })
    ]
  };
}
function shown(milliseconds) {
  const seconds = Math.round(milliseconds / 1e3);
  const rest = seconds % 60;
  return seconds < 60 ? `${rest} s` : `${Math.floor(seconds / 60)} min ${String(rest).padStart(2, "0")} s`;
}

// tasks/coverage/tags.ts
function fitsCell(wheel, python, platform3) {
  const minor = Number(/^3\.(\d+)/.exec(python)?.[1]);
  const threaded = python.endsWith("t");
  if (!wheel.platforms.some((tag) => tag === "any" || platform3.fits(tag))) return false;
  return wheel.pythons.some((tag) => wheel.abis.some((abi) => fitsAbi(tag, abi, { minor, threaded })));
}
function fitsAbi(tag, abi, { minor, threaded }) {
  const [, kind, number] = /^(py|cp)3(\d*)$/.exec(tag) ?? [];
  const tagMinor = number === void 0 ? Number.NaN : Number(number || "0");
  const older = tagMinor <= minor;
  switch (abi) {
    case "none":
      return kind === "py" ? older : tagMinor === minor;
    case "abi3":
      return !threaded && kind === "cp" && older;
    case "abi3t":
      return threaded && kind === "cp" && older;
    default:
      return abi === `cp3${minor}${threaded ? "t" : ""}` && tag === `cp3${minor}`;
  }
}

// tasks/wheel/platform-tags.ts
var patterns = [
  [/^(?:manylinux|musllinux)_\d+_\d+_x86_64$|^manylinux(?:1|2010|2014)_x86_64$/, ["linux-x86_64"]],
  [/^(?:manylinux|musllinux)_\d+_\d+_aarch64$|^manylinux2014_aarch64$/, ["linux-aarch64"]],
  [/^macosx_\d+_\d+_arm64$/, ["macos-arm64"]],
  [/^macosx_\d+_\d+_(?:x86_64|intel)$/, ["macos-x86_64"]],
  [/^macosx_\d+_\d+_universal2$/, ["macos-arm64", "macos-x86_64"]],
  [/^win_amd64$/, ["windows-amd64"]],
  [/^win_arm64$/, ["windows-arm64"]]
];
function platformsOf(tag) {
  return patterns.find(([pattern]) => pattern.test(tag))?.[1] ?? [];
}

// tasks/release/tested.ts
var containers = { amd64: "linux-x86_64", arm64: "linux-aarch64" };
async function readTested(declaration2, { ledger: ledger2, run }, call) {
  const say = (line) => call.say(line);
  try {
    const github = gitHubOf(call.variables, say);
    const jobs = [];
    for (const id of /* @__PURE__ */ new Set([ledger2.run.id, run])) jobs.push(...await allJobsOfRun(github, id));
    return testsOf(jobs, declaration2, ledger2);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    say(`What was tested where can't be told: ${error.message}`);
    return [];
  }
}
function testsOf(jobs, { package: { pythons }, indexes }, { files }) {
  const titles = new Set(indexes.map(({ title }) => title));
  return jobs.flatMap(({ name, conclusion }) => {
    if (conclusion !== "success") return [];
    const [, platform3 = "", python = ""] = /^Test on (\S+), Python (\S+)$/.exec(name) ?? [];
    if (python !== "") return [{ what: "test", platform: platform3, python }];
    const [, built] = /^Build wheels for (\S+)$/.exec(name) ?? [];
    if (built !== void 0) return wheelTests(built, pythons, files);
    const [, verified = "", where = ""] = /^Verify (.+) (?:on|for) (\S+)$/.exec(name) ?? [];
    if (titles.has(verified)) return [{ what: verified, platform: where, python: null }];
    if (!/\bimage\b/.test(verified)) return [];
    return [{ what: "image", platform: containers[where.replace(/^linux\//, "")] ?? where, python: null }];
  });
}
function wheelTests(platform3, pythons, files) {
  const wheels = files.flatMap(({ name }) => parseWheelName(name) ?? []);
  const target = { uv: "", fits: (tag) => platformsOf(tag).includes(platform3) };
  return pythons.filter((python) => wheels.some((wheel) => fitsCell(wheel, python, target))).map((python) => ({ what: "test", platform: platform3, python }));
}

// tasks/publish-release.ts
var publishRelease2 = {
  name: "publish-release",
  summary: "Publishes the tag's GitHub release, last of all: reads every index once more, requires that each holds all files\nas they were settled and the image those that it was made of, attaches the final release-ledger.json, and publishes\nthe draft. Then tells where everything is, and what the run's time went into. conda-forge is read and not waited\nfor. A release that is published already is only checked.",
  operands: "",
  variables: {
    ...identityVariables,
    LATEST: "true: this becomes the latest release, unless it is a pre-release",
    DECISIONS: "lines such as pypi=publish: what each publishing job was told; kept in the ledger, if it is set",
    ...storeVariables,
    ...indexVariables,
    ...otherVariables,
    GITHUB_STEP_SUMMARY: "file that tables are added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" },
    wait: { value: "MINUTES", help: "how long an index may lag", default: "10" }
  },
  run: finishRelease
};
async function finishRelease(call) {
  const folder = folderOf(call.options, "files");
  const bound = minutesOf(call.options.wait) * 6e4;
  const latest2 = flagOf(call.variables, "LATEST");
  const decisions = decisionsOf(call.variables["DECISIONS"] ?? "");
  const declaration2 = readDeclaration(call.options.declaration);
  const identity = identityOf(declaration2, call.variables);
  const ports = {
    store: storeOf(declaration2, call),
    indexes: await indexesOf(declaration2, call),
    registries: registriesOf(declaration2, call),
    followers: followersOf(declaration2, call),
    tested: (ledger2) => readTested(declaration2, { ledger: ledger2, run: identity.run.id }, call),
    bound,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    say: (line) => call.say(line)
  };
  const finished = await finish(ports, identity, { files: folderContents(folder), latest: latest2, decisions });
  tellChannels(call, finished, identity);
  if (declaration2.release.githubRelease) await tellPath(call, declaration2, identity);
}
function tellChannels(call, { readings, release }, { tag, version }) {
  const places = readings.map(({ channel: channel2, held }) => {
    return { title: channel2.title, page: channel2.page(version), held };
  });
  if (release !== null) {
    const whole2 = release.assets.filter(({ complete }) => complete);
    places.push({
      title: "GitHub release",
      page: release.url,
      held: whole2.map((one) => ({ ...one, uploaded: null }))
    });
    call.say(`${tag}: published`);
  }
  for (const { title, page: page2 } of places) call.say(`${title}: ${page2}`);
  call.tabulate({
    title: "Where everything is",
    head: ["Channel", "Address", "File", "SHA-256"],
    rows: places.flatMap(({ title, page: page2, held }) => {
      return held.map(({ name, sha256 }) => [title, page2, name, sha256 ?? "not told"]);
    })
  });
}
async function tellPath(call, { release, indexes }, { run }) {
  const say = (line) => call.say(line);
  const read = () => jobsOfRun(gitHubOf(call.variables, say), run.id, run.attempt);
  const jobs = await timesOfRun(read, say);
  if (jobs === null) return;
  const waiting = waitingJobs(indexes);
  const path = criticalPath(jobs, { now: Date.now(), waiting, attempt: run.attempt });
  if (path === null) return;
  const { machine, people } = path;
  say(`${release.workflow}: critical path ${shown(machine)}, and ${shown(people)} of waiting for people`);
  call.tabulate(pathTable(path));
}
function waitingJobs(indexes) {
  const held = indexes.filter(
    ({ environment: environment2 }) => environment2 !== null && (environment2.reviewers.length > 0 || environment2.waitTimer > 0)
  );
  return new Set(held.map(({ title }) => `Publish to ${title}`));
}
await runProgram(publishRelease2);
