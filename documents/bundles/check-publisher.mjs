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
function listOf(shape2) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry, index) => shape2(entry, `${place}[${index}]`));
  };
}
function mapOf(shape2) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry]) => [key, shape2(entry, `${place}.${key}`)]);
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
    const entries = Object.entries(shapes).map(([key, shape2]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape2(inner, place === "" ? key : `${place}.${key}`)];
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

// tasks/index/address.ts
import { execFile } from "node:child_process";
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
  const told = await askPip(known[index.name], variables);
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
async function askPip(name, variables) {
  const script = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python of ["python", "python3"]) {
    const told = await outputOf(python, ["-I", "-c", script], variables);
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
function failure2({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// tasks/index/token.ts
async function askAudience(simpleUrl, options) {
  const url = new URL("/_/oidc/audience", simpleUrl).href;
  const { status, body } = await request({ url }, options);
  const audience = status === 200 ? read(body, objectOf({ audience: text })) : null;
  if (audience !== null) return audience.audience;
  const fault = status === 403 ? "has trusted publishing switched off" : "has no trusted publishing";
  throw failure3(options, fault, "publish by an API token, or wait until it is on");
}
var given = objectOf({
  token: text,
  expires: optional((value) => typeof value === "number" ? value * 1e3 : null)
});
var refused = objectOf({ errors: listOf(objectOf({ code: text, description: text })) });
async function exchangeToken(simpleUrl, oidcToken, options) {
  const asked = {
    url: new URL("/_/oidc/mint-token", simpleUrl).href,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ token: oidcToken }),
    // The token is good for this index alone: where a redirect leads, it must not go.
    redirect: "manual"
  };
  const { status, body } = await request(asked, options);
  const answer = status === 200 ? read(body, given) : null;
  if (answer !== null) return answer;
  const told = status >= 400 ? read(body, refused) : null;
  if (told !== null)
    return { token: null, errors: told.errors.map((error) => withoutToken(error, oidcToken)) };
  const mend = "run the job again; check that it is an index with trusted publishing";
  throw failure3(
    options,
    `answered ${status} to the exchange of a token, and not in a way that is known`,
    mend
  );
}
function withoutToken({ code, description }, token) {
  const parts = [token, ...token.split(".")].filter((part) => part.length > 8);
  return { code, description: parts.reduce((told, part) => told.replaceAll(part, "***"), description) };
}
function read(body, shape2) {
  try {
    return parseJson(body, shape2);
  } catch {
    return null;
  }
}
function failure3({ place }, fault, mend) {
  return new TaskError([{ place, fault, mend }]);
}

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
  const mend = "run the job again: what it asks with is good for one run alone";
  return new TaskError([{ place: "GitHub's OIDC service", fault, mend }]);
}

// tasks/oidc/job-claims.ts
async function askJobToken(audience, host) {
  const { variables, ...options } = host;
  const token = await requestOidcToken(oidcEndpointOf(variables), audience, options);
  mask(token, variables, host.say);
  const claims = claimsOf(token);
  return { token, claims, clock: clockFault(claims, Date.now() / 1e3) };
}

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);

// tasks/index/file-name.ts
function normalizeName(name) {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

// tasks/preflight/exchange.ts
function publishingPage({
  simpleUrl,
  project
}) {
  return new URL(`/manage/project/${encodeURIComponent(project)}/settings/publishing/`, simpleUrl).href;
}
function pendingPage(simpleUrl) {
  return new URL("/manage/account/publishing/", simpleUrl).href;
}
async function hasProject({ simpleUrl, project }, options) {
  const url = new URL(`${normalizeName(project)}/`, simpleUrl).href;
  return (await request({ url }, options)).status !== 404;
}
function valueFaults(title, values) {
  return values.filter(({ agrees }) => !agrees).map(({ field, declared, claimed }) => ({
    place: `${title}, ${field}`,
    fault: `is ${claimed} in the job's token, declared is ${declared}`,
    mend: "release from what is declared, or declare this in the stack, deliver it, and register it anew"
  }));
}
function refusalFaults(index, told, values) {
  const errors = told.length > 0 ? told : [{ code: "no code", description: "no reason given" }];
  return errors.map(({ code, description }) => ({
    place: index.title,
    fault: `refuses the exchange: ${code} (${description})`,
    mend: mendOf(code, index, values)
  }));
}
function mendOf(code, index, values) {
  switch (code) {
    case "invalid-pending-publisher":
      return `the project was made meanwhile: register the publisher with it, at ${publishingPage(index)}`;
    case "invalid-publisher":
      return `register the publisher with exactly these values: ${values.map(written).join(", ")}; at ${publishingPage(index)}, or at ${pendingPage(index.simpleUrl)} if it does not have ${index.project} yet`;
    case "not-enabled":
      return "wait until its administrators switch trusted publishing on again";
    case "invalid-reuse-token":
    case "invalid-token":
      return "run the job again with a new token; if it stays, look after the clock";
    default:
      return `run the job again; if it stays, compare the table with ${publishingPage(index)}`;
  }
}
function written({ field, declared }) {
  return `${field} ${declared}`;
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
function environmentValue(declared, { environment: environment2 }) {
  const [wanted, claimed] = [declared ?? "", environment2 ?? ""];
  const agrees = wanted.toLowerCase() === claimed.toLowerCase() || declared === null;
  return { field: "Environment name", declared: wanted || "(any)", claimed: claimed || "(none)", agrees };
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

// tasks/check-publisher.ts
var checkPublisher = {
  name: "check-publisher",
  summary: "Exchanges this job's OIDC token with an index and discards what it gets, so that a publisher that is registered\nwrongly shows before a release does. Shows the job's claims beside the exact values of the index's form.\nFor a pending publisher the exchange is its first use: the index makes the project, still empty.",
  operands: "",
  variables: {
    ...addressVariables,
    ACTIONS_ID_TOKEN_REQUEST_URL: "where the job asks for its OIDC token (permission id-token: write)",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "what it asks with",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set"
  },
  options: {
    declaration: declarationOption,
    index: { value: "NAME", help: "pypi, testpypi or custom, as declared", default: "pypi" }
  },
  run: check
};
async function check(call) {
  const declaration2 = readDeclaration(call.options.declaration);
  const declared = declaredIndex(declaration2, call.options.index);
  const say = (line) => call.say(line);
  const simpleUrl = await indexAddress(declared, call.variables);
  const index = { title: declared.title, simpleUrl, project: declaration2.package.name };
  const isNew = !await hasProject(index, { place: index.title, say });
  const audience = await askAudience(simpleUrl, { place: index.title, say });
  const asked = await askJobToken(audience, { variables: call.variables, say });
  const values = [
    ...publisherValues(declaration2, asked.claims),
    environmentValue(declared.environment?.name ?? null, asked.claims)
  ];
  const faults = [
    ...valueFaults(index.title, values),
    ...asked.clock === null ? [] : [asked.clock],
    ...await exchangeFaults({ ...asked, index, values }, call)
  ];
  const project = { field: "Project", declared: index.project, claimed: "(in no token)", agrees: true };
  const rows = [project, ...values].map(({ field, declared: registered, claimed, agrees }) => [
    ...[field, registered, claimed, agrees ? "agrees" : "differs"]
  ]);
  for (const row of rows) say(row.join("  "));
  call.tabulate({
    title: `Trusted publisher on ${index.title}`,
    head: ["Form", "Register", "Claimed", "Verdict"],
    rows
  });
  if (faults.length > 0) throw new TaskError(faults);
  if (isNew) say(`${index.title} had no ${index.project}: its pending publisher may have made it now, empty`);
  say(`${index.title} knows this publisher, as registered at ${publishingPage(index)}`);
}
function declaredIndex({ indexes }, name) {
  const index = indexes.find((one) => one.name === name);
  if (index === void 0) {
    const names = indexes.map((one) => one.name).join(", ") || "none";
    throw new MisuseError({
      place: "--index",
      fault: `${name} is not declared`,
      mend: `name one that is: ${names}`
    });
  }
  if (index.trustedPublishing) return index;
  const mend = "there is nothing to check: its token is kept in its environment";
  throw new TaskError([{ place: index.title, fault: "has no trusted publisher declared", mend }]);
}
async function exchangeFaults({ index, token, values }, call) {
  const say = (line) => call.say(line);
  try {
    const answer = await exchangeToken(index.simpleUrl, token, { place: index.title, say });
    if (answer.token === null) return refusalFaults(index, answer.errors, values);
    mask(answer.token, call.variables, say);
    const minutes = answer.expires === null ? null : Math.ceil((answer.expires - Date.now()) / 6e4);
    const until = minutes === null ? "some minutes" : `${minutes} min`;
    say(`${index.title} gave an upload token, which is discarded; unused, it ends by itself in ${until}`);
    return [];
  } catch (error) {
    if (error instanceof TaskError) return error.faults;
    throw error;
  }
}
await runProgram(checkPublisher);
