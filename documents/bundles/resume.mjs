// tasks/resume.ts
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

// tasks/github/attestations.ts
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
function verifyAttestation(file2, by, host) {
  return verifySubject(resolve(file2), by, host);
}
async function verifySubject(subject, by, host) {
  const attempts2 = host.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    const ended = await run(host, argumentsFor(subject, by));
    const verification = verificationOf(ended);
    const mayChange = !verification.verified && !verification.lasting && verification.mend === void 0;
    if (!mayChange || attempt >= attempts2) return verification;
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
    execFile(program, args, options, (error, out, err) => {
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
    const mend = "run the job again where gh is on the PATH";
    return { verified: false, reason: "the program gh is not on the PATH", lasting: false, mend };
  }
  if (succeeded && hasResults(out)) return { verified: true };
  if (succeeded) return { verified: false, reason: "gh answered without a result", lasting: false };
  const lines = err.split("\n").filter((line) => line.trim() !== "");
  const told2 = lines.find((line) => line.startsWith("Error:")) ?? lines.at(-1) ?? "gh said nothing";
  const reason = told2.replace(/^Error:\s*/, "").slice(0, 300);
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
function sleep2(milliseconds) {
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
      return forbidden2(answer, why);
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
function forbidden2(answer, why) {
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
    const { sleep: sleep3 } = this.#access.options;
    return sleep3?.(milliseconds) ?? new Promise((resolve2) => setTimeout(resolve2, milliseconds));
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

// tasks/index/address.ts
import { execFile as execFile2 } from "node:child_process";
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
  return new Promise((resolve2) => {
    execFile2(program, args, { env, timeout: 3e4 }, (error, stdout) => {
      resolve2(error === null ? stdout.trim() : null);
    });
  });
}
function failure2(fault2) {
  return new TaskError([fault2]);
}

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
function isDistribution(name) {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name);
}
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
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
function storeOf({ release }, { variables, say }) {
  return release.githubRelease ? githubStore(gitHubOf(variables, say)) : null;
}
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

// tasks/release/attested.ts
async function requireAttested(verify2, identity, files) {
  const faults = [];
  for (const file2 of files) {
    const fault2 = await attestationFault(verify2, identity, file2);
    if (fault2 !== null) faults.push(fault2);
  }
  if (faults.length > 0) throw new TaskError(faults);
}
async function attestationFault(verify2, { workflow, commit, tag }, file2) {
  const answer = verify2 === null ? { verified: true } : await verify2(file2);
  if (answer.verified) return null;
  const place = `${file2.from}, ${file2.name}`;
  if (!answer.lasting) {
    const fault3 = `its attestation can't be checked now: ${answer.reason}`;
    throw new TaskError([{ place, fault: fault3, mend: answer.mend ?? "run the job again" }]);
  }
  const fault2 = `${workflow} has not attested it at commit ${commit} and tag ${tag}: ${answer.reason}`;
  return { place, fault: fault2, mend: "find out who put it there; release a new version if it is published" };
}

// tasks/release/content.ts
function contentOf(name, content) {
  return { name, sha256: sha256Of(content), size: content.length, read: () => content };
}
async function isWhole(store, asset, { sha256, size }) {
  if (asset?.complete !== true || asset.size !== size) return false;
  return (asset.sha256 ?? sha256Of(await store.download(asset))) === sha256;
}
function plain({ name, sha256, size }) {
  return { name, sha256, size };
}

// tasks/release/published-files.ts
async function publishedFiles(channels, version) {
  const found = /* @__PURE__ */ new Map();
  const faults = [];
  for (const channel2 of channels) {
    for (const held of await channel2.read(version)) {
      const known3 = found.get(held.name);
      const fault2 = faultOf2(held, channel2, known3);
      if (fault2 !== null) faults.push(fault2);
      else if (known3 !== void 0) found.set(held.name, { ...known3, on: [...known3.on, channel2.name] });
      else if (held.sha256 !== null) {
        found.set(held.name, { held: { ...held, sha256: held.sha256 }, channel: channel2, on: [channel2.name] });
      }
    }
  }
  if (faults.length > 0) throw new TaskError(faults);
  return found;
}
function faultOf2({ name, sha256 }, { title }, known3) {
  if (sha256 === null) {
    const mend = "compare it by hand, and release a new version if it differs";
    return { place: `${title}, ${name}`, fault: "is there, and its hash can't be told", mend };
  }
  if (known3 === void 0 || known3.held.sha256 === sha256) return null;
  return contradiction(name, `${title} (${sha256})`, `${known3.channel.title} (${known3.held.sha256})`);
}
function contradiction(name, one, other) {
  return {
    place: name,
    fault: `has other contents on ${one} than on ${other}`,
    mend: "release a new version; where only a draft differs from what is published, delete the draft and start the release anew"
  };
}

// tasks/release/settled.ts
async function lostFiles(store, { release, ledger: ledger2 }) {
  const assets = new Map(release.assets.map((asset) => [asset.name, asset]));
  const lost = [];
  for (const file2 of [...ledger2.files, ...ledger2.extras]) {
    if (!await isWhole(store, assets.get(file2.name), file2)) lost.push(file2);
  }
  return lost;
}
async function isVoid({ release, ledger: ledger2 }, lost, indexes) {
  if (!release.draft || !lost.some(({ name }) => isDistribution(name))) return false;
  for (const channel2 of indexes) {
    if ((await channel2.read(ledger2.version)).length > 0) return false;
  }
  return true;
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

// tasks/release/collect.ts
var draftTitle = "the GitHub release";
async function collect(ports, identity) {
  const standing = ports.store === null ? null : await standingOf(ports.store, identity);
  const onIndexes = await publishedFiles(ports.indexes, identity.version);
  const search = { ports, identity, onIndexes };
  if (ports.store === null || standing === null || standing.state === "none") {
    return { sealed: false, published: false, files: sorted(await takePublished(search)) };
  }
  const { release } = standing;
  const { store } = ports;
  const draft = { release, store };
  const voided = standing.state === "sealed" && await isVoid(standing, await lostFiles(store, standing), ports.indexes);
  if (voided) await unseal({ ...ports, store }, release);
  if (standing.state === "open" || voided) {
    const files2 = [...await takePublished(search), ...await takeDrafted(search, draft)];
    return { sealed: false, published: false, files: sorted(files2) };
  }
  const files = await takeSealed(search, { ...draft, ledger: standing.ledger });
  return { sealed: true, published: standing.state === "published", files: sorted(files) };
}
async function takePublished(search) {
  const files = [];
  for (const published of search.onIndexes.values()) files.push(await fetchPublished(published));
  await requireAttested(search.ports.verify, search.identity, files);
  return files;
}
async function fetchPublished({ held, channel: channel2 }) {
  return { ...contentOf(held.name, await channel2.fetch(held)), from: channel2.title };
}
async function takeDrafted(search, { release, store }) {
  const { ports, onIndexes } = search;
  const files = [];
  for (const asset of release.assets.filter(({ name }) => isDistribution(name))) {
    const published = onIndexes.get(asset.name);
    if (!asset.complete) {
      ports.say(`${asset.name}: was half uploaded to the draft; it is removed`);
      await store.remove(asset);
    } else if (published !== void 0) {
      if (await isWhole(store, asset, { ...published.held, size: asset.size })) continue;
      throw contradicts(asset.name, asset.sha256, published);
    } else if (ports.verify !== null) {
      files.push(...await takeAttested(search, asset, store));
    } else ports.say(`${asset.name}: is on a draft that is not sealed, and not attested; it is built again`);
  }
  return files;
}
async function takeAttested(search, asset, store) {
  const { ports, onIndexes } = search;
  const file2 = { ...contentOf(asset.name, await store.download(asset)), from: draftTitle };
  const fault2 = await attestationFault(ports.verify, search.identity, file2);
  if (fault2 === null) return [file2];
  if (onIndexes.size > 0) throw new TaskError([fault2]);
  ports.say(`${asset.name}: ${fault2.fault}; it is removed from the draft and built again`);
  await store.remove(asset);
  return [];
}
async function takeSealed(search, { release, store, ledger: ledger2 }) {
  requireAgreement(search, ledger2);
  const files = [];
  const lost = [];
  for (const file2 of ledger2.files) {
    const asset = release.assets.find(({ name }) => name === file2.name);
    const published = search.onIndexes.get(file2.name);
    if (published !== void 0) files.push(await fetchPublished(published));
    else if (asset !== void 0 && await isWhole(store, asset, file2)) {
      files.push({ ...contentOf(file2.name, await store.download(asset)), from: draftTitle });
    } else if (release.draft)
      search.ports.say(`${file2.name}: is missing on the sealed draft; it is built again`);
    else lost.push(lostFault(release, file2.name));
  }
  if (lost.length > 0) throw new TaskError(lost);
  if (!release.draft) requireStillThere(search, ledger2);
  await requireAttested(search.ports.verify, search.identity, files);
  return files;
}
function lostFault({ tag, immutable }, name) {
  return {
    place: `GitHub release ${tag}, ${name}`,
    fault: "is missing or damaged on the published release, and no index holds it",
    mend: immutable ? "release a new version" : "attach the file again, or release a new version"
  };
}
function requireAgreement({ onIndexes, identity }, ledger2) {
  const settled = new Map(ledger2.files.map(({ name, sha256 }) => [name, sha256]));
  const faults = [...onIndexes.values()].flatMap(({ held, channel: channel2 }) => {
    const sha256 = settled.get(held.name);
    if (sha256 === held.sha256) return [];
    const on = `${channel2.title} (${held.sha256})`;
    if (sha256 !== void 0) return [contradiction(held.name, on, `the GitHub release (${sha256})`)];
    const fault2 = `is there, and ${ledgerName} of ${identity.tag} does not name it`;
    return [
      { place: `${channel2.title}, ${held.name}`, fault: fault2, mend: "delete it there, or release a new version" }
    ];
  });
  if (faults.length > 0) throw new TaskError(faults);
}
function requireStillThere({ onIndexes, ports }, ledger2) {
  const faults = ledger2.channels.flatMap(({ name, title, files }) => {
    if (!ports.indexes.some((channel2) => channel2.name === name)) return [];
    const gone = files.filter((file2) => onIndexes.get(file2.name)?.on.includes(name) !== true);
    const fault2 = "was published there and is gone: a deleted name is taken never again";
    return gone.map((file2) => ({ place: `${title}, ${file2.name}`, fault: fault2, mend: "release a new version" }));
  });
  if (faults.length > 0) throw new TaskError(faults);
}
function contradicts(name, sha256, { held, channel: channel2 }) {
  const drafted = `${draftTitle} (${sha256 ?? "unknown"})`;
  return new TaskError([contradiction(name, `${channel2.title} (${held.sha256})`, drafted)]);
}
function sorted(files) {
  return files.toSorted((a, b) => a.name < b.name ? -1 : 1);
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

// tasks/resume.ts
var resume = {
  name: "resume",
  summary: "Collects the files that an earlier run at the same commit left, from the indexes and from the draft release,\ntakes only what this workflow attested at this commit (where files are attested), and writes them into a folder\nbeside held.json. Stops where something is published already that is not this release's.\nOutputs: sealed (true: the draft's files are settled), held (how many files), sdist (its name, if held).",
  operands: "",
  variables: {
    ...identityVariables,
    ...storeVariables,
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    into: { value: "DIR", help: "folder that the files are written into", default: "" }
  },
  run: resumeRelease
};
async function resumeRelease(call) {
  const into = folderOf(call.options, "into");
  const declaration2 = readDeclaration(call.options.declaration);
  const identity = identityOf(declaration2, call.variables);
  const repository = call.variables["GITHUB_REPOSITORY"] ?? "";
  const { workflow, commit, tag } = identity;
  const attester = { repository, workflow, commit, ref: `refs/tags/${tag}` };
  const collected = await collect(
    {
      store: storeOf(declaration2, call),
      indexes: await indexesOf(declaration2, call),
      verify: declaration2.release.attestations ? (file2) => verify(file2, attester, call) : null,
      say: (line) => call.say(line)
    },
    identity
  );
  keep(into, collected);
  tell(call, collected);
}
async function verify(file2, attester, { variables }) {
  const folder = mkdtempSync(join(tmpdir(), "resume-"));
  try {
    const path = join(folder, file2.name);
    writeFileSync(path, file2.read());
    return await verifyAttestation(path, attester, { variables });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
function keep(into, { sealed, published, files }) {
  mkdirSync(into, { recursive: true });
  for (const file2 of files) writeFileSync(join(into, file2.name), file2.read());
  const held = files.map(({ from, ...file2 }) => ({ ...plain(file2), from }));
  writeFileSync(join(into, "held.json"), `${JSON.stringify({ sealed, published, files: held }, null, 2)}
`);
}
function tell(call, { sealed, published, files }) {
  for (const { name, sha256, from } of files) call.say(`${sha256}  ${name}  from ${from}`);
  if (files.length === 0) call.say("Nothing is held: everything is built.");
  if (published) call.say("The release is published already: what follows only checks it.");
  call.tabulate({
    title: sealed ? "Files settled by an earlier run" : "Files held from an earlier run",
    head: ["File", "From", "SHA-256"],
    rows: files.map(({ name, from, sha256 }) => [name, from, sha256])
  });
  call.output({
    sealed: String(sealed),
    held: String(files.length),
    sdist: files.find(({ name }) => name.endsWith(".tar.gz"))?.name ?? ""
  });
}
await runProgram(resume);
